/* arena_help.h: an arena for each test, for those that need nothing else. */
#ifndef LINLI_TEST_ARENA_HELP_H
#define LINLI_TEST_ARENA_HELP_H

#include "base/arena.h"

/* After ours: cmocka has a macro called fail. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct arena arena;

static inline int
setup(void **state)
{
	(void)state;
	arena_init(&arena);
	return 0;
}

static inline int
teardown(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

#endif
