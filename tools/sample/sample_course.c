/* sample_course.c: state.def and act.def as the course of notes, and what the runner asks of the feature. */
#include <assert.h>

#include "db/db.h"
#include "features/sample/sample_rules.h"
#include "gen/sample_sql.h"

static int do_edit(struct move *m);

static const struct state_row states[SAMPLE_STATE__MAX] = {
#define STATE(number, name_, key, word_, live_, tab_) \
	[SAMPLE_##name_] = {.name = #name_, .word = word_, .live = LIVE_##live_, .tab = DESK_##tab_},
#include "features/sample/state.def"
#undef STATE
};

/* act.def speaks of sets of states; these are its words. */
enum {
	NOWHERE = 0,
#define STATE(number, name, key, word, live, tab) name = 1 << SAMPLE_##name,
#include "features/sample/state.def"
#undef STATE
};
enum {
#define STATE(number, name, key, word, live, tab) TO_##name = SAMPLE_##name,
#include "features/sample/state.def"
#undef STATE
};

static const struct move_row moves[SAMPLE_ACT__MAX] = {
#define ACT(number, name_, key, word_, from_, to_, deed_) \
	[SAMPLE_ACT_##name_] = {.name = #name_, .word = word_, .from = from_, .to = TO_##to_, .by = BY_STAFF, \
				.perm = SAMPLE_WRITE, .sight = FLOW_PUBLIC, .deed = deed_},
#include "features/sample/act.def"
#undef ACT
};

static struct sample_moving *
sample_of(struct move *m)
{
	return (struct sample_moving *)m;
}

static int
do_edit(struct move *m)
{
	struct sample_moving *s = sample_of(m);

	TRY(sample_say(m->tx, s->said, &s->row));
	m->m.title = sample_title(s->row.text);
	return 0;
}

static int
load(struct move *m)
{
	return sql_sample_row_get(m->tx, m->who->district, m->was.id, &sample_of(m)->row);
}

static int
save(struct move *m)
{
	const struct sample_row *row = &sample_of(m)->row;

	return sql_sample_update(m->tx, m->who->district, row->id, &(struct sample_said){.text = row->text});
}

static void
seal(struct buf *b, const struct move *m)
{
	buf_fmt(b, "\x1f%.*s", STR(((const struct sample_moving *)m)->row.text));
}

static_assert(SAMPLE_STATE__MAX <= 32, "move_row.from has a bit for each state");

const struct course sample_course = {
	.name = "sample",
	.kind = FLOW_SAMPLE,
	.size = sizeof(struct sample_moving),
	.states = states,
	.states_n = SAMPLE_STATE__MAX,
	.moves = moves,
	.moves_n = SAMPLE_ACT__MAX,
	.raise = SAMPLE_WRITE,
	.track = SAMPLE_WRITE,
	.manage = SAMPLE_WRITE,
	.see = SAMPLE_WRITE,
	.load = load,
	.save = save,
	.seal = seal,
};
