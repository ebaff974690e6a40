/* stmt.h: what the functions made by mksql call. Nobody else includes this.
 *
 * Types are one letter each: i int64, t text, b bytes, r double. NULL never leaves the database: it
 * is read as 0 or the empty text, and the schema avoids it (0 and '' mean "none"). */
#ifndef LINLI_DB_STMT_H
#define LINLI_DB_STMT_H

#include "db/db.h"

enum { STMT_MAX_PARAMS = 64, STMT_MAX_COLS = 80, STMTS_MAX = 2048 };

/* Whose rows a statement reaches: one district's, whose number is its first parameter; those of all districts together;
 * those of every district, on purpose. */
enum stmt_reach { STMT_DISTRICT = 1, STMT_SHARED, STMT_CITY };

struct db_stmt {
	const char *name;        /* appeal_get */
	unsigned number;         /* below STMTS_MAX, another for each statement of mksql; 0 = made by hand */
	const char *sqlite, *pg; /* usually the same text */
	const char *params;      /* "iitb": one letter a parameter, $1 first */
	const char *cols;        /* "" when it returns no rows */
	bool writes;             /* refused in a reading transaction */
	enum stmt_reach reach;   /* 0 = made by hand */
	const char *walks;       /* why it may go over a whole table or all of a district's rows; NULL = it does not */
	const char *file;        /* where it was written, for error lines */
	int line;
};

struct db_val {
	int64_t i;
	double r;
	struct str s;
};

/* Runs a statement; st lives as long as the program. row is called for each row with its columns
 * (text lives in tx->arena unless `borrow`: then it is gone after row returns); a non-zero return of
 * row stops and is returned when negative. row runs no statement itself. *ret_changed, when not
 * NULL: rows inserted, updated or deleted, or rows read.
 *
 * E_STALE: a unique key is taken. E_INVALID: another constraint was broken. After these, as after
 * any failure of the engine, the transaction is lost: later statements return the same error and the
 * job does not commit. Use ON CONFLICT where a conflict is expected. */
int db_run(struct tx *tx, const struct db_stmt *st, const struct db_val *params,
	   int (*row)(void *ctx, const struct db_val *cols), void *ctx, bool borrow, int64_t *ret_changed);

/* Room for one more in an array of n that grew only by this function. */
void *db_room(struct arena *a, void *v, size_t n, size_t size);

/* Every statement of the program, made by mksql: for the test that prepares all on both engines. */
extern const struct db_stmt *const db_all_stmts[];
extern const size_t db_all_stmts_n;
/* Prepares st and compares what the engine says of parameters and columns with what was declared;
 * *ret_why is the difference. */
int db_check(struct tx *tx, const struct db_stmt *st, struct str *ret_why);

#endif
