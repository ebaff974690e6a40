/* appeal_called.c: follow-up calls: what came of one. */
#include "base/clock.h"
#include "db/db.h"
#include "features/appeal/appeal_call.h"
#include "features/appeal/appeal_deed.h"
#include "gen/appeal_sql.h"

static int
need_taken(struct move *m)
{
	struct appeal_call c;
	int rc = sql_appeal_call_get(m->tx, m->who->district, m->was.id, &c);

	if (rc < 0 && rc != E_NOTFOUND)
		return rc;
	TRY(appeal_call_hands(m->tx, m->who, m->was.id));
	if (rc == E_NOTFOUND || !appeal_call_is_mine(&c, m->who, clock_now()))
		return fail(m->tx, E_INVALID, "", N_("请先点“我来打”，一件电话同时只有一个人打。"));
	return 0;
}

int
do_call_rate(struct move *m)
{
	TRY(need_taken(m));
	TRY(need_text(m, N_("请把本人说的话照原样记下来。")));
	return appeal_rate_by(m, MARK_BY_PHONE);
}

int
do_call_missed(struct move *m)
{
	int64_t n = 0;

	TRY(need_taken(m));
	TRY(sql_appeal_call_missed(m->tx, m->who->district, m->was.id, m->who->person, clock_now(), &n));
	return n ? 0 : E_STALE;
}

int
do_call_refused(struct move *m)
{
	TRY(need_taken(m));
	return appeal_call_end(m);
}
