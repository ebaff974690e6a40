/* made.c: see made.h. PostgreSQL makes and drops databases outside of transactions only, so it is asked without src/db. */
#include "made.h"

#include <fcntl.h>
#include <libpq-fe.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "db/migrate.h"

typedef int made_fill(struct db *db, struct arena *a);

static bool
say(const char *what, const char *why)
{
	fprintf(stderr, "%s: %s\n", what, why);
	return false;
}

bool
made_dir(char *dir, size_t n, const char *what)
{
	const char *in = getenv("LINLI_TEST_MADE");

	if (snprintf(dir, n, "%s/linli-%s-XXXXXX", in ? in : "/tmp", what) < (int)n && mkdtemp(dir))
		return true;
	perror("mkdtemp");
	*dir = '\0';
	return false;
}

/* The URL of another database of the tests' server. */
static const char *
pg_url(struct arena *a, const char *name)
{
	struct str url = str_of(getenv("LINLI_TEST_PG")), more = S("");
	size_t at = str_find(url, S("?"));

	if (at < url.n) {
		more = str_sub(url, at, url.n);
		url = str_sub(url, 0, at);
	}
	while (url.n > 0 && url.p[url.n - 1] != '/')
		url.n--;
	return str_fmt(a, "%.*s%s%.*s", STR(url), name, STR(more)).p;
}

/* Runs one command; *ret_rows = how many rows it answered. */
static bool
pg_run(struct arena *a, const char *text, int *ret_rows)
{
	PGconn *c = PQconnectdb(pg_url(a, "postgres"));
	PGresult *r = PQstatus(c) == CONNECTION_OK ? PQexec(c, text) : NULL;
	ExecStatusType status = PQresultStatus(r);
	bool ok = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;

	if (!ok)
		say(text, PQerrorMessage(c));
	else if (ret_rows)
		*ret_rows = PQntuples(r);
	PQclear(r);
	PQfinish(c);
	return ok;
}

static bool
open_db(const char *url, int conns, struct arena *a, struct db **ret)
{
	struct str why = S("");

	if (db_open(url, conns, a, ret, &why) == 0)
		return true;
	fprintf(stderr, "%s: %.*s\n", url, STR(why));
	return false;
}

/* Schema and content of an empty database. */
static bool
make_in(struct db *db, made_fill *fill, struct arena *a)
{
	struct str why = S("");
	int applied, rc;

	if (schema_migrate(db, a, &applied, &why) < 0) {
		fprintf(stderr, "%.*s\n", STR(why));
		return false;
	}
	rc = fill ? fill(db, a) : 0;
	return rc == 0 || say("a database cannot be filled", err_name(rc));
}

static bool
make_at(const char *url, made_fill *fill, struct arena *a)
{
	struct db *db;
	bool ok;

	if (!open_db(url, 1, a, &db))
		return false;
	ok = make_in(db, fill, a);
	db_close(db);
	return ok;
}

/* ---- SQLite: a file ---- */

static bool
copy_file(const char *from, const char *to)
{
	int in = open(from, O_RDONLY | O_CLOEXEC), out = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	char part[65536];
	ssize_t n = -1;

	while (in >= 0 && out >= 0 && (n = read(in, part, sizeof part)) > 0)
		if (write(out, part, (size_t)n) != n) {
			n = -1;
			break;
		}
	if (in >= 0)
		close(in);
	if (out >= 0 && close(out) < 0)
		n = -1;
	return n == 0 || say(to, "the database cannot be copied");
}

static bool
copy_of_file(const char *kept, const char *name, const char *path, made_fill *fill, struct arena *a)
{
	const char *made = str_fmt(a, "%s/%s.db", kept, name).p, *fresh = str_fmt(a, "%s.new", made).p;

	if (access(made, R_OK) < 0) {
		unlink(fresh);
		if (!make_at(str_fmt(a, "sqlite:%s", fresh).p, fill, a) || rename(fresh, made) < 0)
			return false;
	}
	return copy_file(made, path);
}

/* ---- PostgreSQL: a template ---- */

static bool
copy_of_template(const char *name, const char *copy, made_fill *fill, struct arena *a)
{
	int have = 0;

	if (!pg_run(a, str_fmt(a, "SELECT 1 FROM pg_database WHERE datname = 'made_%s'", name).p, &have))
		return false;
	if (have == 0 && !(pg_run(a, str_fmt(a, "DROP DATABASE IF EXISTS fresh_%s", name).p, NULL) &&
			   pg_run(a, str_fmt(a, "CREATE DATABASE fresh_%s", name).p, NULL) &&
			   make_at(pg_url(a, str_fmt(a, "fresh_%s", name).p), fill, a) &&
			   pg_run(a, str_fmt(a, "ALTER DATABASE fresh_%s RENAME TO made_%s", name, name).p, NULL)))
		return false;
	return pg_run(a, str_fmt(a, "CREATE DATABASE %s TEMPLATE made_%s STRATEGY file_copy", copy, name).p, NULL);
}

/* ---- */

/* Whoever comes while a database is being made waits until it is there. */
static int
take_turn(const char *kept, const char *name, enum db_engine engine, struct arena *a)
{
	int fd = open(str_fmt(a, "%s/%s-%d.lock", kept, name, (int)engine).p, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

	if (fd >= 0)
		flock(fd, LOCK_EX);
	return fd;
}

bool
made_open(struct made_db *m, const char *name, enum db_engine engine, const char *dir, int conns, made_fill *fill, struct arena *a)
{
	static atomic_int copies;
	const char *kept = getenv("LINLI_TEST_MADE"), *path = str_fmt(a, "%s/linli.db", dir).p;
	int turn = kept && name ? take_turn(kept, name, engine, a) : -1;
	bool ok;

	*m = (struct made_db){0};
	if (engine == DB_PG)
		snprintf(m->name, sizeof m->name, "test_%d_%d", (int)getpid(), ++copies);
	m->url = engine == DB_PG ? pg_url(a, m->name) : str_fmt(a, "sqlite:%s", path).p;
	if (turn < 0)
		ok = engine == DB_SQLITE || pg_run(a, str_fmt(a, "CREATE DATABASE %s", m->name).p, NULL);
	else if (engine == DB_PG)
		ok = copy_of_template(name, m->name, fill, a);
	else
		ok = copy_of_file(kept, name, path, fill, a);
	if (turn >= 0)
		close(turn);
	return ok && open_db(m->url, conns, a, &m->db) && (turn >= 0 || !name || make_in(m->db, fill, a));
}

void
made_close(struct made_db *m)
{
	struct arena a;

	if (m->db)
		db_close(m->db);
	m->db = NULL;
	arena_init(&a);
	if (m->name[0])
		pg_run(&a, str_fmt(&a, "DROP DATABASE %s WITH (FORCE)", m->name).p, NULL);
	arena_release(&a);
}
