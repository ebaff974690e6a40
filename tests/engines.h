/* engines.h: a group of tests on each engine there is; the state of every test is its engine. After cmocka.h. */
#ifndef LINLI_TEST_ENGINES_H
#define LINLI_TEST_ENGINES_H

#include "db_env.h"

static inline int
run_on_engines(const char *name, struct CMUnitTest *tests, size_t n)
{
	static enum db_engine engines[] = {DB_SQLITE, DB_PG};
	int failed = 0;

	for (size_t e = 0; e < 2; e++) {
		char title[80];

		if (!db_env_has(engines[e]))
			continue;
		snprintf(title, sizeof title, "%s on %s", name, e == 0 ? "SQLite" : "PostgreSQL");
		for (size_t i = 0; i < n; i++)
			tests[i].initial_state = &engines[e];
		failed += _cmocka_run_group_tests(title, tests, n, NULL, NULL);
	}
	return failed;
}

#endif
