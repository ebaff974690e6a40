/* street_sql.h: made by mksql from mksql/good/street.sql; do not edit. */
#ifndef LINLI_GEN_STREET_SQL_H
#define LINLI_GEN_STREET_SQL_H

#include "db/stmt.h"
#include "gen/street_row.h"

/* One street. */
int sql_street_get(struct tx *tx, int64_t district, int64_t id, struct street *ret);

/* the longest first */
int sql_street_long(struct tx *tx, int64_t district, double least, int64_t limit,
                    struct street_list *ret);

int sql_street_all(struct tx *tx, int64_t district,
                   int (*each)(void *ctx, const struct street *row), void *ctx);

int sql_street_add(struct tx *tx, int64_t district, const struct street *row);

/* Parameters may stand before and after the row. */
int sql_street_edit(struct tx *tx, int64_t district, int64_t id, const struct street_words *row,
                    double least);

int sql_street_rename(struct tx *tx, int64_t district, struct str name_from, struct str name_to,
                      int64_t *ret_changed);

int sql_street_remove(struct tx *tx, int64_t district, int64_t id, struct removed *ret);

/* A header may take several lines. */
int sql_house_of_street(struct tx *tx, int64_t district, int64_t street, int64_t number_from,
                        int64_t number_to, int64_t limit, struct house_list *ret);

int sql_house_add(struct tx *tx, int64_t district, const struct house_row *row);

int sql_house_move(struct tx *tx, int64_t district, const struct house_row *row);

int sql_house_number(struct tx *tx, int64_t district, const struct house_row *row);

int sql_house_lanes(struct tx *tx, int64_t district, int64_t from,
                    int (*each)(void *ctx, const struct house_lane *row), void *ctx);

int sql_house_copy(struct tx *tx, int64_t district, int64_t street_from, int64_t street_to,
                   int64_t above, int64_t *ret_changed);

int sql_division_get(struct tx *tx, int64_t code, struct division *ret);

int sql_street_count(struct tx *tx, struct counted *ret);

/* The engines find words each in its own way. */
int sql_street_find(struct tx *tx, int64_t district, struct str words, struct found_list *ret);

int sql_house_wide_all(struct tx *tx, int64_t district, struct house_wide_list *ret);

/* Its statements, and their addresses for db_all_stmts. */
enum { street_STMTS_N = 17 };
extern const struct db_stmt street_stmts[street_STMTS_N];
#define street_STMTS \
	&street_stmts[0], &street_stmts[1], &street_stmts[2], &street_stmts[3], \
	&street_stmts[4], &street_stmts[5], &street_stmts[6], &street_stmts[7], \
	&street_stmts[8], &street_stmts[9], &street_stmts[10], &street_stmts[11], \
	&street_stmts[12], &street_stmts[13], &street_stmts[14], &street_stmts[15], \
	&street_stmts[16],

#endif
