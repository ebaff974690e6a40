/* dump_table.c: asks either engine for its tables and columns. */
#include "db/dump_table.h"

static const struct db_stmt list_columns = {
	.name = "dump_columns",
	.sqlite = "SELECT t.name, c.name, c.type, c.pk"
		  " FROM pragma_table_list AS t JOIN pragma_table_info(t.name) AS c"
		  " WHERE t.schema = 'main' AND t.type IN ('table', 'virtual')"
		  " AND t.name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY t.name, c.cid",
	/* From the catalogue itself: information_schema looks at every schema of the database first. */
	.pg = "SELECT CAST(t.relname AS TEXT), CAST(a.attname AS TEXT),"
	      " CAST(format_type(a.atttypid, a.atttypmod) AS TEXT),"
	      " CAST(COALESCE(array_position(CAST(i.indkey AS SMALLINT[]), a.attnum) + 1, 0) AS BIGINT)"
	      " FROM pg_catalog.pg_namespace AS n"
	      " JOIN pg_catalog.pg_class AS t ON t.relnamespace = n.oid AND t.relkind IN ('r', 'p')"
	      " JOIN pg_catalog.pg_attribute AS a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped"
	      " LEFT JOIN pg_catalog.pg_index AS i ON i.indrelid = t.oid AND i.indisprimary"
	      " WHERE n.nspname = current_schema()"
	      " ORDER BY CAST(t.relname AS TEXT) COLLATE \"C\", a.attnum",
	.params = "",
	.cols = "ttti",
};

static char
letter(struct str type)
{
	static const struct {
		const char *name;
		char letter;
	} types[] = {
		{"INTEGER", 'i'}, {"TEXT", 't'}, {"BLOB", 'b'},	 {"REAL", 'r'},
		{"bigint", 'i'},  {"text", 't'}, {"bytea", 'b'}, {"double precision", 'r'},
	};

	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (str_is(type, types[i].name))
			return types[i].letter;
	return '?';
}

static bool
is_left_out(struct str name, const char *const *derived)
{
	while (*derived && !str_is(name, *derived))
		derived++;
	return *derived || str_is(name, "schema_version");
}

struct listing {
	struct tx *tx;
	const char *const *derived;
	struct dump_table_list tables;
	struct str *why;
};

static int
add_column(void *ctx, const struct db_val *cols)
{
	struct listing *l = ctx;
	struct dump_table_list *list = &l->tables;
	struct dump_table *t = list->n ? &list->v[list->n - 1] : NULL;
	struct arena *a = l->tx->arena;

	if (is_left_out(cols[0].s, l->derived))
		return 0;
	if (!t || !str_eq(t->name, cols[0].s)) {
		list->v = db_room(a, list->v, list->n, sizeof *list->v);
		t = &list->v[list->n++];
		*t = (struct dump_table){.name = cols[0].s};
	}
	if (t->n == STMT_MAX_PARAMS || letter(cols[2].s) == '?') {
		*l->why = str_fmt(a, "table %.*s, column %.*s: %s", STR(t->name), STR(cols[1].s),
				  t->n == STMT_MAX_PARAMS ? "too many columns"
							  : "a type that is not dumped");
		return E_SCHEMA;
	}
	t->types[t->n] = letter(cols[2].s);
	t->cols[t->n] = cols[1].s;
	t->key[t->n++] = cols[3].i;
	return 0;
}

int
dump_table_list(struct tx *tx, const char *const *derived, struct dump_table_list *ret,
		struct str *ret_why)
{
	struct listing l = {.tx = tx, .derived = derived, .why = ret_why};

	TRY(db_forget(tx));
	TRY(db_run(tx, &list_columns, NULL, add_column, &l, false, NULL));
	*ret = l.tables;
	return 0;
}

struct str
dump_col_names(struct arena *a, const struct dump_table *t)
{
	struct buf b;

	buf_init(&b, a);
	for (size_t i = 0; i < t->n; i++)
		buf_fmt(&b, "%s%.*s", i ? " " : "", STR(t->cols[i]));
	return buf_done(&b);
}

static struct db_stmt *
make(struct arena *a, const char *what, const struct dump_table *t, struct str text)
{
	struct db_stmt *st = NEW(a, struct db_stmt);

	*st = (struct db_stmt){
		.name = str_fmt(a, "dump_%s_%.*s", what, STR(t->name)).p,
		.sqlite = text.p,
		.pg = text.p,
		.params = "",
		.cols = "",
	};
	return st;
}

/* The columns of the key in their order; of a table without one, all columns. */
static void
put_order(struct buf *b, const struct dump_table *t)
{
	const char *comma = "";

	for (int64_t at = 1; at <= (int64_t)t->n; at++)
		for (size_t i = 0; i < t->n; i++)
			if (t->key[i] == at) {
				buf_fmt(b, "%s\"%.*s\"", comma, STR(t->cols[i]));
				comma = ", ";
			}
	for (size_t i = 0; i < t->n && !*comma; i++)
		buf_fmt(b, "%s%zu", i ? ", " : "", i + 1);
}

struct db_stmt *
dump_select(struct arena *a, const struct dump_table *t)
{
	struct db_stmt *st;
	struct buf b;

	buf_init(&b, a);
	BUF_LIT(&b, "SELECT ");
	for (size_t i = 0; i < t->n; i++)
		buf_fmt(&b, "%s\"%.*s\"", i ? ", " : "", STR(t->cols[i]));
	buf_fmt(&b, " FROM \"%.*s\" ORDER BY ", STR(t->name));
	put_order(&b, t);
	st = make(a, "select", t, buf_done(&b));
	st->cols = t->types;
	return st;
}

struct db_stmt *
dump_insert(struct arena *a, const struct dump_table *t)
{
	struct db_stmt *st;
	struct buf b;

	buf_init(&b, a);
	buf_fmt(&b, "INSERT INTO \"%.*s\" (", STR(t->name));
	for (size_t i = 0; i < t->n; i++)
		buf_fmt(&b, "%s\"%.*s\"", i ? ", " : "", STR(t->cols[i]));
	BUF_LIT(&b, ") VALUES (");
	for (size_t i = 0; i < t->n; i++)
		buf_fmt(&b, "%s$%zu", i ? ", " : "", i + 1);
	BUF_LIT(&b, ")");
	st = make(a, "insert", t, buf_done(&b));
	st->params = t->types;
	st->writes = true;
	return st;
}

static int
first_number(void *ctx, const struct db_val *cols)
{
	*(int64_t *)ctx = cols[0].i;
	return 1;
}

int
dump_count(struct tx *tx, const struct dump_table *t, int64_t *ret)
{
	struct str text = str_fmt(tx->arena, "SELECT count(*) FROM \"%.*s\"", STR(t->name));
	struct db_stmt *st = make(tx->arena, "count", t, text);

	st->cols = "i";
	return db_run(tx, st, NULL, first_number, ret, false, NULL);
}

int
dump_has_rows(struct tx *tx, const struct dump_table *t, bool *ret)
{
	struct str text = str_fmt(tx->arena, "SELECT 1 FROM \"%.*s\" LIMIT 1", STR(t->name));
	struct db_stmt *st = make(tx->arena, "any", t, text);
	int64_t found = 0;

	st->cols = "i";
	TRY(db_run(tx, st, NULL, first_number, &found, false, NULL));
	*ret = found > 0;
	return 0;
}
