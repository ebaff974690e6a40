/* Made by mksql; do not edit. */
#ifndef LINLI_GEN_STMT_NUMBERS_H
#define LINLI_GEN_STMT_NUMBERS_H

#include "gen/street_sql.h"
#include "gen/db_sql.h"

enum {
	street_STMTS_FIRST = 1,
	db_STMTS_FIRST = street_STMTS_FIRST + street_STMTS_N,
};

#endif
