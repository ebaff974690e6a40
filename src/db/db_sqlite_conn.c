/* db_sqlite_conn.c: a SQLite connection: opening it, preparing once, running often. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "db/db_sqlite.h"

enum { WAL_TRIES = 250, WAL_PAUSE_MS = 20 };

/* A prepared statement. SQLite takes "$2" as a name and numbers names as they appear: at[1] is the
 * number SQLite gave to $2, 0 when this text does not use it. */
struct lite_stmt {
	const struct db_stmt *st;
	sqlite3_stmt *s;
	int at[STMT_MAX_PARAMS];
};

static const char pragmas[] = "PRAGMA busy_timeout = 5000;"
			      "PRAGMA synchronous = FULL;"
			      "PRAGMA foreign_keys = ON;"
			      "PRAGMA temp_store = MEMORY;"
			      "PRAGMA mmap_size = 67108864;"
			      "PRAGMA case_sensitive_like = ON;"; /* as in PostgreSQL */
static const char pragmas_write[] = "PRAGMA cache_size = -16384;";
static const char pragmas_read[] = "PRAGMA cache_size = -2048; PRAGMA query_only = ON;";

static int
err_of(int rc)
{
	switch (rc & 0xff) {
	case SQLITE_CONSTRAINT:
		return rc == SQLITE_CONSTRAINT_UNIQUE || rc == SQLITE_CONSTRAINT_PRIMARYKEY ||
				       rc == SQLITE_CONSTRAINT_ROWID
			       ? E_STALE
			       : E_INVALID;
	case SQLITE_FULL:
		return E_FULL;
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return E_BUSY;
	default:
		return E_DB;
	}
}

/* A full disk is not always SQLITE_FULL: room for the index of the log is an I/O error without words. */
static bool
is_full(sqlite3 *h)
{
	int e = sqlite3_system_errno(h);

	return (sqlite3_extended_errcode(h) & 0xff) == SQLITE_IOERR && (e == ENOSPC || e == EDQUOT);
}

static int
err_of_last(sqlite3 *h)
{
	return is_full(h) ? E_FULL : err_of(sqlite3_extended_errcode(h));
}

static const char *
why_last(sqlite3 *h)
{
	return is_full(h) ? "database or disk is full" : sqlite3_errmsg(h);
}

static int
broke(struct lite_conn *c)
{
	return db_broke(&c->base, err_of_last(c->h), "%s", why_last(c->h));
}

/* A new file becomes WAL while nobody else has it; SQLite itself does not wait for that. */
static int
turn_to_wal(sqlite3 *h)
{
	int rc = SQLITE_BUSY;

	for (int tries = 0; tries < WAL_TRIES && (rc & 0xff) == SQLITE_BUSY; tries++) {
		if (tries)
			sqlite3_sleep(WAL_PAUSE_MS);
		rc = sqlite3_exec(h, "PRAGMA journal_mode = WAL", NULL, NULL, NULL);
	}
	return rc;
}

/* A new file is its owner's alone, whatever the umask; its log gets the same rights from SQLite. */
static void
make_private(const char *path)
{
	int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

	if (fd >= 0)
		close(fd); /* SQLite says what is wrong with a path that cannot be opened */
}

int
lite_open(struct db *db, const char *path, bool writer, bool create, struct arena *a,
	  struct lite_conn **ret, struct str *ret_why)
{
	struct lite_conn *c = calloc(1, sizeof *c);
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | (create ? SQLITE_OPEN_CREATE : 0),
	    err = E_DB;
	struct stat st;

	if (!c)
		abort();
	c->base.db = db;
	if (create)
		make_private(path);
	if (sqlite3_open_v2(path, &c->h, flags, NULL) == SQLITE_OK &&
	    sqlite3_extended_result_codes(c->h, 1) == SQLITE_OK &&
	    sqlite3_exec(c->h, pragmas, NULL, NULL, NULL) == SQLITE_OK && turn_to_wal(c->h) == SQLITE_OK &&
	    sqlite3_exec(c->h, writer ? pragmas_write : pragmas_read, NULL, NULL, NULL) ==
		    SQLITE_OK &&
	    stat(path, &st) == 0) {
		c->device = st.st_dev;
		c->inode = st.st_ino;
		*ret = c;
		return 0;
	}
	if (c->h && sqlite3_errcode(c->h) != SQLITE_OK)
		err = err_of_last(c->h);
	if (ret_why)
		*ret_why = str_fmt(a, "%s: %s", path, c->h ? why_last(c->h) : "no memory");
	lite_close(c);
	return err;
}

static void
forget(struct lite_stmt **slot)
{
	if (!*slot)
		return;
	sqlite3_finalize((*slot)->s);
	free(*slot);
	*slot = NULL;
}

static void
forget_statements(struct lite_conn *c)
{
	for (size_t i = 0; i < STMTS_MAX; i++)
		forget(&c->cache[i]);
}

void
lite_close(struct lite_conn *c)
{
	if (!c)
		return;
	forget_statements(c);
	for (size_t i = 0; i < LITE__CONTROLS; i++)
		sqlite3_finalize(c->control[i]);
	sqlite3_close(c->h);
	free(c);
}

bool
lite_is_current(const struct lite_conn *c, const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && st.st_dev == c->device && st.st_ino == c->inode;
}

static int
prepare_control(struct lite_conn *c, enum lite_control what, sqlite3_stmt **ret)
{
	static const char *const texts[LITE__CONTROLS] = {
		[LITE_BEGIN_READ] = "BEGIN",	 [LITE_BEGIN_WRITE] = "BEGIN IMMEDIATE",
		[LITE_COMMIT] = "COMMIT",	 [LITE_ROLLBACK] = "ROLLBACK",
		[LITE_SAVE] = "SAVEPOINT job",	 [LITE_RELEASE] = "RELEASE job",
		[LITE_BACK] = "ROLLBACK TO job", [LITE_MARK] = "PRAGMA data_version",
	};
	sqlite3_stmt **s = &c->control[what];

	if (!*s && sqlite3_prepare_v3(c->h, texts[what], -1, SQLITE_PREPARE_PERSISTENT, s, NULL) !=
			   SQLITE_OK)
		return broke(c);
	*ret = *s;
	return 0;
}

int
lite_control(struct lite_conn *c, enum lite_control what)
{
	sqlite3_stmt *s = NULL;
	int rc;

	TRY(prepare_control(c, what, &s));
	rc = sqlite3_step(s);
	sqlite3_reset(s);
	return rc == SQLITE_DONE ? 0 : broke(c);
}

/* SQLite numbers what other connections committed, as this one sees it; the writer is another one too. */
int
lite_look(struct tx *tx, bool *ret_changed)
{
	struct lite_conn *c = (struct lite_conn *)tx->conn;
	sqlite3_stmt *s = NULL;
	int64_t mark;
	int rc;

	TRY(prepare_control(c, LITE_MARK, &s));
	rc = sqlite3_step(s);
	mark = sqlite3_column_int64(s, 0);
	sqlite3_reset(s);
	if (rc != SQLITE_ROW)
		return broke(c);
	*ret_changed = mark != c->mark;
	c->mark = mark;
	return 0;
}

static int
prepare(struct lite_conn *c, const struct db_stmt *st, struct lite_stmt **ret)
{
	struct lite_stmt **slot = &c->cache[st->number], *s = *slot;
	char name[8];

	if (s && s->st == st) {
		*ret = s;
		return 0;
	}
	/* Those made by hand take turns in the first place. */
	forget(slot);
	s = calloc(1, sizeof *s);
	if (!s)
		abort();
	s->st = st;
	if (sqlite3_prepare_v3(c->h, st->sqlite, -1, SQLITE_PREPARE_PERSISTENT, &s->s, NULL) !=
	    SQLITE_OK) {
		free(s);
		return broke(c);
	}
	for (int k = 0; st->params[k]; k++) {
		sqlite3_snprintf(sizeof name, name, "$%d", k + 1);
		s->at[k] = sqlite3_bind_parameter_index(s->s, name);
	}
	*ret = *slot = s;
	return 0;
}

/* NULL stays out of the database: an empty text has an address. */
static int
bind(struct lite_stmt *s, const struct db_val *params)
{
	int rc = SQLITE_OK;

	for (size_t k = 0; s->st->params[k] && rc == SQLITE_OK; k++) {
		const struct db_val *v = &params[k];
		const char *p = v->s.p ? v->s.p : "";

		if (s->at[k] == 0)
			continue;
		switch (s->st->params[k]) {
		case 'i':
			rc = sqlite3_bind_int64(s->s, s->at[k], v->i);
			break;
		case 'r':
			rc = sqlite3_bind_double(s->s, s->at[k], v->r);
			break;
		case 't':
			rc = sqlite3_bind_text64(s->s, s->at[k], p, v->s.n, SQLITE_STATIC,
						 SQLITE_UTF8);
			break;
		default:
			rc = sqlite3_bind_blob64(s->s, s->at[k], p, v->s.n, SQLITE_STATIC);
		}
	}
	return rc;
}

static void
read_row(struct tx *tx, const struct lite_stmt *s, struct db_val *cols, bool borrow)
{
	for (int k = 0; s->st->cols[k]; k++) {
		struct str text = {0};

		switch (s->st->cols[k]) {
		case 'i':
			cols[k].i = sqlite3_column_int64(s->s, k);
			continue;
		case 'r':
			cols[k].r = sqlite3_column_double(s->s, k);
			continue;
		case 't':
			text.p = (const char *)sqlite3_column_text(s->s, k);
			break;
		default:
			text.p = sqlite3_column_blob(s->s, k);
		}
		text.n = (size_t)sqlite3_column_bytes(s->s, k);
		cols[k].s = !text.p ? S("") : borrow ? text : str_dup(tx->arena, text);
	}
}

int
lite_run(struct tx *tx, const struct db_stmt *st, const struct db_val *params, db_row *row,
	 void *ctx, bool borrow, int64_t *ret_changed)
{
	struct lite_conn *c = (struct lite_conn *)tx->conn;
	struct db_val cols[STMT_MAX_COLS];
	struct lite_stmt *s = NULL;
	int64_t changed = 0;
	int rc, stop = 0;

	TRY(prepare(c, st, &s));
	rc = bind(s, params);
	if (rc == SQLITE_OK)
		rc = sqlite3_step(s->s);
	/* Who has seen enough rows of a writing statement still wants all of it to happen. */
	while (rc == SQLITE_ROW && (!stop || st->writes)) {
		changed++;
		if (!stop) {
			read_row(tx, s, cols, borrow);
			stop = row(ctx, cols);
		}
		if (!stop || st->writes)
			rc = sqlite3_step(s->s);
	}
	if (rc == SQLITE_DONE && !st->cols[0])
		changed = sqlite3_changes64(c->h);
	if (rc != SQLITE_DONE && rc != SQLITE_ROW)
		broke(c);
	atomic_fetch_add_explicit(&c->base.db->steps, sqlite3_stmt_status(s->s, SQLITE_STMTSTATUS_VM_STEP, 1), memory_order_relaxed);
	sqlite3_reset(s->s);
	if (rc != SQLITE_DONE && rc != SQLITE_ROW)
		return c->base.err;
	if (stop < 0)
		return stop;
	if (ret_changed)
		*ret_changed = changed;
	return 0;
}

/* What a column is declared as in its table, as our letter; 0 when it is an expression. */
static char
declared(sqlite3_stmt *s, int col)
{
	static const char *const names[] = {"INTEGER", "TEXT", "BLOB", "REAL"};
	const char *type = sqlite3_column_decltype(s, col);

	for (size_t i = 0; type && i < 4; i++)
		if (strcmp(type, names[i]) == 0)
			return "itbr"[i];
	return 0;
}

static int
compare(sqlite3_stmt *s, const struct db_stmt *st, struct arena *a, struct str *ret_why)
{
	int params = (int)strlen(st->params), cols = (int)strlen(st->cols);

	for (int k = 1; k <= sqlite3_bind_parameter_count(s); k++) {
		const char *name = sqlite3_bind_parameter_name(s, k);
		int64_t n = 0;

		if (!name || !str_int(str_of(name + 1), &n) || n < 1 || n > params) {
			*ret_why = str_fmt(a, "parameter %s is not declared", name ? name : "?");
			return E_SCHEMA;
		}
	}
	if (sqlite3_column_count(s) != cols) {
		*ret_why =
			str_fmt(a, "%d columns declared, %d found", cols, sqlite3_column_count(s));
		return E_SCHEMA;
	}
	for (int k = 0; k < cols; k++) {
		char type = declared(s, k);

		if (type && type != st->cols[k]) {
			*ret_why = str_fmt(a, "column %d is declared %c and is %c", k + 1,
					   st->cols[k], type);
			return E_SCHEMA;
		}
	}
	return 0;
}

int
lite_check(struct tx *tx, const struct db_stmt *st, struct str *ret_why)
{
	struct lite_conn *c = (struct lite_conn *)tx->conn;
	sqlite3_stmt *s;
	int err;

	if (sqlite3_prepare_v2(c->h, st->sqlite, -1, &s, NULL) != SQLITE_OK) {
		*ret_why = str_fmt(tx->arena, "%s", sqlite3_errmsg(c->h));
		return E_SCHEMA;
	}
	err = compare(s, st, tx->arena, ret_why);
	sqlite3_finalize(s);
	return err;
}

int
lite_script(struct tx *tx, const char *text)
{
	struct lite_conn *c = (struct lite_conn *)tx->conn;

	return sqlite3_exec(c->h, text, NULL, NULL, NULL) == SQLITE_OK ? 0 : broke(c);
}

int
lite_forget(struct tx *tx)
{
	forget_statements((struct lite_conn *)tx->conn);
	return 0;
}
