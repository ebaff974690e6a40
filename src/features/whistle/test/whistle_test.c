/* whistle_test.c: the rules of whistles that no script can show. */
#include "suite.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void
test_x(void **state)
{
	(void)state;
}

SUITE(whistle)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_x),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
