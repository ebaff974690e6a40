/* db_send_test.c: statements that nobody waits for, and work that waits for the end of the transaction; the same on both engines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>
#undef fail /* ours is meant */

#include "db/driver.h"
#include "db_env.h"
#include "suite.h"

enum { D = 7, MANY = 3000 };

static struct db_env env;

/* Sent statements have a number: what is made by hand cannot be sent on PostgreSQL. */
static const char insert_text[] = "INSERT INTO t (district, v, word) VALUES ($1, $2, $3)";
static const struct db_stmt insert = {
	.name = "t_put", .number = STMTS_MAX - 1, .sqlite = insert_text, .pg = insert_text, .params = "iit", .cols = "", .writes = true,
};
static const char update_text[] = "UPDATE t SET v = v + 1 WHERE district = $1 RETURNING v";
static const struct db_stmt update = {.name = "t_add", .sqlite = update_text, .pg = update_text, .params = "i", .cols = "i", .writes = true};
static const char count_text[] = "SELECT count(*) FROM t WHERE district = $1";
static const struct db_stmt count = {.name = "t_count", .sqlite = count_text, .pg = count_text, .params = "i", .cols = "i"};

static int
setup(void **state)
{
	(void)state;
	db_env_open(&env, env.engine);
	assert_int_equal(db_env_script(&env, env.engine == DB_PG ? "CREATE TABLE t (district BIGINT NOT NULL, v BIGINT PRIMARY KEY, word TEXT NOT NULL)"
								 : "CREATE TABLE t (district INTEGER NOT NULL, v INTEGER PRIMARY KEY, word TEXT NOT NULL)"),
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

static int
put(struct tx *tx, int64_t v)
{
	/* Gone before the statement has run: what was sent holds a copy. */
	char word[24];
	int n = snprintf(word, sizeof word, "word %lld", (long long)v);
	const struct db_val p[] = {{.i = D}, {.i = v}, {.s = {word, (size_t)n}}};

	return db_run(tx, &insert, p, NULL, NULL, false, NULL);
}

static int
take(void *ctx, const struct db_val *c)
{
	*(int64_t *)ctx = c[0].i;
	return 0;
}

static int64_t
rows(void)
{
	return db_env_int(&env, "SELECT count(*) FROM t");
}

/* ---- sending on ---- */

struct many {
	int end;      /* what the job says */
	int64_t seen; /* rows it saw when all was sent */
};

static int
send_many(struct tx *tx, void *arg)
{
	const struct db_val p[] = {{.i = D}};
	struct many *m = arg;

	TRY(db_send(tx));
	for (int64_t v = 1; v <= MANY; v++)
		TRY(put(tx, v));
	TRY(db_run(tx, &count, p, take, &m->seen, false, NULL));
	return m->end;
}

static void
test_send__all_of_it_or_nothing_is_there(void **state)
{
	struct many m = {.end = E_INVALID, .seen = -1};

	(void)state;
	assert_int_equal(db_bulk(env.db, &env.arena, send_many, &m), E_INVALID);
	assert_int_equal(m.seen, 0);
	assert_int_equal(rows(), 0);
	m = (struct many){.seen = -1};
	assert_int_equal(db_bulk(env.db, &env.arena, send_many, &m), 0);
	assert_int_equal(m.seen, 0);
	assert_int_equal(rows(), MANY);
	assert_int_equal(db_env_int(&env, "SELECT count(*) FROM t WHERE word = 'word 2999'"), 1);
	/* The same again: keys are taken, and nobody waited for the statements. */
	assert_int_equal(db_bulk(env.db, &env.arena, send_many, &m), E_STALE);
	assert_int_equal(rows(), MANY);
}

static int
send_one(struct tx *tx, void *arg)
{
	int64_t v;

	TRY(db_send(tx));
	TRY(put(tx, 1));
	return db_run(tx, &update, (const struct db_val[]){{.i = D}}, take, &v, false, arg);
}

static void
test_send__what_returns_rows_cannot_be_sent(void **state)
{
	(void)state;
	assert_int_equal(db_bulk(env.db, &env.arena, send_one, NULL), E_BUG);
	assert_int_equal(rows(), 0);
}

/* ---- the end of the transaction ---- */

struct end {
	int err, late_err; /* what the job says, and what runs late */
	int64_t v;
};

static int
late(struct tx *tx, void *ctx)
{
	const struct end *e = ctx;

	TRY(put(tx, e->v));
	return e->late_err;
}

static int
end_run(struct tx *tx, void *arg)
{
	struct end *e = NEW(db_late_memory(tx), struct end);

	*e = *(struct end *)arg;
	TRY(put(tx, e->v + 100));
	TRY(db_late(tx, late, e));
	return e->err;
}

static void
test_late__goes_with_the_job_that_gave_it(void **state)
{
	(void)state;
	assert_int_equal(db_write_now(env.db, &env.arena, end_run, &(struct end){.v = 1}), 0);
	assert_int_equal(rows(), 2);
	assert_int_equal(db_write_now(env.db, &env.arena, end_run, &(struct end){.err = E_DENIED, .v = 2}), E_DENIED);
	assert_int_equal(rows(), 2);
	assert_int_equal(db_bulk(env.db, &env.arena, end_run, &(struct end){.v = 3}), 0);
	assert_int_equal(rows(), 4);
}

static void
test_late__what_fails_there_undoes_the_job_and_no_later_one(void **state)
{
	(void)state;
	assert_int_equal(db_write_now(env.db, &env.arena, end_run, &(struct end){.late_err = E_INVALID, .v = 1}), E_INVALID);
	assert_int_equal(rows(), 0);
	assert_int_equal(db_write_now(env.db, &env.arena, end_run, &(struct end){.v = 2}), 0);
	assert_int_equal(db_write_now(env.db, &env.arena, end_run, &(struct end){.late_err = E_INVALID, .v = 3}), E_INVALID);
	assert_int_equal(rows(), 2);
}

static const struct CMUnitTest tests[] = {
#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	TEST(test_send__all_of_it_or_nothing_is_there),
	TEST(test_send__what_returns_rows_cannot_be_sent),
	TEST(test_late__goes_with_the_job_that_gave_it),
	TEST(test_late__what_fails_there_undoes_the_job_and_no_later_one),
};

SUITE(db_send)
{
	return DB_ENV_EACH("db_send", &env.engine, tests);
}
