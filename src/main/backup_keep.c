/* backup_keep.c: dated backups in one folder: each is proved before older ones go, and the last proof is written down.
 *
 * In the folder: linli-20261130-031002.backup, one a run; ".unproved" behind the name when its drill failed; "proved", a line with
 * the moment and the name of the last that was proved; ".lock", held while a run lasts. */
#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <dirent.h>

#include "base/clock.h"
#include "base/log.h"
#include "db/migrate.h"
#include "main/backup.h"
#include "main/backup_folder.h"
#include "main/main.h"

enum { KEEP = 14, HOURS = 36, HOUR_S = 3600 };

static const char unproved[] = BACKUP_DATED ".unproved";

/* ---- the folder ---- */

static int
by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The names in the folder that fit a pattern, sorted: the oldest first. */
static size_t
names_of(const char *dir, const char *pattern, struct arena *a, const char ***ret)
{
	DIR *d = opendir(dir);
	struct dirent *e;
	size_t n = 0, room = 0;
	const char **v = NULL;

	while (d && (e = readdir(d))) {
		if (fnmatch(pattern, e->d_name, 0) != 0)
			continue;
		if (n == room) {
			size_t more = room ? 2 * room : 32;

			v = arena_grow(a, v, room * sizeof *v, more * sizeof *v);
			room = more;
		}
		v[n++] = str_fmt(a, "%s", e->d_name).p;
	}
	if (d)
		closedir(d);
	if (n)
		qsort(v, n, sizeof *v, by_name);
	*ret = v;
	return n;
}

/* Makes the folder and takes its lock; *ret_lock is closed by the caller. What an earlier run left half done goes. */
static int
open_folder(const char *dir, struct arena *a, int *ret_lock)
{
	static const char *const left[] = {"linli-*.backup.part", "linli-*.backup.drill-??????"};
	const char **names, *path = str_fmt(a, "%s/.lock", dir).p;

	if (mkdir(dir, 0700) < 0 && errno != EEXIST)
		return folder_error(dir);
	*ret_lock = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (*ret_lock < 0)
		return folder_error(path);
	if (flock(*ret_lock, LOCK_EX | LOCK_NB) < 0) {
		fprintf(stderr, "linli: another backup into %s is running\n", dir);
		close(*ret_lock);
		return E_BUSY;
	}
	for (size_t i = 0; i < sizeof left / sizeof *left; i++) {
		size_t n = names_of(dir, left[i], a, &names);

		for (size_t k = 0; k < n; k++)
			folder_remove(str_fmt(a, "%s/%s", dir, names[k]).p);
	}
	return 0;
}

static void
keep_newest(const char *dir, const char *pattern, size_t keep, struct arena *a)
{
	const char **names;
	size_t n = names_of(dir, pattern, a, &names);

	for (size_t i = 0; i + keep < n; i++)
		if (unlink(str_fmt(a, "%s/%s", dir, names[i]).p) == 0)
			log_info("%s went: %zu newer ones are there", names[i], n - 1 - i);
}

/* Only the newest stay. As long as nothing newer was proved, what was stays all. */
static void
rotate(const char *dir, size_t keep, bool newer_proved, struct arena *a)
{
	keep_newest(dir, unproved, keep, a);
	if (newer_proved)
		keep_newest(dir, BACKUP_DATED, keep, a);
}

/* ---- the run ---- */

/* What has the file's name now is not to be trusted; it stays to be looked at. */
static void
put_aside(const char *path, struct arena *a)
{
	if (access(path, F_OK) == 0 && rename(path, str_fmt(a, "%s.unproved", path).p) < 0)
		folder_error(path);
}

int
backup_dated(const struct options *o, struct db *db, struct arena *a)
{
	struct civil c = clock_civil(clock_now());
	const char *name = str_fmt(a, "linli-%04d%02d%02d-%02d%02d%02d.backup", c.year, c.month, c.day, c.hour, c.minute, c.second).p;
	const char *path = str_fmt(a, "%s/%s", o->backups, name).p;
	struct drill found = {.broken = 0};
	enum schema_state state;
	int have, lock, rc;

	TRY(open_folder(o->backups, a, &lock));
	rc = schema_state(db, a, &state, &have);
	if (rc == 0)
		rc = backup_make(o, db, path, false, a);
	if (rc == 0)
		rc = drill_file(o, state == SCHEMA_CURRENT ? db : NULL, path, a, &found);
	/* Of an older schema it is enough that the copy could be migrated: what was broken before is no reason to stay. */
	if (rc == 0 && found.broken && state == SCHEMA_CURRENT)
		rc = E_MALFORMED;
	if (rc == 0 && !found.broken)
		rc = backup_write_down(o->backups, name, a);
	if (rc < 0)
		put_aside(path, a);
	rotate(o->backups, (size_t)(o->keep ? o->keep : KEEP), rc == 0, a);
	close(lock);
	return rc;
}

/* ---- the command ---- */

struct asked {
	const char *file;
	bool without_key, check;
	int64_t hours;
};

static int
read_args(int argc, char **argv, struct asked *ret)
{
	*ret = (struct asked){.hours = HOURS};
	for (int i = 0; i < argc; i++) {
		if (strcmp(argv[i], "--without-key") == 0)
			ret->without_key = true;
		else if (strcmp(argv[i], "--check") == 0)
			ret->check = true;
		else if (strcmp(argv[i], "--hours") == 0 && i + 1 < argc && str_int(str_of(argv[i + 1]), &ret->hours) &&
			 ret->hours > 0)
			i++;
		else if (argv[i][0] == '-' || ret->file)
			return fprintf(stderr, "linli: backup does not know \"%s\"\n", argv[i]), -1;
		else
			ret->file = argv[i];
	}
	return 0;
}

/* Is the last proof young enough? */
static int
check(const char *dir, int64_t hours, struct arena *a)
{
	struct str name;
	int64_t at, age;

	if (backup_last(dir, a, &at, &name) < 0) {
		fprintf(stderr, "linli: no backup in %s was proved yet\n", dir);
		return E_NOTFOUND;
	}
	age = (clock_now() - at) / HOUR_S;
	if (age >= hours) {
		fprintf(stderr, "linli: the last backup that was proved is %lld hours old: %.*s\n", (long long)age, STR(name));
		return E_EXPIRED;
	}
	printf("%.*s was proved %lld hours ago\n", STR(name), (long long)age);
	return 0;
}

int
backup_cmd(const struct options *o, struct db *db, int argc, char **argv)
{
	struct asked asked;
	struct arena a;
	int rc;

	if (read_args(argc, argv, &asked) < 0)
		return 2;
	if ((!asked.file && !o->backups) || (asked.check && asked.file) || (asked.without_key && !asked.file)) {
		fprintf(stderr, "linli: backup wants a FILE [--without-key], or --backups DIR [--check [--hours N]]\n");
		return 2;
	}
	arena_init(&a);
	if (asked.check)
		rc = check(o->backups, asked.hours, &a);
	else if (asked.file)
		rc = backup_make(o, db, asked.file, asked.without_key, &a);
	else
		rc = backup_dated(o, db, &a);
	if (rc == 0 && asked.file && o->data && !asked.without_key)
		fprintf(stderr, "linli: this backup contains the secret key, with which names and phone numbers can be read: keep it "
				"like a key (--without-key leaves it out)\n");
	arena_release(&a);
	return rc < 0;
}
