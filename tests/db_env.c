/* db_env.c: an empty database of each engine for the tests of src/db. */
#include "db_env.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "db/driver.h"

bool
db_env_has(enum db_engine engine)
{
	return engine == DB_SQLITE || getenv("LINLI_TEST_PG");
}

static void
open_url(struct db_env *e)
{
	struct str why = {0};

	if (db_open(e->url, e->conns, &e->arena, &e->db, &why) != 0)
		fail_msg("%s: %.*s", e->url, STR(why));
}

static int
script(struct tx *tx, void *arg)
{
	return db_script(tx, arg);
}

int
db_env_script(struct db_env *e, const char *text)
{
	return db_write_now(e->db, &e->arena, script, (void *)(uintptr_t)text);
}

static void
begin(struct db_env *e, enum db_engine engine)
{
	*e = (struct db_env){.engine = engine, .conns = engine == DB_SQLITE ? 1 : 3};
	arena_init(&e->arena);
	assert_true(made_dir(e->dir, sizeof e->dir, "db"));
	snprintf(e->path, sizeof e->path, "%s/linli.db", e->dir);
}

void
db_env_open(struct db_env *e, enum db_engine engine)
{
	const char *pg = getenv("LINLI_TEST_PG");
	int pid = (int)getpid();

	begin(e, engine);
	if (engine == DB_SQLITE) {
		snprintf(e->url, sizeof e->url, "sqlite:%s", e->path);
	} else {
		snprintf(e->url, sizeof e->url, "%s", pg);
		open_url(e);
		assert_int_equal(db_env_script(e, str_fmt(&e->arena, "DROP SCHEMA IF EXISTS db_test_%d CASCADE; "
							  "CREATE SCHEMA db_test_%d", pid, pid).p), 0);
		db_close(e->db);
		snprintf(e->url, sizeof e->url, "%s%coptions=-csearch_path%%3Ddb_test_%d", pg,
			 strchr(pg, '?') ? '&' : '?', pid);
	}
	open_url(e);
}

void
db_env_open_made(struct db_env *e, enum db_engine engine, const char *name, int (*fill)(struct db *db, struct arena *a))
{
	begin(e, engine);
	if (!made_open(&e->made, name, engine, e->dir, e->conns, fill, &e->arena))
		fail_msg("the database %s cannot be made", name);
	e->db = e->made.db;
	snprintf(e->url, sizeof e->url, "%s", e->made.url);
}

void
db_env_open_migrated(struct db_env *e, enum db_engine engine)
{
	db_env_open_made(e, engine, "schema", NULL);
}

int
db_env_each(const char *what, enum db_engine *engine, const struct CMUnitTest *tests, size_t n)
{
	static const char *const names[] = {[DB_SQLITE] = "SQLite", [DB_PG] = "PostgreSQL"};
	char name[64];
	int failed = 0;

	for (*engine = DB_SQLITE; *engine <= DB_PG; ++*engine) {
		snprintf(name, sizeof name, "%s on %s", what, names[*engine]);
		if (db_env_has(*engine))
			failed += _cmocka_run_group_tests(name, tests, n, NULL, NULL);
		else
			printf("%s: skipped\n", name);
	}
	return failed;
}

void
db_env_close(struct db_env *e)
{
	static const char *const ends[] = {"", "-wal", "-shm"};
	char path[128];

	e->made.db = e->db; /* a test may have opened it anew */
	made_close(&e->made);
	arena_release(&e->arena);
	for (size_t i = 0; i < 3; i++) {
		snprintf(path, sizeof path, "%s%s", e->path, ends[i]);
		unlink(path);
	}
	rmdir(e->dir);
}

static int
first(void *ctx, const struct db_val *cols)
{
	*(int64_t *)ctx = cols[0].i;
	return 1;
}

struct asked {
	struct db_stmt st;
	int64_t answer;
};

static int
ask(struct tx *tx, void *arg)
{
	struct asked *q = arg;

	return db_run(tx, &q->st, NULL, first, &q->answer, false, NULL);
}

int64_t
db_env_int(struct db_env *e, const char *query)
{
	/* Connections know statements by their address and name, so each question has its own. */
	static struct asked asked[64];
	static size_t n;
	static char names[64][8], texts[64][256];
	size_t i = 0;

	while (i < n && strcmp(asked[i].st.sqlite, query) != 0)
		i++;
	assert_true(i < 64);
	if (i == n) {
		snprintf(names[n], sizeof names[n], "ask%zu", n);
		assert_true(snprintf(texts[n], sizeof texts[n], "%s", query) < (int)sizeof texts[n]);
		asked[n++].st = (struct db_stmt){
			.name = names[i], .sqlite = texts[i], .pg = texts[i], .params = "", .cols = "i"};
	}
	assert_int_equal(db_read_now(e->db, &e->arena, ask, &asked[i]), 0);
	return asked[i].answer;
}
