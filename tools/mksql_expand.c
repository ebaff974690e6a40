/* mksql_expand.c: writes numbers and columns where the texts of statements say $name and {…}. */
#include "mksql_in.h"
#include "sqltok.h"
#include "tool.h"

struct expander {
	struct sql_file *f;
	struct stmt *st;
	struct arena *a;
	struct buf b;
};

/* What stands between { and }. */
struct brace {
	struct str alias, name;
	bool values, pairs; /* {*name}, {name=} */
};

#define REFUSE(x, tok, ...) die_at((x)->f->path, (tok)->line, __VA_ARGS__)

/* Writes the number of a parameter. */
static void
number(struct expander *x, const struct tok *t, struct str name)
{
	for (size_t i = 0; i < x->st->params.n; i++) {
		struct field *p = &x->st->params.v[i];

		if (!str_eq(p->name, name))
			continue;
		p->used = true;
		buf_fmt(&x->b, "$%zu", i + 1);
		return;
	}
	REFUSE(x, t, "$%.*s is no parameter of %.*s", STR(name), STR(x->st->name));
}

/* $name; the old style counts instead. */
static void
param(struct expander *x, const struct tok *t)
{
	struct str name = str_sub(t->s, 1, t->s.n);
	int64_t n;

	if (!str_int(name, &n)) {
		number(x, t, name);
		return;
	}
	if (!x->f->old_style)
		REFUSE(x, t, "%.*s: parameters are not counted, say $ and the name", STR(t->s));
	if (n > 0 && (size_t)n <= x->st->params.n)
		x->st->params.v[n - 1].used = true;
	buf_str(&x->b, t->s);
}

/* {NAME}: the number of an enumerator. */
static void
word(struct expander *x, const struct tok *t, struct str name)
{
	for (size_t i = 0; i < x->f->words.n; i++) {
		struct word *w = &x->f->words.v[i];

		if (!str_eq(w->name, name))
			continue;
		if (!w->plain)
			REFUSE(x, t, "{%.*s}: its number is not written out in the header", STR(name));
		w->used = true;
		buf_fmt(&x->b, "%lld", (long long)w->number);
		return;
	}
	REFUSE(x, t, "{%.*s}: no header that this file may use declares it", STR(name));
}

/* {row}, {alias.row}, {*row}, {row=}. A row keeps its district: {row=} leaves it out. */
static void
columns(struct expander *x, const struct tok *t, const struct brace *brace)
{
	const struct row *row = x->f->rows;
	bool first = true;

	while (row && !str_eq(row->name, brace->name))
		row = row->next;
	if (!row)
		REFUSE(x, t, "{%.*s}: no row of this file is called so", STR(brace->name));
	for (size_t i = 0; i < row->cols.n; i++) {
		struct str col = row->cols.v[i].name;

		if (brace->pairs && str_is(col, "district"))
			continue;
		if (!first)
			BUF_LIT(&x->b, ", ");
		first = false;
		if (brace->alias.n)
			buf_fmt(&x->b, "%.*s.", STR(brace->alias));
		if (!brace->values)
			buf_str(&x->b, col);
		if (brace->pairs)
			BUF_LIT(&x->b, " = ");
		if (brace->values || brace->pairs)
			number(x, t, col);
	}
}

/* Reads {…} from its bracket on and returns the index of the closing one. */
static size_t
brace(struct expander *x, const struct toks *t, size_t open)
{
	size_t i = open + 1;
	struct brace b = {.values = tok_is(&t->v[i], "*")};

	i += b.values;
	b.name = t->v[i].s;
	if (t->v[i].kind != TOK_WORD)
		REFUSE(x, &t->v[open], "after { comes the name of a row or of a number");
	if (!b.values && tok_is(&t->v[i + 1], ".") && t->v[i + 2].kind == TOK_WORD) {
		b.alias = b.name;
		i += 2;
		b.name = t->v[i].s;
	}
	b.pairs = !b.values && !b.alias.n && tok_is(&t->v[i + 1], "=");
	i += 1 + b.pairs;
	if (!tok_is(&t->v[i], "}"))
		REFUSE(x, &t->v[open], "known are {row}, {alias.row}, {*row}, {row=} and {NUMBER}");
	if (b.name.p[0] >= 'A' && b.name.p[0] <= 'Z')
		word(x, &t->v[open], b.name);
	else
		columns(x, &t->v[open], &b);
	return i;
}

static struct str
expand(struct expander *x, const struct text *text)
{
	struct toks t = sql_split(x->a, text->s, text->line);
	size_t from = 0;

	buf_init(&x->b, x->a);
	for (size_t i = 0; i < t.n; i++) {
		buf_str(&x->b, str_sub(text->s, from, t.v[i].at - from));
		if (tok_is(&t.v[i], "{"))
			i = brace(x, &t, i);
		else if (t.v[i].kind == TOK_PARAM)
			param(x, &t.v[i]);
		else
			buf_str(&x->b, t.v[i].s);
		from = t.v[i].at + t.v[i].s.n;
	}
	buf_str(&x->b, str_sub(text->s, from, text->s.n));
	return buf_done(&x->b);
}

/* Columns of the row that no text names are no parameters. */
static void
drop_unused(struct expander *x)
{
	struct fields *p = &x->st->params;
	size_t n = 0, of_row = 0;

	for (size_t i = 0; i < p->n; i++) {
		if (p->v[i].of_row && !p->v[i].used)
			continue;
		of_row += p->v[i].of_row;
		p->v[n++] = p->v[i];
	}
	p->n = n;
	if (x->st->in && of_row == 0)
		die_at(x->f->path, x->st->line, "*%.*s is declared and never used",
		       STR(x->st->in->name));
}

void
mksql_expand(struct sql_file *f, struct arena *a)
{
	struct expander x = {.f = f, .a = a};

	for (struct stmt *st = f->stmts; st; st = st->next) {
		x.st = st;
		/* The first time finds what is used, the second knows the numbers. */
		expand(&x, &st->sqlite);
		expand(&x, &st->pg);
		drop_unused(&x);
		st->sqlite.s = expand(&x, &st->sqlite);
		st->pg.s = st->two_texts ? expand(&x, &st->pg) : st->sqlite.s;
		if (!st->two_texts)
			st->pg.line = st->sqlite.line;
	}
}
