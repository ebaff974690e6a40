/* db_pg.c: a pool of threads, each with its own connection; one transaction a job. */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/id.h"
#include "db/db_pg.h"

enum { CONNS = 8, TRIES = 5 };

struct pg_worker {
	pthread_t thread;
	struct pg_conn conn;
};

struct pg_db {
	struct db base;
	char *url;
	struct db_queue queue;
	struct pg_worker *workers;
	int workers_n; /* those whose thread runs */
	_Atomic int64_t up_us, mark;
};

static const char *
begin_text(const struct db_job *job)
{
	switch (job->mode) {
	case DB_READ:
		return "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
	case DB_BULK:
		return "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE; SET LOCAL "
		       "statement_timeout = 0; "
		       "SET LOCAL lock_timeout = 0";
	default:
		return "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE";
	}
}

/* One try. */
static int
once(struct pg_db *d, struct pg_conn *c, struct db_job *job)
{
	int err;

	c->base.err = 0;
	c->base.last = NULL;
	c->again = false;
	TRY(pg_control(c, begin_text(job)));
	err = db_job_run(job, &c->base, DB_PG);
	if (!err) {
		TRY(pg_commit(c));
		atomic_fetch_add(&d->base.commits, c->base.wrote);
		return 0;
	}
	if (PQstatus(c->pg) == CONNECTION_OK && PQtransactionStatus(c->pg) != PQTRANS_IDLE)
		PQclear(PQexec(c->pg, "ROLLBACK"));
	return err;
}

static void
nap(int tries)
{
	long ms = 1 + (long)rand_below(8u << tries);

	nanosleep(&(struct timespec){.tv_nsec = ms * 1000000}, NULL);
}

/* Until it succeeds, fails for good, or was tried often enough. */
static int
transact(struct pg_db *d, struct pg_conn *c, struct db_job *job)
{
	struct arena_mark mark = arena_mark(job->arena);

	for (int tries = 1;; tries++) {
		int err;

		TRY(pg_ready(c, d->url, NULL, NULL));
		err = once(d, c, job);
		if (!err || !c->again || tries == TRIES) {
			db_job_log(&c->base);
			return err;
		}
		atomic_fetch_add(&d->base.retries, 1);
		nap(tries);
		arena_rewind(job->arena, mark);
	}
}

static void *
serve(void *arg)
{
	struct pg_worker *w = arg;
	struct pg_db *d = (struct pg_db *)w->conn.base.db;
	struct db_job *job;

	while ((job = db_queue_wait(&d->queue))) {
		int64_t began = clock_tick_us(), district = job->district;
		int err = transact(d, &w->conn, job);

		if (job->mode == DB_WRITE)
			db_time_add(&d->base, job->what, clock_tick_us() - began);
		db_queue_ended(&d->queue, district);
		db_job_done(&d->base, job, err);
	}
	return NULL;
}

static void
start_job(struct db *db, struct db_job *job)
{
	struct pg_db *d = (struct pg_db *)db;

	if (!db_queue_put(&d->queue, job))
		db_job_done(db, job, E_BUSY);
}

static void
close_db(struct db *db)
{
	struct pg_db *d = (struct pg_db *)db;

	db_queue_close(&d->queue);
	for (int i = 0; i < d->workers_n; i++)
		pthread_join(d->workers[i].thread, NULL);
	for (int i = 0; i < d->workers_n; i++)
		pg_hang_up(&d->workers[i].conn);
	db_queue_free(&d->queue);
	free(d->workers);
	free(d->url);
	free(d);
}

/* ---- sending on ---- */

/* What is read meanwhile is read on a connection of its own. */
static int
send_begin(struct tx *tx)
{
	struct pg_conn *c = (struct pg_conn *)tx->conn, *reader = calloc(1, sizeof *reader);
	int err;

	if (!reader)
		abort();
	*reader = (struct pg_conn){.base.db = c->base.db, .up_us = c->up_us, .mark = c->mark};
	err = pg_ready(reader, ((struct pg_db *)c->base.db)->url, NULL, NULL);
	err = err ? err : pg_send_begin(c);
	if (err) {
		pg_hang_up(reader);
		free(reader);
		return err;
	}
	reader->base.send_to = &c->base;
	tx->conn = &reader->base;
	return 0;
}

static int
send_end(struct tx *tx)
{
	struct pg_conn *reader = (struct pg_conn *)tx->conn, *c = (struct pg_conn *)reader->base.send_to;
	int err = reader->base.err, sent = pg_send_end(c);

	db_job_log(&reader->base);
	pg_hang_up(reader);
	free(reader);
	c->base.wrote = true;
	tx->conn = &c->base;
	return err ? err : sent;
}

static const struct db_driver driver = {
	.close = close_db,
	.start = start_job,
	.run = pg_run,
	.check = pg_check,
	.script = pg_script,
	.forget = pg_forget,
	.look = pg_look,
	.send_begin = send_begin,
	.send = pg_send,
	.send_end = send_end,
};

int
pg_open(const char *url, int conns, struct arena *a, struct db **ret, struct str *ret_why)
{
	struct pg_db *d = calloc(1, sizeof *d);
	int err;

	conns = conns < 1 ? CONNS : conns > DB_CONNS_MAX ? DB_CONNS_MAX : conns;
	if (!d || !(d->url = strdup(url)) ||
	    !(d->workers = calloc((size_t)conns, sizeof *d->workers)))
		abort();
	d->base.driver = &driver;
	d->base.engine = DB_PG;
	db_queue_init(&d->queue, conns < 2 ? 0 : (size_t)conns / 2);
	for (int i = 0; i < conns; i++)
		d->workers[i].conn = (struct pg_conn){
			.base.db = &d->base, .up_us = &d->up_us, .mark = &d->mark};
	/* The first connection is made here, so that a wrong URL is said at once. */
	err = pg_ready(&d->workers[0].conn, url, a, ret_why);
	while (!err && d->workers_n < conns) {
		struct pg_worker *w = &d->workers[d->workers_n];

		if (pthread_create(&w->thread, NULL, serve, w) != 0) {
			*ret_why = S("no threads for the connections");
			err = E_BUSY;
			break;
		}
		d->workers_n++;
	}
	if (err) {
		close_db(&d->base);
		return err;
	}
	*ret = &d->base;
	return 0;
}
