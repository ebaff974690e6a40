/* db_fault_test.c: what happens when an engine, its disk or its connection fails. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cmocka.h>
#undef fail /* ours is meant */

#include "db/driver.h"
#include "db_env.h"
#include "suite.h"

static struct db_env env;

static int
setup(void **state)
{
	(void)state;
	db_env_open(&env, env.engine);
	assert_int_equal(
		db_env_script(&env, env.engine == DB_PG
					    ? "CREATE TABLE t (v BIGINT NOT NULL)"
					    : "CREATE TABLE t (v INTEGER NOT NULL) STRICT"),
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

static int64_t
rows(void)
{
	return db_env_int(&env, "SELECT count(*) FROM t");
}

/* ---- SQLite ---- */

static void
move(const char *from, const char *to)
{
	static const char *const ends[] = {"", "-wal", "-shm"};
	char a[128], b[128];

	for (size_t i = 0; i < 3; i++) {
		snprintf(a, sizeof a, "%s%s", from, ends[i]);
		snprintf(b, sizeof b, "%s%s", to, ends[i]);
		rename(a, b);
	}
}

static int
read_nothing(struct tx *tx, void *arg)
{
	(void)tx;
	(void)arg;
	return 0;
}

static void
test_sqlite__a_file_that_is_gone_is_not_written(void **state)
{
	char away[128];

	(void)state;
	snprintf(away, sizeof away, "%s.away", env.path);
	assert_int_equal(db_env_script(&env, "INSERT INTO t VALUES (1)"), 0);
	assert_int_equal(rows(), 1);
	move(env.path, away);
	assert_int_equal(db_env_script(&env, "INSERT INTO t VALUES (2)"), E_DB);
	assert_int_equal(db_read_now(env.db, &env.arena, read_nothing, NULL), E_DB);
	assert_int_not_equal(access(env.path, F_OK), 0);
	/* Once it is back, so are we. */
	move(away, env.path);
	assert_int_equal(db_env_script(&env, "INSERT INTO t VALUES (3)"), 0);
	assert_int_equal(rows(), 2);
}

static void
test_sqlite__another_file_at_the_path_is_used(void **state)
{
	char away[128];
	struct db_env other;

	(void)state;
	snprintf(away, sizeof away, "%s.away", env.path);
	db_env_open(&other, DB_SQLITE);
	assert_int_equal(db_env_script(&other, "CREATE TABLE t (v INTEGER NOT NULL) STRICT;"
					       "INSERT INTO t VALUES (1), (2), (3)"),
			 0);
	assert_int_equal(rows(), 0);
	move(env.path, away);
	move(other.path, env.path);
	assert_int_equal(rows(), 3);
	assert_int_equal(db_env_script(&env, "INSERT INTO t VALUES (4)"), 0);
	assert_int_equal(rows(), 4);
	move(away, other.path); /* to be cleared away with its folder */
	db_env_close(&other);
}

static void
test_sqlite__full_disk_says_full_and_recovers(void **state)
{
	(void)state;
	assert_int_equal(db_env_script(&env, "PRAGMA max_page_count = 40"), 0);
	assert_int_equal(
		db_env_script(&env, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
				    " WHERE i < 100000) INSERT INTO t SELECT i FROM n"),
		E_FULL);
	assert_int_equal(rows(), 0);
	assert_int_equal(db_write_error(env.db), E_FULL);
	assert_int_equal(db_env_script(&env, "INSERT INTO t VALUES (1)"), 0);
	assert_int_equal(rows(), 1);
	assert_int_equal(db_write_error(env.db), 0);
}

/* A file that may not grow any more is an error, and what was stored before stays. */
static void
test_sqlite__file_size_limit_loses_nothing(void **state)
{
	struct rlimit usual, small;
	int err;

	(void)state;
	assert_int_equal(db_env_script(&env, "INSERT INTO t VALUES (1)"), 0);
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &usual), 0);
	small = usual;
	small.rlim_cur = 256 * 1024;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
	err = db_env_script(&env, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
				  " WHERE i < 100000) INSERT INTO t SELECT i FROM n");
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &usual), 0);
	assert_true(err == E_FULL || err == E_DB);
	assert_int_equal(db_write_error(env.db), err);
	assert_int_equal(rows(), 1);
	assert_int_equal(db_env_script(&env, "INSERT INTO t VALUES (2)"), 0);
	assert_int_equal(rows(), 2);
}

static void
test_sqlite__not_a_database_is_refused(void **state)
{
	char path[128], url[160];
	struct db *db = NULL;
	struct str why = {0};
	FILE *f;

	(void)state;
	snprintf(path, sizeof path, "%s/letter.txt", env.dir);
	snprintf(url, sizeof url, "sqlite:%s", path);
	f = fopen(path, "w");
	assert_non_null(f);
	for (int i = 0; i < 200; i++)
		fputs("Dear neighbour, ", f);
	fclose(f);
	assert_int_equal(db_open(url, 1, &env.arena, &db, &why), E_DB);
	assert_true(str_has(why, S("not a database")));
	unlink(path);
}

/* ---- PostgreSQL ---- */

static const struct db_stmt insert = {.name = "f_insert",
				      .sqlite = "",
				      .pg = "INSERT INTO t VALUES ($1)",
				      .params = "i",
				      .cols = "",
				      .writes = true};
static const struct db_stmt hang_up = {.name = "f_hang_up",
				       .sqlite = "",
				       .pg = "SELECT pg_terminate_backend(pg_backend_pid())",
				       .params = "",
				       .cols = "i"};

/* Fails some times, with the SQLSTATE that has a name here, before it succeeds. */
struct flaky {
	const char *script; /* makes it fail; NULL hangs up */
	int failures, runs;
	size_t used[8];	 /* of the arena, when run i began */
	struct str text; /* the caller's, in the same arena */
};

static int
one_row(void *ctx, const struct db_val *cols)
{
	(void)ctx;
	(void)cols;
	return 0;
}

static int
flaky_run(struct tx *tx, void *arg)
{
	struct flaky *f = arg;
	struct db_val v = {.i = f->runs};

	if (f->runs < 8)
		f->used[f->runs] = tx->arena->used;
	f->runs++;
	if (tx->fault.code)
		return E_BUG;
	arena_alloc(tx->arena, 100000);
	fail(tx, E_STALE, "x", "only of this run");
	TRY(db_run(tx, &insert, &v, NULL, NULL, false, NULL));
	if (f->runs > f->failures)
		return 0;
	return f->script ? db_script(tx, f->script)
			 : db_run(tx, &hang_up, NULL, one_row, NULL, false, NULL);
}

static void
check_flaky(const char *script, int failures, int want_err, int want_runs)
{
	struct flaky f = {.script = script,
			  .failures = failures,
			  .text = str_fmt(&env.arena, "the caller's")};
	struct db_stats before, after;

	db_stats(env.db, &before);
	assert_int_equal(db_write_now(env.db, &env.arena, flaky_run, &f), want_err);
	db_stats(env.db, &after);
	assert_int_equal(f.runs, want_runs);
	assert_int_equal(after.retries - before.retries, want_runs - 1);
	for (int i = 1; i < f.runs; i++)
		assert_int_equal(f.used[i], f.used[0]);
	assert_true(str_is(f.text, "the caller's"));
	assert_int_equal(rows(), want_err ? 0 : 1);
}

#define RAISE(state) "DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '" state "'; END $$"

static void
test_pg__serialisation_failure_is_tried_again(void **state)
{
	(void)state;
	check_flaky(RAISE("40001"), 2, 0, 3);
}

static void
test_pg__deadlock_is_tried_again(void **state)
{
	(void)state;
	check_flaky(RAISE("40P01"), 1, 0, 2);
}

static void
test_pg__gives_up_after_five(void **state)
{
	(void)state;
	check_flaky(RAISE("55P03"), 99, E_BUSY, 5);
}

static void
test_pg__full_disk_is_not_tried_again(void **state)
{
	(void)state;
	check_flaky(RAISE("53100"), 1, E_FULL, 1);
}

static void
test_pg__lost_connection_is_tried_again(void **state)
{
	(void)state;
	check_flaky(NULL, 1, 0, 2);
}

/* Whether it happened is not known: it must not happen twice. */
static void
test_pg__connection_lost_in_commit_is_an_error(void **state)
{
	(void)state;
	assert_int_equal(
		db_env_script(&env,
			      "CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
			      " PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM "
			      "pg_sleep(1); RETURN NULL; END $$;"
			      "CREATE CONSTRAINT TRIGGER die AFTER INSERT ON t DEFERRABLE "
			      "INITIALLY DEFERRED"
			      " FOR EACH ROW EXECUTE FUNCTION die()"),
		0);
	check_flaky(NULL, 0, E_DB, 1);
}

static void
test_pg__swallowed_errors_do_not_commit(void **state)
{
	(void)state;
	assert_int_equal(db_env_script(&env, "INSERT INTO t VALUES (1); SELECT 1 / 0"), E_INVALID);
	assert_int_equal(rows(), 0);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

static const struct CMUnitTest sqlite_tests[] = {
	TEST(test_sqlite__a_file_that_is_gone_is_not_written),
	TEST(test_sqlite__another_file_at_the_path_is_used),
	TEST(test_sqlite__full_disk_says_full_and_recovers),
	TEST(test_sqlite__file_size_limit_loses_nothing),
	TEST(test_sqlite__not_a_database_is_refused),
};

static const struct CMUnitTest pg_tests[] = {
	TEST(test_pg__serialisation_failure_is_tried_again),
	TEST(test_pg__deadlock_is_tried_again),
	TEST(test_pg__gives_up_after_five),
	TEST(test_pg__full_disk_is_not_tried_again),
	TEST(test_pg__lost_connection_is_tried_again),
	TEST(test_pg__connection_lost_in_commit_is_an_error),
	TEST(test_pg__swallowed_errors_do_not_commit),
};

SUITE(db_fault)
{
	int failed;

	env.engine = DB_SQLITE;
	failed = cmocka_run_group_tests_name("faults of SQLite", sqlite_tests, NULL, NULL);
	env.engine = DB_PG;
	if (db_env_has(DB_PG))
		failed += cmocka_run_group_tests_name("faults of PostgreSQL", pg_tests, NULL, NULL);
	else
		puts("faults of PostgreSQL: skipped");
	return failed != 0;
}
