/* photo_head.h: what kind of picture some bytes are and how large they say they are, before
 * anything is decoded. Only photo.c includes it. */
#ifndef LINLI_KIT_PHOTO_HEAD_H
#define LINLI_KIT_PHOTO_HEAD_H

#include "base/err.h"
#include "base/str.h"

enum photo_kind { PHOTO_JPEG = 1, PHOTO_PNG, PHOTO_GIF, PHOTO_WEBP, PHOTO_HEIF };

struct photo_head {
	enum photo_kind kind;
	uint64_t width, height;
	bool lossless; /* a few bytes can stand for many pixels */
};
/* E_MEDIA: none of these, or cut off where its decoder would not notice. */
int photo_head(struct str bytes, struct photo_head *ret);
/* A PNG without what is not pixels: libpng prints to stderr what it dislikes about colour profiles
 * and texts. E_MEDIA: cut off, or a checksum is wrong. */
int photo_png_core(struct arena *a, struct str png, struct str *ret);

/* A WebP that moves as its first picture alone, which libgd can read; another as it is. */
struct str photo_webp_still(struct arena *a, struct str webp);

#endif
