/* kit_help.h: an empty district, for the tests of the kit that need no people. */
#ifndef LINLI_TEST_KIT_HELP_H
#define LINLI_TEST_KIT_HELP_H

#include "base/clock.h"
#include "kit/district.h"
#include "db_env.h"
#include "suite.h"
#include "walk.h"

/* After ours: cmocka has a macro called fail. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define commit() assert_int_equal(walk_end(0), 0)
#define undo() assert_int_equal(walk_end(E_INVALID), E_INVALID)

enum { D = 330106, NOON = 1795320000 };

static struct arena A;
static struct db_env env;
static enum db_engine engine = DB_SQLITE;
static struct db *db;

static inline struct tx *
begin(void)
{
	return walk_begin(db, &A);
}

static inline int
open_district(struct tx *tx, void *arg)
{
	const struct district d = {.code = D, .name = S("云河区"), .opened_at = NOON};

	(void)arg;
	return district_add(tx, &d);
}

static inline int
setup(void **state)
{
	(void)state;
	arena_init(&A);
	clock_set(NOON);
	db_env_open_migrated(&env, engine);
	db = env.db;
	return db_write_now(db, &A, open_district, NULL);
}

static inline int
teardown(void **state)
{
	(void)state;
	if (walk_is_open())
		walk_end(E_BUG);
	db_env_close(&env);
	arena_release(&A);
	return 0;
}

#endif
