/* outbox.c: promising work in a transaction, and what people do about work that failed for good. */
#include "db/outbox.h"

#include <assert.h>

#include "base/clock.h"
#include "base/id.h"
#include "gen/db_sql.h"

static const char *const names[OUTBOX__MAX] = {
#define JOB(number, name, promise, tries, about) [OUTBOX_##name] = #name,
#include "db/outbox.def"
#undef JOB
};

int
outbox_put(struct tx *tx, int64_t district, enum outbox_kind kind, int64_t due_at, int64_t subject,
	   struct str to, struct str title, struct str text)
{
	struct outbox row = {
		.id = id_new(),
		.kind = (int64_t)kind,
		.subject = subject,
		.due_at = due_at ? due_at : clock_now(),
		.recipient = to,
		.title = title,
		.body = text,
	};

	assert(kind > OUTBOX__NONE && kind < OUTBOX__MAX);
	return sql_outbox_add(tx, district, &row);
}

int
outbox_retire(struct tx *tx, const struct outbox_job *job)
{
	int64_t n;

	assert(tx->may_write && job->id > 0);
	TRY(sql_outbox_remove(tx, job->district, job->id, job->claimed_until, &n));
	return n ? 0 : E_STALE;
}

int
outbox_rows(struct tx *tx, int64_t district, bool only_failed, int64_t limit,
	    struct outbox_row_list *ret)
{
	assert(ret);
	return sql_outbox_rows(tx, district, only_failed ? 1 : 0, limit, ret);
}

int
outbox_failed(struct tx *tx, int64_t district, int64_t *ret_n)
{
	struct outbox_count count;

	assert(ret_n);
	TRY(sql_outbox_failed(tx, district, &count));
	*ret_n = count.n;
	return 0;
}

int
outbox_retry(struct tx *tx, int64_t district, int64_t id, int64_t *ret_n)
{
	int64_t n;

	assert(tx->may_write && ret_n);
	if (id)
		TRY(sql_outbox_revive(tx, district, id, clock_now(), &n));
	else
		TRY(sql_outbox_revive_all(tx, district, clock_now(), &n));
	if (n == 0)
		return E_NOTFOUND;
	*ret_n = n;
	return 0;
}

int
outbox_drop(struct tx *tx, int64_t district, int64_t id)
{
	int64_t n;

	assert(tx->may_write);
	TRY(sql_outbox_drop(tx, district, id, &n));
	return n ? 0 : E_NOTFOUND;
}

const char *
outbox_kind_name(int64_t kind)
{
	return kind > OUTBOX__NONE && kind < OUTBOX__MAX ? names[kind] : "?";
}

int
outbox_unsend(struct tx *tx, int64_t district, struct str to)
{
	return sql_outbox_drop_to(tx, district, to, NULL);
}
