/* appeal_stage.c: the clocks of a case by its stages: which runs, and how many minutes its rule gives. Deeds stand above it. */
#include "features/appeal/appeal_stage.h"

#include "features/appeal/appeal_rules.h"
#include "kit/due.h"

int64_t
appeal_triage_min(const struct matter *m)
{
	return m->urgent ? URGENT_TRIAGE_MIN : APPEAL_TRIAGE_MIN;
}

int64_t
appeal_promise_min(const struct catalogue_rule *rule, const struct matter *m)
{
	return appeal_triage_min(m) + rule->accept_min + rule->handle_min;
}

void
appeal_near_leave(struct move *m)
{
	struct appeal_moving *a = appeal_of(m);

	due_stop(&m->clocks, STAGE_NEAR, -1, m->at);
	if (a->a.held)
		m->m.rung = 0;
	a->a.held = a->a.taken_at = 0;
}

int
appeal_next_stage(struct move *m, enum appeal_stage stage, int64_t org, int64_t minutes)
{
	/* Whoever asked for more time asked for this stage. */
	appeal_of(m)->a.extend_ask = 0;
	if (stage != STAGE_NEAR)
		appeal_near_leave(m);
	due_stop(&m->clocks, STAGE_NEAR, -1, m->at);
	due_stop(&m->clocks, STAGE_TRIAGE, -1, m->at);
	due_stop(&m->clocks, STAGE_ACCEPT, -1, m->at);
	due_stop(&m->clocks, STAGE_HANDLE, -1, m->at);
	due_stop(&m->clocks, STAGE_FOLLOW, -1, m->at);
	due_stop(&m->clocks, STAGE_RULE, -1, m->at);
	return move_clock(m, stage, org, minutes);
}

int
appeal_promise(struct move *m, int64_t minutes)
{
	due_stop(&m->clocks, STAGE_PROMISE, -1, m->at);
	return move_clock(m, STAGE_PROMISE, 0, minutes);
}

void
appeal_fit_rule(struct appeal_moving *a)
{
	bool urgent = a->move.m.urgent != 0;

	if (urgent == (a->rule.urgent != 0))
		return;
	a->rule.accept_min = urgent ? URGENT_ACCEPT_MIN : catalogue_house_rule.accept_min;
	a->rule.handle_min = urgent ? URGENT_HANDLE_MIN : catalogue_house_rule.handle_min;
}
