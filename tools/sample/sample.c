/* sample.c: the rules of notes. */
#include "features/sample/sample.h"

#include "base/clock.h"
#include "base/id.h"
#include "db/db.h"
#include "features/sample/sample_rules.h"
#include "gen/sample_sql.h"

enum { TITLE_CHARS = 40 };

bool
sample_may_write(const struct actor *who)
{
	struct place whole = {.at = {[LEVEL_DISTRICT] = who->district}};

	return actor_can(who, SAMPLE_WRITE, &whole, 0);
}

int
sample_say(struct tx *tx, const struct sample_said *said, struct sample_row *row)
{
	row->text = str_trim(said->text);
	if (!row->text.n)
		return fail(tx, E_INVALID, "text", N_("还没写内容。"));
	if (str_chars(row->text) > SAMPLE_TEXT_MAX)
		return fail(tx, E_INVALID, "text", N_("写得太长了，最多 500 个字。"));
	return 0;
}

struct str
sample_title(struct str text)
{
	struct str line = {0};

	str_next(&text, '\n', &line);
	return str_clip(line, TITLE_CHARS);
}

int
sample_file(struct tx *tx, const struct actor *who, const struct sample_said *said, struct str *ret_code)
{
	const struct change c = {.move = SAMPLE_ACT_FILE};
	int64_t id = id_new(), at = clock_now();
	struct sample_moving s = {
		.move = {.tx = tx, .who = who, .course = &sample_course, .c = &c, .at = at},
		.row = {.id = id},
	};
	struct matter *m = &s.move.m;

	if (!sample_may_write(who))
		return E_DENIED;
	TRY(sample_say(tx, said, &s.row));
	*m = (struct matter){
		.id = id,
		.title = sample_title(s.row.text),
		.sight = FLOW_PUBLIC,
		.raiser = who->person,
		.anon = ANON_NAMED,
		.filed_at = at,
	};
	TRY(matter_code(tx, who->district, S("N"), at, &m->code));
	clocks_none(tx, who->district, id, &s.move.clocks);
	TRY(course_file(&s.move, SAMPLE_ACT_FILE, SAMPLE_TODO));
	TRY(sql_sample_insert(tx, who->district, &s.row));
	*ret_code = m->code;
	return 0;
}

int
sample_move(struct tx *tx, const struct actor *who, struct str code, const struct sample_change *c)
{
	const struct change change = {.move = c->act, .version = c->version, .content = c->said.text};
	struct move *m = move_new(&sample_course, tx, who);

	m->c = &change;
	((struct sample_moving *)m)->said = &c->said;
	return course_move(m, code);
}

int
sample_get(struct tx *tx, int64_t district, struct str code, struct sample *ret)
{
	return sql_sample_by_code(tx, district, code, ret);
}

int
sample_newest(struct tx *tx, int64_t district, int64_t before, int64_t limit, struct sample_list *ret)
{
	return sql_sample_before(tx, district, before ? before : INT64_MAX, limit, ret);
}

int
sample_steps(struct tx *tx, int64_t district, int64_t id, struct flow_step_list *ret)
{
	return flow_list(tx, district, FLOW_SAMPLE, id, FLOW_PUBLIC, ret);
}

int
sample_moves(struct tx *tx, const struct actor *who, struct str code, struct sample_moves *ret)
{
	struct move *m = move_new(&sample_course, tx, who);

	TRY(course_read(m, code));
	*ret = (struct sample_moves){0};
	for (int act = SAMPLE_ACT__NONE + 1; act < SAMPLE_ACT__MAX; act++)
		ret->may[act] = course_may(m, act);
	return 0;
}

const char *
sample_state_key(int64_t state)
{
	switch (state) {
#define STATE(number, name, key, word, live, tab) case number: return key;
#include "features/sample/state.def"
#undef STATE
	}
	return NULL;
}

const char *
sample_state_word(int64_t state)
{
	return state > 0 && state < SAMPLE_STATE__MAX ? sample_course.states[state].word : NULL;
}

const char *
sample_act_word(int64_t act)
{
	return act > 0 && act < SAMPLE_ACT__MAX ? sample_course.moves[act].word : NULL;
}
