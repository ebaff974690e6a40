/* plan.c: how an engine goes about a statement: what is a walk, and the words for it. */
#include "plan.h"

#include "db/driver.h"

static const char settings[] = "SET LOCAL plan_cache_mode = force_generic_plan;"
			       "SET LOCAL enable_seqscan = off;"
			       "SET LOCAL enable_hashjoin = off;"
			       "SET LOCAL enable_mergejoin = off;"
			       "SET LOCAL enable_material = off;"
			       "SET LOCAL enable_memoize = off;"
			       "SET LOCAL max_parallel_workers_per_gather = 0;"
			       "SET LOCAL jit = off";

int
plan_begin(struct tx *tx)
{
	return tx->engine == DB_PG ? db_script(tx, settings) : 0;
}

/* Indexes in which a district has one row. */
static const struct db_stmt of_one = {
	.name = "plan_unique",
	.sqlite = "SELECT l.name FROM sqlite_schema m, pragma_index_list(m.name) l WHERE m.type = 'table' AND l.\"unique\" "
		  "AND (SELECT count(*) FROM pragma_index_info(l.name)) = 1",
	.pg = "SELECT CAST(c.relname AS TEXT) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid "
	      "WHERE i.indisunique AND i.indnkeyatts = 1",
	.params = "",
	.cols = "t",
};

static int
add_name(void *ctx, const struct db_val *cols)
{
	buf_str(ctx, cols[0].s);
	buf_char(ctx, ' ');
	return 0;
}

/* Whether some column but the district, or the id in a range, says which rows are wanted. */
static bool
is_bound(struct str conds)
{
	struct str one;

	while (str_next(&conds, ' ', &one))
		if (!str_is(one, "district=") && !str_starts(one, S("id<")) && !str_starts(one, S("id>")))
			return true;
	return false;
}

/* "key" and "unique" for the names that the engines give, each in its own way. */
static struct str
index_name(struct str index)
{
	if (str_is(index, "PRIMARY KEY") || str_is(index, "INTEGER PRIMARY KEY") || str_ends(index, S("_pkey")) ||
	    (str_starts(index, S("sqlite_autoindex_")) && str_ends(index, S("_1"))))
		return S("key");
	if (str_ends(index, S("_key")) || str_starts(index, S("sqlite_autoindex_")))
		return S("unique");
	return index;
}

void
plan_read(struct plan_steps *s, struct str name, struct str index, struct str conds)
{
	struct str within = str_fmt(s->arena, " %.*s ", STR(index));
	bool walks = conds.n == 0 || (!is_bound(conds) && !(index.n && str_has(s->unique, within)));

	buf_fmt(&s->b, "%s %.*s", walks ? "walk" : "search", STR(name));
	if (index.n)
		buf_fmt(&s->b, " by %.*s", STR(index_name(index)));
	if (conds.n)
		buf_fmt(&s->b, " (%.*s)", STR(conds));
	buf_char(&s->b, '\n');
	s->walks |= walks;
}

int
plan_of(struct tx *tx, const struct db_stmt *st, struct plan *ret)
{
	struct plan_steps s = {.arena = tx->arena};
	struct buf names;

	buf_init(&names, tx->arena);
	buf_char(&names, ' ');
	TRY(db_run(tx, &of_one, NULL, add_name, &names, false, NULL));
	s.unique = buf_done(&names);
	buf_init(&s.b, tx->arena);
	TRY(tx->engine == DB_PG ? plan_pg(tx, st, &s) : plan_sqlite(tx, st, &s));
	if (s.sorts)
		BUF_LIT(&s.b, "sort\n");
	*ret = (struct plan){buf_done(&s.b), s.walks};
	return 0;
}
