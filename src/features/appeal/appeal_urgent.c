/* appeal_urgent.c: what is urgent: its minutes, becoming urgent and calm again, and taking a dispatch back. */
#include "features/appeal/appeal_urgent.h"

#include "db/db.h"
#include "features/appeal/appeal_auto.h"
#include "features/appeal/appeal_near.h"
#include "features/appeal/appeal_rules.h"

int
appeal_make_urgent(struct move *m, bool urgent)
{
	struct appeal_moving *a = appeal_of(m);

	m->m.urgent = urgent;
	a->a.extend_min = a->a.extend_ask = 0; /* the clocks begin anew */
	TRY(catalogue_rule_get(m->tx, m->who->district, a->a.rule, &a->rule));
	appeal_fit_rule(a);
	if (m->m.state == APPEAL_ACCEPTED)
		TRY(appeal_next_stage(m, STAGE_HANDLE, m->m.lead, a->rule.handle_min));
	else if (m->m.state == APPEAL_DISPATCHED)
		TRY(appeal_next_stage(m, STAGE_ACCEPT, m->m.lead, a->rule.accept_min));
	else if (m->m.state != APPEAL_RULING) /* whoever rules has the time that they had */
		TRY(appeal_next_stage(m, STAGE_TRIAGE, 0, appeal_triage_min(&m->m)));
	return appeal_promise(m, appeal_promise_min(&a->rule, &m->m));
}

int
do_hurry(struct move *m)
{
	TRY(need_text(m, N_("请写明为什么急，比如“有人受伤”。")));
	m->data = S("urgent=0>1");
	return appeal_make_urgent(m, true);
}

int
do_calm(struct move *m)
{
	TRY(need_text(m, N_("请写明为什么不急了，比如“火已经灭了，没有人受伤”。")));
	m->data = S("urgent=1>0");
	return appeal_make_urgent(m, false);
}

int
do_unsend(struct move *m)
{
	m->data = str_fmt(m->tx->arena, "org=%lld>0", (long long)m->was.lead);
	TRY(appeal_auto_undone(m->tx, m->who->district, m->m.id, m->at));
	TRY(appeal_near_given(m, m->was.lead, party_of(m, m->was.lead)->sent_at, -1));
	TRY(party_put(m, m->was.lead, PARTY_LEAD, PARTY_GONE));
	m->m.lead = 0;
	return appeal_next_stage(m, STAGE_TRIAGE, 0, appeal_triage_min(&m->m));
}
