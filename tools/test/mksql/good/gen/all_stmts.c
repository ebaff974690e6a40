/* Made by mksql; do not edit. */
#include "gen/street_sql.h"
#include "gen/db_sql.h"

const struct db_stmt *const db_all_stmts[] = {
	street_STMTS
	db_STMTS
};
const size_t db_all_stmts_n = sizeof db_all_stmts / sizeof db_all_stmts[0];
_Static_assert(sizeof db_all_stmts / sizeof db_all_stmts[0] < STMTS_MAX, "more statements");
