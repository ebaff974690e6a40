/* plan_pg.c: reads what EXPLAIN says of a statement whose parameters are not known. */
#include <ctype.h>
#include <string.h>

#include "db/driver.h"
#include "plan.h"

/* A scan whose conditions come in the next lines. */
struct explained {
	struct plan_steps *s;
	struct str name, index, conds;
	struct str heap; /* the table whose rows a bitmap finds */
	bool open;
};

static bool
take(struct str *rest, struct str words)
{
	if (!str_starts(*rest, words))
		return false;
	*rest = str_sub(*rest, words.n, rest->n);
	return true;
}

static void
close_scan(struct explained *e)
{
	if (e->open && str_has(e->conds, S("@@")))
		buf_fmt(&e->s->b, "words %.*s\n", STR(e->name));
	else if (e->open)
		plan_read(e->s, e->name, e->index, e->conds);
	e->open = false;
}

static void
open_scan(struct explained *e, struct str name, struct str index)
{
	e->open = true;
	e->name = name;
	e->index = index;
	e->conds = S("");
}

/* "matter m" is called m, "matter" is called matter; the second of two with one name has "_1" behind it. */
static struct str
called(struct str on)
{
	size_t blank = str_find(on, S(" ")), n;
	struct str name = blank == on.n ? on : str_sub(on, blank + 1, on.n);

	for (n = name.n; n && isdigit((unsigned char)name.p[n - 1]); n--)
		;
	return n < name.n && n > 1 && name.p[n - 1] == '_' ? str_sub(name, 0, n - 1) : name;
}

/* Takes a name, "m.district" or "ROW(d.day, d.id)"; empty when none stands there. */
static struct str
take_name(struct str *rest)
{
	bool row = take(rest, S("ROW("));
	size_t n = 0;
	struct str name;

	while (n < rest->n && (isalnum((unsigned char)rest->p[n]) || strchr("_.$", rest->p[n]) ||
			       (row && strchr(", ", rest->p[n]))))
		n++;
	name = str_sub(*rest, 0, n);
	*rest = str_sub(*rest, n + (row ? 1 : 0), rest->n);
	return name;
}

/* "d.day, d.id" becomes "day,id". */
static void
put_names(struct buf *b, struct str names)
{
	const char *comma = "";

	for (struct str one; str_next(&names, ',', &one); comma = ",") {
		size_t dot;

		one = str_trim(one);
		dot = str_find(one, S("."));
		buf_fmt(b, "%s%.*s", comma, STR(dot == one.n ? one : str_sub(one, dot + 1, one.n)));
	}
}

static bool
has_word(struct str s, struct str word)
{
	for (struct str one; str_next(&s, ' ', &one);)
		if (str_eq(one, word))
			return true;
	return false;
}

/* "((m.district = $1) AND (m.id < $2))" becomes "district= id<": a name with a sign after it, each once. */
static struct str
conds(struct arena *a, struct str s)
{
	struct buf b, one;

	buf_init(&b, a);
	while (s.n) {
		struct str name = take_name(&s), sign = {0};

		if (!name.n) {
			s = str_sub(s, 1, s.n);
			continue;
		}
		if (name.p[0] == '$' || isdigit((unsigned char)name.p[0]) || s.n < 2 || s.p[0] != ' ' ||
		    !strchr("=<>@~", s.p[1]))
			continue;
		s = str_sub(s, 1, s.n);
		str_next(&s, ' ', &sign);
		buf_init(&one, a);
		put_names(&one, name);
		buf_str(&one, str_is(sign, "<=") || str_is(sign, ">=") ? str_sub(sign, 0, 1) : sign);
		if (has_word(buf_done(&b), buf_done(&one)))
			continue;
		if (b.n)
			buf_char(&b, ' ');
		buf_str(&b, buf_done(&one));
	}
	return buf_done(&b);
}

/* "x on matter m": the index, then what it is of. */
static void
index_scan(struct explained *e, struct str rest)
{
	size_t on = str_find(rest, S(" on "));

	open_scan(e, called(str_sub(rest, on + 4, rest.n)), str_sub(rest, 0, on));
}

static int
line(void *ctx, const struct db_val *cols)
{
	struct explained *e = ctx;
	struct str s = str_trim(cols[0].s);

	if (take(&s, S("->")))
		s = str_trim(s);
	if (take(&s, S("Index Cond: "))) {
		e->conds = conds(e->s->arena, s);
		return 0;
	}
	if (take(&s, S("Index Scan using ")) || take(&s, S("Index Only Scan using ")) ||
	    take(&s, S("Index Scan Backward using ")) || take(&s, S("Index Only Scan Backward using "))) {
		close_scan(e);
		index_scan(e, s);
	} else if (take(&s, S("Seq Scan on "))) {
		close_scan(e);
		open_scan(e, called(s), S(""));
	} else if (take(&s, S("Bitmap Heap Scan on "))) {
		close_scan(e);
		e->heap = called(s);
	} else if (take(&s, S("Bitmap Index Scan on "))) {
		close_scan(e);
		open_scan(e, e->heap, s);
	} else if (str_starts(s, S("Sort")) && !str_starts(s, S("Sort Key"))) {
		e->s->sorts = true;
	} else if (str_starts(s, S("Incremental Sort"))) {
		e->s->sorts = true;
	}
	return 0;
}

static struct str
prepare_text(struct arena *a, const struct db_stmt *st)
{
	struct buf b;

	buf_init(&b, a);
	buf_fmt(&b, "PREPARE plan_%s", st->name);
	for (const char *p = st->params; *p; p++)
		buf_fmt(&b, "%s%s", p == st->params ? "(" : ", ",
			*p == 'i' ? "BIGINT" : *p == 't' ? "TEXT" : *p == 'b' ? "BYTEA" : "DOUBLE PRECISION");
	buf_fmt(&b, "%s AS %s", *st->params ? ")" : "", st->pg);
	return buf_done(&b);
}

int
plan_pg(struct tx *tx, const struct db_stmt *st, struct plan_steps *s)
{
	struct explained e = {.s = s};
	struct db_stmt *explain = NEW(tx->arena, struct db_stmt);
	struct buf b;

	TRY(db_script(tx, prepare_text(tx->arena, st).p));
	buf_init(&b, tx->arena);
	buf_fmt(&b, "EXPLAIN (COSTS OFF) EXECUTE plan_%s", st->name);
	for (const char *p = st->params; *p; p++)
		buf_z(&b, p == st->params ? "(NULL" : ", NULL");
	if (*st->params)
		buf_char(&b, ')');
	*explain = (struct db_stmt){.name = st->name, .pg = buf_done(&b).p, .params = "", .cols = "t"};
	TRY(db_run(tx, explain, NULL, line, &e, false, NULL));
	close_scan(&e);
	return 0;
}
