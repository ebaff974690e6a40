/* mksql_parse.c: reads the headers and texts of an x.sql file. */
#include <string.h>

#include "mksql_in.h"
#include "sqltok.h"
#include "tool.h"

struct reader {
	struct sql_file *f;
	struct arena *a;
	struct buf doc, text;
	struct str walks; /* of the header that comes next */
	struct str rest; /* lines not yet read */
	int line;
	struct stmt *now, **end; /* the statement whose text is read; where the next one is hung */
	struct row **rows_end;
	struct text *open; /* the text being read, NULL between statements */
};

/* Where a header is being read. */
struct cursor {
	struct reader *r;
	struct tok *t;
};

#define REFUSE(r, ...) die_at((r)->f->path, (r)->line, __VA_ARGS__)

static bool
take(struct cursor *c, const char *word)
{
	if (!tok_is(c->t, word))
		return false;
	c->t++;
	return true;
}

static void
need(struct cursor *c, const char *word)
{
	if (!take(c, word))
		REFUSE(c->r, "the header needs %s before \"%.*s\"", word, STR(c->t->s));
}

/* Names become C names: no keyword, none that the output uses itself. */
static struct str
name(struct cursor *c)
{
	static const char *const taken[] = {
		"auto",	   "break",  "case",	 "char",   "const",    "continue", "default",
		"do",	   "double", "else",	 "enum",   "extern",   "float",	   "for",
		"goto",	   "if",     "inline",	 "int",	   "long",     "register", "restrict",
		"return",  "short",  "signed",	 "sizeof", "static",   "struct",   "switch",
		"typedef", "union",  "unsigned", "void",   "volatile", "while",	   "asm",
		"typeof",  "bool",   "tx",	 "ret",	   "row",      "ctx",	   "ret_changed",
		"each",
	};
	struct str s = c->t->s;

	if (c->t->kind != TOK_WORD)
		REFUSE(c->r, "the header needs a name before \"%.*s\"", STR(s));
	for (size_t i = 0; i < s.n; i++)
		if (!(s.p[i] >= 'a' && s.p[i] <= 'z') && !(s.p[i] >= '0' && s.p[i] <= '9') &&
		    s.p[i] != '_')
			REFUSE(c->r, "%.*s: names have small letters, digits and _", STR(s));
	for (size_t i = 0; i < sizeof taken / sizeof taken[0]; i++)
		if (str_is(s, taken[i]))
			REFUSE(c->r,
			       "%.*s means something in C or in the output, take another name",
			       STR(s));
	if (s.n > NAME_MAX_LEN)
		REFUSE(c->r, "%.*s: a name has at most %d letters", STR(s), NAME_MAX_LEN);
	c->t++;
	return s;
}

static void
add_field(struct cursor *c, struct fields *to, size_t max, struct field field)
{
	for (size_t i = 0; i < to->n; i++)
		if (str_eq(to->v[i].name, field.name))
			REFUSE(c->r, "%.*s stands twice in the header", STR(field.name));
	if (to->n == max)
		REFUSE(c->r, "more than %zu names in brackets", max);
	to->v[to->n++] = field;
}

static struct row *
row_called(const struct reader *r, struct str row_name)
{
	struct row *row = r->f->rows;

	while (row && !str_eq(row->name, row_name))
		row = row->next;
	return row;
}

/* The name of a row that was declared above. */
static struct row *
known_row(struct cursor *c)
{
	struct str row_name = name(c);
	struct row *row = row_called(c->r, row_name);

	if (!row)
		REFUSE(c->r, "no row %.*s was declared above", STR(row_name));
	return row;
}

/* {row} among columns */
static void
columns_of(struct cursor *c, struct fields *to, size_t max)
{
	const struct row *row = known_row(c);

	for (size_t i = 0; i < row->cols.n; i++)
		add_field(c, to, max, row->cols.v[i]);
	need(c, "}");
}

/* *row among parameters. The district of a call is its own argument, whatever the row says. */
static void
row_in(struct cursor *c, struct stmt *st)
{
	if (st->in)
		REFUSE(c->r, "%.*s takes one row at most", STR(st->name));
	st->in = known_row(c);
	for (size_t i = 0; i < st->in->cols.n; i++) {
		struct field field = st->in->cols.v[i];

		field.of_row = true;
		if (st->reach != REACH_DISTRICT || !str_is(field.name, "district"))
			add_field(c, &st->params, PARAMS_MAX, field);
	}
}

/* (name [type], …). Parameters of st may hold one *row, columns (st is NULL) any {row}. */
static void
fields(struct cursor *c, struct fields *to, size_t max, struct stmt *st)
{
	need(c, "(");
	if (take(c, ")"))
		return;
	do {
		struct field field = {.type = 'i'};

		if (st && take(c, "*")) {
			row_in(c, st);
			continue;
		}
		if (!st && take(c, "{")) {
			columns_of(c, to, max);
			continue;
		}
		field.name = name(c);
		if (take(c, "text"))
			field.type = 't';
		else if (take(c, "bytes"))
			field.type = 'b';
		else if (take(c, "real"))
			field.type = 'r';
		else if (c->t->kind == TOK_WORD)
			REFUSE(c->r, "%.*s: the types are text, bytes, real; none means int64",
			       STR(c->t->s));
		add_field(c, to, max, field);
	} while (take(c, ","));
	need(c, ")");
}

static bool
same_fields(const struct fields *x, const struct fields *y)
{
	if (x->n != y->n)
		return false;
	for (size_t i = 0; i < x->n; i++)
		if (!str_eq(x->v[i].name, y->v[i].name) || x->v[i].type != y->v[i].type)
			return false;
	return true;
}

/* (columns) of a row, known by this name from now on. */
static struct row *
new_row(struct cursor *c, struct str row_name)
{
	struct reader *r = c->r;
	struct row *row = row_called(r, row_name);
	struct fields cols = {NEW_ARRAY(r->a, struct field, COLS_MAX), 0};

	fields(c, &cols, COLS_MAX, NULL);
	if (cols.n == 0)
		REFUSE(r, "%.*s has no columns", STR(row_name));
	if (row && !same_fields(&row->cols, &cols))
		REFUSE(r, "%.*s was declared above with other columns", STR(row_name));
	if (row)
		return row;
	row = NEW(r->a, struct row);
	*row = (struct row){.name = row_name, .cols = cols};
	*r->rows_end = row;
	r->rows_end = &row->next;
	return row;
}

/* -> name or -> name(columns) */
static struct row *
result(struct cursor *c)
{
	struct str row_name = name(c);
	struct row *row = row_called(c->r, row_name);

	if (tok_is(c->t, "("))
		return new_row(c, row_name);
	if (!row)
		REFUSE(c->r, "%.*s has no columns: none were declared above", STR(row_name));
	return row;
}

/* What was said above this header. */
static struct str
take_doc(struct reader *r)
{
	struct str doc = str_dup(r->a, buf_done(&r->doc));

	if (str_has(doc, S("*/")))
		REFUSE(r, "a comment that holds */");
	r->doc.n = 0;
	return doc;
}

/* cols name(columns) */
static void
cols_header(struct cursor *c)
{
	struct str row_name = name(c);

	if (row_called(c->r, row_name))
		REFUSE(c->r, "%.*s is declared twice", STR(row_name));
	new_row(c, row_name)->doc = take_doc(c->r);
}

static enum kind
kind_of(struct cursor *c)
{
	static const char *const words[KIND__MAX] = {[KIND_ONE] = "one",
						     [KIND_MANY] = "many",
						     [KIND_EACH] = "each",
						     [KIND_EXEC] = "exec",
						     [KIND_EXEC1] = "exec1"};

	for (enum kind k = KIND_ONE; k < KIND__MAX; k++)
		if (take(c, words[k]))
			return k;
	REFUSE(c->r, "a header begins with cols, one, many, each, exec or exec1, not \"%.*s\"",
	       STR(c->t->s));
}

static void
check_new(struct reader *r, struct str stmt_name)
{
	for (const struct stmt *s = r->f->stmts; s; s = s->next)
		if (str_eq(s->name, stmt_name))
			REFUSE(r, "%.*s is declared twice", STR(stmt_name));
}

/* What nobody can read at a call: more than a few arguments one after the other. */
static void
count_args(const struct reader *r, const struct stmt *st)
{
	size_t n = 1;

	for (size_t i = 0; i < st->params.n; i++)
		n += !st->params.v[i].of_row;
	n += st->in ? 1 : 0;
	n += st->kind == KIND_EACH ? 2 : st->kind == KIND_EXEC1 ? 0 : 1;
	if (n > ARGS_MAX && !r->f->old_style)
		REFUSE(r, "the function would have %zu arguments, %d at most: let it take a row", n,
		       ARGS_MAX);
}

static void
end_of_header(const struct cursor *c)
{
	if (c->t->kind != TOK_END)
		REFUSE(c->r, "the header ends before \"%.*s\"", STR(c->t->s));
}

static void
header(struct reader *r, struct str text)
{
	struct toks toks = sql_split(r->a, text, r->line);
	struct cursor c = {r, toks.v};
	struct stmt *s;

	if (take(&c, "cols")) {
		if (r->walks.n)
			REFUSE(r, "--walks: stands above a statement");
		cols_header(&c);
		end_of_header(&c);
		return;
	}
	s = NEW(r->a, struct stmt);
	s->line = r->line;
	s->reach = REACH_DISTRICT;
	if (take(&c, "shared"))
		s->reach = REACH_SHARED;
	else if (take(&c, "city"))
		s->reach = REACH_CITY;
	s->kind = kind_of(&c);
	s->name = name(&c);
	check_new(r, s->name);
	s->params.v = NEW_ARRAY(r->a, struct field, PARAMS_MAX);
	if (s->reach == REACH_DISTRICT)
		add_field(&c, &s->params, PARAMS_MAX, (struct field){.name = S("district"), .type = 'i'});
	fields(&c, &s->params, PARAMS_MAX, s);
	if (s->kind < KIND_EXEC) {
		need(&c, "->");
		s->row = result(&c);
		s->row->kinds |= 1u << s->kind;
	}
	end_of_header(&c);
	count_args(r, s);
	s->doc = take_doc(r);
	s->walks = r->walks;
	r->walks = (struct str){0};
	r->now = *r->end = s;
	r->end = &s->next;
	r->open = &s->sqlite;
	r->f->stmts_n++;
}

static void
add_doc(struct reader *r, struct str comment)
{
	if (r->doc.n)
		buf_char(&r->doc, '\n');
	buf_str(&r->doc, str_trim(comment));
}

/* Joins a header that goes on in the next lines, and cuts off its comment. */
static struct str
whole_header(struct reader *r, struct str line)
{
	struct buf b;

	buf_init(&b, r->a);
	for (;;) {
		size_t comment = str_find(line, S(" -- "));
		int depth = 0;

		if (comment < line.n)
			add_doc(r, str_sub(line, comment + 4, line.n));
		buf_str(&b, str_sub(line, 0, comment));
		for (size_t i = 0; i < b.n; i++)
			depth += (b.p[i] == '(') - (b.p[i] == ')');
		if (depth <= 0)
			return buf_done(&b);
		if (!str_next(&r->rest, '\n', &line) || !str_starts(line, S("-- ")))
			REFUSE(r, "the header's bracket is not closed");
		r->line++;
		line = str_sub(line, 2, line.n);
	}
}

/* --walks: reason */
static void
walks_line(struct reader *r, struct str reason)
{
	reason = str_trim(reason);
	if (r->open || r->walks.n || !reason.n)
		REFUSE(r, "--walks: and a reason stand once above a header");
	r->walks = reason;
}

static void
close_text(struct reader *r)
{
	r->open->s = str_dup(r->a, buf_done(&r->text));
	r->open = NULL;
	r->text.n = 0;
}

/* --sqlite or --pg */
static void
engine_line(struct reader *r, bool pg)
{
	struct stmt *s = r->now;
	struct text *to = !s ? NULL : pg ? &s->pg : &s->sqlite;

	if (!s || (r->open && str_trim(buf_done(&r->text)).n))
		REFUSE(r, "--sqlite and --pg stand where a text begins");
	if (to->s.n || (!r->open && !s->two_texts))
		REFUSE(r, "this statement has its text already");
	s->two_texts = true;
	*to = (struct text){.line = r->line + 1};
	r->open = to;
	r->text.n = 0;
}

/* A statement is whole when the next one begins, or the file ends. */
static void
finish(struct reader *r)
{
	struct stmt *s = r->now;

	if (!s)
		return;
	if (r->open)
		REFUSE(r, "%.*s: its text does not end with ; at the end of a line", STR(s->name));
	if (!s->sqlite.s.n || (s->two_texts && !s->pg.s.n))
		REFUSE(r, "%.*s: one of --sqlite and --pg is missing", STR(s->name));
}

static void
text_line(struct reader *r, struct str line)
{
	struct str trimmed = str_trim(line);

	if (!r->open) {
		if (trimmed.n)
			REFUSE(r, "this text belongs to no header");
		r->doc.n = 0;
		return;
	}
	if (!r->open->line)
		r->open->line = r->line;
	buf_str(&r->text, line);
	buf_char(&r->text, '\n');
	if (str_ends(trimmed, S(";")))
		close_text(r);
}

void
mksql_parse(struct sql_file *f, struct arena *a)
{
	struct reader r = {.f = f, .a = a, .end = &f->stmts, .rows_end = &f->rows};
	struct str line;

	r.rest = tool_read(a, f->path);
	buf_init(&r.doc, a);
	buf_init(&r.text, a);
	while (str_next(&r.rest, '\n', &line)) {
		r.line++;
		if (str_is(str_trim(line), "--sqlite") || str_is(str_trim(line), "--pg")) {
			engine_line(&r, str_starts(line, S("--pg")));
		} else if (str_starts(line, S("--")) && line.n > 2 && strchr(" -", line.p[2])) {
			if (r.open)
				buf_char(&r.text, '\n');
			else
				add_doc(&r, str_sub(line, 3, line.n));
		} else if (str_starts(line, S("--walks:"))) {
			walks_line(&r, str_sub(line, sizeof "--walks:" - 1, line.n));
		} else if (str_starts(line, S("--")) && line.n > 2) {
			finish(&r);
			header(&r, whole_header(&r, str_sub(line, 2, line.n)));
		} else {
			text_line(&r, str_is(line, "--") ? S("") : line);
		}
	}
	finish(&r);
	if (r.walks.n)
		REFUSE(&r, "--walks: stands above a statement");
	if (!f->stmts)
		die_at(f->path, 0, "no statement here");
}
