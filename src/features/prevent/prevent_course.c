/* prevent_course.c: state.def and act.def as the course of preventions, and what the runner asks of the feature. */
#include <assert.h>

#include "db/db.h"
#include "features/prevent/prevent_rules.h"
#include "gen/prevent_sql.h"

static const struct state_row states[PREVENT_STATE__MAX] = {
#define STATE(number, name_, key, word_, live_) \
	[PREVENT_##name_] = {.name = #name_, .word = word_, .live = LIVE_##live_, \
			     .tab = LIVE_##live_ == LIVE_OVER ? DESK_OVER : DESK_OWN_LIST, .lamp = number},
#include "features/prevent/state.def"
#undef STATE
};

/* act.def speaks of sets of states; these are its words. */
enum {
	NOWHERE = 0,
#define STATE(number, name, key, word, live) name = 1 << PREVENT_##name,
#include "features/prevent/state.def"
#undef STATE
};
enum {
#define STATE(number, name, key, word, live) TO_##name = PREVENT_##name,
#include "features/prevent/state.def"
#undef STATE
};

static const struct move_row moves[PREVENT_ACT__MAX] = {
#define ACT(number, name_, key, word_, from_, to_, by_, perm_, deed_) \
	[PREVENT_ACT_##name_] = {.name = #name_, .word = word_, .from = from_, .to = TO_##to_, .by = BY_##by_, \
				 .perm = PREVENT_##perm_, .sight = FLOW_PARTIES, .deed = deed_},
#include "features/prevent/act.def"
#undef ACT
};

static const struct telling tells[] = {
	{PREVENT_ACT_ACCEPT, TELLS_LEAD, N_("一处反复的事交给您单位了，请按计划办")},
	{PREVENT_ACT_DO, TELLS_PLACE, N_("反复的事做完了，接着看效果")},
	{PREVENT_ACT_JUDGE, TELLS_PLACE, N_("反复的事看过效果了")},
	{PREVENT_ACT_JUDGE, TELLS_LEAD, N_("反复的事看过效果了")},
};

static int
load(struct move *m)
{
	return sql_prevent_get(m->tx, m->who->district, m->was.id, &prevent_of(m)->row);
}

static int
save(struct move *m)
{
	struct prevent_moving *s = prevent_of(m);

	s->row.ended = m->m.live == LIVE_OVER;
	return sql_prevent_update(m->tx, m->who->district, &s->row);
}

static void
seal(struct buf *b, const struct move *m)
{
	const struct prevent_row *p = &((const struct prevent_moving *)m)->row;
	const int64_t numbers[] = {
		p->street, p->community, p->org, p->ended, p->kind, p->item, p->found_at, p->recent, p->recent_weeks, p->past, p->past_weeks,
		p->chance, p->tests, p->due_at, p->done_at, p->judge_weeks, p->accepted_at, p->before_n, p->after_n, p->verdict,
	};
	const struct str texts[] = {p->item_name, p->weeks, p->plan, p->done_text};

	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		seal_number(b, "\x1f", numbers[i]);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		seal_text(b, "\x1f", texts[i]);
}

static_assert(PREVENT_STATE__MAX <= 32, "move_row.from has a bit for each state");

const struct course prevent_course = {
	.name = "prevent",
	.kind = FLOW_PREVENT,
	.size = sizeof(struct prevent_moving),
	.states = states,
	.states_n = PREVENT_STATE__MAX,
	.moves = moves,
	.moves_n = PREVENT_ACT__MAX,
	.raise = PREVENT_MANAGE,
	.track = PREVENT_MANAGE,
	.manage = PREVENT_MANAGE,
	.see = PREVENT_SEE,
	.load = load,
	.save = save,
	.seal = seal,
	.tells = tells,
	.tells_n = sizeof tells / sizeof *tells,
};
