/* whistle_course.c: state.def and act.def as the course of whistles, and what the runner asks of the feature. */
#include <assert.h>

#include "db/db.h"
#include "features/whistle/whistle_rules.h"
#include "gen/whistle_sql.h"

static const struct state_row states[WHISTLE_STATE__MAX] = {
#define STATE(number, name_, key, word_, live_) \
	[WHISTLE_##name_] = {.name = #name_, .word = word_, .live = LIVE_##live_, \
			     .tab = LIVE_##live_ == LIVE_OVER ? DESK_OVER : DESK_OWN_LIST, .lamp = number},
#include "features/whistle/state.def"
#undef STATE
};

/* act.def speaks of sets of states; these are its words. */
enum {
	NOWHERE = 0,
#define STATE(number, name, key, word, live) name = 1 << WHISTLE_##name,
#include "features/whistle/state.def"
#undef STATE
};
enum {
#define STATE(number, name, key, word, live) TO_##name = WHISTLE_##name,
#include "features/whistle/state.def"
#undef STATE
};

static const struct move_row moves[WHISTLE_ACT__MAX] = {
#define ACT(number, name_, key, word_, from_, to_, by_, perm_, deed_) \
	[WHISTLE_ACT_##name_] = {.name = #name_, .word = word_, .from = from_, .to = TO_##to_, .by = BY_##by_, \
				 .perm = WHISTLE_##perm_, .sight = FLOW_INTERNAL, .deed = deed_, .adds = true},
#include "features/whistle/act.def"
#undef ACT
};

static const struct stage_row stages[WHISTLE_STAGE__MAX] = {
	[WHISTLE_ARRIVAL] = {"ARRIVAL", N_("到场"), STAGE_SHOWN, WHISTLE_ACT_LATE, ""},
	[WHISTLE_REPLY] = {"REPLY", N_("回应"), STAGE_BESIDE, WHISTLE_ACT_RING, ""},
};

static int
load(struct move *m)
{
	struct whistle_moving *s = whistle_of(m);

	TRY(sql_whistle_row_get(m->tx, m->who->district, m->was.id, &s->row));
	TRY(sql_whistle_bodies(m->tx, m->who->district, m->was.id, &s->bodies));
	TRY(sql_whistle_tasks(m->tx, m->who->district, m->was.id, &s->tasks));
	return s->bodies.n > WHISTLE_BODIES_MAX || s->tasks.n > WHISTLE_TASKS_MAX ? E_MANY : 0;
}

static int
save(struct move *m)
{
	struct whistle_moving *s = whistle_of(m);
	int64_t ended = m->m.live == LIVE_OVER;
	bool ends = ended != s->row.ended;

	s->row.ended = ended;
	TRY(sql_whistle_update(m->tx, m->who->district, &s->row));
	for (size_t i = 0; i < s->bodies.n; i++) {
		s->bodies.v[i].ended = ended;
		if (ends || s->body_changed[i])
			TRY(sql_whistle_body_update(m->tx, m->who->district, &s->bodies.v[i]));
	}
	for (size_t i = 0; i < s->tasks.n; i++)
		if (s->task_changed[i])
			TRY(sql_whistle_task_update(m->tx, m->who->district, &s->tasks.v[i]));
	return 0;
}

static void
seal_body(struct buf *b, const struct whistle_body_line *o)
{
	const int64_t numbers[] = {
		o->org, o->street, o->ended, o->due_at, o->arrived_at, o->proof, o->metres, o->late, o->came, o->did, o->scored_at,
		o->needed, o->clear, o->rated_at,
	};

	buf_z(b, "\x1f" "body");
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		seal_number(b, " ", numbers[i]);
	seal_text(b, "\x1f", o->why);
	seal_text(b, "\x1f", o->came_words);
	seal_text(b, "\x1f", o->needed_words);
	/* Seals from before bodies replied and signed hold. */
	if (o->reply || o->rung_at) {
		seal_number(b, "\x1freply ", o->reply);
		seal_number(b, " ", o->replied_at);
		seal_number(b, " ", o->rung_at);
		seal_text(b, "\x1f", o->reply_words);
	}
	if (o->signed_at) {
		seal_number(b, "\x1fsigned ", o->signed_at);
		seal_text(b, "\x1f", o->signed_words);
	}
}

static void
seal(struct buf *b, const struct move *m)
{
	const struct whistle_moving *s = (const struct whistle_moving *)m;
	const struct whistle_row *w = &s->row;
	const int64_t numbers[] = {w->street, w->community, w->ended, w->metres, w->arrive_by, w->origin, w->called, w->arrived, w->late,
				   w->concluded_at};
	const struct str texts[] = {w->about, w->goal, w->spot, w->origin_code, w->salt, w->conclusion};

	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		seal_number(b, "\x1f", numbers[i]);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		seal_text(b, "\x1f", texts[i]);
	if (w->lead)
		seal_number(b, "\x1flead ", w->lead);
	for (size_t i = 0; i < s->bodies.n; i++)
		seal_body(b, &s->bodies.v[i]);
	for (size_t i = 0; i < s->tasks.n; i++) {
		const struct whistle_task_line *t = &s->tasks.v[i];

		seal_number(b, "\x1ftask ", t->number);
		seal_number(b, " ", t->org);
		seal_number(b, " ", t->due_at);
		seal_number(b, " ", t->part);
		seal_number(b, " ", t->done_at);
		seal_text(b, "\x1f", t->text);
		seal_text(b, "\x1f", t->done_text);
	}
}

static_assert(WHISTLE_STATE__MAX <= 32, "move_row.from has a bit for each state");
static_assert((int)WHISTLE_BODIES_MAX < (int)MATTER_PARTIES_MAX, "each body is a party");

const struct course whistle_course = {
	.name = "whistle",
	.kind = FLOW_WHISTLE,
	.size = sizeof(struct whistle_moving),
	.states = states,
	.states_n = WHISTLE_STATE__MAX,
	.moves = moves,
	.moves_n = WHISTLE_ACT__MAX,
	.stages = stages,
	.stages_n = WHISTLE_STAGE__MAX,
	.raise = WHISTLE_BLOW,
	.track = WHISTLE_BLOW,
	.manage = WHISTLE_BLOW,
	.see = WHISTLE_SEE,
	.load = load,
	.save = save,
	.seal = seal,
};
