/* db.h: one small door to the database; SQLite or PostgreSQL stands behind it.
 *
 * Everything that reads or writes is a function run inside a transaction, on a thread that may block:
 *
 *   reading  db_read   SQLite: where the caller stands (a cheap snapshot on the thread's own
 *                      connection). PostgreSQL: on a thread of the pool, READ ONLY.
 *   writing  db_write  SQLite: on the one writer thread. Many jobs share one commit: each runs in a
 *                      savepoint, the batch is committed with synchronous=FULL, and only then is
 *                      `done` called. PostgreSQL: on a pooled connection, one transaction a job,
 *                      tried again when the server says serialisation failure or deadlock.
 *
 * A job's `run` returns 0 to commit or a negative error to undo its own work. It may be run again
 * (lost connection before commit, serialisation), so it touches nothing but the transaction and its
 * arena, which goes back to where it stood; telling the world goes through the outbox. `done` is called
 * exactly once, on some thread, after the outcome is certain: 0 means it is on disk.
 *
 * Rules never call this header: they get a struct tx and hand it to the functions that mksql made. */
#ifndef LINLI_DB_DB_H
#define LINLI_DB_DB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

struct db;

enum db_engine { DB_SQLITE = 1, DB_PG };

/* One transaction, in one arena. Rules read arena and fault; the rest belongs to the drivers. */
struct tx {
	struct arena *arena;
	struct fault fault; /* why a rule refused; first one stays */
	enum db_engine engine;
	bool may_write;
	struct db_conn *conn;
};

/* Refuses: remembers the field and the Chinese message key, returns code. field and text may be NULL. */
int fail(struct tx *tx, int code, const char *field, const char *text);

/* Runs when all that shares the transaction is through, in the order it was given, right before the commit; what it works on lies in
 * db_late_memory. For indexes that nobody reads in the transaction that changes them: FTS5 writes what it has collected at each savepoint, and a
 * statement that may change several rows is one. Where a job has its transaction to itself on PostgreSQL it runs at once. A job that is
 * undone takes what it gave with it. */
int db_late(struct tx *tx, int (*run)(struct tx *tx, void *ctx), void *ctx);
struct arena *db_late_memory(const struct tx *tx);

/* For bulk work that makes much from little: from now on, until the job ends, writing statements are sent on, in their order, and run beside it, by a
 * thread of SQLite's or PostgreSQL's server. Nobody waits for them: each is said to have changed one row, and what one of them says is wrong ends the
 * job. Reading statements know nothing of what was sent; those that write and return rows are refused. */
int db_send(struct tx *tx);

struct db_job {
	int (*run)(struct db_job *job, struct tx *tx);
	void (*done)(struct db_job *job, int err);
	struct arena *arena;  /* the caller's; tx->arena during run */
	int64_t district;     /* whose request it is: see db_open; 0 = nobody's */
	const char *what;     /* a text of the program: what its time is counted under; NULL = "other" */
	struct fault fault;   /* out: tx->fault of the last run */
	struct db_job *next;  /* the queue's, and what it is to do */
	int mode;
};

/* URL: sqlite:PATH (":memory:" is refused, use a file) or postgresql://…; conns = size of the pool
 * (PostgreSQL). Once jobs of several districts came, those of one have at most half of the pool, and the rest of
 * them wait their turn: a district whose rows are locked, or whose machine is away, does not stop the others. On failure *ret_why is a line for the terminal, in the arena. Opening does not
 * migrate; see migrate.h. */
int db_open(const char *url, int conns, struct arena *a, struct db **ret, struct str *ret_why);
void db_close(struct db *db); /* waits for the jobs that were given; NULL is fine */
enum db_engine db_engine(const struct db *db);

/* Starts a job. job must live until done was called. Never blocks on the database except for reads
 * on SQLite, which run before db_read returns. A full queue answers E_BUSY through done. */
void db_read(struct db *db, struct db_job *job);
void db_write(struct db *db, struct db_job *job);
/* The same, waiting for the outcome: for commands, workers and tests; never on a wire thread. */
int db_read_now(struct db *db, struct arena *a, int (*run)(struct tx *, void *), void *arg);
int db_write_now(struct db *db, struct arena *a, int (*run)(struct tx *, void *), void *arg);
/* Runs in one transaction of its own with no other work in the batch: for bulk imports. */
int db_bulk(struct db *db, struct arena *a, int (*run)(struct tx *, void *), void *arg);
/* A number that rises with every commit that changed something: at once for those of this process, before db_write's done is called; for those
 * of other processes when db_look next runs. What was made from data read after a stamp was taken is as fresh as that
 * stamp says. */
int64_t db_stamp(const struct db *db);
/* Looks whether somebody else has committed since the last look. */
int db_look(struct tx *tx);
/* Counts batches and jobs, for /health and the benchmarks. steps: of SQLite's machine, a few for each row looked at whatever the load,
 * so that pages can be compared by what they read; 0 on PostgreSQL. */
struct db_stats {
	int64_t reads, writes, commits, retries, failures, steps;
};
void db_stats(struct db *db, struct db_stats *ret);
/* How long writing jobs of one name ran since the start: on SQLite the others wait meanwhile. */
enum { DB_TIME_STEPS = 5 };
struct db_time {
	const char *what;
	int64_t n, total_us, most_us;
	int64_t steps[DB_TIME_STEPS]; /* jobs under 1, 5, 20 and 100 ms, and longer ones */
};
/* The slowest, by their slowest job, at most `most`; how many. */
size_t db_times(struct db *db, struct db_time *v, size_t most);
/* The error that kept the last writing job from being stored, of the last minute; 0 = none. */
int db_write_error(struct db *db);

#endif
