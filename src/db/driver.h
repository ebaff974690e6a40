/* driver.h: what db.c and the two engines say to each other. Only src/db includes this.
 *
 * A driver owns threads, connections and prepared statements; db.c owns the checks that are the
 * same for both and the waiting wrappers. After a statement failed nothing more runs in its transaction,
 * on either engine: PostgreSQL cannot, and what works on one must work on both. */
#ifndef LINLI_DB_DRIVER_H
#define LINLI_DB_DRIVER_H

#include <pthread.h>
#include <stdatomic.h>

#include "db/stmt.h"

enum db_mode { DB_READ = 1, DB_WRITE, DB_BULK };

enum { DB_QUEUE_MAX = 4096, DB_SLOW_MS = 20 };

typedef int db_row(void *ctx, const struct db_val *cols);

/* What runs before the commit: see db_late. */
struct db_late {
	struct db_late *next;
	int (*run)(struct tx *tx, void *ctx);
	void *ctx;
};

/* The first member of a driver's connection. */
struct db_conn {
	struct db *db;
	const struct db_stmt *last; /* of this transaction, for the log */
	int err;		    /* of the statement that failed in this transaction */
	bool in_rows;		    /* a row function is running */
	bool wrote;		    /* this transaction changed rows or tables */
	char why[256];		    /* the engine's words for err */
	struct arena *late_memory;  /* NULL: what could be late runs at once */
	struct db_late *late, **late_end;
	bool late_alone;	    /* one job has the transaction to itself: what is late need not all lie in memory at once */
	struct db_conn *send_to;    /* this one only reads: what writes is sent on there */
};

struct db_driver {
	void (*close)(struct db *db);
	void (*start)(struct db *db, struct db_job *job); /* job->mode says how */
	int (*run)(struct tx *tx, const struct db_stmt *st, const struct db_val *params,
		   db_row *row, void *ctx, bool borrow, int64_t *ret_changed);
	int (*check)(struct tx *tx, const struct db_stmt *st, struct str *ret_why);
	int (*script)(struct tx *tx, const char *text); /* several statements, no parameters */
	int (*forget)(struct tx *tx);
	/* Makes tx->conn one that reads and sends on, sends a statement, and puts back what was there, when all that was sent has run. */
	int (*send_begin)(struct tx *tx);
	int (*send)(struct tx *tx, const struct db_stmt *st, const struct db_val *params);
	int (*send_end)(struct tx *tx);
	/* Whether somebody else has committed since the last look, as far as the engine can tell. */
	int (*look)(struct tx *tx, bool *ret_changed);
};

enum { DB_TIMES = 512 };

/* Of one name; what is set once and the counts follow. */
struct db_time_slot {
	const char *_Atomic what;
	_Atomic int64_t n, total_us, most_us, steps[DB_TIME_STEPS];
};

/* The first member of a driver's database. */
struct db {
	const struct db_driver *driver;
	enum db_engine engine;
	_Atomic int64_t reads, writes, retries, failures, changes;
	_Atomic int64_t commits; /* of transactions that changed something */
	_Atomic int64_t steps;	 /* of SQLite's machine */
	_Atomic int64_t failed_at; /* when a writing job could not be stored last; 0 = the last one was */
	_Atomic int write_error;   /* why */
	struct db_time_slot times[DB_TIMES];
};

int sqlite_open(const char *path, struct arena *a, struct db **ret, struct str *ret_why);
int pg_open(const char *url, int conns, struct arena *a, struct db **ret, struct str *ret_why);

/* Runs several statements in one text; for migrations. */
int db_script(struct tx *tx, const char *text);
/* Drops what this connection has prepared. A connection knows a statement by its address: who runs
 * statements that do not live as long as the program says this first. */
int db_forget(struct tx *tx);
/* Notes that the transaction is lost, and why; returns err. */
__attribute__((format(printf, 3, 4)))
int db_broke(struct db_conn *c, int err, const char *fmt, ...);
/* Runs what is late and forgets it. */
int db_late_run(struct db_conn *c, enum db_engine engine);
/* Runs the job's function in the transaction that is open on c; the answer is final unless the
 * driver tries again. */
int db_job_run(struct db_job *job, struct db_conn *c, enum db_engine engine);
/* Counts the time of a writing job. */
void db_time_add(struct db *db, const char *what, int64_t us);
/* Logs what the engine said, if it is worth a line. When a transaction has ended. */
void db_job_log(const struct db_conn *c);
void db_job_done(struct db *db, struct db_job *job, int err);

enum { DB_CONNS_MAX = 256 };

/* Jobs in the order they came; those of a district that has its share at work wait for one of these to end. */
struct db_queue {
	pthread_mutex_t lock;
	pthread_cond_t more;
	struct db_job *head, **tail;
	size_t n;
	bool closing;
	size_t share;	       /* of one district; 0 = as much as there is */
	int64_t first;	       /* the first district there was a job of */
	bool several;	       /* there were jobs of others too */
	int64_t running[DB_CONNS_MAX]; /* the districts of those at work */
	size_t running_n;
};

void db_queue_init(struct db_queue *q, size_t share);
/* A job of this district that db_queue_wait gave is done with its connection. */
void db_queue_ended(struct db_queue *q, int64_t district);
void db_queue_free(struct db_queue *q);
bool db_queue_put(struct db_queue *q, struct db_job *job); /* false: full */
struct db_job *db_queue_wait(struct db_queue *q);	   /* NULL: closed and empty */
/* Without waiting, if the next one is of that mode; else NULL. */
struct db_job *db_queue_take(struct db_queue *q, enum db_mode mode);
void db_queue_close(struct db_queue *q);

#endif
