/* appeal_files.h: photos that were stored for a form and never sent. */
#ifndef LINLI_APPEAL_FILES_H
#define LINLI_APPEAL_FILES_H

struct db;
struct file_store;

/* Once a day: removes the files of the store that no case names and that nobody put or renewed for a day. Reads
 * the names of all districts; any number of processes may run it. On a thread of its own, no transaction open. */
int appeal_sweep(struct db *db, struct file_store *files);

#endif
