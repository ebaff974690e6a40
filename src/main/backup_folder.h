/* backup_folder.h: the folder of dated backups, for those who make them and those who try them. */
#ifndef LINLI_MAIN_BACKUP_FOLDER_H
#define LINLI_MAIN_BACKUP_FOLDER_H

#include "lib/backup_mark.h"

/* Says what the system says of the path. E_FULL or E_IO. */
int folder_error(const char *path);
/* Removes a folder or file and all in it; below 0: some of it stays. */
int folder_remove(const char *path);
/* Writes down that the backup of this name was proved now: backup_last (lib/backup_mark.h) tells it. */
int backup_write_down(const char *dir, const char *name, struct arena *a);

#endif
