/* migrate_test.c: from nothing to the program's schema, once. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <pthread.h>

#include <cmocka.h>
#undef fail /* ours is meant */

#include "db/driver.h"
#include "db/migrate.h"
#include "db_env.h"
#include "suite.h"

static struct db_env env;

static int
setup(void **state)
{
	(void)state;
	db_env_open(&env, env.engine);
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
check_state(enum schema_state want, int want_have)
{
	enum schema_state state = 0;
	int have = -1;

	assert_int_equal(schema_state(env.db, &env.arena, &state, &have), 0);
	assert_int_equal(state, want);
	assert_int_equal(have, want_have);
}

static int
migrate(int *ret_applied)
{
	struct str why = {0};
	int err;

	*ret_applied = -1;
	err = schema_migrate(env.db, &env.arena, ret_applied, &why);
	assert_true(err == 0 || why.n > 0);
	return err;
}

static void
test_migrate__from_nothing_once(void **state)
{
	int applied;

	(void)state;
	check_state(SCHEMA_EMPTY, 0);
	assert_int_equal(migrate(&applied), 0);
	assert_int_equal(applied, migrations_n);
	check_state(SCHEMA_CURRENT, migrations_n);
	assert_int_equal(db_env_int(&env, "SELECT count(*) FROM outbox"), 0);
	assert_int_equal(migrate(&applied), 0);
	assert_int_equal(applied, 0);
	assert_int_equal(db_env_int(&env, "SELECT count(*) FROM schema_version"), migrations_n);
}

static void
test_migrate__newer_database_is_refused(void **state)
{
	int applied;

	(void)state;
	assert_int_equal(migrate(&applied), 0);
	assert_int_equal(
		db_env_script(&env, "INSERT INTO schema_version VALUES (9999, 'later', 'x', 0)"),
		0);
	check_state(SCHEMA_NEWER, 9999);
	assert_int_equal(migrate(&applied), E_SCHEMA);
	assert_int_equal(applied, -1);
}

static void
test_migrate__edited_file_is_refused(void **state)
{
	int applied;

	(void)state;
	assert_int_equal(migrate(&applied), 0);
	assert_int_equal(
		db_env_script(&env,
			      "UPDATE schema_version SET checksum = 'edited' WHERE number = 1"),
		0);
	check_state(SCHEMA_EDITED, migrations_n);
	assert_int_equal(migrate(&applied), E_SCHEMA);
}

static void
test_migrate__a_gap_is_refused(void **state)
{
	int applied;

	(void)state;
	assert_int_equal(migrate(&applied), 0);
	assert_int_equal(db_env_script(&env,
				       "INSERT INTO schema_version SELECT 0, name, checksum, 0"
				       " FROM schema_version WHERE number = 1"),
			 0);
	check_state(SCHEMA_EDITED, migrations_n);
	assert_int_equal(migrate(&applied), E_SCHEMA);
}

/* A migration that cannot be applied leaves nothing of itself. */
static void
test_migrate__a_failed_file_is_undone(void **state)
{
	int applied;

	(void)state;
	assert_int_equal(db_env_script(&env, "CREATE TABLE outbox (x BIGINT)"), 0);
	assert_true(migrate(&applied) < 0);
	check_state(SCHEMA_EMPTY, 0);
	assert_int_equal(db_env_script(&env, "DROP TABLE outbox"), 0);
	assert_int_equal(migrate(&applied), 0);
	assert_int_equal(applied, migrations_n);
}

struct migrator {
	pthread_t thread;
	struct arena arena;
	struct db *db;
	int err, applied;
};

static void *
migrate_thread(void *arg)
{
	struct migrator *m = arg;
	struct str why;

	m->err = schema_migrate(m->db, &m->arena, &m->applied, &why);
	return NULL;
}

static void
test_migrate__two_at_once_share_the_work(void **state)
{
	struct migrator m[2] = {{.db = env.db}, {.db = NULL}};
	struct str why;

	(void)state;
	arena_init(&m[0].arena);
	arena_init(&m[1].arena);
	assert_int_equal(db_open(env.url, 1, &env.arena, &m[1].db, &why), 0);
	for (int i = 0; i < 2; i++)
		assert_int_equal(pthread_create(&m[i].thread, NULL, migrate_thread, &m[i]), 0);
	for (int i = 0; i < 2; i++) {
		pthread_join(m[i].thread, NULL);
		assert_int_equal(m[i].err, 0);
		arena_release(&m[i].arena);
	}
	assert_int_equal(m[0].applied + m[1].applied, migrations_n);
	db_close(m[1].db);
	check_state(SCHEMA_CURRENT, migrations_n);
}

/* Every statement of the program, as this engine sees it. */
static int
check_all(struct tx *tx, void *arg)
{
	int *differ = arg;

	for (size_t i = 0; i < db_all_stmts_n; i++) {
		const struct db_stmt *st = db_all_stmts[i];
		struct str why = {0};

		if (db_check(tx, st, &why) == 0)
			continue;
		fprintf(stderr, "%s:%d: %s: %.*s\n", st->file, st->line, st->name, STR(why));
		++*differ;
	}
	return 0;
}

static void
test_migrate__all_statements_fit_the_schema(void **state)
{
	int applied, differ = 0;

	(void)state;
	assert_int_equal(migrate(&applied), 0);
	assert_int_equal(db_read_now(env.db, &env.arena, check_all, &differ), 0);
	assert_int_equal(differ, 0);
}

/* What migrating asks of Citus, as far as it shows in a plain database: a list of the tables that are distributed, and
 * a function that puts one into it. */
#define CITUS \
	"CREATE TABLE pg_dist_partition (logicalrelid oid NOT NULL); " \
	"CREATE FUNCTION create_reference_table(t regclass) RETURNS void LANGUAGE sql AS " \
	"'INSERT INTO pg_dist_partition VALUES (t)'"

static void
test_migrate__tables_that_citus_does_not_distribute(void **state)
{
	struct str why = S("");
	int applied;

	(void)state;
	if (env.engine == DB_SQLITE)
		return;
	assert_int_equal(schema_migrate(env.db, &env.arena, &applied, &why), 0);
	assert_int_equal(db_env_script(&env, CITUS), 0);
	check_state(SCHEMA_LOCAL, migrations_n);
	assert_int_equal(schema_migrate(env.db, &env.arena, &applied, &why), E_SCHEMA);
	assert_true(str_has(why, S("Citus")));
	assert_int_equal(db_env_script(&env, "DELETE FROM pg_dist_partition; INSERT INTO pg_dist_partition "
					     "SELECT oid FROM pg_class WHERE relkind = 'r' AND relname <> 'schema_version'"),
			 0);
	check_state(SCHEMA_CURRENT, migrations_n);
}

/* A program that is connected to a worker finds the version there: the table is on all nodes, and is made so once. */
static void
test_migrate__citus_has_the_version_on_all_nodes(void **state)
{
	static const char shared[] = "SELECT count(*) FROM pg_dist_partition WHERE logicalrelid = "
				     "to_regclass('schema_version')";
	struct str why = S("");
	int applied;

	(void)state;
	if (env.engine == DB_SQLITE)
		return;
	assert_int_equal(db_env_script(&env, CITUS), 0);
	/* Its own tables stay where they are: only real Citus distributes them. */
	assert_int_equal(schema_migrate(env.db, &env.arena, &applied, &why), E_SCHEMA);
	assert_int_equal(db_env_int(&env, shared), 1);
	assert_int_equal(schema_migrate(env.db, &env.arena, &applied, &why), E_SCHEMA);
	assert_int_equal(db_env_int(&env, shared), 1);
}

static const struct CMUnitTest tests[] = {
#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	TEST(test_migrate__from_nothing_once),
	TEST(test_migrate__newer_database_is_refused),
	TEST(test_migrate__edited_file_is_refused),
	TEST(test_migrate__tables_that_citus_does_not_distribute),
	TEST(test_migrate__citus_has_the_version_on_all_nodes),
	TEST(test_migrate__a_gap_is_refused),
	TEST(test_migrate__a_failed_file_is_undone),
	TEST(test_migrate__two_at_once_share_the_work),
	TEST(test_migrate__all_statements_fit_the_schema),
};

SUITE(migrate)
{
	return DB_ENV_EACH("migrations", &env.engine, tests);
}
