/* account_demand.c: whether a role wants a second factor of somebody who has none. */
#include "features/account/account_demand.h"

#include "base/clock.h"
#include "db/db.h"
#include "features/account/account.h"
#include "features/account/account_rules.h"
#include "gen/account_sql.h"
#include "kit/setting.h"

enum { DAY = 86400 };

static bool
has_role(const struct actor *who, int64_t roles)
{
	for (size_t i = 0; i < who->grants_n; i++)
		if (roles >> who->grants[i].role & 1)
			return true;
	return false;
}

/* Since when they have one of the roles; the first one counts. */
static int
held_since(struct tx *tx, const struct actor *who, int64_t roles, int64_t *ret)
{
	struct role_grant_list list;
	int64_t since = 0;

	TRY(sql_grants_of(tx, who->district, who->person, &list));
	for (size_t i = 0; i < list.n; i++)
		if (roles >> list.v[i].role & 1 && (!since || list.v[i].granted_at < since))
			since = list.v[i].granted_at;
	*ret = since;
	return 0;
}

static int
is_last_admin(struct tx *tx, const struct actor *who, bool *ret)
{
	struct account_count others;
	bool admin = false;

	for (size_t i = 0; i < who->grants_n; i++)
		admin = admin || (who->grants[i].role == ROLE_ADMIN && who->grants[i].level == LEVEL_DISTRICT);
	*ret = false;
	if (!admin)
		return 0;
	TRY(sql_grant_others(tx, who->district, ROLE_ADMIN, LEVEL_DISTRICT, who->person, &others));
	*ret = others.n == 0;
	return 0;
}

int
account_demand_of(struct tx *tx, const struct actor *who, bool has_factor, enum account_demand *ret, int64_t *ret_until)
{
	int64_t roles, set_at, since, days;
	bool last;

	*ret = DEMAND_NONE;
	*ret_until = 0;
	if (has_factor || !who->grants_n)
		return 0;
	TRY(setting_roles(tx, who->district, SETTING_FACTOR_ROLES, &roles, &set_at));
	if (!has_role(who, roles))
		return 0;
	TRY(setting_number(tx, who->district, SETTING_FACTOR_DAYS, &days));
	TRY(held_since(tx, who, roles, &since));
	TRY(is_last_admin(tx, who, &last));
	*ret_until = (since > set_at ? since : set_at) + days * DAY;
	*ret = last || *ret_until > clock_now() ? DEMAND_SOON : DEMAND_NOW;
	if (last && *ret_until <= clock_now())
		*ret_until = 0;
	return 0;
}

int
account_count_lacking(struct tx *tx, const struct actor *who, int64_t *ret_n)
{
	struct account_count count = {0};
	int64_t roles, at;

	TRY(account_power(tx, who, 0, 0));
	TRY(setting_roles(tx, who->district, SETTING_FACTOR_ROLES, &roles, &at));
	if (roles)
		TRY(sql_factor_lacking(tx, who->district, roles, &count));
	*ret_n = count.n;
	return 0;
}

int
account_count_holders(struct tx *tx, const struct actor *who, enum account_holders kind, int64_t *ret_n)
{
	struct account_count count;
	int64_t roles = 0;

	TRY(account_power(tx, who, 0, 0));
	for (int role = ROLE__NONE + 1; role < ROLE__MAX; role++)
		if (role_is_staff((enum role)role))
			roles |= INT64_C(1) << role;
	if (kind == ACCOUNT_DESK)
		roles = INT64_C(1) << ROLE_COMMUNITY | INT64_C(1) << ROLE_DISPATCHER;
	if (kind == ACCOUNT_ADMINS)
		TRY(sql_grant_others(tx, who->district, ROLE_ADMIN, LEVEL_DISTRICT, 0, &count));
	else
		TRY(sql_holder_count(tx, who->district, roles, &count));
	*ret_n = count.n;
	return 0;
}

int
account_count_temporary(struct tx *tx, const struct actor *who, int64_t *ret_n)
{
	struct account_count count;

	TRY(account_power(tx, who, 0, 0));
	TRY(sql_temporary_count(tx, who->district, &count));
	*ret_n = count.n;
	return 0;
}
