/* district_text.h: whether the text of a statement keeps to its district, seen in its words alone. On a cluster that is what
 * keeps a statement on the machine of its district. */
#ifndef LINLI_TEST_DISTRICT_TEXT_H
#define LINLI_TEST_DISTRICT_TEXT_H

#include "db/stmt.h"

/* Tables and views that have a column district; both engines' names. */
struct district_tables {
	struct str *v;
	size_t n;
};
int district_tables(struct tx *tx, struct district_tables *ret);

/* NULL, or why this text of st does not keep to it. */
const char *district_text_fault(struct arena *a, const struct district_tables *t, const struct db_stmt *st, const char *text);

#endif
