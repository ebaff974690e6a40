/* arena_test.c: what an arena keeps. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "suite.h"

static void
test_reset__keeps_the_first_chunk(void **state)
{
	struct arena a;
	void *first;

	(void)state;
	arena_init(&a);
	first = arena_alloc(&a, 100);
	arena_alloc(&a, 1024 * 1024);
	arena_reset(&a);
	assert_int_equal(a.used, 0);
	assert_ptr_equal(arena_alloc(&a, 100), first);
	arena_release(&a);
}

/* A request that began with something large would pin it for as long as the server runs. */
static void
test_reset__keeps_nothing_large(void **state)
{
	struct arena a;

	(void)state;
	arena_init(&a);
	arena_alloc(&a, 1024 * 1024);
	arena_alloc(&a, 100);
	arena_reset(&a);
	assert_null(a.head);
	assert_non_null(arena_alloc(&a, 100));
	arena_release(&a);
}

SUITE(arena)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_reset__keeps_the_first_chunk),
		cmocka_unit_test(test_reset__keeps_nothing_large),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
