/* edits.h: rows changed by hand and counted, in the database of a world: what no page and no command does. */
#ifndef LINLI_TEST_EDITS_H
#define LINLI_TEST_EDITS_H

#include "support.h"

/* One or more statements that stay. The test fails when the database refuses them. */
void edit_rows(struct world *w, const char *sql);
/* The first number of the first row. */
int64_t edit_number(struct world *w, const char *query);

/* An edit that somebody makes by hand, and whether what looks for such edits misses it. */
struct edit {
	const char *name, *sql;
	bool missed;
};
/* Counts what does not hold. */
typedef int edit_check(struct world *w, struct tx *tx, int *broken);
/* How much check finds after the edit, which is undone; sql NULL: as it is. */
int edit_found(struct world *w, const char *sql, edit_check *check);
/* Tries each of them; how many were not noticed or missed as they say, after a line for each of those. */
int edits_wrong(struct world *w, const struct edit *edits, size_t n, edit_check *check);
/* For rules that tell what is broken line by line: counts them in *(int *)ctx. */
int edit_count_line(void *ctx, struct str line);

#endif
