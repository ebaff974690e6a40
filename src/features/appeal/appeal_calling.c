/* appeal_calling.c: follow-up calls: the list, and taking one. */
#include "base/clock.h"
#include "db/db.h"
#include "features/account/account.h"
#include "features/appeal/appeal_call.h"
#include "features/appeal/appeal_rules.h"
#include "gen/appeal_sql.h"
#include "kit/district.h"
#include "kit/setting.h"

enum { DAY_S = 86400 };

int
appeal_calls(struct tx *tx, const struct actor *who, int64_t promised_at, int64_t appeal, int64_t limit, struct appeal_call_line_list *ret)
{
	struct appeal_calls_span span = {.promised_at = promised_at, .appeal = appeal, .limit = limit};
	int64_t now = clock_now(), days;
	enum level level;

	*ret = (struct appeal_call_line_list){0};
	if (!actor_reach(who, APPEAL_CALL, &level, &span.node))
		return E_DENIED;
	TRY(setting_number(tx, who->district, SETTING_CALL_DAYS, &days));
	span.since = now - APPEAL_REOPEN_DAYS * DAY_S;
	span.until = now - days * DAY_S;
	switch (level) {
	case LEVEL_DISTRICT: return sql_appeal_calls_all(tx, who->district, &span, ret);
	case LEVEL_STREET: return sql_appeal_calls_street(tx, who->district, &span, ret);
	case LEVEL_COMMUNITY: return sql_appeal_calls_community(tx, who->district, &span, ret);
	default: return E_DENIED;
	}
}

/* ---- one call ---- */

int
appeal_call_of(struct tx *tx, const struct actor *who, struct str code, struct appeal_followup *ret)
{
	struct appeal_followup c = {0};
	int64_t now = clock_now();
	int rc;

	TRY(appeal_see(tx, who, code, &c.s));
	if (c.s.see != FLOW_INTERNAL || !c.s.may[ACT_CALL_MISSED])
		return c.s.see == FLOW_INTERNAL ? E_DENIED : E_NOTFOUND;
	TRY(sql_appeal_call_get(tx, who->district, c.s.a.id, &c.call));
	c.mine = appeal_call_is_mine(&c.call, who, now);
	c.theirs = !c.mine && c.call.taken_by && c.call.taken_until >= now;
	TRY(appeal_contact_masked(tx, who, &c.s, &c.person));
	/* That it is read was noted when the call was taken. */
	if (c.mine && c.s.may_contact) {
		rc = appeal_contact_of(tx, who->district, &c.s.a, &c.person);
		if (rc < 0 && rc != E_NOTFOUND)
			return rc;
	}
	*ret = c;
	return 0;
}

int
appeal_call_take(struct tx *tx, const struct actor *who, struct str code)
{
	int64_t now = clock_now(), taken = 0;
	struct appeal_followup c;

	TRY(appeal_call_of(tx, who, code, &c));
	TRY(appeal_call_hands(tx, who, c.s.a.id));
	TRY(sql_appeal_call_take(tx, who->district, c.s.a.id, who->person, now + APPEAL_CALL_S, now, &taken));
	if (!taken)
		return fail(tx, E_INVALID, "", N_("另一位同事正在打这个电话，请换一件。"));
	if (c.s.may_contact && !c.mine)
		TRY(account_log_access(tx, who, FLOW_APPEAL, c.s.a.id, S("contact"), S("电话回访")));
	return 0;
}

int
appeal_call_leave(struct tx *tx, const struct actor *who, struct str code)
{
	struct appeal_followup c;

	TRY(appeal_call_of(tx, who, code, &c));
	return sql_appeal_call_leave(tx, who->district, c.s.a.id, who->person, NULL);
}

/* ---- once a day ---- */

static int
drop_old(struct tx *tx, void *arg)
{
	const int64_t *district = arg;

	return sql_appeal_calls_drop(tx, *district, clock_now() - APPEAL_REOPEN_DAYS * DAY_S, NULL);
}

static int
drop_of_district(struct db *db, int64_t district, void *arg)
{
	struct arena a;
	int rc;

	(void)arg;
	arena_init(&a);
	rc = db_write_now(db, &a, drop_old, &district);
	arena_release(&a);
	return rc;
}

int
appeal_call_daily(struct db *db)
{
	return district_each(db, drop_of_district, NULL);
}
