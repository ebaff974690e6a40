/* db_sqlite.c: one thread writes, whole batches to a commit; everybody reads where he stands. */
#include "db/db_sqlite.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"

enum { BATCH_MAX = 256, BATCH_US = 20000 };

struct lite_db {
	struct db base;
	char *path;
	struct db_queue queue;
	pthread_t thread;
	struct lite_conn *writer;  /* the thread's; NULL when it has to be opened again */
	bool wrote;		   /* the batch changed something */
	struct arena late;	   /* what jobs want done before the commit */
	bool late_failed;	   /* and it could not be: from then on each job does its own, and fails alone */
	pthread_mutex_t lock;	   /* of readers */
	struct lite_conn *readers; /* those nobody uses */
};

/* A connection to read with: one that lies idle on the file that is there now, or a new one. */
static int
borrow_reader(struct lite_db *d, struct lite_conn **ret)
{
	for (;;) {
		struct lite_conn *c;

		pthread_mutex_lock(&d->lock);
		c = d->readers;
		if (c)
			d->readers = c->next;
		pthread_mutex_unlock(&d->lock);
		if (!c)
			return lite_open(&d->base, d->path, false, false, NULL, ret, NULL);
		if (lite_is_current(c, d->path)) {
			*ret = c;
			return 0;
		}
		lite_close(c);
	}
}

static void
give_back(struct lite_db *d, struct lite_conn *c)
{
	if (c->base.err == E_DB) {
		lite_close(c);
		return;
	}
	pthread_mutex_lock(&d->lock);
	c->next = d->readers;
	d->readers = c;
	pthread_mutex_unlock(&d->lock);
}

static void
read_here(struct lite_db *d, struct db_job *job)
{
	struct lite_conn *c;
	int err = borrow_reader(d, &c);

	if (err) {
		log_error("db: cannot open %s", d->path);
		db_job_done(&d->base, job, err);
		return;
	}
	c->base.err = 0;
	err = lite_control(c, LITE_BEGIN_READ);
	if (!err) {
		err = db_job_run(job, &c->base, DB_SQLITE);
		/* An end that fails loses nothing, but the connection is of no use. */
		if (!sqlite3_get_autocommit(c->h) && lite_control(c, LITE_COMMIT) != 0)
			c->base.err = E_DB;
	}
	db_job_log(&c->base);
	give_back(d, c);
	db_job_done(&d->base, job, err);
}

/* Opens the batch's transaction on the file that is at the path now. */
static int
begin_batch(struct lite_db *d, bool bulk)
{
	struct db_conn *c;
	int err = 0;

	if (d->writer && !lite_is_current(d->writer, d->path)) {
		log_warn("db: %s is gone or was replaced", d->path);
		lite_close(d->writer);
		d->writer = NULL;
	}
	if (!d->writer)
		err = lite_open(&d->base, d->path, true, false, NULL, &d->writer, NULL);
	if (err) {
		log_error("db: cannot open %s", d->path);
		return err;
	}
	c = &d->writer->base;
	c->err = 0;
	c->last = NULL;
	c->late_memory = d->late_failed ? NULL : &d->late;
	c->late = NULL;
	c->late_end = &c->late;
	c->late_alone = bulk;
	d->wrote = false;
	err = lite_control(d->writer, LITE_BEGIN_WRITE);
	db_job_log(c);
	return err;
}

/* One job in its savepoint. A bulk job is alone in the transaction and needs none. */
static int
run_one(struct lite_db *d, struct db_job *job)
{
	struct lite_conn *c = d->writer;
	struct db_late **late = c->base.late_end;
	bool bulk = job->mode == DB_BULK;
	int err;

	c->base.err = 0;
	if (!bulk)
		TRY(lite_control(c, LITE_SAVE));
	err = db_job_run(job, &c->base, DB_SQLITE);
	db_job_log(&c->base);
	/* A full disk undoes the whole transaction; then there is nothing to go back to. */
	if (sqlite3_get_autocommit(c->h))
		return err ? err : E_DB;
	c->base.err = 0;
	if (err) {
		*(c->base.late_end = late) = NULL;
		lite_control(c, bulk ? LITE_ROLLBACK : LITE_BACK);
	}
	if (!bulk)
		lite_control(c, LITE_RELEASE);
	err = err ? err : c->base.err;
	if (!err && c->base.wrote)
		d->wrote = true;
	return err;
}

static int
run_measured(struct lite_db *d, struct db_job *job)
{
	int64_t began = clock_tick_us(), took_us;
	int err = run_one(d, job);

	took_us = clock_tick_us() - began;
	if (job->mode == DB_BULK)
		return err;
	db_time_add(&d->base, job->what, took_us);
	if (took_us > DB_SLOW_MS * 1000)
		log_warn("db: %s held the writer for %lld ms, last statement %s",
			 job->what ? job->what : "a job", (long long)took_us / 1000,
			 d->writer->base.last ? d->writer->base.last->name : "none");
	return err;
}

/* Commits what the jobs did; an error undoes all of it. */
static int
end_batch(struct lite_db *d)
{
	struct lite_conn *c = d->writer;
	int err;

	c->base.err = 0;
	c->base.last = NULL;
	err = db_late_run(&c->base, DB_SQLITE);
	d->late_failed |= err != 0;
	if (!err) {
		c->base.last = NULL;
		err = lite_control(c, LITE_COMMIT);
	}
	if (!err) {
		atomic_fetch_add(&d->base.commits, d->wrote);
		return 0;
	}
	db_job_log(&c->base);
	if (!sqlite3_get_autocommit(c->h))
		lite_control(c, LITE_ROLLBACK);
	if (err == E_DB) {
		lite_close(c);
		d->writer = NULL;
	}
	return err;
}

/* The next job of a batch, unless it is full or long enough. */
static struct db_job *
next_in_batch(struct lite_db *d, const struct db_job *last, size_t n, int64_t began)
{
	if (n == BATCH_MAX || last->mode == DB_BULK || clock_tick_us() - began >= BATCH_US)
		return NULL;
	return db_queue_take(&d->queue, DB_WRITE);
}

/* Bulk work touches most pages of most indexes again and again: they stay in memory until somebody else writes. */
static void
make_room(struct lite_db *d, bool bulk)
{
	if (!d->writer || d->writer->roomy == bulk)
		return;
	d->writer->roomy = bulk;
	(void)sqlite3_exec(d->writer->h, bulk ? "PRAGMA cache_size = -262144" : "PRAGMA cache_size = -16384", NULL, NULL, NULL);
}

static void
write_batch(struct lite_db *d, struct db_job *job)
{
	struct db_job *jobs[BATCH_MAX];
	int errs[BATCH_MAX], err;
	int64_t began = clock_tick_us();
	size_t n = 0;

	make_room(d, job->mode == DB_BULK);
	err = begin_batch(d, job->mode == DB_BULK);

	for (; job; job = next_in_batch(d, job, n, began)) {
		jobs[n] = job;
		errs[n] = err ? err : run_measured(d, job);
		if (!err && sqlite3_get_autocommit(d->writer->h))
			err = errs[n]; /* the transaction is gone, and the others' work with it */
		n++;
	}
	if (!err)
		err = end_batch(d);
	arena_reset(&d->late);
	for (size_t i = 0; i < n; i++)
		db_job_done(&d->base, jobs[i], errs[i] ? errs[i] : err);
}

static void *
write_thread(void *arg)
{
	struct lite_db *d = arg;
	struct db_job *job;

	while ((job = db_queue_wait(&d->queue)))
		write_batch(d, job);
	return NULL;
}

static void
start_job(struct db *db, struct db_job *job)
{
	struct lite_db *d = (struct lite_db *)db;

	if (job->mode == DB_READ)
		read_here(d, job);
	else if (!db_queue_put(&d->queue, job))
		db_job_done(db, job, E_BUSY);
}

static void
free_all(struct lite_db *d)
{
	while (d->readers) {
		struct lite_conn *next = d->readers->next;

		lite_close(d->readers);
		d->readers = next;
	}
	lite_close(d->writer);
	db_queue_free(&d->queue);
	arena_release(&d->late);
	pthread_mutex_destroy(&d->lock);
	free(d->path);
	free(d);
}

static void
close_db(struct db *db)
{
	struct lite_db *d = (struct lite_db *)db;

	db_queue_close(&d->queue);
	pthread_join(d->thread, NULL);
	free_all(d);
}

/* ---- sending on ---- */

static int
send_begin(struct tx *tx)
{
	struct lite_db *d = (struct lite_db *)tx->conn->db;
	struct lite_conn *writer = (struct lite_conn *)tx->conn, *reader;
	int err;

	TRY(borrow_reader(d, &reader));
	reader->base.err = 0;
	reader->base.last = NULL;
	err = lite_control(reader, LITE_BEGIN_READ);
	err = err ? err : lite_sender_start(writer);
	if (err) {
		lite_close(reader);
		return err;
	}
	reader->base.send_to = &writer->base;
	reader->base.late_memory = writer->base.late_memory;
	reader->base.late_end = writer->base.late_end;
	tx->conn = &reader->base;
	return 0;
}

static int
send_end(struct tx *tx)
{
	struct lite_conn *reader = (struct lite_conn *)tx->conn, *writer = (struct lite_conn *)reader->base.send_to;
	int err = reader->base.err, sent = lite_sender_end(writer);

	writer->base.late_end = reader->base.late_end;
	writer->base.wrote = true;
	db_job_log(&reader->base);
	reader->base.send_to = NULL;
	reader->base.late_memory = NULL;
	if (!sqlite3_get_autocommit(reader->h) && lite_control(reader, LITE_COMMIT) != 0)
		reader->base.err = E_DB;
	give_back((struct lite_db *)reader->base.db, reader);
	tx->conn = &writer->base;
	return err ? err : sent;
}

static const struct db_driver driver = {
	.close = close_db,
	.start = start_job,
	.run = lite_run,
	.check = lite_check,
	.script = lite_script,
	.forget = lite_forget,
	.look = lite_look,
	.send_begin = send_begin,
	.send = lite_send,
	.send_end = send_end,
};

int
sqlite_open(const char *path, struct arena *a, struct db **ret, struct str *ret_why)
{
	struct lite_db *d;
	int err;

	if (!path[0] || strcmp(path, ":memory:") == 0) {
		*ret_why = S("a SQLite database is a file: sqlite:PATH");
		return E_INVALID;
	}
	/* Counting memory under one lock is what SQLite's threads would wait for. Only heard before
	 * the first database is opened. */
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	d = calloc(1, sizeof *d);
	if (!d || !(d->path = strdup(path)))
		abort();
	d->base.driver = &driver;
	d->base.engine = DB_SQLITE;
	arena_init(&d->late);
	db_queue_init(&d->queue, 0);
	pthread_mutex_init(&d->lock, NULL);
	err = lite_open(&d->base, path, true, true, a, &d->writer, ret_why);
	if (!err && pthread_create(&d->thread, NULL, write_thread, d) != 0) {
		*ret_why = S("no thread for the writer");
		err = E_BUSY;
	}
	if (err) {
		free_all(d);
		return err;
	}
	*ret = &d->base;
	return 0;
}
