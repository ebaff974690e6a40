/* backup.h: everything as one file, back from it, and the trial that it would come back.
 *
 * Functions return 0 or an error. What is said to people goes to stdout when it is a result and to stderr when it is a fault;
 * *ret_why is a line for the terminal instead. Nothing here runs while serving. */
#ifndef LINLI_MAIN_BACKUP_H
#define LINLI_MAIN_BACKUP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

struct db;
struct options;

struct backup_sums {
	int64_t tables, rows, files;
	bool key;
	int64_t schema; /* it was made with */
};
struct backup_key {
	char bytes[256];
	size_t n; /* 0 = none */
};

/* E_NOTFOUND: there is none. */
int backup_read_key(const char *dir, struct arena *a, struct backup_key *ret, struct str *ret_why);
/* Writes file, which must not be there, while others read and write. The database may have an older schema. Without o->data
 * only tables. */
int backup_make(const struct options *o, struct db *db, const char *file, bool without_key, struct arena *a);
/* The tables that no backup holds, because they are made anew from others; ends with NULL. */
const char *const *backup_derived(struct arena *a);
/* Puts a backup into a database without rows and an empty folder (dir NULL: it must hold no files); all or nothing. */
int backup_restore(const char *file, struct db *db, const char *dir, struct arena *a, struct backup_sums *ret,
		   struct str *ret_why);

/* What a drill found. */
struct drill {
	struct backup_sums sums;
	int64_t histories, sealed; /* chains looked at, sealed fields opened */
	int64_t broken;		   /* what does not hold; each was printed */
};
/* Restores file into a folder beside it, which is gone afterwards, and looks whether all of it holds: histories and rows, photos,
 * sealed fields under the key it holds (or else o->data's), and, with a live database of this program's schema, that its histories
 * begin like those of the backup. An error: it could not even be restored, which was said. */
int drill_file(const struct options *o, struct db *live, const char *file, struct arena *a, struct drill *ret);

/* A new dated file in o->backups, proved by a drill; then only the newest o->keep stay. Of a database with an older schema the
 * copy is migrated by the drill and not compared; what is broken in it is said and no error. */
int backup_dated(const struct options *o, struct db *db, struct arena *a);

#endif
