/* dump_table.h: the tables a database has, and the statements to read and fill them. Only dump*.c
 * includes this. */
#ifndef LINLI_DB_DUMP_TABLE_H
#define LINLI_DB_DUMP_TABLE_H

#include "db/driver.h"

struct dump_table {
	struct str name;
	char types[STMT_MAX_PARAMS + 1]; /* one letter a column; '?' none of ours */
	struct str cols[STMT_MAX_PARAMS];
	int64_t key[STMT_MAX_PARAMS]; /* place in the key, from 1; 0 = not in it */
	size_t n;
	bool loaded;
};
struct dump_table_list {
	struct dump_table *v;
	size_t n;
};

/* Those to be dumped: all but schema_version and the derived ones. E_SCHEMA: there is a table or a
 * column that cannot be. In the arena of tx. */
int dump_table_list(struct tx *tx, const char *const *derived, struct dump_table_list *ret,
		    struct str *ret_why);
struct str dump_col_names(struct arena *a, const struct dump_table *t); /* with spaces between */

/* Statements in the arena of tx: see db_forget. */
struct db_stmt *dump_select(struct arena *a, const struct dump_table *t); /* all rows by key */
struct db_stmt *dump_insert(struct arena *a, const struct dump_table *t);
int dump_count(struct tx *tx, const struct dump_table *t, int64_t *ret);
int dump_has_rows(struct tx *tx, const struct dump_table *t, bool *ret);

#endif
