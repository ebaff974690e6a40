/* plan.h: how an engine goes about a statement, in words that are the same for both.
 *
 *   search m by matter_code (district= code=)   rows are found by columns of an index
 *   walk m by key (district=)                   all rows of a district are read, all of an index, or of a table
 *   words w                                     the index of words is asked
 *   sort                                        rows are put in order; always named last
 *
 * "key" is the primary key, "unique" another unique key of the table. Reading at a range of ids is a walk too: such
 * a step is bound by nothing but where it begins, and may read all rows to find the few that are wanted. */
#ifndef LINLI_TEST_PLAN_H
#define LINLI_TEST_PLAN_H

#include "db/stmt.h"

struct plan {
	struct str steps; /* one a line, each ended by a line break */
	bool walks;
};

/* In a writing transaction of an empty migrated database that is thrown away: on PostgreSQL each table seems to have a
 * million rows from now on, so that what is chosen depends on the schema alone. SQLite asks nobody. */
int plan_fill(struct tx *tx);
/* In the transaction that asks: tables are read by indexes, and joined row by row, wherever that is possible. */
int plan_begin(struct tx *tx);
int plan_of(struct tx *tx, const struct db_stmt *st, struct plan *ret);

/* What the two files of this module share: steps as they are collected. */
struct plan_steps {
	struct arena *arena;
	struct buf b;
	struct str unique; /* " a b ": indexes of the district alone, which find one row */
	struct str led;    /* the same: indexes that begin with the district */
	bool walks, sorts;
};
/* One step that reads what is called name by an index ("" when by none); conds: "district= id<". */
void plan_read(struct plan_steps *s, struct str name, struct str index, struct str conds);
int plan_sqlite(struct tx *tx, const struct db_stmt *st, struct plan_steps *s);
int plan_pg(struct tx *tx, const struct db_stmt *st, struct plan_steps *s);

#endif
