/* suite.h: a file of tests in the program of its floor or feature.
 *
 *   SUITE(geo)                            in geo_test.c, in place of main(void)
 *   {
 *   	return cmocka_run_group_tests(tests, NULL, NULL);
 *   }
 *
 * tools/mktests finds the suites of a folder while building, so none is named twice and none is forgotten: a
 * *_test.c without a suite does not build, and neither does one whose test function stands in no table. Each suite
 * runs in a process of its own (tests/runner.c): it begins with fresh globals, and when it crashes the others go on. */
#ifndef LINLI_TEST_SUITE_H
#define LINLI_TEST_SUITE_H

#include <stddef.h>

/* Returns how many of its tests failed. */
#define SUITE(name)                                                                                \
	int suite_##name(void);                                                                    \
	int suite_##name(void)

struct suite {
	const char *name;
	int (*run)(void);
};

/* Made by mktests, by name. */
extern const struct suite suites[];
extern const size_t suites_n;

#endif
