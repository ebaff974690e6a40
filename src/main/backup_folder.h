/* backup_folder.h: the folder of dated backups, for those who make them and those who try them. */
#ifndef LINLI_MAIN_BACKUP_FOLDER_H
#define LINLI_MAIN_BACKUP_FOLDER_H

#include "base/str.h"

/* Names of dated backups, for fnmatch. */
#define BACKUP_DATED "linli-[0-9]*-[0-9]*.backup"

/* Says what the system says of the path. E_FULL or E_IO. */
int folder_error(const char *path);
/* Removes a folder or file and all in it; below 0: some of it stays. */
int folder_remove(const char *path);
/* Writes down that the backup of this name was proved now: backup_last tells it. */
int backup_write_down(const char *dir, const char *name, struct arena *a);
/* When the last dated backup of the folder was proved, and its name; E_NOTFOUND: none was. Also while serving. */
int backup_last(const char *dir, struct arena *a, int64_t *ret_at, struct str *ret_name);

#endif
