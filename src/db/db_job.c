/* db_job.c: the steps of a job that both drivers take: they call these, and db.c calls them. */
#include <stdarg.h>
#include <stdio.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/slow.h"
#include "db/driver.h"

int
db_broke(struct db_conn *c, int err, const char *fmt, ...)
{
	va_list ap;

	if (c->err)
		return c->err;
	va_start(ap, fmt);
	vsnprintf(c->why, sizeof c->why, fmt, ap);
	va_end(ap);
	c->err = err;
	return err;
}

int
db_job_run(struct db_job *job, struct db_conn *c, enum db_engine engine)
{
	struct tx tx = {.arena = job->arena,
			.engine = engine,
			.may_write = job->mode != DB_READ,
			.conn = c};
	bool was;
	int err;

	c->err = 0;
	c->last = NULL;
	c->wrote = false;
	was = slow_forbid(tx.may_write);
	err = job->run(job, &tx);
	if (tx.conn != c) {
		int sent = c->db->driver->send_end(&tx);

		err = err < 0 ? err : sent;
	}
	slow_forbid(was);
	job->fault = tx.fault;
	return c->err ? c->err : err < 0 ? err : 0;
}

void
db_job_log(const struct db_conn *c)
{
	const char *name = c->last ? c->last->name : "transaction";

	if (c->err == E_INVALID)
		log_warn("db: %s: %s", name, c->why);
	else if (c->err && c->err != E_STALE)
		log_error("db: %s: %s", name, c->why);
}

void
db_job_done(struct db *db, struct db_job *job, int err)
{
	if (err == E_DB || err == E_FULL || err == E_BUSY || err == E_BUG)
		atomic_fetch_add(&db->failures, 1);
	if (job->mode != DB_READ && (err == E_DB || err == E_FULL)) {
		atomic_store(&db->write_error, err);
		atomic_store(&db->failed_at, clock_now());
	} else if (job->mode != DB_READ && !err) {
		atomic_store(&db->failed_at, 0);
	}
	job->done(job, err);
}
