/* territory_help.h: a small district, and a transaction a test walks through itself. */
#ifndef LINLI_TEST_TERRITORY_HELP_H
#define LINLI_TEST_TERRITORY_HELP_H

#include "base/clock.h"
#include "db/db.h"
#include "db/driver.h"
#include "db/migrate.h"
#include "features/territory/territory_division.h"
#include "features/territory/territory_edit.h"
#include "features/territory/territory_table.h"
#include "kit/flow.h"
#include "kit/secret.h"

/* After ours: cmocka has a macro called fail. */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))
#define assert_str(s, z) check_str((s), (z), __FILE__, __LINE__)

enum { D = 990106, NEXT_DOOR = 990107 };

static struct arena A;
static enum db_engine engine = DB_SQLITE;
static struct db *db;
static char path[64];
static struct actor sys;
static struct tx *T; /* the open transaction */
static int64_t street, north, south, area, grid, other_grid, house;

static inline void
check_str(struct str s, const char *z, const char *file, int line)
{
	if (!str_is(s, z)) {
		print_error("\"%.*s\" is not \"%s\"\n", STR(s), z);
		_fail(file, line);
	}
}

/* The thread of the database waits inside the transaction meanwhile. */
static struct {
	pthread_mutex_t lock;
	pthread_cond_t turn;
	pthread_t thread;
	bool open, over;
	int answer, outcome;
} walk = {.lock = PTHREAD_MUTEX_INITIALIZER, .turn = PTHREAD_COND_INITIALIZER};

static inline int
hold(struct tx *tx, void *arg)
{
	(void)arg;
	pthread_mutex_lock(&walk.lock);
	T = tx;
	walk.open = true;
	pthread_cond_broadcast(&walk.turn);
	while (!walk.over)
		pthread_cond_wait(&walk.turn, &walk.lock);
	pthread_mutex_unlock(&walk.lock);
	return walk.answer;
}

static inline void *
write_now(void *arg)
{
	(void)arg;
	walk.outcome = db_write_now(db, &A, hold, NULL);
	return NULL;
}

static inline void
begin(void)
{
	walk.over = false;
	pthread_create(&walk.thread, NULL, write_now, NULL);
	pthread_mutex_lock(&walk.lock);
	while (!walk.open)
		pthread_cond_wait(&walk.turn, &walk.lock);
	pthread_mutex_unlock(&walk.lock);
}

static inline void
commit(void)
{
	pthread_mutex_lock(&walk.lock);
	walk.answer = 0;
	walk.over = true;
	walk.open = false;
	pthread_cond_broadcast(&walk.turn);
	pthread_mutex_unlock(&walk.lock);
	pthread_join(walk.thread, NULL);
	assert_int_equal(walk.outcome, 0);
	T = NULL;
}

#define REFUSED(call, code_, field_)                                                 \
	do {                                                                         \
		T->fault = (struct fault){0};                                        \
		assert_int_equal((call), (code_));                                   \
		assert_string_equal(T->fault.field ? T->fault.field : "", (field_)); \
	} while (0)

static inline int64_t
add(int64_t parent, enum level level, const char *name)
{
	int64_t id = 0;

	assert_int_equal(
		territory_add(T, &sys, parent,
			      &(struct territory_new){.level = level, .name = str_of(name)}, &id),
		0);
	return id;
}

static inline struct territory_node
node(int64_t id)
{
	struct territory_node n = {0};

	assert_int_equal(territory_get(T, D, id, &n), 0);
	return n;
}

/* A person with one role at one node. */
static inline struct actor
person(enum role role, enum level level, int64_t at)
{
	struct grant *g = NEW(&A, struct grant);

	*g = (struct grant){.role = role, .level = level, .node = at};
	return (struct actor){.kind = ACTOR_PERSON,
			      .district = D,
			      .person = 77,
			      .grants = g,
			      .grants_n = 1,
			      .scopes = ~UINT64_C(0)};
}

/* ---- a database for each test ---- */

static inline int
run_script(struct tx *tx, void *text)
{
	return db_script(tx, text);
}

/* The URL of an empty database: a new file, or on PostgreSQL a schema named after this process. */
static inline const char *
empty_database(void)
{
	const char *pg = getenv("LINLI_TEST_PG");
	struct str why = {0};

	if (engine == DB_SQLITE) {
		snprintf(path, sizeof path, "/tmp/linli-territory-XXXXXX");
		close(mkstemp(path));
		return str_fmt(&A, "sqlite:%s", path).p;
	}
	assert_int_equal(db_open(pg, 1, &A, &db, &why), 0);
	assert_int_equal(
		db_write_now(db, &A, run_script,
			     (void *)(uintptr_t)str_fmt(&A,
							"DROP SCHEMA IF EXISTS territory_%d "
							"CASCADE; CREATE SCHEMA territory_%d",
							getpid(), getpid())
				     .p),
		0);
	db_close(db);
	return str_fmt(&A, "%s%coptions=-csearch_path%%3Dterritory_%d", pg,
		       strchr(pg, '?') ? '&' : '?', getpid())
		.p;
}

/* An empty database, or with two communities and what one of them holds. Leaves T open. */
static inline int
setup_empty(void **state)
{
	struct str why = {0};
	int applied;

	(void)state;
	arena_init(&A);
	clock_set(clock_at(2026, 11, 18, 10, 0, 0)); /* a Wednesday */
	secret_use_test_key();
	sys = actor_system_of;
	sys.district = D;
	if (db_open(empty_database(), 2, &A, &db, &why) < 0 ||
	    schema_migrate(db, &A, &applied, &why) < 0) {
		print_error("%.*s\n", STR(why));
		return -1;
	}
	begin();
	return 0;
}

static inline int
setup(void **state)
{
	int64_t root;

	if (setup_empty(state) < 0)
		return -1;
	assert_int_equal(territory_open_district(T, D, S("青澜区"), &root), 0);
	street = add(root, LEVEL_STREET, "云河街道");
	north = add(street, LEVEL_COMMUNITY, "北岭社区");
	south = add(street, LEVEL_COMMUNITY, "南塘社区");
	area = add(north, LEVEL_AREA, "和平里片区");
	grid = add(area, LEVEL_GRID, "网格 01");
	other_grid = add(south, LEVEL_GRID, "网格 01");
	house = add(grid, LEVEL_BUILDING, "3号楼");
	return 0;
}

static inline int
teardown(void **state)
{
	(void)state;
	if (T)
		commit();
	if (engine == DB_PG)
		db_write_now(
			db, &A, run_script,
			(void *)(uintptr_t)str_fmt(&A, "DROP SCHEMA territory_%d CASCADE", getpid())
				.p);
	db_close(db);
	if (engine == DB_SQLITE) {
		unlink(path);
		unlink(str_fmt(&A, "%s-wal", path).p);
		unlink(str_fmt(&A, "%s-shm", path).p);
	}
	arena_release(&A);
	clock_set(0);
	return 0;
}

/* Runs the tests on SQLite, and on PostgreSQL when LINLI_TEST_PG holds a URL. */
#define RUN_ON_BOTH(tests)                                                                         \
	(cmocka_run_group_tests_name("SQLite", tests, NULL, NULL) +                                \
	 (getenv("LINLI_TEST_PG")                                                                  \
		  ? (engine = DB_PG, cmocka_run_group_tests_name("PostgreSQL", tests, NULL, NULL)) \
		  : 0))

#endif
