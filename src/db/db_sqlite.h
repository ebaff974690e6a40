/* db_sqlite.h: one SQLite connection with its prepared statements, used by one thread at a time. */
#ifndef LINLI_DB_DB_SQLITE_H
#define LINLI_DB_DB_SQLITE_H

#include <sqlite3.h>
#include <sys/types.h>

#include "db/driver.h"

enum lite_control {
	LITE_BEGIN_READ,
	LITE_BEGIN_WRITE,
	LITE_COMMIT,
	LITE_ROLLBACK,
	LITE_SAVE,
	LITE_RELEASE,
	LITE_BACK,
	LITE_MARK,
	LITE__CONTROLS
};

struct lite_conn {
	struct db_conn base;
	sqlite3 *h;
	dev_t device; /* the file as it was when it was opened */
	ino_t inode;
	sqlite3_stmt *control[LITE__CONTROLS];
	struct lite_stmt *cache[STMTS_MAX]; /* by the number of the statement */
	bool roomy;   /* its cache is that of bulk work */
	int64_t mark; /* of the last lite_look */
	struct lite_sender *sender; /* while a bulk job sends its statements on */
	struct lite_conn *next;
};

/* Opens a connection that writes or one that only reads; the file is made when create says so. On
 * failure *ret_why, if not NULL, is SQLite's reason in the arena. */
int lite_open(struct db *db, const char *path, bool writer, bool create, struct arena *a,
	      struct lite_conn **ret, struct str *ret_why);
void lite_close(struct lite_conn *c); /* NULL is fine */
/* The path still leads to the file that was opened. */
bool lite_is_current(const struct lite_conn *c, const char *path);
/* BEGIN, COMMIT and the like. */
int lite_control(struct lite_conn *c, enum lite_control what);
int lite_look(struct tx *tx, bool *ret_changed);

int lite_run(struct tx *tx, const struct db_stmt *st, const struct db_val *params, db_row *row,
	     void *ctx, bool borrow, int64_t *ret_changed);
int lite_check(struct tx *tx, const struct db_stmt *st, struct str *ret_why);
int lite_script(struct tx *tx, const char *text);
int lite_forget(struct tx *tx);

/* ---- db_sqlite_send.c: a thread that runs on the writer what the writer's own thread sends ---- */

int lite_sender_start(struct lite_conn *writer);
/* Waits until all was run; the first error. */
int lite_sender_end(struct lite_conn *writer);
int lite_send(struct tx *tx, const struct db_stmt *st, const struct db_val *params);

#endif
