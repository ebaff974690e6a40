/* backup.c: all a community has as one file, and back: tables, photos, the key. The file's format
 * is that of db/dump.h.
 *
 * A backup is made while the program serves: one reading transaction sees the tables at one moment,
 * and files are never changed once a row names them. A restore is one writing transaction: schema,
 * rows and the indexes made anew are there together or not at all. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "db/dump.h"
#include "db/migrate.h"
#include "kit/district.h"
#include "kit/file.h"
#include "main/backup.h"
#include "main/main.h"

enum { REINDEX = 500 };

/* The key's name, in the data folder and in the backup. Files have digests for names. */
static const char key_name[] = "secret.key";

const char *const *
backup_derived(struct arena *a)
{
	const char **names;
	size_t n = 0;

	for (size_t i = 0; i < all_features.n; i++)
		for (const struct feature_rebuild *r = all_features.v[i]->rebuilds; r && r->table; r++)
			n += 2;
	names = NEW_ARRAY(a, const char *, n + 1);
	n = 0;
	for (size_t i = 0; i < all_features.n; i++)
		for (const struct feature_rebuild *r = all_features.v[i]->rebuilds; r && r->table; r++) {
			names[n++] = r->table;
			if (r->formerly)
				names[n++] = r->formerly;
		}
	return names;
}

static int
say(struct str why, int err)
{
	fprintf(stderr, "linli: %.*s\n", STR(why.n ? why : str_of(err_line(err))));
	return err;
}

/* ---- the key, as bytes ---- */

int
backup_read_key(const char *dir, struct arena *a, struct backup_key *ret, struct str *ret_why)
{
	const char *path = str_fmt(a, "%s/%s", dir, key_name).p;
	int fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	ssize_t n;

	if (fd < 0) {
		*ret_why = str_fmt(a, "%s: %s", path, strerror(errno));
		return errno == ENOENT ? E_NOTFOUND : E_IO;
	}
	n = read(fd, ret->bytes, sizeof ret->bytes);
	close(fd);
	if (n <= 0) {
		*ret_why = str_fmt(a, "%s cannot be read", path);
		return E_IO;
	}
	ret->n = (size_t)n;
	return 0;
}

static int
write_key(const char *dir, struct arena *a, const struct backup_key *key)
{
	int fd = open(str_fmt(a, "%s/%s", dir, key_name).p,
		      O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
	int folder = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool ok = fd >= 0 && folder >= 0 && fchmod(fd, 0600) == 0 &&
		  write(fd, key->bytes, key->n) == (ssize_t)key->n && fsync(fd) == 0 &&
		  fsync(folder) == 0;

	if (folder >= 0)
		close(folder);
	if (fd >= 0 && close(fd) < 0)
		ok = false;
	return ok ? 0 : E_IO;
}

/* ---- backup ---- */

struct backup {
	struct dump_out *out;
	struct dump_head head;
	struct file_store *files;
	struct arena arena; /* of one file */
	struct progress progress;
	size_t damaged;
	struct str why;
};

static int
put_tables(struct tx *tx, void *arg)
{
	struct backup *b = arg;

	return dump_tables(tx, b->out, &b->head, backup_derived(tx->arena), &b->why);
}

/* One damaged photo must not keep the rest from being saved. */
static int
put_file(void *ctx, struct str digest)
{
	struct backup *b = ctx;
	struct str bytes;
	int rc = file_get(b->files, &b->arena, digest, &bytes);

	if (rc == 0) {
		dump_file(b->out, digest, bytes);
	} else if (rc != E_NOTFOUND) {
		log_warn("file %.*s is damaged and left out", STR(digest));
		b->damaged++;
	}
	arena_reset(&b->arena);
	progress_at(&b->progress, b->progress.done + 1);
	return 0;
}

static int
put_files(struct backup *b, const char *dir, const struct backup_key *key, struct arena *a)
{
	int rc;

	TRY(file_store_open(dir, a, &b->files, &b->why));
	arena_init(&b->arena);
	progress_begin(&b->progress, "files", 0);
	rc = file_each(b->files, put_file, b);
	progress_end(&b->progress);
	arena_release(&b->arena);
	file_store_close(b->files);
	if (key->n)
		dump_file(b->out, str_of(key_name), (struct str){key->bytes, key->n});
	return rc;
}

static int
write_backup(const struct options *o, struct db *db, const char *file, const struct backup_key *key,
	     struct arena *a)
{
	struct backup b = {.head.program = S(VERSION)};
	struct dump_sums sums;
	enum schema_state state;
	int have, rc = schema_state(db, a, &state, &have);

	b.head.engine = db_engine(db) == DB_PG ? S("postgresql") : S("sqlite");
	b.head.made_at = clock_now();
	b.head.schema = have;
	if (rc == 0)
		rc = dump_create(file, a, &b.out, &b.why);
	if (rc < 0)
		return say(b.why, rc);
	rc = db_read_now(db, a, put_tables, &b);
	if (rc == 0 && o->data)
		rc = put_files(&b, o->data, key, a);
	if (rc < 0) {
		dump_abandon(b.out);
		return say(b.why, rc);
	}
	rc = dump_finish(b.out, &sums);
	if (rc < 0)
		return say(str_fmt(a, "%s was not written: %s", file,
				   rc == E_FULL ? "the disk is full" : "the disk failed"),
			   rc);
	printf("%s: %lld tables, %lld rows, %lld files%s\n", file, (long long)sums.tables,
	       (long long)sums.rows, (long long)sums.files - (key->n > 0),
	       key->n ? " and the key" : "");
	if (b.damaged)
		return say(str_fmt(a, "%zu damaged files are missing in it", b.damaged), E_IO);
	return 0;
}

int
backup_make(const struct options *o, struct db *db, const char *file, bool without_key, struct arena *a)
{
	struct backup_key key = {.n = 0};
	struct str why = S("");
	int rc = 0;

	if (!o->data) {
		fprintf(stderr,
			"linli: without --data DIR the backup has neither photos nor the key\n");
	} else if (access(o->data, R_OK | X_OK) < 0) {
		rc = say(str_fmt(a, "%s: %s", o->data, strerror(errno)), E_IO);
	} else if (!without_key) {
		rc = backup_read_key(o->data, a, &key, &why);
		if (rc < 0)
			say(str_fmt(a, "%.*s; --without-key leaves it out", STR(why)), rc);
	}
	if (rc == 0)
		rc = write_backup(o, db, file, &key, a);
	explicit_bzero(&key, sizeof key);
	return rc;
}

/* ---- restore ---- */

struct restore {
	struct dump_in *in;
	struct dump_head head;
	const char *dir; /* NULL = none was named */
	struct file_store *files;
	struct backup_key key;
	struct dump_sums sums;
	struct str why;
};

/* One file of the backup into the data folder. Its name has to be what its bytes say it is. */
static int
take_file(struct restore *r, struct arena *a, struct str name, struct str bytes)
{
	struct str digest;

	if (!r->files) {
		r->why = S("the backup holds files: say --data DIR");
		return E_INVALID;
	}
	if (str_is(name, key_name)) {
		if (bytes.n > sizeof r->key.bytes)
			return E_MALFORMED;
		memcpy(r->key.bytes, bytes.p, bytes.n);
		r->key.n = bytes.n;
		return 0;
	}
	TRY(file_put(r->files, a, bytes, &digest));
	if (str_eq(digest, name))
		return 0;
	r->why = S("a file of the backup is not what its name says");
	return E_MALFORMED;
}

static int
take_files(struct restore *r, struct arena *a)
{
	struct progress progress;
	struct str name, bytes;
	int rc;

	progress_begin(&progress, "files", 0);
	do {
		struct arena_mark mark = arena_mark(a);

		rc = dump_next_file(r->in, a, &name, &bytes, &r->sums);
		if (rc == 0)
			rc = take_file(r, a, name, bytes);
		arena_rewind(a, mark);
		progress_at(&progress, progress.done + (rc == 0));
	} while (rc == 0);
	progress_end(&progress);
	if (rc != E_NOTFOUND)
		return rc;
	return r->key.n ? write_key(r->dir, a, &r->key) : 0;
}

static int
rebuild(struct tx *tx, const struct feature_rebuild *r, int64_t district)
{
	int64_t after, last = 0;

	do {
		struct arena_mark mark = arena_mark(tx->arena);

		after = last;
		TRY(r->run(tx, district, after, REINDEX, &last));
		arena_rewind(tx->arena, mark);
	} while (last != after);
	return 0;
}

static int
rebuild_all(struct tx *tx)
{
	struct district_list districts;

	TRY(district_all(tx, &districts));
	for (size_t i = 0; i < all_features.n; i++)
		for (const struct feature_rebuild *r = all_features.v[i]->rebuilds; r && r->table; r++)
			for (size_t d = 0; d < districts.n; d++)
				TRY(rebuild(tx, r, districts.v[d].code));
	return 0;
}

/* All of it; may be run again from the beginning. An older backup is loaded into the schema it was
 * made with, and then goes through the migrations its database has missed. */
static int
put_back(struct tx *tx, void *arg)
{
	struct restore *r = arg;

	r->why = S("");
	TRY(schema_migrate_in(tx, (int)r->head.schema, &r->why));
	TRY(dump_load(tx, r->in, backup_derived(tx->arena), &r->why));
	TRY(take_files(r, tx->arena));
	TRY(schema_migrate_in(tx, migrations_n, &r->why));
	return rebuild_all(tx);
}

static int
found_one(void *ctx, struct str digest)
{
	(void)digest;
	*(bool *)ctx = true;
	return E_STALE;
}

/* Opens the data folder, which must hold neither files nor a key. The database may lie in it. */
static int
open_folder(struct restore *r, struct arena *a)
{
	bool used = false;

	if (!r->dir)
		return 0;
	TRY(file_store_open(r->dir, a, &r->files, &r->why));
	file_each(r->files, found_one, &used);
	if (!used && access(str_fmt(a, "%s/%s", r->dir, key_name).p, F_OK) < 0)
		return 0;
	r->why = str_fmt(a, "%s holds files or a key already: a restore wants an empty folder",
			 r->dir);
	file_store_close(r->files);
	r->files = NULL;
	return E_STALE;
}

static int
remove_one(void *ctx, struct str digest)
{
	struct restore *r = ctx;
	struct arena a;

	arena_init(&a);
	file_remove(r->files, &a, digest);
	arena_release(&a);
	return 0;
}

/* May this backup go into this database? */
static int
check(struct restore *r, struct db *db, struct arena *a)
{
	enum schema_state state;
	int have;

	if (r->head.schema < 1 || r->head.schema > migrations_n) {
		r->why = str_fmt(a,
				 "the backup has schema %lld, this program knows %d: restore it "
				 "with a newer program",
				 (long long)r->head.schema, migrations_n);
		return E_SCHEMA;
	}
	TRY(schema_state(db, a, &state, &have));
	if (have > r->head.schema) {
		r->why = str_fmt(a,
				 "the database has schema %d, the backup %lld: restore into one "
				 "without tables",
				 have, (long long)r->head.schema);
		return E_SCHEMA;
	}
	return 0;
}

static int
restore(struct restore *r, struct db *db, struct arena *a)
{
	int rc;

	TRY(check(r, db, a));
	TRY(open_folder(r, a));
	rc = db_bulk(db, a, put_back, r);
	if (rc < 0 && r->files) {
		file_each(r->files, remove_one, r);
		unlink(str_fmt(a, "%s/%s", r->dir, key_name).p);
	}
	if (r->files)
		file_store_close(r->files);
	return rc;
}

int
backup_restore(const char *file, struct db *db, const char *dir, struct arena *a, struct backup_sums *ret,
	       struct str *ret_why)
{
	struct restore r = {.dir = dir};
	int rc = dump_open(file, a, &r.in, &r.head, &r.why);

	if (rc == 0) {
		struct civil c = clock_civil(r.head.made_at);

		log_info("backup of %04d-%02d-%02d %02d:%02d by linli %.*s, schema %lld, %.*s",
			 c.year, c.month, c.day, c.hour, c.minute, STR(r.head.program),
			 (long long)r.head.schema, STR(r.head.engine));
		rc = restore(&r, db, a);
		dump_close(r.in);
	}
	*ret = (struct backup_sums){r.sums.tables, r.sums.rows, r.sums.files - (r.key.n > 0), r.key.n > 0, r.head.schema};
	*ret_why = r.why.n || rc == 0 ? r.why : str_of(err_line(rc));
	explicit_bzero(&r.key, sizeof r.key);
	return rc;
}

int
restore_cmd(const struct options *o, struct db *db, int argc, char **argv)
{
	struct backup_sums sums;
	struct arena a;
	struct str why;
	int rc;

	if (argc != 1 || argv[0][0] == '-') {
		fprintf(stderr, "linli: restore wants a FILE\n");
		return 2;
	}
	arena_init(&a);
	rc = backup_restore(argv[0], db, o->data, &a, &sums, &why);
	if (rc < 0)
		fprintf(stderr, "linli: nothing was restored: %.*s\n", STR(why));
	else
		printf("restored: %lld tables, %lld rows, %lld files%s\n", (long long)sums.tables, (long long)sums.rows,
		       (long long)sums.files, sums.key ? " and the key" : "");
	if (rc == 0 && sums.schema < migrations_n)
		fputs("linli: the backup is older than this program: linli seal --db URL --data DIR\n", stderr);
	arena_release(&a);
	return rc < 0;
}
