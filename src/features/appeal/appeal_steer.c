/* appeal_steer.c: which body a rule of dispatching names, and why. */
#include "features/appeal/appeal_steer.h"

#include "base/clock.h"
#include "db/db.h"
#include "features/account/account.h"
#include "features/appeal/appeal_rules.h"
#include "features/catalogue/catalogue.h"
#include "gen/appeal_sql.h"

static struct steer_case
case_of(const struct appeal *a, int64_t item)
{
	return (struct steer_case){
		.item = item ? item : a->item, .at = a->filed_at, .place = appeal_place(a), .channel = a->channel, .urgent = a->urgent != 0,
		.title = a->title, .body = a->body, .answers = a->answers,
	};
}

/* The item and what it lies in, by level. */
static int
things_of(struct tx *tx, int64_t district, int64_t item, int64_t ret[RULE_DEPTH])
{
	struct catalogue_node n;
	int rc = item ? catalogue_get(tx, district, item, &n) : E_NOTFOUND;

	if (rc == E_NOTFOUND)
		return 0;
	TRY(rc);
	ret[CATALOGUE_CLASS] = n.class;
	if (n.level == CATALOGUE_ITEM)
		ret[CATALOGUE_GROUP] = n.parent;
	ret[n.level] = n.id;
	return 0;
}

static bool
gave_back(const struct party_list *parties, int64_t org)
{
	for (size_t i = 0; parties && i < parties->n; i++)
		if (parties->v[i].org == org && parties->v[i].state == PARTY_GONE)
			return true;
	return false;
}

/* The body of a version, here. E_NOTFOUND: it decides nothing. */
static int
body_of(struct tx *tx, int64_t district, const struct rule *r, const struct steer_case *c, struct org *ret)
{
	struct steer_to to;
	struct org org;

	TRY(sql_steer_get(tx, district, r->id, &to));
	if (to.org)
		TRY(account_org(tx, district, to.org, &org));
	else
		TRY(account_org_for(tx, district, to.body, &c->place, &org));
	if (org.state != ORG_ACTIVE || gave_back(c->gave_back, org.id))
		return E_NOTFOUND;
	*ret = org;
	return 0;
}

int
appeal_whom(struct tx *tx, int64_t district, const struct steer_case *c, struct str body, struct appeal_whom *ret)
{
	struct rule_facts f = {.place = c->place, .at = c->at, .way = c->channel, .urgent = c->urgent};
	int64_t now = clock_now();
	struct rule_list rules;

	TRY(things_of(tx, district, c->item, f.thing));
	TRY(rule_about(tx, district, RULE_DISPATCH, f.thing, now, &rules));
	if (rule_reads(&rules)) {
		f.text = rule_fold_text(tx->arena, c->title, c->body);
		f.answers = rule_fold_lines(tx->arena, c->answers);
	}
	*ret = (struct appeal_whom){0};
	for (size_t i = 0; i < rules.n; i++) {
		int rc = rule_in_force(&rules.v[i], now) && rule_holds(&rules.v[i], &f) ? body_of(tx, district, &rules.v[i], c, &ret->org)
										     : E_NOTFOUND;

		if (rc == E_NOTFOUND)
			continue;
		TRY(rc);
		ret->rule = rules.v[i];
		rule_why(tx->arena, &rules.v[i], &f, &ret->why);
		return 0;
	}
	return account_org_for(tx, district, body, &c->place, &ret->org);
}

int
appeal_whom_of(struct tx *tx, const struct appeal *a, const struct party_list *parties, int64_t item, struct appeal_whom *ret)
{
	struct steer_case c = case_of(a, item);
	struct catalogue_rule rule;

	c.gave_back = a->bounces ? parties : NULL;
	TRY(item ? catalogue_rule_at(tx, a->district, item, a->filed_at, &rule) : catalogue_rule_get(tx, a->district, a->rule, &rule));
	return appeal_whom(tx, a->district, &c, rule.body, ret);
}
