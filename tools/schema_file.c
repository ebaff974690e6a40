/* schema_file.c: checks one migration against the house rules and spells it for each engine. */
#include "schema_file.h"

#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "sqltok.h"
#include "tool.h"

struct reader {
	struct schema *schema;
	struct arena *arena;
	struct schema_file *file;
	struct buf sqlite, pg, citus;
	struct buf *last; /* where a --@+ line goes on */
	bool shared;	  /* --@shared was said for the next table */
	bool clustered;	  /* --@clustered was said for the next table */
};

/* A statement: tokens from..end-1, its ';' at end. */
struct part {
	struct toks t;
	size_t from, end;
	size_t strict_at;  /* after this token SQLite says STRICT; 0 = nowhere */
	bool clustered;	   /* SQLite keeps its rows in the key itself */
	bool *column_type; /* by token: TEXT here is the type of a column */
};

static bool
seq(const struct part *p, size_t i, const char *one, const char *two)
{
	return i + 1 < p->end && tok_is(&p->t.v[i], one) && tok_is(&p->t.v[i + 1], two);
}

#define REFUSE(r, tok, ...) die_at((r)->file->path, (tok)->line, __VA_ARGS__)

static bool
list_has(const struct part *p, size_t open, const char *column)
{
	size_t close = tok_close(&p->t, open);

	for (size_t i = open; i < close; i++)
		if (tok_is(&p->t.v[i], column))
			return true;
	return false;
}

/* A column: name, type, NOT NULL. Tokens i..end-1. */
static void
check_column(struct reader *r, struct part *p, size_t i, size_t end)
{
	const struct tok *name = &p->t.v[i], *type = name + 1;
	bool not_null = false;

	if (name->kind != TOK_WORD)
		REFUSE(r, name, "a column begins with its name, not %.*s", STR(name->s));
	if (!tok_is(type, "BIGINT") && !tok_is(type, "TEXT") && !tok_is(type, "BYTEA") &&
	    !seq(p, i + 1, "DOUBLE", "PRECISION"))
		REFUSE(r, name, "column %.*s: the types are BIGINT, TEXT, BYTEA, DOUBLE PRECISION",
		       STR(name->s));
	p->column_type[i + 1] = true;
	for (size_t k = i + 2; k < end; k++)
		not_null |= seq(p, k, "NOT", "NULL");
	if (!not_null)
		REFUSE(r, name, "column %.*s: say NOT NULL; 0 and '' mean none", STR(name->s));
}

static bool
is_constraint(const struct tok *t)
{
	return tok_is(t, "PRIMARY") || tok_is(t, "UNIQUE") || tok_is(t, "CHECK") ||
	       tok_is(t, "FOREIGN") || tok_is(t, "CONSTRAINT");
}

/* One item of CREATE TABLE; true when it holds the primary key. */
static bool
check_item(struct reader *r, struct part *p, size_t i, size_t end)
{
	const struct tok *first = &p->t.v[i];
	bool column = !is_constraint(first), key = false;

	if (column)
		check_column(r, p, i, end);
	for (size_t k = i; k < end; k++) {
		const struct tok *t = &p->t.v[k];

		if (seq(p, k, "PRIMARY", "KEY")) {
			key = true;
			if (!r->shared &&
			    (column || !tok_is(t + 2, "(") || !tok_is(t + 3, "district")))
				REFUSE(r, t,
				       "the key begins with district, or say --@shared above the "
				       "table");
		} else if (tok_is(t, "UNIQUE") && !r->shared &&
			   (!tok_is(t + 1, "(") || !list_has(p, k + 1, "district"))) {
			REFUSE(r, t, "a unique key holds district");
		}
	}
	return key;
}

static void
create_table(struct reader *r, struct part *p)
{
	const struct tok *name = &p->t.v[p->from + 2];
	size_t open = p->from + 3, close = tok_close(&p->t, open), start = open + 1;
	struct schema *s = r->schema;
	bool key = false;
	int depth = 0;

	if (name->kind != TOK_WORD || !tok_is(name + 1, "(") || close != p->end)
		REFUSE(r, name, "say CREATE TABLE name (…) and nothing more");
	if (schema_find(s, name->s))
		REFUSE(r, name, "table %.*s exists already", STR(name->s));
	if (!r->shared && !(tok_is(name + 2, "district") && tok_is(name + 3, "BIGINT")))
		REFUSE(r, name,
		       "the first column is district BIGINT, or say --@shared above the table");
	for (size_t i = open; i < close; i++) {
		const struct tok *t = &p->t.v[i];

		depth += tok_is(t, "(") - tok_is(t, ")");
		if ((depth == 1 && tok_is(t, ",")) || i + 1 == close) {
			key |= check_item(r, p, start, i);
			start = i + 1;
		}
	}
	if (!key)
		REFUSE(r, name, "table %.*s has no primary key", STR(name->s));
	p->strict_at = close - 1;
	s->tables = arena_grow(r->arena, s->tables, s->tables_n * sizeof *s->tables,
			       (s->tables_n + 1) * sizeof *s->tables);
	s->tables[s->tables_n++] = (struct schema_table){
		.name = name->s,
		.owner = r->file->owner,
		.shared = r->shared,
		.made_in = r->file->number,
	};
	r->shared = false;
	p->clustered = r->clustered;
	r->clustered = false;
}

static struct schema_table *
table_of(struct reader *r, const struct tok *name)
{
	for (size_t i = 0; i < r->schema->tables_n; i++)
		if (str_eq(r->schema->tables[i].name, name->s))
			return &r->schema->tables[i];
	REFUSE(r, name, "there is no table %.*s", STR(name->s));
}

static void
alter_table(struct reader *r, struct part *p)
{
	const struct tok *t = &p->t.v[p->from];
	struct schema_table *table = table_of(r, t + 2);
	bool has_default = false;

	if (seq(p, p->from + 3, "ADD", "COLUMN")) {
		check_column(r, p, p->from + 5, p->end);
		for (size_t i = p->from + 5; i < p->end; i++)
			has_default |= tok_is(&p->t.v[i], "DEFAULT");
		if (!has_default)
			REFUSE(r, t, "a new column needs a DEFAULT for the rows that are there");
	} else if (seq(p, p->from + 3, "RENAME", "TO")) {
		if (schema_find(r->schema, t[5].s))
			REFUSE(r, t, "table %.*s exists already", STR(t[5].s));
		/* Who gives a table its new name owns it from now on. */
		table->name = t[5].s;
		table->owner = r->file->owner;
	} else if (!seq(p, p->from + 3, "RENAME", "COLUMN") &&
		   !seq(p, p->from + 3, "DROP", "COLUMN")) {
		REFUSE(r, t,
		       "ALTER TABLE knows ADD COLUMN, DROP COLUMN, RENAME COLUMN and RENAME TO");
	}
}

static void
drop_table(struct reader *r, struct part *p)
{
	struct schema *s = r->schema;
	struct schema_table *table = table_of(r, &p->t.v[p->from + 2]);

	*table = s->tables[--s->tables_n];
}

/* CREATE [UNIQUE] INDEX name ON table (…) */
static void
create_index(struct reader *r, struct part *p)
{
	size_t i = p->from + 1;
	bool unique = tok_is(&p->t.v[i], "UNIQUE");
	const struct tok *t;

	i += unique ? 3 : 2;
	t = &p->t.v[i];
	if (i + 2 >= p->end || !tok_is(t, "ON") || !tok_is(t + 2, "("))
		REFUSE(r, t, "say CREATE INDEX name ON table (…)");
	if (unique && !table_of(r, t + 1)->shared && !list_has(p, i + 2, "district"))
		REFUSE(r, t, "a unique index holds district");
}

/* A statement that is the same for both engines and makes no table. */
static bool
is_plain(const struct part *p)
{
	const struct tok *t = &p->t.v[p->from];

	return tok_is(t, "INSERT") || tok_is(t, "UPDATE") || tok_is(t, "DELETE") ||
	       seq(p, p->from, "CREATE", "VIEW") || seq(p, p->from, "DROP", "VIEW") ||
	       seq(p, p->from, "DROP", "INDEX");
}

/* The mark that waits for its table. */
static const char *
waiting(const struct reader *r)
{
	return r->shared ? "--@shared" : "--@clustered";
}

static void
check_statement(struct reader *r, struct part *p)
{
	const struct tok *t = &p->t.v[p->from];

	if (seq(p, p->from, "CREATE", "TABLE"))
		create_table(r, p);
	else if (seq(p, p->from, "CREATE", "INDEX") || seq(p, p->from, "CREATE", "UNIQUE"))
		create_index(r, p);
	else if (seq(p, p->from, "ALTER", "TABLE"))
		alter_table(r, p);
	else if (seq(p, p->from, "DROP", "TABLE"))
		drop_table(r, p);
	else if (!is_plain(p))
		REFUSE(r, t, "%.*s: say it for one engine with --@sqlite or --@pg", STR(t->s));
	if (r->shared || r->clustered)
		REFUSE(r, t, "%s stands above a CREATE TABLE", waiting(r));
}

/* Blanks stay as they are, comments go. */
static void
put_gap(struct buf *to, struct str gap)
{
	size_t indent = 0;

	if (str_trim(gap).n == 0) {
		buf_str(to, gap);
		return;
	}
	while (indent < gap.n && strchr(" \t", gap.p[gap.n - indent - 1]))
		indent++;
	buf_char(to, '\n');
	buf_str(to, str_sub(gap, gap.n - indent, indent));
}

/* Copies a statement as it was written, without comments, in one engine's spelling. */
static void
spell(struct reader *r, const struct part *p, struct str text, bool sqlite)
{
	struct buf *to = sqlite ? &r->sqlite : &r->pg;

	for (size_t i = p->from; i <= p->end; i++) {
		const struct tok *t = &p->t.v[i];

		if (i > p->from) {
			size_t after = t[-1].at + t[-1].s.n;

			put_gap(to, str_sub(text, after, t->at - after));
		}
		if (sqlite && tok_is(t, "BIGINT"))
			BUF_LIT(to, "INTEGER");
		else if (sqlite && tok_is(t, "BYTEA"))
			BUF_LIT(to, "BLOB");
		else if (sqlite && seq(p, i, "DOUBLE", "PRECISION"))
			BUF_LIT(to, "REAL"), i++;
		else
			buf_str(to, t->s);
		/* Bytes decide the order of text, as they do in SQLite. */
		if (!sqlite && p->column_type[i] && tok_is(t, "TEXT"))
			BUF_LIT(to, " COLLATE \"C\"");
		if (sqlite && i == p->strict_at)
			buf_z(to, p->clustered ? " STRICT, WITHOUT ROWID" : " STRICT");
	}
	buf_char(to, '\n');
}

/* Statements for both engines, between two --@ lines. */
static void
common(struct reader *r, struct str text, int line)
{
	struct part p = {.t = sql_split(r->arena, text, line)};

	p.column_type = NEW_ARRAY(r->arena, bool, p.t.n + 1);
	for (size_t i = 0; i < p.t.n; i++) {
		if (p.t.v[i].odd)
			REFUSE(r, &p.t.v[i],
			       "a string is not closed, or a name is in double quotes");
		if (!tok_is(&p.t.v[i], ";"))
			continue;
		p.end = i;
		p.strict_at = SIZE_MAX; /* only a table has such a place */
		p.clustered = false;
		if (p.end == p.from)
			REFUSE(r, &p.t.v[i], "an empty statement");
		check_statement(r, &p);
		spell(r, &p, text, true);
		spell(r, &p, text, false);
		p.from = i + 1;
	}
	if (p.from < p.t.n)
		REFUSE(r, &p.t.v[p.from], "this statement does not end with ;");
}

/* A "--@word rest" line. */
static void
engine_line(struct reader *r, struct str s, int line)
{
	static const struct str words[] = {
		{"--@sqlite ", 10}, {"--@pg ", 6}, {"--@citus ", 9}, {"--@+ ", 5}};
	struct buf *to[] = {&r->sqlite, &r->pg, &r->citus, r->last};

	if (str_is(str_trim(s), "--@shared")) {
		r->shared = true;
		r->last = NULL;
		return;
	}
	if (str_is(str_trim(s), "--@clustered")) {
		r->clustered = true;
		r->last = NULL;
		return;
	}
	for (size_t i = 0; i < 4; i++) {
		if (!str_starts(s, words[i]))
			continue;
		if (!to[i])
			die_at(r->file->path, line, "--@+ goes on with an engine's line above it");
		r->last = to[i];
		s = str_trim(str_sub(s, words[i].n, s.n));
		buf_str(to[i], s);
		buf_char(to[i], '\n');
		return;
	}
	die_at(r->file->path, line, "known are --@shared, --@clustered, --@sqlite, --@pg, --@citus and --@+");
}

/* New tables are spread over Citus, unless the file did it in its own way. */
static void
spread(struct reader *r)
{
	struct str said = buf_done(&r->citus);

	for (size_t i = 0; i < r->schema->tables_n; i++) {
		const struct schema_table *t = &r->schema->tables[i];
		struct str quoted = str_fmt(r->arena, "'%.*s'", STR(t->name));

		if (t->made_in != r->file->number || str_has(said, quoted))
			continue;
		if (t->shared)
			buf_fmt(&r->citus, "SELECT create_reference_table(%.*s);\n", STR(quoted));
		else
			buf_fmt(&r->citus, "SELECT create_distributed_table(%.*s, 'district');\n",
				STR(quoted));
	}
}

void
schema_file_read(struct schema *s, struct arena *a, struct schema_file *f)
{
	struct reader r = {.schema = s, .arena = a, .file = f};
	struct str text = tool_read(a, f->path), rest = text, line, common_text = {text.p, 0};
	int line_n = 0, common_from = 1;

	buf_init(&r.sqlite, a);
	buf_init(&r.pg, a);
	buf_init(&r.citus, a);
	while (str_next(&rest, '\n', &line)) {
		line_n++;
		if (!str_starts(line, S("--@"))) {
			if (str_trim(line).n)
				r.last = NULL;
			common_text.n = (size_t)(line.p + line.n - common_text.p);
			continue;
		}
		common(&r, common_text, common_from);
		engine_line(&r, line, line_n);
		common_text = rest.p ? (struct str){rest.p, 0} : (struct str){0};
		common_from = line_n + 1;
	}
	common(&r, common_text, common_from);
	if (r.shared || r.clustered)
		die_at(f->path, line_n, "%s stands above a CREATE TABLE", waiting(&r));
	spread(&r);
	f->sqlite = buf_done(&r.sqlite);
	f->pg = buf_done(&r.pg);
	f->citus = buf_done(&r.citus);
	snprintf(f->checksum, sizeof f->checksum, "%016" PRIx64, str_hash(text));
}

const struct schema_table *
schema_find(const struct schema *s, struct str table)
{
	for (size_t i = 0; i < s->tables_n; i++)
		if (str_eq(s->tables[i].name, table))
			return &s->tables[i];
	return NULL;
}
