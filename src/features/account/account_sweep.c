/* account_sweep.c: sessions that have ended, and codes of earlier days. */
#include "features/account/account_sweep.h"

#include "base/clock.h"
#include "db/db.h"
#include "gen/account_sql.h"

enum { BATCH = 200 };

int
account_sweep_find(struct tx *tx, void *arg)
{
	struct account_sweep *s = arg;

	TRY(sql_sessions_old(tx, s->district, s->now, BATCH, &s->sessions));
	return sql_codes_old(tx, s->district, s->now, clock_day(s->now), BATCH, &s->codes);
}

int
account_sweep_drop(struct tx *tx, void *arg)
{
	const struct account_sweep *s = arg;

	for (size_t i = 0; i < s->sessions.n; i++)
		TRY(sql_session_drop(tx, s->district, s->sessions.v[i].id, s->now, NULL));
	for (size_t i = 0; i < s->codes.n; i++)
		TRY(sql_code_drop(tx, s->district, s->codes.v[i].phone_index, s->now, clock_day(s->now), NULL));
	return 0;
}
