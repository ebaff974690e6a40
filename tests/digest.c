/* digest.c: all rows of a database in one short text: each table read in the order of its key. */
#include "digest.h"

#include "db/driver.h"
#include "db/dump_table.h"
#include "lib/secret.h"

struct digest {
	const char *const *without;
	struct arena *a;
	const struct dump_table *table;
	struct buf all;
	struct str answer;
};

static int
put_row(void *ctx, const struct db_val *cols)
{
	struct digest *d = ctx;

	for (size_t i = 0; i < d->table->n; i++)
		if (d->table->types[i] == 't' || d->table->types[i] == 'b')
			buf_fmt(&d->all, "%zu:%.*s,", cols[i].s.n, STR(cols[i].s));
		else if (d->table->types[i] == 'r')
			buf_fmt(&d->all, "%.17g,", cols[i].r);
		else
			buf_fmt(&d->all, "%lld,", (long long)cols[i].i);
	buf_char(&d->all, '\n');
	return 0;
}

static int
read_tables(struct tx *tx, void *arg)
{
	struct digest *d = arg;
	struct dump_table_list tables;
	struct str why = S("");

	buf_init(&d->all, tx->arena);
	TRY(db_forget(tx));
	TRY(dump_table_list(tx, d->without, &tables, &why));
	for (size_t i = 0; i < tables.n; i++) {
		d->table = &tables.v[i];
		buf_fmt(&d->all, "%.*s\n", STR(d->table->name));
		TRY(db_run(tx, dump_select(tx->arena, d->table), NULL, put_row, d, true, NULL));
	}
	TRY(db_forget(tx));
	d->answer = secret_digest(d->a, buf_done(&d->all));
	return 0;
}

int
digest_of(struct db *db, struct arena *a, const char *const *without, struct str *ret)
{
	struct digest d = {.without = without, .a = a};
	struct arena rows;
	int rc;

	arena_init(&rows);
	rc = db_read_now(db, &rows, read_tables, &d);
	arena_release(&rows);
	if (rc < 0)
		return rc;
	*ret = d.answer;
	return 0;
}
