/* territory_help.h: a small district, and a transaction a test walks through itself. */
#ifndef LINLI_TEST_TERRITORY_HELP_H
#define LINLI_TEST_TERRITORY_HELP_H

#include "base/clock.h"
#include "db/db.h"
#include "db/driver.h"
#include "features/territory/territory_division.h"
#include "features/territory/territory_edit.h"
#include "features/territory/territory_table.h"
#include "kit/flow.h"
#include "lib/secret.h"
#include "db_env.h"
#include "walk.h"

/* After ours: cmocka has a macro called fail. */
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
static struct db_env env;
static struct db *db;
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

static inline void
begin(void)
{
	T = walk_begin(db, &A);
}

static inline void
commit(void)
{
	assert_int_equal(walk_end(0), 0);
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
			      .scopes = PERM_SET_ALL};
}

/* ---- a database for each test ---- */

/* An empty database, or with two communities and what one of them holds. Leaves T open. */
static inline int
setup_empty(void **state)
{
	(void)state;
	arena_init(&A);
	clock_set(clock_at(2026, 11, 18, 10, 0, 0)); /* a Wednesday */
	secret_use_test_key();
	sys = actor_system_of;
	sys.district = D;
	db_env_open_migrated(&env, engine);
	db = env.db;
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
	db_env_close(&env);
	arena_release(&A);
	clock_set(0);
	return 0;
}

#endif
