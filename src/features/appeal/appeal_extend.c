/* appeal_extend.c: who filed a case urges it once a day, and the body that has it asks for more time: somebody else decides, within a limit,
 * and who filed it is told why. */
#include "features/appeal/appeal_extend.h"

#include "base/clock.h"
#include "db/db.h"
#include "features/account/account.h"
#include "features/appeal/appeal_rules.h"
#include "features/appeal/appeal_time.h"
#include "gen/appeal_sql.h"

/* ---- urging ---- */

static int
urge(struct move *m)
{
	struct appeal_moving *a = appeal_of(m);

	a->a.urges++;
	a->a.urged_at = m->at;
	m->data = str_fmt(m->tx->arena, "urges=%lld", (long long)a->a.urges);
	return 0;
}

int
do_urge(struct move *m)
{
	if (appeal_urged_today(appeal_of(m)->was.urged_at, m->at) && appeal_of(m)->was.urges)
		return fail(m->tx, E_INVALID, "text", N_("今天已经催过了，明天零点以后可以再催。"));
	return urge(m);
}

int
do_urged(struct move *m)
{
	return urge(m);
}

/* ---- more time ---- */

bool
appeal_may_extend(const struct move *m)
{
	const struct appeal_row *a = &((const struct appeal_moving *)m)->was;
	struct place at = {0};

	/* What lies below the level has no say: the place ends there. */
	for (int level = LEVEL_DISTRICT; level <= a->extend_tier; level++)
		at.at[level] = m->place.at[level];
	at.node = at.at[a->extend_tier];
	return at.node && actor_can(m->who, APPEAL_DISPATCH, &at, 0);
}

/* Of the community's own body the tier above decides. */
static int
find_tier(struct move *m, int64_t *ret)
{
	struct org org;
	int rc = m->m.lead ? account_org(m->tx, m->who->district, m->m.lead, &org) : E_NOTFOUND;

	*ret = LEVEL_COMMUNITY;
	if (rc < 0 && rc != E_NOTFOUND)
		return rc;
	if (!m->m.community || rc == E_NOTFOUND || (str_is(org.kind, "community") && org.place == m->m.community))
		*ret = m->m.street ? LEVEL_STREET : LEVEL_DISTRICT;
	return 0;
}

int
do_extend_ask(struct move *m)
{
	struct appeal_moving *a = appeal_of(m);
	struct due *promise = due_of(&m->clocks, STAGE_PROMISE, -1);
	int64_t most = appeal_extend_days(a->rule.handle_min, a->was.extend_min);

	TRY(need_text(m, N_("请写明为什么要延期，现在办到哪一步。")));
	if (!promise || promise->due_at <= m->at)
		return fail(m->tx, E_INVALID, "days", N_("已经超过承诺的时间，不能再延期，请尽快答复。"));
	if (most < 1)
		return fail(m->tx, E_INVALID, "days", N_("这一件不能再延：加起来不能超过这一类原来的办理时限，不足一天的不延。"));
	if (a->c->days < 1 || a->c->days > most)
		return fail(m->tx, E_INVALID, "days", N_("天数超出了：最多延两次，加起来不超过这一类原来的办理时限。"));
	TRY(find_tier(m, &a->a.extend_tier));
	a->a.extend_ask = a->c->days;
	m->data = str_fmt(m->tx->arena, "days=%lld level=%lld", (long long)a->a.extend_ask, (long long)a->a.extend_tier);
	return 0;
}

/* Who asked does not decide, in whatever role. */
static int
check_other(struct move *m)
{
	struct appeal_number asked;

	TRY(sql_appeal_extend_asked(m->tx, m->who->district, m->was.id, m->who->person, &asked));
	return asked.n ? fail(m->tx, E_INVALID, "text", N_("这次延期是您申请的，请另一位来批。")) : 0;
}

/* Minutes are those the clock was given; of one that was carried over its row does not know them. */
static int
lengthen(struct move *m, enum appeal_stage stage, int64_t given, int64_t more)
{
	struct due *d = due_of(&m->clocks, stage, -1);

	if (!d)
		return 0;
	given = d->minutes ? d->minutes : given;
	return move_clock_change(m, d, given, given + more);
}

int
do_extend_grant(struct move *m)
{
	struct appeal_moving *a = appeal_of(m);
	int64_t more = a->was.extend_ask * CALENDAR_DAY_MIN, was = m->was.promised_at;
	const struct due *promise;

	TRY(need_text(m, N_("请写给反映人看：为什么要多一些时间。")));
	TRY(check_other(m));
	TRY(lengthen(m, STAGE_HANDLE, a->rule.handle_min, more));
	TRY(lengthen(m, STAGE_PROMISE, appeal_promise_min(&a->rule, &m->m) + a->was.extend_min, more));
	promise = due_of(&m->clocks, STAGE_PROMISE, -1);
	a->a.extended++;
	a->a.extend_min += more;
	a->a.extend_ask = 0;
	m->data = str_fmt(m->tx->arena, "days=%lld promised=%lld>%lld", (long long)a->was.extend_ask, (long long)was,
			  (long long)(promise ? promise->due_at : was));
	return 0;
}

int
do_extend_refuse(struct move *m)
{
	struct appeal_moving *a = appeal_of(m);

	TRY(need_text(m, N_("请写明为什么不同意。")));
	TRY(check_other(m));
	m->data = str_fmt(m->tx->arena, "days=%lld", (long long)a->was.extend_ask);
	a->a.extend_ask = 0;
	return 0;
}
