/* mksql_emit.c: writes the structs, the prototypes and the functions. Names the output uses for
 * itself end with _, so that no parameter can mean the same. */
#include "mksql_in.h"
#include "sqltok.h"
#include "tool.h"

struct out {
	const struct sql_file *f;
	struct arena *a;
	struct buf b;
	struct str name;
};

static void
head(struct out *o, const char *what)
{
	buf_init(&o->b, o->a);
	buf_fmt(&o->b, "/* %.*s_%s: made by mksql from %.*s; do not edit. */\n", STR(o->name), what,
		STR(o->f->said_path));
}

static const char *
c_type(char type)
{
	return type == 'i' ? "int64_t " : type == 'r' ? "double " : "struct str ";
}

static const char *
member(char type)
{
	return type == 'i' ? "i" : type == 'r' ? "r" : "s";
}

/* NAME in capitals */
static struct str
upper(struct arena *a, struct str s)
{
	char *p = (char *)str_z(a, str_dup(a, s));

	for (size_t i = 0; i < s.n; i++)
		if (p[i] >= 'a' && p[i] <= 'z')
			p[i] = (char)(p[i] - 'a' + 'A');
	return (struct str){p, s.n};
}

static void
comment(struct out *o, struct str doc)
{
	struct str rest = doc, line;
	const char *sep = "/* ";

	if (doc.n == 0)
		return;
	while (str_next(&rest, '\n', &line)) {
		buf_fmt(&o->b, "%s%.*s", sep, STR(line));
		sep = "\n * ";
	}
	BUF_LIT(&o->b, " */\n");
}

static struct str
row_header(struct out *o)
{
	struct buf *b = &o->b;
	struct str guard = upper(o->a, o->name);

	head(o, "row.h");
	buf_fmt(b, "#ifndef LINLI_GEN_%.*s_ROW_H\n#define LINLI_GEN_%.*s_ROW_H\n\n", STR(guard),
		STR(guard));
	BUF_LIT(b, "#include <stddef.h>\n#include <stdint.h>\n\n#include \"base/str.h\"\n");
	for (const struct row *r = o->f->rows; r; r = r->next) {
		buf_char(b, '\n');
		comment(o, r->doc);
		buf_fmt(b, "struct %.*s {\n", STR(r->name));
		for (size_t i = 0; i < r->cols.n; i++)
			buf_fmt(b, "\t%s%.*s;\n", c_type(r->cols.v[i].type),
				STR(r->cols.v[i].name));
		buf_fmt(b, "};\n\nstruct %.*s_list {\n\tstruct %.*s *v;\n\tsize_t n;\n};\n",
			STR(r->name), STR(r->name));
	}
	BUF_LIT(b, "\n#endif\n");
	return buf_done(b);
}

/* One parameter of a prototype; a line that grows too long is broken before it. */
static void
param(struct out *o, size_t *at, size_t indent, struct str text)
{
	bool first = *at == indent;

	if (!first)
		buf_char(&o->b, ',');
	if (!first && *at + text.n + 2 > 98) {
		buf_fmt(&o->b, "\n%*s", (int)indent, "");
		*at = indent;
	} else if (!first) {
		buf_char(&o->b, ' ');
	}
	buf_str(&o->b, text);
	*at += text.n + 2;
}

/* "sql_name(struct tx *tx, …)", beginning at that column. */
static void
signature(struct out *o, const struct stmt *st, size_t column)
{
	size_t indent = column + sizeof "sql_(" - 1 + st->name.n, at = indent;
	struct str row = st->row ? st->row->name : S("");

	buf_fmt(&o->b, "sql_%.*s(", STR(st->name));
	param(o, &at, indent, S("struct tx *tx"));
	for (size_t i = 0; i < st->params.n; i++) {
		const struct field *p = &st->params.v[i];

		if (!p->of_row)
			param(o, &at, indent,
			      str_fmt(o->a, "%s%.*s", c_type(p->type), STR(p->name)));
		else if (i == 0 || !p[-1].of_row)
			param(o, &at, indent,
			      str_fmt(o->a, "const struct %.*s *row", STR(st->in->name)));
	}
	if (st->kind == KIND_ONE)
		param(o, &at, indent, str_fmt(o->a, "struct %.*s *ret", STR(row)));
	else if (st->kind == KIND_MANY)
		param(o, &at, indent, str_fmt(o->a, "struct %.*s_list *ret", STR(row)));
	else if (st->kind == KIND_EACH)
		param(o, &at, indent,
		      str_fmt(o->a, "int (*each)(void *ctx, const struct %.*s *row), void *ctx",
			      STR(row)));
	else if (st->kind == KIND_EXEC)
		param(o, &at, indent, S("int64_t *ret_changed"));
	buf_char(&o->b, ')');
}

static struct str
sql_header(struct out *o)
{
	struct buf *b = &o->b;
	struct str guard = upper(o->a, o->name);
	size_t i = 0;

	head(o, "sql.h");
	buf_fmt(b, "#ifndef LINLI_GEN_%.*s_SQL_H\n#define LINLI_GEN_%.*s_SQL_H\n\n", STR(guard),
		STR(guard));
	buf_fmt(b, "#include \"db/stmt.h\"\n#include \"gen/%.*s_row.h\"\n", STR(o->name));
	for (const struct stmt *st = o->f->stmts; st; st = st->next) {
		buf_char(b, '\n');
		comment(o, st->doc);
		BUF_LIT(b, "int ");
		signature(o, st, 4);
		BUF_LIT(b, ";\n");
	}
	buf_fmt(b,
		"\n/* Its statements, and their addresses for db_all_stmts. */\n"
		"enum { %.*s_STMTS_N = %zu };\n"
		"extern const struct db_stmt %.*s_stmts[%.*s_STMTS_N];\n#define %.*s_STMTS",
		STR(o->name), o->f->stmts_n, STR(o->name), STR(o->name), STR(o->name));
	for (const struct stmt *st = o->f->stmts; st; st = st->next, i++)
		buf_fmt(b, "%s&%.*s_stmts[%zu],", i % 4 ? " " : " \\\n\t", STR(o->name), i);
	BUF_LIT(b, "\n\n#endif\n");
	return buf_done(b);
}

/* The text without its comments and its ; one literal for each line. */
static void
text(struct out *o, const struct text *text)
{
	struct toks t = sql_split(o->a, text->s, text->line);
	size_t from = 0;

	for (size_t i = 1; i <= t.n - 1; i++) {
		const struct tok *last = &t.v[i - 1];

		if (i < t.n - 1 && t.v[i].line == last->line)
			continue;
		buf_fmt(&o->b, "\n\t\"%s", from ? " " : "");
		tool_c_escape(&o->b,
			      str_sub(text->s, t.v[from].at, last->at + last->s.n - t.v[from].at));
		buf_char(&o->b, '"');
		from = i;
	}
}

static void
letters(struct buf *b, const char *what, const struct fields *fields)
{
	buf_fmt(b, "\t\t.%s = \"", what);
	for (size_t i = 0; fields && i < fields->n; i++)
		buf_char(b, fields->v[i].type);
	BUF_LIT(b, "\",\n");
}

static void
texts(struct out *o)
{
	for (const struct stmt *st = o->f->stmts; st; st = st->next) {
		buf_fmt(&o->b, "\nstatic const char %s_%.*s[] =", st->two_texts ? "sqlite" : "text",
			STR(st->name));
		text(o, &st->sqlite);
		BUF_LIT(&o->b, ";\n");
		if (!st->two_texts)
			continue;
		buf_fmt(&o->b, "\nstatic const char pg_%.*s[] =", STR(st->name));
		text(o, &st->pg);
		BUF_LIT(&o->b, ";\n");
	}
}

static void
table(struct out *o)
{
	static const char *const reaches[] = {[REACH_DISTRICT] = "STMT_DISTRICT", [REACH_SHARED] = "STMT_SHARED",
					      [REACH_CITY] = "STMT_CITY"};
	struct buf *b = &o->b;
	size_t i = 0;

	buf_fmt(b, "\nconst struct db_stmt %.*s_stmts[] = {\n", STR(o->name));
	for (const struct stmt *st = o->f->stmts; st; st = st->next, i++) {
		buf_fmt(b, "\t[%zu] = {\n\t\t.name = \"%.*s\",\n", i, STR(st->name));
		buf_fmt(b, "\t\t.number = %.*s_STMTS_FIRST + %zu,\n", STR(o->name), i);
		buf_fmt(b, "\t\t.sqlite = %s_%.*s,\n", st->two_texts ? "sqlite" : "text",
			STR(st->name));
		buf_fmt(b, "\t\t.pg = %s_%.*s,\n", st->two_texts ? "pg" : "text", STR(st->name));
		letters(b, "params", &st->params);
		letters(b, "cols", st->row ? &st->row->cols : NULL);
		buf_fmt(b, "\t\t.reach = %s,\n", reaches[st->reach]);
		if (st->walks.n) {
			BUF_LIT(b, "\t\t.walks = \"");
			tool_c_escape(b, st->walks);
			BUF_LIT(b, "\",\n");
		}
		buf_fmt(b, "\t\t.writes = %s,\n\t\t.file = \"%.*s\",\n\t\t.line = %d,\n\t},\n",
			st->writes ? "true" : "false", STR(o->f->said_path), st->line);
	}
	BUF_LIT(b, "};\n");
}

/* How a row is read, and what each kind of statement that returns it does with one. */
static void
row_functions(struct out *o, const struct row *r)
{
	struct buf *b = &o->b;

	if (!r->kinds)
		return;
	buf_fmt(b,
		"\nstatic struct %.*s\nread_%.*s(const struct db_val *v)\n{\n\treturn (struct "
		"%.*s){\n",
		STR(r->name), STR(r->name), STR(r->name));
	for (size_t i = 0; i < r->cols.n; i++)
		buf_fmt(b, "\t\t.%.*s = v[%zu].%s,\n", STR(r->cols.v[i].name), i,
			member(r->cols.v[i].type));
	BUF_LIT(b, "\t};\n}\n");
	if (r->kinds & 1u << KIND_ONE)
		buf_fmt(b,
			"\nstatic int\none_%.*s(void *ctx, const struct db_val *v)\n{\n"
			"\tstruct %.*s *to = ctx;\n\n\t*to = read_%.*s(v);\n\treturn 1;\n}\n",
			STR(r->name), STR(r->name), STR(r->name));
	if (r->kinds & 1u << KIND_MANY)
		buf_fmt(b,
			"\nstruct %.*s_rows {\n\tstruct arena *arena;\n\tstruct %.*s_list "
			"list;\n};\n\n"
			"static int\nadd_%.*s(void *ctx, const struct db_val *v)\n{\n"
			"\tstruct %.*s_rows *to = ctx;\n\n"
			"\tto->list.v = db_room(to->arena, to->list.v, to->list.n, sizeof "
			"*to->list.v);\n"
			"\tto->list.v[to->list.n++] = read_%.*s(v);\n\treturn 0;\n}\n",
			STR(r->name), STR(r->name), STR(r->name), STR(r->name), STR(r->name));
	if (r->kinds & 1u << KIND_EACH)
		buf_fmt(b,
			"\nstruct %.*s_each {\n\tint (*row)(void *ctx, const struct %.*s *row);\n"
			"\tvoid *ctx;\n};\n\nstatic int\neach_%.*s(void *ctx, const struct db_val "
			"*v)\n{\n"
			"\tconst struct %.*s_each *to = ctx;\n\tconst struct %.*s row = "
			"read_%.*s(v);\n\n"
			"\treturn to->row(to->ctx, &row);\n}\n",
			STR(r->name), STR(r->name), STR(r->name), STR(r->name), STR(r->name),
			STR(r->name));
}

/* The call of db_run: who takes the rows, with what, borrowed or not, and where the count goes. */
static void
run(struct out *o, const struct stmt *st, size_t index, struct str rest)
{
	buf_fmt(&o->b, "db_run(tx, &%.*s_stmts[%zu], %s, %.*s)", STR(o->name), index,
		st->params.n ? "p_" : "NULL", STR(rest));
}

static void
body(struct out *o, const struct stmt *st, size_t index)
{
	struct buf *b = &o->b;
	struct str row = st->row ? st->row->name : S("");

	if (st->kind == KIND_ONE) {
		buf_fmt(b, "\tstruct %.*s row_;\n\tint64_t n_;\n\n\tTRY(", STR(row));
		run(o, st, index, str_fmt(o->a, "one_%.*s, &row_, false, &n_", STR(row)));
		BUF_LIT(b, ");\n\tif (n_ == 0)\n\t\treturn E_NOTFOUND;\n\t*ret = row_;\n\treturn "
			   "0;\n");
	} else if (st->kind == KIND_MANY) {
		buf_fmt(b, "\tstruct %.*s_rows rows_ = {.arena = tx->arena};\n\n\tTRY(", STR(row));
		run(o, st, index, str_fmt(o->a, "add_%.*s, &rows_, false, NULL", STR(row)));
		BUF_LIT(b, ");\n\t*ret = rows_.list;\n\treturn 0;\n");
	} else if (st->kind == KIND_EACH) {
		buf_fmt(b, "\tstruct %.*s_each each_ = {each, ctx};\n\n\treturn ", STR(row));
		run(o, st, index, str_fmt(o->a, "each_%.*s, &each_, true, NULL", STR(row)));
		BUF_LIT(b, ";\n");
	} else if (st->kind == KIND_EXEC) {
		BUF_LIT(b, "\n\treturn ");
		run(o, st, index, S("NULL, NULL, false, ret_changed"));
		BUF_LIT(b, ";\n");
	} else {
		BUF_LIT(b, "\tint64_t n_;\n\n\tTRY(");
		run(o, st, index, S("NULL, NULL, false, &n_"));
		BUF_LIT(b, ");\n\treturn n_ == 1 ? 0 : E_STALE;\n");
	}
}

static void
function(struct out *o, const struct stmt *st, size_t index)
{
	struct buf *b = &o->b;

	buf_fmt(b, "\n/* %.*s:%d */\nint\n", STR(o->f->said_path), st->line);
	signature(o, st, 0);
	BUF_LIT(b, "\n{\n");
	if (st->params.n) {
		BUF_LIT(b, "\tconst struct db_val p_[] = {\n");
		for (size_t i = 0; i < st->params.n; i++)
			buf_fmt(b, "\t\t{.%s = %s%.*s},\n", member(st->params.v[i].type),
				st->params.v[i].of_row ? "row->" : "", STR(st->params.v[i].name));
		BUF_LIT(b, "\t};\n");
	}
	body(o, st, index);
	BUF_LIT(b, "}\n");
}

/* The numbers in the texts are those that C knows. */
static void
words(struct out *o)
{
	bool any = false;

	for (size_t i = 0; i < o->f->words.n; i++) {
		const struct word *w = &o->f->words.v[i];

		if (!w->used)
			continue;
		for (size_t k = 0; !any && k < o->f->includes_n; k++)
			buf_fmt(&o->b, "#include \"%.*s\"\n", STR(o->f->includes[k]));
		if (!any)
			buf_char(&o->b, '\n');
		any = true;
		buf_fmt(&o->b, "_Static_assert(%.*s == %lld, \"another number than in the texts\");\n",
			STR(w->name), (long long)w->number);
	}
}

static struct str
sql_source(struct out *o)
{
	size_t i = 0;

	head(o, "sql.c");
	buf_fmt(&o->b, "#include \"gen/%.*s_sql.h\"\n#include \"gen/stmt_numbers.h\"\n",
		STR(o->name));
	words(o);
	texts(o);
	table(o);
	for (const struct row *r = o->f->rows; r; r = r->next)
		row_functions(o, r);
	for (const struct stmt *st = o->f->stmts; st; st = st->next)
		function(o, st, i++);
	return buf_done(&o->b);
}

void
mksql_emit_rows(const struct sql_file *f, struct arena *a, struct str name, const char *dir)
{
	struct out o = {.f = f, .a = a, .name = name};

	tool_write(str_fmt(a, "%s/%.*s_row.h", dir, STR(name)).p, row_header(&o));
}

void
mksql_emit(const struct sql_file *f, struct arena *a, struct str name, const char *dir)
{
	struct out o = {.f = f, .a = a, .name = name};

	tool_write(str_fmt(a, "%s/%.*s_sql.h", dir, STR(name)).p, sql_header(&o));
	tool_write(str_fmt(a, "%s/%.*s_sql.c", dir, STR(name)).p, sql_source(&o));
}
