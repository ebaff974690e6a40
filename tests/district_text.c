/* district_text.c: counts the tables of districts that a text names, and the "district = $1" that it says. */
#include "district_text.h"

#include <ctype.h>
#include <strings.h>

static const struct db_stmt having_district = {
	.name = "district_tables",
	.sqlite = "SELECT m.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c WHERE c.name = 'district'",
	.pg = "SELECT CAST(table_name AS TEXT) FROM information_schema.columns "
	      "WHERE table_schema = current_schema AND column_name = 'district'",
	.params = "",
	.cols = "t",
};

struct adding {
	struct arena *a;
	struct district_tables *to;
};

static int
add(void *ctx, const struct db_val *cols)
{
	struct adding *x = ctx;

	x->to->v = db_room(x->a, x->to->v, x->to->n, sizeof *x->to->v);
	x->to->v[x->to->n++] = cols[0].s;
	return 0;
}

int
district_tables(struct tx *tx, struct district_tables *ret)
{
	struct adding x = {tx->arena, ret};

	*ret = (struct district_tables){0};
	return db_run(tx, &having_district, NULL, add, &x, false, NULL);
}

/* Takes the next word or sign; strings and comments are no words. */
static struct str
next(const char **p)
{
	const char *from;

	while (isspace((unsigned char)**p))
		++*p;
	from = *p;
	if (*from == '\'')
		for (++*p; **p && **p != '\''; ++*p)
			;
	else if (isalnum((unsigned char)*from) || *from == '_' || *from == '$')
		while (isalnum((unsigned char)**p) || **p == '_' || **p == '$')
			++*p;
	if (*p == from || *from == '\'')
		*p += **p != '\0';
	return (struct str){from, (size_t)(*p - from)};
}

static bool
is(struct str s, const char *word)
{
	return s.n == str_of(word).n && strncasecmp(s.p, word, s.n) == 0;
}

/* A table stands after FROM, JOIN and UPDATE; "FROM a, b" and "DO UPDATE" name none. */
static bool
opens(struct str before, struct str word)
{
	return is(word, "FROM") || is(word, "JOIN") || (is(word, "UPDATE") && !is(before, "DO"));
}

static bool
of_districts(const struct district_tables *t, struct str word)
{
	for (size_t i = 0; i < t->n; i++)
		if (str_eq(t->v[i], word))
			return true;
	return false;
}

const char *
district_text_fault(struct arena *a, const struct district_tables *t, const struct db_stmt *st, const char *text)
{
	struct str w[4] = {0}; /* the last four words, the newest last */
	size_t named = 0, said = 0;

	if (st->reach == STMT_CITY)
		return NULL;
	for (const char *p = text; *p;) {
		w[0] = w[1], w[1] = w[2], w[2] = w[3];
		w[3] = next(&p);
		if (opens(w[1], w[2]) && of_districts(t, w[3]))
			named++;
		if (is(w[1], "district") && is(w[2], "=") && is(w[3], "$1"))
			said++;
		else if (is(w[1], "district") && is(w[2], "="))
			return "compares a district with something else than $1";
		if (is(w[3], ",") && of_districts(t, w[2]) && is(w[1], "FROM"))
			return "joins by a comma";
	}
	if (st->reach == STMT_SHARED)
		return named ? "is --shared and names a table of districts" : NULL;
	if (st->params[0] != 'i')
		return "does not begin with its district";
	if (said < named)
		return str_fmt(a, "names %zu tables of districts and says district = $1 only %zu times", named, said).p;
	return NULL;
}
