/* made.h: databases that many tests begin with. Each is made once for a run of ./test, in the folder that LINLI_TEST_MADE names (a file
 * of SQLite, a template of PostgreSQL), and copied for every test: copying costs a tenth of making. Without that folder each test makes
 * its own. */
#ifndef LINLI_TEST_MADE_H
#define LINLI_TEST_MADE_H

#include "db/db.h"

/* Makes a folder of a test's own beside those databases (without LINLI_TEST_MADE in /tmp) and writes its path to dir, which has n bytes.
 * The caller removes it. */
bool made_dir(char *dir, size_t n, const char *what);

struct made_db {
	struct db *db;
	const char *url;
	char name[64]; /* PostgreSQL's database, "" on SQLite */
};

/* Opens a new database with this program's schema and what fill put into it (NULL: nothing). name: the same for the same content, NULL = an
 * empty database without schema. dir: a folder of the caller, where a file lies as linli.db. false: why stands on stderr. */
bool made_open(struct made_db *m, const char *name, enum db_engine engine, const char *dir, int conns, int (*fill)(struct db *db, struct arena *a),
	       struct arena *a);
/* Closes it; PostgreSQL's database is gone, the file stays in its folder. */
void made_close(struct made_db *m);

#endif
