/* appeal_job_table.c: works through a table of cases: a few rows a transaction, so that others write in between, and for some
 * seconds a job, so that a worker is soon free again and a server that ends does not wait. */
#include "base/clock.h"
#include "db/db.h"
#include "features/appeal/appeal_job.h"
#include "features/appeal/appeal_take.h"
#include "kit/feature.h"

enum { ROWS_A_TURN = 4, WORK_US = 3 * 1000 * 1000 };

struct taking {
	const struct outbox_job *job;
	struct import_table table;
	struct table_import import;
	int most, err;
	bool more;
};

static int
run_look(struct tx *tx, void *arg)
{
	struct taking *t = arg;
	struct actor who = actor_system_of;

	who.district = t->job->district;
	return appeal_take_get(tx, &who, t->job->subject, &t->import);
}

static int
run_rows(struct tx *tx, void *arg)
{
	struct taking *t = arg;

	return appeal_take_rows(tx, t->job->district, t->job->subject, &t->table, t->most, &t->more);
}

static int
run_skip(struct tx *tx, void *arg)
{
	struct taking *t = arg;

	return appeal_take_skip(tx, t->job->district, t->job->subject, &t->table, t->err, &t->more);
}

static int
run_rest(struct tx *tx, void *arg)
{
	const struct taking *t = arg;

	TRY(outbox_put(tx, t->job->district, OUTBOX_TABLE, 0, t->job->subject, S(""), S(""), S("")));
	return outbox_retire(tx, t->job);
}

static int
run_gone(struct tx *tx, void *arg)
{
	const struct taking *t = arg;

	return appeal_take_gone(tx, t->job->district, t->job->subject);
}

/* What a row can be blamed for; all else is the machine's, which may be well again later. */
static bool
is_the_rows(int err)
{
	int status = err_status(err);

	return status >= 400 && status < 500 && err != E_STALE;
}

/* One row that no rule foresaw does not hold up the others: they go one by one until it is passed. */
static int
turn(struct db *db, struct taking *t, struct arena *a)
{
	int rc;

	t->most = ROWS_A_TURN;
	rc = db_write_now(db, a, run_rows, t);
	if (!is_the_rows(rc))
		return rc;
	t->most = 1;
	for (int i = 0; i < ROWS_A_TURN && (rc = db_write_now(db, a, run_rows, t)) == 0 && t->more;)
		i++;
	if (!is_the_rows(rc))
		return rc;
	t->err = rc;
	return db_write_now(db, a, run_skip, t);
}

static int
work(struct db *db, struct taking *t, struct arena *a)
{
	int64_t until = clock_tick_us() + WORK_US;

	do {
		TRY(turn(db, t, a));
		arena_reset(a);
	} while (t->more && clock_tick_us() < until);
	return t->more ? db_write_now(db, a, run_rest, t) : 0;
}

int
appeal_take_job(struct db *db, const struct outbox_job *job, void *ctx)
{
	const struct feature_env *env = ctx;
	struct taking t = {.job = job};
	struct arena keep, a;
	int rc;

	arena_init(&keep);
	arena_init(&a);
	rc = db_read_now(db, &keep, run_look, &t);
	if (rc == 0 && t.import.state == IMPORT_RUNNING) {
		rc = import_table_get(env->files, &keep, t.import.file, &t.table);
		if (rc == E_EXPIRED || rc == E_MALFORMED)
			rc = db_write_now(db, &a, run_gone, &t);
		else if (rc == 0)
			rc = work(db, &t, &a);
	}
	arena_release(&a);
	arena_release(&keep);
	return rc == E_NOTFOUND ? 0 : rc; /* it is forgotten */
}
