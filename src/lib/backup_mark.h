/* backup_mark.h: what the folder of dated backups tells: when one there was last proved by restoring it, how large it is, and whether the
 * newest could not be proved. linli backup writes it; a server and its pages only read. */
#ifndef LINLI_LIB_BACKUP_MARK_H
#define LINLI_LIB_BACKUP_MARK_H

#include "base/str.h"

/* Names of dated backups, for fnmatch. */
#define BACKUP_DATED "linli-[0-9]*-[0-9]*.backup"

/* When the last dated backup of the folder was proved, and its name; E_NOTFOUND: none was. Also while serving. */
int backup_last(const char *dir, struct arena *a, int64_t *ret_at, struct str *ret_name);

struct backup_state {
	int64_t proved_at; /* restored whole, the last drill; 0 = none was */
	struct str name;
	int64_t bytes;	   /* of that file; -1 = it is no longer there */
	int64_t made;	   /* so many proved files are kept */
	int64_t failed_at; /* a newer one could not be proved; 0 = none */
	struct str failed;
};
/* Looks at 1000 names at most. E_NOTFOUND: the folder cannot be read. */
int backup_state(const char *dir, struct arena *a, struct backup_state *ret);

#endif
