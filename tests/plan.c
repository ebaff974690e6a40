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

/* PostgreSQL's figures: it believes how many rows a page has, and looks itself how many pages there are. One page is
 * enough, so each table gets a few rows, of noughts, ones, twos and threes, that the partial indexes find too. */
static const char figures[] =
	"DO $$ DECLARE c record; BEGIN "
	"FOR c IN SELECT conrelid::regclass AS t, conname AS n FROM pg_constraint JOIN pg_class ON pg_class.oid = conrelid "
	"  WHERE contype IN ('c', 'f') AND pg_class.relnamespace = current_schema::regnamespace LOOP "
	"  EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', c.t, c.n); END LOOP; "
	"FOR c IN SELECT table_name AS t, string_agg(quote_ident(column_name), ', ') AS names, "
	"  string_agg(CASE WHEN data_type IN ('bigint', 'double precision') THEN 'v' WHEN data_type = 'tsvector' THEN '''''' "
	"    ELSE 'CAST(repeat(''x'', v) AS ' || data_type || ')' END, ', ') AS vals "
	"  FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name) "
	"  WHERE table_schema = current_schema AND table_type = 'BASE TABLE' GROUP BY table_name LOOP "
	"  EXECUTE format('INSERT INTO %I (%s) SELECT %s FROM generate_series(0, 3) v ON CONFLICT DO NOTHING', c.t, c.names, "
	"    c.vals); END LOOP; "
	"UPDATE pg_class SET relpages = CASE relkind WHEN 'i' THEN 2 ELSE 1 END, reltuples = 1000000 "
	"  WHERE relkind IN ('r', 'i') AND relnamespace = current_schema::regnamespace; END $$";

int
plan_fill(struct tx *tx)
{
	return tx->engine == DB_PG ? db_script(tx, figures) : 0;
}

int
plan_begin(struct tx *tx)
{
	return tx->engine == DB_PG ? db_script(tx, settings) : 0;
}

/* Indexes in which a district has one row, and on PostgreSQL, which may look for a later column alone, those that begin
 * with the district. */
static const struct db_stmt of_one = {
	.name = "plan_unique",
	.sqlite = "SELECT l.name FROM sqlite_schema m, pragma_index_list(m.name) l WHERE m.type = 'table' AND l.\"unique\" "
		  "AND (SELECT count(*) FROM pragma_index_info(l.name)) = 1",
	.pg = "SELECT CAST(c.relname AS TEXT) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid "
	      "WHERE i.indisunique AND i.indnkeyatts = 1",
	.params = "",
	.cols = "t",
};
static const struct db_stmt led_by_district = {
	.name = "plan_led",
	.sqlite = "SELECT name FROM sqlite_schema WHERE 1 = 0",
	.pg = "SELECT CAST(c.relname AS TEXT) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid "
	      "JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0] WHERE a.attname = 'district'",
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
	bool skips = index.n && str_has(s->led, within) && !str_starts(conds, S("district=")),
	     walks = skips || conds.n == 0 || (!is_bound(conds) && !(index.n && str_has(s->unique, within)));

	buf_fmt(&s->b, "%s %.*s", walks ? "walk" : "search", STR(name));
	if (index.n)
		buf_fmt(&s->b, " by %.*s", STR(index_name(index)));
	if (conds.n)
		buf_fmt(&s->b, " (%.*s)", STR(conds));
	buf_char(&s->b, '\n');
	s->walks |= walks;
}

/* " a b " */
static int
names_of(struct tx *tx, const struct db_stmt *st, struct str *ret)
{
	struct buf names;

	buf_init(&names, tx->arena);
	buf_char(&names, ' ');
	TRY(db_run(tx, st, NULL, add_name, &names, false, NULL));
	*ret = buf_done(&names);
	return 0;
}

int
plan_of(struct tx *tx, const struct db_stmt *st, struct plan *ret)
{
	struct plan_steps s = {.arena = tx->arena};

	TRY(names_of(tx, &of_one, &s.unique));
	TRY(names_of(tx, &led_by_district, &s.led));
	buf_init(&s.b, tx->arena);
	TRY(tx->engine == DB_PG ? plan_pg(tx, st, &s) : plan_sqlite(tx, st, &s));
	if (s.sorts)
		BUF_LIT(&s.b, "sort\n");
	*ret = (struct plan){buf_done(&s.b), s.walks};
	return 0;
}
