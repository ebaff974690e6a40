/* photo_heif.h: HEIC, the pictures of iPhones, by libheif. Only photo.c includes it. */
#ifndef LINLI_LIB_PHOTO_HEIF_H
#define LINLI_LIB_PHOTO_HEIF_H

#include <gd.h>

#include "lib/photo_head.h"

/* Does it say that it is one? */
bool photo_is_heif(struct str bytes);
/* E_MEDIA: it is none, it is cut off, or it is put together so that decoding costs more than its size says. */
int photo_heif_head(struct str bytes, struct photo_head *ret);
/* Turned as it is meant to be seen; NULL when it cannot be decoded. */
gdImagePtr photo_heif_decode(struct str bytes);

#endif
