/* dump.c: writes the records of a dump and reads them again. */
#include "db/dump.h"

#include <endian.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "db/dump_pack.h"
#include "db/dump_table.h"

static const char magic[] = "LINLI BACKUP 1\n";

/* A text or file longer than this is no text or file of ours. */
enum { BYTES_MAX = 1 << 28 };

/* ---- writing ---- */

struct dump_out {
	const char *path, *part;
	struct arena *arena;
	int fd;
	bool packing;
	struct dump_sums sums;
	struct progress progress;
	struct packer pack;
};

static void
put_int(struct dump_out *d, int64_t v)
{
	uint64_t bits = htole64((uint64_t)v);

	pack_put(&d->pack, &bits, sizeof bits);
}

static void
put_real(struct dump_out *d, double v)
{
	int64_t bits;

	memcpy(&bits, &v, sizeof bits);
	put_int(d, bits);
}

static void
put_bytes(struct dump_out *d, struct str s)
{
	put_int(d, (int64_t)s.n);
	pack_put(&d->pack, s.p, s.n);
}

static void
put_letter(struct dump_out *d, char letter)
{
	pack_put(&d->pack, &letter, 1);
}

int
dump_create(const char *path, struct arena *a, struct dump_out **ret, struct str *ret_why)
{
	struct dump_out *d = NEW(a, struct dump_out);
	struct stat st;

	d->arena = a;
	d->path = str_fmt(a, "%s", path).p;
	d->part = str_fmt(a, "%s.part", path).p;
	if (lstat(path, &st) == 0) {
		*ret_why = str_fmt(a, "%s is there already: a backup never overwrites", path);
		return E_STALE;
	}
	d->fd = open(d->part, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (d->fd < 0 && errno == EEXIST) {
		*ret_why = str_fmt(a,
				   "%s is there: another backup is running, or one was broken off; "
				   "then remove it",
				   d->part);
		return E_STALE;
	}
	if (d->fd < 0 || fchmod(d->fd, 0600) < 0) {
		*ret_why = str_fmt(a, "%s: %s", d->part, strerror(errno));
		if (d->fd >= 0)
			close(d->fd);
		return E_IO;
	}
	*ret = d;
	return 0;
}

static void
put_head(struct dump_out *d, const struct dump_head *head)
{
	pack_put(&d->pack, magic, sizeof magic - 1);
	put_letter(d, 'H');
	put_bytes(d, head->program);
	put_bytes(d, head->engine);
	put_int(d, head->schema);
	put_int(d, head->made_at);
}

struct rows_out {
	struct dump_out *d;
	const struct dump_table *t;
	int64_t n;
};

static int
put_row(void *ctx, const struct db_val *cols)
{
	struct rows_out *o = ctx;

	put_letter(o->d, 'R');
	for (size_t i = 0; i < o->t->n; i++) {
		if (o->t->types[i] == 'i')
			put_int(o->d, cols[i].i);
		else if (o->t->types[i] == 'r')
			put_real(o->d, cols[i].r);
		else
			put_bytes(o->d, cols[i].s);
	}
	o->n++;
	progress_at(&o->d->progress, o->d->progress.done + 1);
	return o->d->pack.err;
}

static int
put_table(struct tx *tx, struct dump_out *d, const struct dump_table *t)
{
	struct rows_out o = {.d = d, .t = t};

	put_letter(d, 'T');
	put_bytes(d, t->name);
	put_bytes(d, str_of(t->types));
	put_bytes(d, dump_col_names(tx->arena, t));
	TRY(db_run(tx, dump_select(tx->arena, t), NULL, put_row, &o, true, NULL));
	put_letter(d, 'U');
	put_int(d, o.n);
	d->sums.tables++;
	d->sums.rows += o.n;
	return d->pack.err;
}

static int
put_tables(struct tx *tx, struct dump_out *d, const char *const *derived, struct str *ret_why)
{
	struct dump_table_list tables = {0};

	/* Reading everything takes longer than any page may. */
	if (tx->engine == DB_PG)
		TRY(db_script(tx, "SET LOCAL statement_timeout = 0"));
	TRY(dump_table_list(tx, derived, &tables, ret_why));
	for (size_t i = 0; i < tables.n; i++)
		TRY(put_table(tx, d, &tables.v[i]));
	return 0;
}

/* The engine's words when it was the engine. */
static int
explain(struct tx *tx, int err, struct str *ret_why)
{
	if (err < 0 && !ret_why->n)
		*ret_why = str_fmt(tx->arena, "%s%s%s",
				   tx->conn->err && tx->conn->last ? tx->conn->last->name : "",
				   tx->conn->err && tx->conn->last ? ": " : "",
				   tx->conn->err ? tx->conn->why : err_name(err));
	return err;
}

int
dump_tables(struct tx *tx, struct dump_out *d, const struct dump_head *head,
	    const char *const *derived, struct str *ret_why)
{
	int err;

	if (d->packing)
		pack_drop(&d->pack);
	pack_begin(&d->pack, d->fd);
	d->packing = true;
	d->sums = (struct dump_sums){0};
	*ret_why = S("");
	put_head(d, head);
	progress_begin(&d->progress, "rows", 0);
	err = put_tables(tx, d, derived, ret_why);
	progress_end(&d->progress);
	return explain(tx, err, ret_why);
}

void
dump_file(struct dump_out *d, struct str name, struct str bytes)
{
	put_letter(d, 'F');
	put_bytes(d, name);
	put_bytes(d, bytes);
	d->sums.files++;
}

/* A name is only there after a crash when its folder was synced. */
static int
name_it(struct dump_out *d)
{
	const char *slash = strrchr(d->path, '/');
	const char *dir =
		slash ? str_fmt(d->arena, "%.*s", (int)(slash - d->path + 1), d->path).p : ".";
	int fd, rc;

	if (rename(d->part, d->path) < 0)
		return E_IO;
	fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return E_IO;
	rc = fsync(fd) < 0 ? E_IO : 0;
	close(fd);
	return rc;
}

int
dump_finish(struct dump_out *d, struct dump_sums *ret)
{
	int err;

	put_letter(d, 'Z');
	put_int(d, d->sums.tables);
	put_int(d, d->sums.rows);
	put_int(d, d->sums.files);
	err = pack_end(&d->pack);
	d->packing = false;
	if (close(d->fd) < 0 && !err)
		err = E_IO;
	d->fd = -1;
	if (!err)
		err = name_it(d);
	if (err)
		unlink(d->part);
	else
		*ret = d->sums;
	return err;
}

void
dump_abandon(struct dump_out *d)
{
	if (d->packing)
		pack_drop(&d->pack);
	close(d->fd);
	unlink(d->part);
}

/* ---- reading ---- */

struct dump_in {
	int fd;
	bool unpacking;
	char letter; /* of the record that comes next */
	struct dump_sums sums;
	struct progress progress;
	struct unpacker pack;
};

static int
get_int(struct dump_in *d, int64_t *ret)
{
	uint64_t bits;

	TRY(unpack_get(&d->pack, &bits, sizeof bits));
	*ret = (int64_t)le64toh(bits);
	return 0;
}

static int
get_bytes(struct dump_in *d, struct arena *a, struct str *ret)
{
	int64_t n;
	char *p;

	TRY(get_int(d, &n));
	if (n < 0 || n > BYTES_MAX)
		return E_MALFORMED;
	p = arena_alloc(a, (size_t)n + 1);
	TRY(unpack_get(&d->pack, p, (size_t)n));
	*ret = (struct str){p, (size_t)n};
	return 0;
}

static int
next_letter(struct dump_in *d)
{
	return unpack_get(&d->pack, &d->letter, 1);
}

/* From the beginning to the first table. */
static int
start(struct dump_in *d, struct arena *a, struct dump_head *ret)
{
	char begin[sizeof magic - 1];
	struct dump_head h;

	if (d->unpacking)
		unpack_drop(&d->pack);
	d->unpacking = false;
	d->sums = (struct dump_sums){0};
	TRY(unpack_begin(&d->pack, d->fd));
	d->unpacking = true;
	TRY(unpack_get(&d->pack, begin, sizeof begin));
	TRY(next_letter(d));
	if (memcmp(begin, magic, sizeof begin) != 0 || d->letter != 'H')
		return E_MALFORMED;
	TRY(get_bytes(d, a, &h.program));
	TRY(get_bytes(d, a, &h.engine));
	TRY(get_int(d, &h.schema));
	TRY(get_int(d, &h.made_at));
	TRY(next_letter(d));
	*ret = h;
	return 0;
}

int
dump_open(const char *path, struct arena *a, struct dump_in **ret, struct dump_head *ret_head,
	  struct str *ret_why)
{
	struct dump_in *d = NEW(a, struct dump_in);
	int err;

	d->fd = open(path, O_RDONLY | O_CLOEXEC);
	if (d->fd < 0) {
		*ret_why = str_fmt(a, "%s: %s", path, strerror(errno));
		return errno == ENOENT ? E_NOTFOUND : E_IO;
	}
	err = unpack_check(d->fd);
	if (err == E_MALFORMED)
		*ret_why = str_fmt(
			a,
			"%s is not a whole backup: it was cut off or changed, or is something else",
			path);
	if (!err && (err = start(d, a, ret_head)) == E_MALFORMED)
		*ret_why =
			str_fmt(a, "%s is no backup this program can read: a later one may", path);
	if (err && err != E_MALFORMED)
		*ret_why = str_fmt(a, "%s cannot be read", path);
	if (err)
		dump_close(d);
	else
		*ret = d;
	return err;
}

void
dump_close(struct dump_in *d)
{
	if (d->unpacking)
		unpack_drop(&d->pack);
	close(d->fd);
}

static int
get_row(struct dump_in *d, struct arena *a, const struct dump_table *t, struct db_val *row)
{
	for (size_t i = 0; i < t->n; i++) {
		if (t->types[i] == 't' || t->types[i] == 'b') {
			TRY(get_bytes(d, a, &row[i].s));
			continue;
		}
		TRY(get_int(d, &row[i].i));
		memcpy(&row[i].r, &row[i].i, sizeof row[i].r);
	}
	return 0;
}

static int
load_rows(struct tx *tx, struct dump_in *d, const struct dump_table *t, struct str *ret_why)
{
	const struct db_stmt *insert = dump_insert(tx->arena, t);
	struct db_val row[STMT_MAX_PARAMS];
	int64_t n = 0, promised, there;

	for (; d->letter == 'R'; n++) {
		struct arena_mark mark = arena_mark(tx->arena);

		TRY(get_row(d, tx->arena, t, row));
		TRY(db_run(tx, insert, row, NULL, NULL, false, NULL));
		arena_rewind(tx->arena, mark);
		progress_at(&d->progress, d->progress.done + 1);
		TRY(next_letter(d));
	}
	if (d->letter != 'U')
		return E_MALFORMED;
	TRY(get_int(d, &promised));
	TRY(dump_count(tx, t, &there));
	if (n != promised || n != there) {
		*ret_why = str_fmt(
			tx->arena,
			"table %.*s: %lld rows in the backup, %lld read, %lld in the database",
			STR(t->name), (long long)promised, (long long)n, (long long)there);
		return E_MALFORMED;
	}
	d->sums.tables++;
	d->sums.rows += n;
	return next_letter(d);
}

/* Which of the database's tables the record that begins here is about. */
static int
find_table(struct tx *tx, struct dump_in *d, struct dump_table_list *tables,
	   struct dump_table **ret, struct str *ret_why)
{
	struct str name, types, cols;

	TRY(get_bytes(d, tx->arena, &name));
	TRY(get_bytes(d, tx->arena, &types));
	TRY(get_bytes(d, tx->arena, &cols));
	for (size_t i = 0; i < tables->n; i++) {
		struct dump_table *t = &tables->v[i];

		if (!str_eq(t->name, name) || t->loaded)
			continue;
		if (!str_is(types, t->types) || !str_eq(cols, dump_col_names(tx->arena, t)))
			break;
		*ret = t;
		return 0;
	}
	*ret_why =
		str_fmt(tx->arena, "the backup's table %.*s is not as this program's schema has it",
			STR(name));
	return E_SCHEMA;
}

static int
load_tables(struct tx *tx, struct dump_in *d, struct dump_table_list *tables, struct str *ret_why)
{
	for (size_t i = 0; i < tables->n; i++) {
		bool has_rows;

		TRY(dump_has_rows(tx, &tables->v[i], &has_rows));
		if (!has_rows)
			continue;
		*ret_why = str_fmt(tx->arena, "the database is not empty: %.*s has rows",
				   STR(tables->v[i].name));
		return E_STALE;
	}
	while (d->letter == 'T') {
		struct dump_table *t;

		TRY(find_table(tx, d, tables, &t, ret_why));
		TRY(next_letter(d));
		TRY(load_rows(tx, d, t, ret_why));
		t->loaded = true;
	}
	for (size_t i = 0; i < tables->n; i++) {
		if (tables->v[i].loaded)
			continue;
		*ret_why =
			str_fmt(tx->arena, "the backup has no table %.*s", STR(tables->v[i].name));
		return E_SCHEMA;
	}
	return 0;
}

int
dump_load(struct tx *tx, struct dump_in *d, const char *const *derived, struct str *ret_why)
{
	struct dump_table_list tables = {0};
	struct dump_head head;
	int err;

	*ret_why = S("");
	progress_begin(&d->progress, "rows", 0);
	err = start(d, tx->arena, &head);
	if (!err)
		err = dump_table_list(tx, derived, &tables, ret_why);
	if (!err)
		err = load_tables(tx, d, &tables, ret_why);
	progress_end(&d->progress);
	return explain(tx, err, ret_why);
}

int
dump_next_file(struct dump_in *d, struct arena *a, struct str *ret_name, struct str *ret_bytes,
	       struct dump_sums *ret_sums)
{
	struct dump_sums s;

	if (d->letter == 'F') {
		TRY(get_bytes(d, a, ret_name));
		TRY(get_bytes(d, a, ret_bytes));
		d->sums.files++;
		return next_letter(d);
	}
	if (d->letter != 'Z')
		return E_MALFORMED;
	TRY(get_int(d, &s.tables));
	TRY(get_int(d, &s.rows));
	TRY(get_int(d, &s.files));
	if (s.tables != d->sums.tables || s.rows != d->sums.rows || s.files != d->sums.files ||
	    !unpack_ended(&d->pack))
		return E_MALFORMED;
	*ret_sums = s;
	return E_NOTFOUND;
}
