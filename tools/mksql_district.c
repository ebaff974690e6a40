/* mksql_district.c: each district's table in a text says district = $district itself. Where districts
 * lie on several machines, a comparison with another table's district sends a subquery to all. */
#include "mksql_in.h"
#include "sqltok.h"
#include "tool.h"

struct finder {
	const struct sql_file *f;
	struct toks t;
};

#define REFUSE(x, tok, ...) die_at((x)->f->path, (tok)->line, __VA_ARGS__)

/* The bracket around token i: *ret_from is the first token in it, *ret_end the one after the last. */
static void
scope(const struct toks *t, size_t i, size_t *ret_from, size_t *ret_end)
{
	int depth = 0;

	*ret_from = 0;
	*ret_end = t->n;
	while (i-- > 0) {
		depth += tok_is(&t->v[i], ")") - tok_is(&t->v[i], "(");
		if (depth < 0) {
			*ret_from = i + 1;
			*ret_end = tok_close(t, i) - 1;
			return;
		}
	}
}

/* Whether "district = $1" stands there, said of nothing else than name. */
static bool
says(const struct toks *t, size_t from, size_t end, struct str name)
{
	for (size_t i = from; i + 2 < end; i++) {
		if (!tok_is(&t->v[i], "district") || !tok_is(&t->v[i + 1], "=") ||
		    !tok_is(&t->v[i + 2], "$1"))
			continue;
		if (i < 2 || !tok_is(&t->v[i - 1], ".") || str_eq(t->v[i - 2].s, name))
			return true;
	}
	return false;
}

/* What the table at token i is called from there on. */
static struct str
alias(const struct toks *t, size_t i)
{
	static const char *const next[] = {"WHERE", "JOIN",  "LEFT",  "CROSS", "INNER", "ON",	 "SET",
					   "ORDER", "GROUP", "LIMIT", "UNION", "FROM",	"RETURNING"};
	const struct tok *after = &t->v[i + 1];

	if (tok_is(after, "AS"))
		return after[1].s;
	if (after->kind != TOK_WORD)
		return t->v[i].s;
	for (size_t k = 0; k < sizeof next / sizeof next[0]; k++)
		if (tok_is(after, next[k]))
			return t->v[i].s;
	return after->s;
}

void
mksql_districts(const struct sql_file *f, struct arena *a, const struct text *text,
		const struct schema *schema)
{
	struct finder x = {f, sql_split(a, text->s, text->line)};
	const struct toks *t = &x.t;

	for (size_t i = 1; i < t->n; i++)
		if (tok_is(&t->v[i - 1], "district") && tok_is(&t->v[i], "=") &&
		    !tok_is(&t->v[i + 1], "$1"))
			REFUSE(&x, &t->v[i],
			       "say district = $district here, not another table's district");
	for (size_t i = 1; i < t->n; i++) {
		const struct tok *tok = &t->v[i], *before = tok - 1;
		const struct schema_table *table = schema_find(schema, tok->s);
		size_t from, end;

		if (!table || table->shared ||
		    !(tok_is(before, "FROM") || tok_is(before, "JOIN") || tok_is(before, "UPDATE")))
			continue;
		scope(t, i, &from, &end);
		if (!says(t, from, end, alias(t, i)))
			REFUSE(&x, tok, "%.*s is reached here without its own district = $district",
			       STR(alias(t, i)));
	}
}
