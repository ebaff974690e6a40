/* mksql_rules.c: the house rules that can be seen in the words of a statement alone. */
#include <stdlib.h>
#include <string.h>

#include "mksql_in.h"
#include "sqltok.h"
#include "tool.h"

struct rules {
	const char *path;
	const struct stmt *st;
	const struct schema *schema;
	struct toks t;
	bool one_text; /* for both engines: the refused words count */
	bool used[PARAMS_MAX];
};

#define REFUSE(r, tok, ...) die_at((r)->path, (tok)->line, __VA_ARGS__)

/* Words and signs that only one engine knows, or that take time and chance from it. A word that
 * ends with ( is refused where it is called. */
static const struct {
	const char *word, *instead;
} refused[] = {
	{"::", "use CAST(x AS type)"},
	{"==", "use ="},
	{"?", "parameters are $name"},
	{"ILIKE", "fold the text in C"},
	{"GLOB", "use LIKE … ESCAPE"},
	{"rowid", "name the key"},
	{"OR REPLACE", "use ON CONFLICT … DO UPDATE"},
	{"OR IGNORE", "use ON CONFLICT DO NOTHING"},
	{"FOR UPDATE", "compare and set instead"},
	{"FOR SHARE", "compare and set instead"},
	{"any(", "join, or write a statement for each size"},
	{"now(", "time comes from C"},
	{"current_timestamp", "time comes from C"},
	{"current_date", "time comes from C"},
	{"current_time", "time comes from C"},
	{"datetime(", "time comes from C"},
	{"strftime(", "time comes from C"},
	{"julianday(", "time comes from C"},
	{"random(", "chance comes from C"},
	{"ifnull(", "use coalesce("},
	{"iif(", "use CASE"},
	{"string_agg(", "join rows in C"},
	{"group_concat(", "join rows in C"},
	{"json_each(", "keep rows, not JSON"},
	{"position(", "search in C"},
	{"instr(", "search in C"},
};

static bool
stands_at(const struct tok *t, const char *word)
{
	size_t n = strlen(word);
	const char *blank = strchr(word, ' ');
	char first[32];

	if (n > 1 && word[n - 1] == '(') {
		memcpy(first, word, n - 1);
		first[n - 1] = '\0';
		return tok_is(t, first) && tok_is(t + 1, "(");
	}
	if (!blank)
		return tok_is(t, word);
	memcpy(first, word, (size_t)(blank - word));
	first[blank - word] = '\0';
	return tok_is(t, first) && tok_is(t + 1, blank + 1);
}

static void
refused_words(struct rules *r)
{
	for (size_t i = 0; i < r->t.n; i++)
		for (size_t k = 0; k < sizeof refused / sizeof refused[0]; k++)
			if (stands_at(&r->t.v[i], refused[k].word))
				REFUSE(r, &r->t.v[i], "%s: %s", refused[k].word,
				       refused[k].instead);
}

/* LIKE is followed by ESCAPE before its condition ends. */
static void
like_has_escape(struct rules *r, size_t like)
{
	int depth = 0;

	for (size_t i = like + 1; i < r->t.n && depth >= 0; i++) {
		const struct tok *t = &r->t.v[i];

		depth += tok_is(t, "(") - tok_is(t, ")");
		if (tok_is(t, "ESCAPE"))
			return;
		if (depth == 0 && (tok_is(t, "AND") || tok_is(t, "OR") || tok_is(t, "THEN")))
			break;
	}
	REFUSE(r, &r->t.v[like], "LIKE without ESCAPE: what people type may hold %% and _");
}

/* PostgreSQL's sum and avg of BIGINT are numeric: some bracket around them belongs to a CAST. */
static void
sum_has_cast(struct rules *r, size_t sum)
{
	int depth = 0;

	for (size_t i = sum; i > 0; i--) {
		depth += tok_is(&r->t.v[i], "(") - tok_is(&r->t.v[i], ")");
		if (depth == 1) {
			if (tok_is(&r->t.v[i - 1], "CAST"))
				return;
			depth = 0;
		}
	}
	REFUSE(r, &r->t.v[sum], "%.*s( without CAST(… AS BIGINT) or CAST(… AS DOUBLE PRECISION)",
	       STR(r->t.v[sum].s));
}

static void
params(struct rules *r)
{
	for (size_t i = 0; i < r->t.n; i++) {
		const struct tok *t = &r->t.v[i];
		int64_t number = 0;

		if (t->kind != TOK_PARAM)
			continue;
		if (!str_int(str_sub(t->s, 1, t->s.n), &number) || number < 1 ||
		    number > (int64_t)r->st->params.n)
			REFUSE(r, t, "%.*s is not declared: the header has %zu parameters",
			       STR(t->s), r->st->params.n);
		r->used[number - 1] = true;
	}
}

/* "district = $1" or "x.district = $1" */
static bool
says_district(const struct rules *r)
{
	for (size_t i = 0; i + 2 < r->t.n; i++)
		if (tok_is(&r->t.v[i], "district") && tok_is(&r->t.v[i + 1], "=") &&
		    tok_is(&r->t.v[i + 2], "$1"))
			return true;
	return false;
}

/* The first thing a SELECT gives is some table's own district. Where districts lie on several machines, the
 * rows of a SELECT that gives $1 go to the coordinator and back, and the commit takes two phases. */
static bool
selects_district(const struct tok *t)
{
	if (t->kind == TOK_WORD && tok_is(t + 1, "."))
		t += 2;
	return tok_is(t, "district");
}

/* INSERT INTO table (district, …) VALUES ($1, …), ($1, …) or SELECT district, … */
static void
insert_has_district(struct rules *r, size_t into)
{
	const struct tok *table = &r->t.v[into + 1], *t;
	const struct schema_table *known = schema_find(r->schema, table->s);
	size_t i = into + 2;

	if (!known || known->shared)
		return;
	if (!tok_is(table + 1, "(") || !tok_is(table + 2, "district"))
		REFUSE(r, table, "the first column that is inserted into %.*s is district",
		       STR(table->s));
	i = tok_close(&r->t, i);
	t = &r->t.v[i];
	if (tok_is(t, "SELECT")) {
		if (!selects_district(t + 1))
			REFUSE(r, t, "the first value a SELECT inserts into %.*s is its own table's district",
			       STR(table->s));
		return;
	}
	if (!tok_is(t, "VALUES"))
		REFUSE(r, t, "after the columns of an INSERT comes VALUES or SELECT");
	do {
		if (!tok_is(&r->t.v[i + 1], "(") || !tok_is(&r->t.v[i + 2], "$1"))
			REFUSE(r, t, "the first value inserted into %.*s is $district", STR(table->s));
		i = tok_close(&r->t, i + 1);
	} while (tok_is(&r->t.v[i], ","));
}

static void
district(struct rules *r)
{
	bool inserts = false;

	for (size_t i = 0; i + 2 < r->t.n; i++)
		if (tok_is(&r->t.v[i], "INSERT") && tok_is(&r->t.v[i + 1], "INTO")) {
			insert_has_district(r, i + 1);
			inserts = true;
		}
	if (!inserts && !says_district(r))
		REFUSE(r, &r->t.v[0],
		       "%.*s does not say district = $district (or is marked --shared or --city)",
		       STR(r->st->name));
}

static void
one_text(struct rules *r, struct arena *a, const struct text *text)
{
	r->t = sql_split(a, text->s, text->line);
	if (r->t.n < 2 || !tok_is(&r->t.v[r->t.n - 1], ";"))
		die_at(r->path, text->line, "%.*s: a text is a statement and its ;",
		       STR(r->st->name));
	for (size_t i = 0; i < r->t.n; i++) {
		const struct tok *t = &r->t.v[i];

		if (t->odd || (t->kind == TOK_STRING && memchr(t->s.p, '\n', t->s.n)))
			REFUSE(r, t,
			       "a string is not closed in its line, or a name is in double quotes");
		if (tok_is(t, ";") && i + 1 < r->t.n)
			REFUSE(r, t, "one header has one statement");
		if (!r->one_text)
			continue;
		if (tok_is(t, "LIKE"))
			like_has_escape(r, i);
		if ((tok_is(t, "sum") || tok_is(t, "avg")) && tok_is(t + 1, "("))
			sum_has_cast(r, i);
	}
	if (r->one_text)
		refused_words(r);
	params(r);
	if (r->st->reach == REACH_DISTRICT)
		district(r);
}

void
mksql_rules(const struct sql_file *f, const struct stmt *st, struct arena *a,
	    const struct schema *schema)
{
	const char *path = f->path;
	struct rules r = {.path = path, .st = st, .schema = schema, .one_text = !st->two_texts};

	one_text(&r, a, &st->sqlite);
	if (st->two_texts)
		one_text(&r, a, &st->pg);
	if (st->reach == REACH_DISTRICT && !f->old_style) {
		mksql_districts(f, a, &st->sqlite, schema);
		mksql_districts(f, a, &st->pg, schema);
	}
	for (size_t i = 0; i < st->params.n; i++)
		if (!r.used[i])
			die_at(path, st->line, "%.*s is declared and never used",
			       STR(st->params.v[i].name));
}
