/* digest.h: all rows of a database in one short text, to see whether something changed. */
#ifndef LINLI_TEST_DIGEST_H
#define LINLI_TEST_DIGEST_H

#include "db/db.h"

/* Of every table but those named in without (NULL ends them); *ret in a. Two equal digests: the same rows. */
int digest_of(struct db *db, struct arena *a, const char *const *without, struct str *ret);

#endif
