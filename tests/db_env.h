/* db_env.h: an empty database of each engine for the tests of src/db. */
#ifndef LINLI_TEST_DB_ENV_H
#define LINLI_TEST_DB_ENV_H

#include <stdio.h>

#include "db/db.h"
#include "made.h"

struct db_env {
	enum db_engine engine;
	int conns; /* threads that run writing jobs */
	struct arena arena;
	struct db *db;
	char dir[64], path[96], url[512];
	struct made_db made; /* where it began as a copy */
};

/* PostgreSQL is tested when LINLI_TEST_PG holds a URL; it gets a schema of its own. */
bool db_env_has(enum db_engine engine);
void db_env_open(struct db_env *e, enum db_engine engine);
/* The same with this program's schema in it. */
void db_env_open_migrated(struct db_env *e, enum db_engine engine);
/* And with what fill puts in; name: the same for the same content (made.h). */
void db_env_open_made(struct db_env *e, enum db_engine engine, const char *name, int (*fill)(struct db *db, struct arena *a));
void db_env_close(struct db_env *e);
/* A statement without parameters and rows, in its own transaction. */
int db_env_script(struct db_env *e, const char *text);
/* The first number of the first row; fails the test when the statement does. */
int64_t db_env_int(struct db_env *e, const char *query);

/* Runs the tests on each engine there is, which *engine says; how many failed. */
struct CMUnitTest;
int db_env_each(const char *what, enum db_engine *engine, const struct CMUnitTest *tests, size_t n);
#define DB_ENV_EACH(what, engine, tests) \
	db_env_each((what), (engine), (tests), sizeof(tests) / sizeof *(tests))

/* Inside transactions, on the driver's threads, where an assert of cmocka may not jump. */
#define EXPECT(cond)                                                                               \
	do {                                                                                       \
		if (!(cond)) {                                                                     \
			fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #cond);                 \
			return E_BUG;                                                              \
		}                                                                                  \
	} while (0)

#endif
