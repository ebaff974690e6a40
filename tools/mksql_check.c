/* mksql_check.c: asks SQLite whether each statement is what its header says, and which tables it
 * touches: a district's table is always reached through its district. */
#include <string.h>

#include "mksql_in.h"
#include "sqltok.h"
#include "tool.h"

/* What a statement does to a table. */
struct touch {
	bool at_all, inserts, writes, reads_district;
};

struct checker {
	const struct sql_file *f;
	struct arena *a;
	const struct schema *schema;
	sqlite3 *db;
	struct touch *touched; /* by the index of the table in schema */
};

#define REFUSE(c, st, ...) die_at((c)->f->path, (st)->line, __VA_ARGS__)

/* SQLite tells each table and column it meets while it prepares. */
static int
meet(void *arg, int action, const char *table, const char *column, const char *in_db,
     const char *view)
{
	struct checker *c = arg;
	const struct schema_table *t = table ? schema_find(c->schema, str_of(table)) : NULL;
	struct touch *touch;

	(void)in_db;
	(void)view;
	if (!t || (action != SQLITE_READ && action != SQLITE_INSERT && action != SQLITE_UPDATE &&
		   action != SQLITE_DELETE))
		return SQLITE_OK;
	touch = &c->touched[t - c->schema->tables];
	touch->at_all = true;
	touch->inserts |= action == SQLITE_INSERT;
	touch->writes |= action != SQLITE_READ;
	touch->reads_district |= action == SQLITE_READ && strcmp(column, "district") == 0;
	return SQLITE_OK;
}

/* Tables are written by their owner's statements alone, and read by those who say that they use it; those of all districts by
 * everybody. */
static void
check_owner(const struct checker *c, const struct stmt *st, const struct schema_table *t, bool writes)
{
	struct str name = c->f->name;

	if (!c->f->fenced || str_eq(name, t->owner) || (t->shared && !writes))
		return;
	if (writes)
		REFUSE(c, st, "%.*s writes %.*s, which belongs to %.*s: ask for a function there",
		       STR(st->name), STR(t->name), STR(t->owner));
	if (!mksql_may_read(&c->f->owners, name, t->owner))
		REFUSE(c, st, "%.*s reads %.*s: %.*s does not say that it uses %.*s", STR(st->name),
		       STR(t->name), STR(name), STR(t->owner));
}

/* What SQLite does not see: the tables that the other text names. */
static void
check_pg(const struct checker *c, const struct stmt *st)
{
	struct toks t = sql_split(c->a, st->pg.s, st->pg.line);

	for (size_t i = 1; i < t.n; i++) {
		const struct tok *before = &t.v[i - 1];
		const struct schema_table *table = schema_find(c->schema, t.v[i].s);
		bool from = tok_is(before, "FROM"), deletes = from && i > 1 && tok_is(before - 1, "DELETE");

		if (table && (from || tok_is(before, "JOIN") || tok_is(before, "INTO") ||
			      tok_is(before, "UPDATE")))
			check_owner(c, st, table,
				    deletes || tok_is(before, "INTO") || tok_is(before, "UPDATE"));
	}
}

static void
check_tables(const struct checker *c, const struct stmt *st)
{
	if (st->two_texts)
		check_pg(c, st);
	for (size_t i = 0; i < c->schema->tables_n; i++) {
		const struct schema_table *t = &c->schema->tables[i];
		const struct touch *touch = &c->touched[i];

		if (touch->at_all)
			check_owner(c, st, t, touch->writes);
		if (t->shared || !touch->at_all || st->reach == REACH_CITY)
			continue;
		if (st->reach == REACH_SHARED)
			REFUSE(c, st,
			       "%.*s is --shared but touches %.*s, which belongs to districts",
			       STR(st->name), STR(t->name));
		if (!touch->inserts && !touch->reads_district)
			REFUSE(c, st, "%.*s reaches %.*s without its district", STR(st->name),
			       STR(t->name));
	}
}

/* The letter of a declared type; 0 = SQLite does not know (an expression). */
static char
letter(const char *decltype)
{
	static const struct {
		const char *name;
		char letter;
	} known[] = {{"INTEGER", 'i'}, {"TEXT", 't'}, {"BLOB", 'b'}, {"REAL", 'r'}};

	for (size_t i = 0; decltype &&i < sizeof known / sizeof known[0]; i++)
		if (strcmp(decltype, known[i].name) == 0)
			return known[i].letter;
	return 0;
}

static void
check_columns(const struct checker *c, const struct stmt *st, sqlite3_stmt *s)
{
	size_t n = (size_t)sqlite3_column_count(s), want = st->row ? st->row->cols.n : 0;

	if (!st->row && n)
		REFUSE(c, st, "%.*s returns rows: its kind is one, many or each", STR(st->name));
	if (n != want)
		REFUSE(c, st, "%.*s declares %zu columns, the statement has %zu", STR(st->name),
		       want, n);
	for (size_t i = 0; i < n; i++) {
		const struct field *col = &st->row->cols.v[i];
		const char *name = sqlite3_column_name(s, (int)i);
		char type = letter(sqlite3_column_decltype(s, (int)i));

		if (!str_is(col->name, name))
			REFUSE(c, st,
			       "column %zu of %.*s is declared %.*s, the statement calls it %s "
			       "(write AS %.*s)",
			       i + 1, STR(st->name), STR(col->name), name, STR(col->name));
		if (type && type != col->type)
			REFUSE(c, st, "column %.*s of %.*s has another type in the table",
			       STR(col->name), STR(st->name));
	}
}

static void
check(struct checker *c, struct stmt *st)
{
	const char *why;
	sqlite3_stmt *s;

	mksql_rules(c->f, st, c->a, c->schema);
	c->touched = NEW_ARRAY(c->a, struct touch, c->schema->tables_n);
	if (sqlite3_prepare_v2(c->db, st->sqlite.s.p, (int)st->sqlite.s.n, &s, NULL) != SQLITE_OK) {
		why = sqlite3_errmsg(c->db);
		die_at(c->f->path, st->sqlite.line, "%.*s: SQLite: %s", STR(st->name), why);
	}
	check_columns(c, st, s);
	check_tables(c, st);
	st->writes = !sqlite3_stmt_readonly(s);
	if (st->kind >= KIND_EXEC && !st->writes)
		REFUSE(c, st, "%.*s changes nothing: its kind is one, many or each", STR(st->name));
	sqlite3_finalize(s);
}

void
mksql_check(struct sql_file *f, struct arena *a, const struct schema *schema, sqlite3 *db)
{
	struct checker c = {.f = f, .a = a, .schema = schema, .db = db};

	sqlite3_set_authorizer(db, meet, &c);
	for (struct stmt *st = f->stmts; st; st = st->next)
		check(&c, st);
	sqlite3_set_authorizer(db, NULL, NULL);
}
