/* db_pg.h: one PostgreSQL connection with its prepared statements, used by one thread. */
#ifndef LINLI_DB_DB_PG_H
#define LINLI_DB_DB_PG_H

#include <libpq-fe.h>

#include "db/driver.h"

struct pg_conn {
	struct db_conn base;
	PGconn *pg;	     /* NULL while there is no connection */
	int64_t next_try_us; /* clock_tick_us before which connecting is not tried again */
	int64_t wait_us;     /* how long that was the last time */
	_Atomic int64_t *up_us; /* when one of the pool last connected: then the others need not wait */
	_Atomic int64_t *mark; /* of the pool's last pg_look */
	bool again;	     /* the transaction failed in a way that another try may not */
	int sent, syncs;     /* in a pipeline: statements since the last mark in it, and marks whose answers have not come */
	const struct db_stmt *prepared[STMTS_MAX]; /* by the number of the statement */
};

/* Makes sure there is a connection; while the server is away it says E_DB at once, and tries again
 * after a pause. *ret_why, if not NULL, is the reason in the arena. */
int pg_ready(struct pg_conn *c, const char *url, struct arena *a, struct str *ret_why);
void pg_hang_up(struct pg_conn *c);
/* BEGIN and the like: text without results. */
int pg_control(struct pg_conn *c, const char *text);
/* After an error here it is not known whether the transaction happened, unless c->again. */
int pg_commit(struct pg_conn *c);

int pg_run(struct tx *tx, const struct db_stmt *st, const struct db_val *params, db_row *row,
	   void *ctx, bool borrow, int64_t *ret_changed);
int pg_check(struct tx *tx, const struct db_stmt *st, struct str *ret_why);
int pg_script(struct tx *tx, const char *text);
int pg_forget(struct tx *tx);
/* From now until pg_send_end the connection takes statements one behind the other and answers later. */
int pg_send_begin(struct pg_conn *c);
int pg_send(struct tx *tx, const struct db_stmt *st, const struct db_val *params);
int pg_send_end(struct pg_conn *c);
int pg_look(struct tx *tx, bool *ret_changed);

#endif
