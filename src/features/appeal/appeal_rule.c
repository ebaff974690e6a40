/* appeal_rule.c: a case that is given back: with a reason of the catalogue; the second time it goes up to the tier above, whose
 * dispatcher rules which body takes it. A ruling binds: its body may ask for another one, once, a tier higher. */
#include "features/appeal/appeal_rule.h"

#include "db/db.h"
#include "features/account/account.h"
#include "features/appeal/appeal_auto.h"
#include "features/appeal/appeal_deed.h"
#include "features/appeal/appeal_phrase.h"
#include "features/appeal/appeal_rules.h"

bool
appeal_may_rule(const struct move *m)
{
	const struct appeal_row *a = &((const struct appeal_moving *)m)->was;
	struct place at = {0};

	/* What lies below the tier has no say: the place ends there. */
	for (int level = LEVEL_DISTRICT; level <= a->tier; level++)
		at.at[level] = m->place.at[level];
	at.node = at.at[a->tier];
	return a->tier && actor_can(m->who, APPEAL_RULE, &at, 0);
}

/* Nobody has it; it waits at this tier. */
static int
go_up(struct move *m, int64_t tier)
{
	struct appeal_moving *a = appeal_of(m);

	a->a.tier = m->m.street ? tier : LEVEL_DISTRICT;
	return appeal_next_stage(m, STAGE_RULE, 0, APPEAL_RULE_MIN);
}

static int
let_go(struct move *m)
{
	TRY(party_put(m, m->was.lead, PARTY_LEAD, PARTY_GONE));
	m->m.lead = 0;
	appeal_of(m)->a.accepted_at = 0;
	return 0;
}

int
do_bounce(struct move *m)
{
	struct appeal_moving *a = appeal_of(m);
	struct phrase reason;

	TRY(appeal_reason(m->tx, m->who->district, a->c->reason, &reason));
	TRY(need_text(m, N_("请写明依据：选的理由要求写什么，就写什么。")));
	m->data = str_fmt(m->tx->arena, "org=%lld>0 reason=%lld", (long long)m->was.lead, (long long)reason.id);
	TRY(appeal_auto_undone(m->tx, m->who->district, m->m.id, m->at));
	a->a.bounces++;
	a->a.reason = reason.id;
	TRY(let_go(m));
	if (m->m.state == APPEAL_RULING)
		return go_up(m, LEVEL_STREET);
	return appeal_next_stage(m, STAGE_TRIAGE, 0, a->rule.accept_min);
}

int
do_appeal_ruling(struct move *m)
{
	TRY(need_text(m, N_("请写明为什么要重新裁定，依据是哪一条。")));
	m->data = str_fmt(m->tx->arena, "org=%lld>0", (long long)m->was.lead);
	TRY(let_go(m));
	return go_up(m, LEVEL_DISTRICT);
}

int
do_rule(struct move *m)
{
	struct appeal_moving *a = appeal_of(m);
	struct org org;
	int rc;

	if (!a->c->org)
		return fail(m->tx, E_INVALID, "org", N_("请选由哪家办。"));
	rc = account_org(m->tx, m->who->district, a->c->org, &org);
	if (rc == E_NOTFOUND || (rc == 0 && org.state != ORG_ACTIVE))
		return fail(m->tx, E_INVALID, "org", N_("没有这个单位，请从列表里选。"));
	TRY(rc);
	TRY(need_text(m, N_("请写明裁定的依据，各家都看得到。")));
	a->a.rulings++;
	a->a.ruled = org.id;
	a->a.bounces = 0;
	m->data = str_fmt(m->tx->arena, "org=0>%lld level=%lld", (long long)org.id, (long long)a->a.tier);
	return appeal_give(m, &org);
}
