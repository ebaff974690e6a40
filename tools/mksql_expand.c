/* mksql_expand.c: writes numbers and columns where the texts of statements say $name and {…}. */
#include "mksql.h"
#include "sqltok.h"
#include "tool.h"

struct expander {
	struct sql_file *f;
	const struct stmt *st;
	struct buf b;
};

/* What stands between { and }. */
struct brace {
	struct str alias, name;
	bool values, pairs; /* {*name}, {name=} */
};

#define REFUSE(x, tok, ...) die_at((x)->f->path, (tok)->line, __VA_ARGS__)

/* $name; the old style counts instead. */
static void
param(struct expander *x, const struct tok *t)
{
	struct str name = str_sub(t->s, 1, t->s.n);
	int64_t number;

	if (str_int(name, &number)) {
		if (!x->f->old_style)
			REFUSE(x, t, "%.*s: parameters are not counted, say $ and the name",
			       STR(t->s));
		buf_str(&x->b, t->s);
		return;
	}
	for (size_t i = 0; i < x->st->params.n; i++)
		if (str_eq(x->st->params.v[i].name, name)) {
			buf_fmt(&x->b, "$%zu", i + 1);
			return;
		}
	REFUSE(x, t, "%.*s is no parameter of %.*s", STR(t->s), STR(x->st->name));
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

/* {row}, {alias.row}, {*row}, {row=} */
static void
columns(struct expander *x, const struct tok *t, const struct brace *brace)
{
	const struct stmt *st = x->st;
	const struct row *row = x->f->rows;

	while (row && !str_eq(row->name, brace->name))
		row = row->next;
	if (!row)
		REFUSE(x, t, "{%.*s}: no row of this file is called so", STR(brace->name));
	if ((brace->values || brace->pairs) && row != st->in)
		REFUSE(x, t, "%.*s does not take *%.*s", STR(st->name), STR(brace->name));
	for (size_t i = 0; i < row->cols.n; i++) {
		if (i)
			BUF_LIT(&x->b, ", ");
		if (brace->alias.n)
			buf_fmt(&x->b, "%.*s.", STR(brace->alias));
		if (!brace->values)
			buf_str(&x->b, row->cols.v[i].name);
		if (brace->pairs)
			BUF_LIT(&x->b, " = ");
		if (brace->values || brace->pairs)
			buf_fmt(&x->b, "$%zu", st->in_at + i + 1);
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

static void
expand(struct expander *x, struct arena *a, struct text *text)
{
	struct toks t = sql_split(a, text->s, text->line);
	size_t from = 0;

	buf_init(&x->b, a);
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
	text->s = buf_done(&x->b);
}

void
mksql_expand(struct sql_file *f, struct arena *a)
{
	struct expander x = {.f = f};

	for (struct stmt *st = f->stmts; st; st = st->next) {
		x.st = st;
		expand(&x, a, &st->sqlite);
		if (st->two_texts)
			expand(&x, a, &st->pg);
		else
			st->pg = st->sqlite;
	}
}
