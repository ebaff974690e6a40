/* stmt_test.c: the functions mksql makes, running on both engines. Built with the output that
 * stands under tools/test/mksql/good, on the schema under tools/test/mkschema/good. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>
#undef fail /* ours is meant */

/* The program has its own table of migrations. */
#define migrations street_migrations
#define migrations_n street_migrations_n
#include "migrations.c"

#include "db_env.h"
#include "gen/street_sql.h"

enum { HERE = 110101, THERE = 110102 };

static struct db_env env;

static int
add(struct tx *tx, int64_t district, int64_t id, struct str name, double length, struct str photo)
{
	const struct street s = {.id = id, .name = name, .length = length, .photo = photo};

	return sql_street_add(tx, district, &s);
}

static int
fill(struct tx *tx, void *arg)
{
	(void)arg;
	TRY(add(tx, HERE, 1, S("长安街"), 3.8, S("\x01\x02")));
	TRY(add(tx, HERE, 2, S("东单北大街"), 1.5, S("")));
	TRY(add(tx, HERE, 3, S("!odd"), 9.5, S("")));
	return add(tx, THERE, 1, S("别处"), 7, S(""));
}

static int
setup(void **state)
{
	(void)state;
	db_env_open(&env, env.engine);
	for (int i = 0; i < migrations_n; i++)
		assert_int_equal(db_env_script(&env, env.engine == DB_PG ? migrations[i].pg
									 : migrations[i].sqlite),
				 0);
	assert_int_equal(db_write_now(env.db, &env.arena, fill, NULL), 0);
	assert_int_equal(
		db_env_script(&env,
			      "INSERT INTO house (district, id, street, number)"
			      " VALUES (110101, 1, 1, 7), (110101, 2, 1, 8), (110102, 1, 1, 7)"),
		0);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	db_env_close(&env);
	return 0;
}

static void
write_now(int (*run)(struct tx *, void *))
{
	assert_int_equal(db_write_now(env.db, &env.arena, run, NULL), 0);
}

static int
one(struct tx *tx, void *arg)
{
	struct street s = {.id = 77};
	struct counted n;
	struct division d;

	(void)arg;
	EXPECT(sql_street_get(tx, HERE, 9, &s) == E_NOTFOUND);
	EXPECT(s.id == 77);
	EXPECT(sql_street_get(tx, THERE, 2, &s) == E_NOTFOUND);
	TRY(sql_street_get(tx, HERE, 1, &s));
	EXPECT(s.id == 1 && str_is(s.name, "长安街") && s.length == 3.8 &&
	       str_eq(s.photo, S("\x01\x02")));
	TRY(sql_street_count(tx, &n));
	EXPECT(n.n == 4);
	TRY(sql_division_get(tx, 110101, &d));
	EXPECT(str_is(d.name, "东城区; -- no comment"));
	return 0;
}

static void
test_stmt__one(void **state)
{
	(void)state;
	write_now(one);
}

static int
many(struct tx *tx, void *arg)
{
	struct street_list l = {0};
	struct house_list h;

	(void)arg;
	TRY(sql_street_long(tx, HERE, 2, 10, &l));
	EXPECT(l.n == 2 && l.v[0].id == 3 && l.v[1].id == 1);
	TRY(sql_street_long(tx, HERE, 100, 10, &l));
	EXPECT(l.n == 0);
	TRY(sql_house_of_street(tx, HERE, 1, 1, 9, 10, &h));
	EXPECT(h.n == 2 && h.v[0].number == 7 && h.v[1].number == 8);
	EXPECT(h.v[0].total == 15 && str_is(h.v[0].street, "长安街"));
	return 0;
}

static void
test_stmt__many(void **state)
{
	(void)state;
	write_now(many);
}

static int
many_rows(struct tx *tx, void *arg)
{
	struct street_list l;

	(void)arg;
	for (int64_t id = 100; id < 1100; id++)
		TRY(add(tx, HERE, id, str_fmt(tx->arena, "street %lld", (long long)id), (double)id,
			S("")));
	TRY(sql_street_long(tx, HERE, 100, 5000, &l));
	EXPECT(l.n == 1000);
	for (size_t i = 0; i < l.n; i++)
		EXPECT(l.v[i].id == 1099 - (int64_t)i);
	EXPECT(str_is(l.v[999].name, "street 100"));
	return 0;
}

static void
test_stmt__many_grows(void **state)
{
	(void)state;
	write_now(many_rows);
}

struct seen {
	int64_t ids;
	size_t bytes;
};

static int
see(void *ctx, const struct street *row)
{
	struct seen *seen = ctx;

	seen->ids = seen->ids * 10 + row->id;
	seen->bytes += row->name.n;
	return row->id == 2 && seen->bytes > 1000 ? E_TOOBIG : 0;
}

static int
each(struct tx *tx, void *arg)
{
	struct seen seen = {0}, much = {.bytes = 1000};

	(void)arg;
	TRY(sql_street_all(tx, HERE, see, &seen));
	EXPECT(seen.ids == 123 && seen.bytes == sizeof "长安街东单北大街!odd" - 1);
	EXPECT(sql_street_all(tx, HERE, see, &much) == E_TOOBIG);
	EXPECT(much.ids == 12);
	return 0;
}

static void
test_stmt__each(void **state)
{
	(void)state;
	write_now(each);
}

static int
exec(struct tx *tx, void *arg)
{
	const struct street_words edited = {.name = S("北大街"), .words = S("北 大街")};
	struct removed gone;
	int64_t n = -1;

	(void)arg;
	TRY(sql_street_rename(tx, HERE, S("长安街"), S("新街"), &n));
	EXPECT(n == 1);
	TRY(sql_street_rename(tx, HERE, S("长安街"), S("新街"), &n));
	EXPECT(n == 0);
	TRY(sql_street_rename(tx, HERE, S("新街"), S("长安街"), NULL));
	/* exec1: ON CONFLICT DO NOTHING changed no row, and the transaction goes on. */
	EXPECT(add(tx, HERE, 1, S("again"), 0, S("")) == E_STALE);
	TRY(sql_street_edit(tx, HERE, 2, &edited, 1));
	EXPECT(sql_street_edit(tx, HERE, 2, &edited, 1) == E_STALE);
	TRY(sql_street_remove(tx, HERE, 2, &gone));
	EXPECT(str_is(gone.name, "北大街"));
	EXPECT(sql_street_remove(tx, HERE, 2, &gone) == E_NOTFOUND);
	return 0;
}

static void
test_stmt__exec(void **state)
{
	(void)state;
	write_now(exec);
	assert_int_equal(db_env_int(&env, "SELECT count(*) FROM street"), 3);
}

static int
check(struct tx *tx, void *arg)
{
	(void)arg;
	for (size_t i = 0; i < sizeof street_stmts / sizeof street_stmts[0]; i++) {
		struct str why = {0};

		if (db_check(tx, &street_stmts[i], &why) != 0) {
			fprintf(stderr, "%s: %.*s\n", street_stmts[i].name, STR(why));
			return E_BUG;
		}
	}
	return 0;
}

static void
test_stmt__all_fit(void **state)
{
	(void)state;
	write_now(check);
}

static const struct CMUnitTest tests[] = {
#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	TEST(test_stmt__one),  TEST(test_stmt__many), TEST(test_stmt__many_grows),
	TEST(test_stmt__each), TEST(test_stmt__exec), TEST(test_stmt__all_fit),
};

int
main(void)
{
	return DB_ENV_EACH("statements", &env.engine, tests);
}
