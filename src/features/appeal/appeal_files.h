/* appeal_files.h: the files that appeals name. */
#ifndef LINLI_APPEAL_FILES_H
#define LINLI_APPEAL_FILES_H

#include "base/str.h"

struct tx;

/* Names the photos and thumbnails of all appeals of all districts: see struct feature. */
int appeal_files(struct tx *tx, int (*name)(void *ctx, struct str digest), void *ctx);

#endif
