/* db.c: what is the same for both engines. */
#include "db/db.h"

#include <assert.h>

#include "base/clock.h"
#include "db/driver.h"

enum { FAILED_S = 60 };

int
fail(struct tx *tx, int code, const char *field, const char *text)
{
	if (tx->fault.code == 0)
		tx->fault = (struct fault){code, field, text};
	return code;
}

int
db_open(const char *url, int conns, struct arena *a, struct db **ret, struct str *ret_why)
{
	struct str s = str_of(url);

	assert(url && conns > 0 && a && ret && ret_why);
	if (str_starts(s, S("sqlite:")))
		return sqlite_open(url + sizeof "sqlite:" - 1, a, ret, ret_why);
	if (str_starts(s, S("postgresql://")) || str_starts(s, S("postgres://")))
		return pg_open(url, conns, a, ret, ret_why);
	*ret_why = S("a database is called sqlite:PATH or postgresql://USER@HOST/NAME");
	return E_INVALID;
}

void
db_close(struct db *db)
{
	if (db)
		db->driver->close(db);
}

enum db_engine
db_engine(const struct db *db)
{
	return db->engine;
}

static void
start(struct db *db, struct db_job *job, enum db_mode mode)
{
	job->mode = (int)mode;
	job->fault = (struct fault){0};
	atomic_fetch_add(mode == DB_READ ? &db->reads : &db->writes, 1);
	db->driver->start(db, job);
}

void
db_read(struct db *db, struct db_job *job)
{
	start(db, job, DB_READ);
}

void
db_write(struct db *db, struct db_job *job)
{
	start(db, job, DB_WRITE);
}

int
db_write_error(struct db *db)
{
	int64_t at = atomic_load(&db->failed_at);

	return at && clock_now() - at < FAILED_S ? atomic_load(&db->write_error) : 0;
}

/* A job that somebody waits for. */
struct waited {
	struct db_job job;
	int (*run)(struct tx *tx, void *arg);
	void *arg;
	pthread_mutex_t lock;
	pthread_cond_t ended;
	bool done;
	int err;
};

static int
waited_run(struct db_job *job, struct tx *tx)
{
	struct waited *w = (struct waited *)job;

	return w->run(tx, w->arg);
}

static void
waited_done(struct db_job *job, int err)
{
	struct waited *w = (struct waited *)job;

	pthread_mutex_lock(&w->lock);
	w->err = err;
	w->done = true;
	pthread_cond_signal(&w->ended);
	pthread_mutex_unlock(&w->lock);
}

static int
run_and_wait(struct db *db, enum db_mode mode, struct arena *a, int (*run)(struct tx *, void *),
	     void *arg)
{
	struct waited w = {
		.job = {.run = waited_run, .done = waited_done, .arena = a},
		.run = run,
		.arg = arg,
		.lock = PTHREAD_MUTEX_INITIALIZER,
		.ended = PTHREAD_COND_INITIALIZER,
	};

	start(db, &w.job, mode);
	pthread_mutex_lock(&w.lock);
	while (!w.done)
		pthread_cond_wait(&w.ended, &w.lock);
	pthread_mutex_unlock(&w.lock);
	pthread_cond_destroy(&w.ended);
	pthread_mutex_destroy(&w.lock);
	return w.err;
}

int
db_read_now(struct db *db, struct arena *a, int (*run)(struct tx *, void *), void *arg)
{
	return run_and_wait(db, DB_READ, a, run, arg);
}

int
db_write_now(struct db *db, struct arena *a, int (*run)(struct tx *, void *), void *arg)
{
	return run_and_wait(db, DB_WRITE, a, run, arg);
}

int
db_bulk(struct db *db, struct arena *a, int (*run)(struct tx *, void *), void *arg)
{
	return run_and_wait(db, DB_BULK, a, run, arg);
}

void
db_stats(struct db *db, struct db_stats *ret)
{
	*ret = (struct db_stats){
		.reads = atomic_load(&db->reads),
		.writes = atomic_load(&db->writes),
		.commits = atomic_load(&db->commits),
		.steps = atomic_load(&db->steps),
		.retries = atomic_load(&db->retries),
		.failures = atomic_load(&db->failures),
	};
}

int64_t
db_stamp(const struct db *db)
{
	return atomic_load(&db->commits) + atomic_load(&db->changes);
}

int
db_look(struct tx *tx)
{
	struct db_conn *c = tx->conn;
	bool changed = false;

	if (c->err)
		return c->err;
	TRY(c->db->driver->look(tx, &changed));
	if (changed)
		atomic_fetch_add(&c->db->changes, 1);
	return 0;
}

/* Whether a statement may run now: the same answer on both engines. */
static int
may_run(struct tx *tx, const struct db_stmt *st)
{
	struct db_conn *c = tx->conn;

	if (c->err)
		return c->err;
	if (c->in_rows)
		return db_broke(c, E_BUG, "%s runs inside the rows of %s", st->name, c->last->name);
	c->last = st;
	if (st->writes && !tx->may_write)
		return db_broke(c, E_BUG, "%s writes in a reading transaction", st->name);
	return 0;
}

int
db_send(struct tx *tx)
{
	assert(tx->may_write && !tx->conn->send_to);
	return tx->conn->err ? tx->conn->err : tx->conn->db->driver->send_begin(tx);
}

static int
send_on(struct tx *tx, const struct db_stmt *st, const struct db_val *params, int64_t *ret_changed)
{
	if (st->cols[0])
		return db_broke(tx->conn, E_BUG, "%s returns rows, and is sent", st->name);
	TRY(tx->conn->db->driver->send(tx, st, params));
	if (ret_changed)
		*ret_changed = 1;
	return 0;
}

int
db_run(struct tx *tx, const struct db_stmt *st, const struct db_val *params, db_row *row, void *ctx,
       bool borrow, int64_t *ret_changed)
{
	struct db_conn *c = tx->conn;
	int64_t changed = 0;
	int err;

	assert(row || !st->cols[0]);
	TRY(may_run(tx, st));
	if (c->send_to && st->writes)
		return send_on(tx, st, params, ret_changed);
	c->in_rows = true;
	err = c->db->driver->run(tx, st, params, row, ctx, borrow, &changed);
	c->in_rows = false;
	/* A row function may stop a statement whose changes stay. */
	if (st->writes && (changed || err))
		c->wrote = true;
	if (!err && ret_changed)
		*ret_changed = changed;
	return err;
}

int
db_check(struct tx *tx, const struct db_stmt *st, struct str *ret_why)
{
	assert(st && ret_why);
	return tx->conn->err ? tx->conn->err : tx->conn->db->driver->check(tx, st, ret_why);
}

int
db_script(struct tx *tx, const char *text)
{
	assert(text);
	if (tx->conn->err)
		return tx->conn->err;
	tx->conn->last = NULL;
	tx->conn->wrote = true;
	return tx->conn->db->driver->script(tx, text);
}

int
db_forget(struct tx *tx)
{
	return tx->conn->err ? tx->conn->err : tx->conn->db->driver->forget(tx);
}

void *
db_room(struct arena *a, void *v, size_t n, size_t size)
{
	assert(a && size > 0);
	if (n == 0)
		return arena_array(a, 8, size);
	if (n < 8 || (n & (n - 1)) != 0)
		return v;
	return arena_grow(a, v, n * size, 2 * n * size);
}
