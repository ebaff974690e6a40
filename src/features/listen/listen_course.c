/* listen_course.c: state.def and act.def as the course of sessions, and what the runner asks of the feature. */
#include <assert.h>

#include "db/db.h"
#include "features/listen/listen_rules.h"
#include "gen/listen_sql.h"

static const struct state_row states[LISTEN_STATE__MAX] = {
#define STATE(number, name_, key, word_, live_) \
	[LISTEN_##name_] = {.name = #name_, .word = word_, .live = LIVE_##live_, \
			    .tab = LIVE_##live_ == LIVE_OVER ? DESK_OVER : DESK_OWN_LIST, .lamp = number},
#include "features/listen/state.def"
#undef STATE
};

/* act.def speaks of sets of states; these are its words. */
enum {
	NOWHERE = 0,
#define STATE(number, name, key, word, live) name = 1 << LISTEN_##name,
#include "features/listen/state.def"
#undef STATE
};
enum {
#define STATE(number, name, key, word, live) TO_##name = LISTEN_##name,
#include "features/listen/state.def"
#undef STATE
};

static const struct move_row moves[LISTEN_ACT__MAX] = {
#define ACT(number, name_, key, word_, from_, to_, by_, perm_, deed_) \
	[LISTEN_ACT_##name_] = {.name = #name_, .word = word_, .from = from_, .to = TO_##to_, .by = BY_##by_, \
				.perm = LISTEN_##perm_, .sight = FLOW_PARTIES, .deed = deed_},
#include "features/listen/act.def"
#undef ACT
};

static int
load(struct move *m)
{
	struct listen_moving *s = listen_of(m);

	TRY(sql_listen_get(m->tx, m->who->district, m->was.id, &s->row));
	return sql_listen_lines(m->tx, m->who->district, m->was.id, LISTEN_LINES_MAX, &s->lines);
}

static int
save(struct move *m)
{
	struct listen_moving *s = listen_of(m);

	s->row.ended = m->m.live == LIVE_OVER;
	TRY(sql_listen_update(m->tx, m->who->district, &s->row));
	if (!s->lines_changed)
		return 0;
	TRY(sql_listen_lines_drop(m->tx, m->who->district, m->m.id, NULL));
	for (size_t i = 0; i < s->lines.n; i++)
		TRY(sql_listen_line_insert(m->tx, m->who->district, &s->lines.v[i]));
	return 0;
}

static void
seal(struct buf *b, const struct move *m)
{
	const struct listen_moving *s = (const struct listen_moving *)m;
	const struct listen_row_own *r = &s->row;
	const int64_t numbers[] = {r->street, r->community, r->person, r->ended, r->kind, r->open, r->starts_at, r->closed_at, r->came, r->shown,
				   r->matters, r->settled, r->private};

	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		seal_number(b, "\x1f", numbers[i]);
	seal_text(b, "\x1f", r->spot);
	seal_text(b, "\x1f", r->host);
	seal_text(b, "\x1f", r->names);
	for (size_t i = 0; i < s->lines.n; i++) {
		const struct listen_line *l = &s->lines.v[i];
		const int64_t of_line[] = {l->number, l->sort, l->org, l->person, l->day, l->appeal};
		const struct str texts[] = {l->appeal_code, l->text, l->words, l->name, l->phone};

		buf_z(b, "\x1fline");
		for (size_t k = 0; k < sizeof of_line / sizeof *of_line; k++)
			seal_number(b, " ", of_line[k]);
		for (size_t k = 0; k < sizeof texts / sizeof *texts; k++)
			seal_text(b, "\x1f", texts[k]);
	}
}

static_assert(LISTEN_STATE__MAX <= 32, "move_row.from has a bit for each state");

const struct course listen_course = {
	.name = "listen",
	.kind = FLOW_LISTEN,
	.size = sizeof(struct listen_moving),
	.states = states,
	.states_n = LISTEN_STATE__MAX,
	.moves = moves,
	.moves_n = LISTEN_ACT__MAX,
	.raise = LISTEN_HOLD,
	.track = LISTEN_HOLD,
	.manage = LISTEN_HOLD,
	.see = LISTEN_SEE,
	.load = load,
	.save = save,
	.seal = seal,
};
