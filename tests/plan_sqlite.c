/* plan_sqlite.c: reads what EXPLAIN QUERY PLAN says. */
#include <string.h>

#include "plan.h"

struct explained {
	struct plan_steps *s;
	struct str made; /* " a b ": results of its own that the statement reads again */
};

/* Takes the word before the next blank. */
static struct str
word(struct str *rest)
{
	struct str w = {0};

	str_next(rest, ' ', &w);
	return w;
}

static bool
take(struct str *rest, struct str words)
{
	if (!str_starts(*rest, words))
		return false;
	*rest = str_sub(*rest, words.n, rest->n);
	return true;
}

/* "(district=? AND (day,id)<(?,?))" becomes "district= day,id<". */
static struct str
conds(struct arena *a, struct str s)
{
	struct buf b;

	buf_init(&b, a);
	if (!str_starts(s, S("(")))
		return S("");
	while (s.n) {
		size_t and = str_find(s, S(" AND "));

		if (b.n)
			buf_char(&b, ' ');
		for (size_t i = 0; i < and && s.p[i] != '?'; i++)
			if (!strchr("()", s.p[i]))
				buf_char(&b, s.p[i]);
		s = and == s.n ? (struct str){0} : str_sub(s, and + 5, s.n);
	}
	return buf_done(&b);
}

/* After SEARCH or SCAN: a name, then by which index, then what binds it. */
static void
reads(struct explained *e, struct str rest)
{
	struct plan_steps *s = e->s;
	struct str name = word(&rest), index = S("");

	if (take(&rest, S("VIRTUAL TABLE"))) {
		buf_fmt(&s->b, "words %.*s\n", STR(name));
		return;
	}
	if (str_starts(name, S("(")) || str_starts(rest, S("CONSTANT ROW")) || str_is(name, "CONSTANT") ||
	    str_has(e->made, str_fmt(s->arena, " %.*s ", STR(name))))
		return; /* a result of its own */
	if (take(&rest, S("USING "))) {
		if (take(&rest, S("AUTOMATIC"))) {
			plan_read(s, name, S("an index made for this"), S(""));
			return;
		}
		take(&rest, S("COVERING "));
		if (take(&rest, S("PRIMARY KEY")) || take(&rest, S("INTEGER PRIMARY KEY")))
			index = S("PRIMARY KEY");
		else if (take(&rest, S("INDEX ")))
			index = word(&rest);
		rest = str_trim(rest);
	}
	plan_read(s, name, index, conds(s->arena, rest));
}

static int
step(void *ctx, const struct db_val *cols)
{
	struct explained *e = ctx;
	struct str detail = cols[3].s;

	if (take(&detail, S("MATERIALIZE ")) || take(&detail, S("CO-ROUTINE ")))
		e->made = str_fmt(e->s->arena, "%.*s%.*s ", STR(e->made), STR(detail));
	else if (take(&detail, S("SEARCH ")) || take(&detail, S("SCAN ")))
		reads(e, detail);
	else if (str_has(detail, S("USE TEMP B-TREE")))
		e->s->sorts = true;
	return 0;
}

int
plan_sqlite(struct tx *tx, const struct db_stmt *st, struct plan_steps *s)
{
	static const struct db_val none[STMT_MAX_PARAMS];
	struct explained e = {.s = s, .made = S(" ")};
	struct db_stmt *explain = NEW(tx->arena, struct db_stmt);

	*explain = (struct db_stmt){
		.name = st->name,
		.sqlite = str_fmt(tx->arena, "EXPLAIN QUERY PLAN %s", st->sqlite).p,
		.params = st->params,
		.cols = "iiit",
	};
	return db_run(tx, explain, none, step, &e, false, NULL);
}
