/* drill.c: proves a backup by what it is for: it is restored beside itself, all of it is looked at, and what it made is
 * removed again. The trial is always SQLite: a backup goes into either engine, and nothing has to be set up for it. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "db/migrate.h"
#include "kit/district.h"
#include "kit/file.h"
#include "kit/holiday.h"
#include "lib/secret.h"
#include "main/backup.h"
#include "main/backup_folder.h"
#include "main/main.h"

struct trial {
	const struct options *o;
	struct db *live, *copy;
	const char *dir; /* what the trial made */
	struct file_store *files;
	struct arena *arena, field; /* field: of one sealed field */
	struct drill found;
};

static void
broken(struct trial *t, struct str line)
{
	t->found.broken++;
	printf("broken: %.*s\n", STR(line));
}

/* ---- the folder ---- */

static void
remove_folder(const char *dir)
{
	if (folder_remove(dir) < 0)
		log_warn("%s could not be removed: it holds a copy of the backup, the key too", dir);
}

/* ---- what has to hold ---- */

static int
look_for_photo(void *ctx, struct str digest)
{
	struct trial *t = ctx;
	struct str path;

	if (file_path(t->files, t->arena, digest, &path) < 0)
		broken(t, str_fmt(t->arena, "the backup does not hold file %.*s, which a row names", STR(digest)));
	return 0;
}

static int
look_for_photos(struct tx *tx, void *arg)
{
	for (size_t i = 0; i < all_features.n; i++)
		if (all_features.v[i]->files)
			TRY(all_features.v[i]->files(tx, look_for_photo, arg));
	return 0;
}

static int
open_field(void *ctx, struct str field)
{
	struct trial *t = ctx;
	struct str plain;

	if (!field.n)
		return 0;
	if (secret_open(&t->field, field, &plain) == 0)
		t->found.sealed++;
	else
		t->found.broken++;
	arena_reset(&t->field);
	return 0;
}

static int
open_fields(struct tx *tx, void *arg)
{
	struct district_list all;

	TRY(district_all(tx, &all));
	for (size_t d = 0; d < all.n; d++)
		for (size_t i = 0; i < all_features.n; i++)
			if (all_features.v[i]->secrets)
				TRY(all_features.v[i]->secrets(tx, all.v[d].code, open_field, arg));
	return 0;
}

/* The key the backup holds opens what is sealed in it, and is the one that is in use. Without a key in it that one is tried. */
static int
check_key(struct trial *t)
{
	const char *with = str_fmt(t->arena, "%s/data", t->dir).p;
	struct backup_key own = {.n = 0}, used = {.n = 0};
	int64_t before;
	bool any;
	struct str why = S("");
	int rc = t->o->data ? backup_read_key(t->o->data, t->arena, &used, &why) : E_NOTFOUND;

	if (rc < 0 && rc != E_NOTFOUND)
		broken(t, why);
	if (t->found.sums.key && (rc = backup_read_key(with, t->arena, &own, &why)) < 0)
		return rc;
	if (own.n && used.n && (own.n != used.n || memcmp(own.bytes, used.bytes, own.n) != 0))
		broken(t, str_fmt(t->arena, "the key in the backup is not the key in %s", t->o->data));
	any = own.n || used.n;
	explicit_bzero(&own, sizeof own);
	explicit_bzero(&used, sizeof used);
	if (!any) {
		fprintf(stderr, "linli: the backup holds no key: whether names and numbers could be read was not tried\n");
		return 0;
	}
	rc = secret_load(t->found.sums.key ? with : t->o->data, t->arena, &why);
	if (rc < 0) {
		broken(t, why);
		return 0;
	}
	before = t->found.broken;
	TRY(db_read_now(t->copy, t->arena, open_fields, t));
	if (t->found.broken > before)
		printf("broken: %lld sealed fields do not open with the key\n", (long long)(t->found.broken - before));
	return 0;
}

static int
list_districts(struct tx *tx, void *arg)
{
	TRY(holiday_load(tx)); /* clocks are checked by them */
	return district_all(tx, arg);
}

static int
check_histories(struct trial *t)
{
	struct district_list all;

	TRY(db_read_now(t->copy, t->arena, list_districts, &all));
	for (size_t i = 0; i < all.n; i++) {
		struct verified sum = {.checked = 0};
		int64_t bad = 0;

		TRY(verify_district(t->copy, all.v[i].code, &sum));
		if (t->live)
			TRY(history_compare(t->copy, t->live, all.v[i].code, &bad));
		t->found.histories += sum.checked;
		t->found.broken += sum.broken + bad;
	}
	return 0;
}

static int
look(struct trial *t)
{
	struct str why = S("");

	TRY(file_store_open(str_fmt(t->arena, "%s/data", t->dir).p, t->arena, &t->files, &why));
	TRY(db_read_now(t->copy, t->arena, look_for_photos, t));
	TRY(check_key(t));
	return check_histories(t);
}

/* ---- the trial ---- */

static int
restore_and_look(struct trial *t, const char *file)
{
	struct str why = S("");
	const char *url = str_fmt(t->arena, "sqlite:%s/linli.db", t->dir).p;
	int rc = db_open(url, 1, t->arena, &t->copy, &why);

	if (rc == 0)
		rc = backup_restore(file, t->copy, str_fmt(t->arena, "%s/data", t->dir).p, t->arena, &t->found.sums, &why);
	if (rc == 0)
		rc = look(t);
	if (rc < 0)
		fprintf(stderr, "linli: %s does not come back: %.*s\n", file, STR(why.n ? why : str_of(err_line(rc))));
	file_store_close(t->files);
	db_close(t->copy);
	return rc;
}

int
drill_file(const struct options *o, struct db *live, const char *file, struct arena *a, struct drill *ret)
{
	struct trial t = {.o = o, .live = live, .arena = a};
	char *dir = (char *)(uintptr_t)str_fmt(a, "%s.drill-XXXXXX", file).p;
	int rc;

	/* The folder is made beside the file: there is room for such files, and only who may read the backup may look in. */
	if (access(file, R_OK) < 0 || !mkdtemp(dir)) {
		fprintf(stderr, "linli: %s: %s\n", file, strerror(errno));
		return E_IO;
	}
	t.dir = dir;
	arena_init(&t.field);
	rc = restore_and_look(&t, file);
	arena_release(&t.field);
	remove_folder(dir);
	*ret = t.found;
	if (rc < 0)
		return rc;
	if (t.found.broken)
		fprintf(stderr, "linli: %s is not proved: %lld broken\n", file, (long long)t.found.broken);
	else
		printf("%s: proved: %lld tables, %lld rows, %lld files%s; %lld histories hold, %lld sealed fields open%s\n", file,
		       (long long)t.found.sums.tables, (long long)t.found.sums.rows, (long long)t.found.sums.files,
		       t.found.sums.key ? " and the key" : "", (long long)t.found.histories, (long long)t.found.sealed,
		       live ? ", nothing of it is missing in the database" : "");
	return 0;
}

/* The live database, when one is named. It must be of this program: an older one has no history to compare. */
static int
open_live(const struct options *o, struct arena *a, struct db **ret)
{
	enum schema_state state;
	struct str why = S("");
	int have, rc;

	if (!o->db_url)
		return 0;
	rc = db_open(o->db_url, 2, a, ret, &why);
	if (rc == 0)
		rc = schema_state(*ret, a, &state, &have);
	if (rc < 0)
		fprintf(stderr, "linli: the database cannot be read: %.*s\n", STR(why.n ? why : str_of(err_line(rc))));
	else if (state != SCHEMA_CURRENT && (rc = E_SCHEMA))
		fprintf(stderr, "linli: the database has schema %d, this program %d: without --db the backup is tried alone\n", have,
			migrations_n);
	return rc;
}

int
drill_cmd(const struct options *o, struct db *db, int argc, char **argv)
{
	struct db *live = NULL;
	struct drill found;
	struct str name;
	struct arena a;
	int64_t at;
	int rc;

	(void)db;
	if (argc > 1 || (argc == 1 && argv[0][0] == '-') || (!argc && !o->backups)) {
		fprintf(stderr, "linli: drill wants a FILE, or --backups DIR for the newest that was proved there\n");
		return 2;
	}
	arena_init(&a);
	rc = open_live(o, &a, &live);
	if (rc == 0 && !argc) {
		rc = backup_last(o->backups, &a, &at, &name);
		if (rc < 0)
			fprintf(stderr, "linli: no backup in %s was proved yet\n", o->backups);
	}
	if (rc == 0)
		rc = drill_file(o, live, argc ? argv[0] : str_fmt(&a, "%s/%.*s", o->backups, STR(name)).p, &a, &found);
	db_close(live);
	arena_release(&a);
	return rc < 0 || found.broken > 0;
}
