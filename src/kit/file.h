/* file.h: the content-addressed store of photos and documents.
 *
 * A file's name is the digest of its bytes; the same bytes are kept once. A file is written, fsynced and
 * renamed before the row that names it commits. Reading never takes a path from outside. */
#ifndef LINLI_KIT_FILE_H
#define LINLI_KIT_FILE_H

#include <stdint.h>

#include "base/err.h"
#include "base/str.h"

struct file_store;
int file_store_open(const char *dir, struct arena *a, struct file_store **ret, struct str *ret_why);
void file_store_close(struct file_store *fs); /* NULL is fine */
/* digest: 64 hex characters. E_FULL on a full disk, E_IO else. It is on disk when this returns. */
int file_put(struct file_store *fs, struct arena *a, struct str bytes, struct str *ret_digest);
/* Both: E_NOTFOUND, also for what is no digest. file_get: E_IO when the bytes no longer match it. */
int file_path(struct file_store *fs, struct arena *a, struct str digest, struct str *ret_path);
int file_get(struct file_store *fs, struct arena *a, struct str digest, struct str *ret_bytes);
/* Calls each with the digest of every file there is, in no order; what it returns below 0 ends it. */
int file_each(struct file_store *fs, int (*each)(void *ctx, struct str digest), void *ctx);
int file_remove(struct file_store *fs, struct arena *a, struct str digest);
/* When the file was last put or renewed, for those who remove what nobody names. Whoever will name a file that was
 * put by an earlier request renews it first. Both: E_NOTFOUND when it is gone. */
int file_time(struct file_store *fs, struct arena *a, struct str digest, int64_t *ret_at);
int file_renew(struct file_store *fs, struct arena *a, struct str digest);

#endif
