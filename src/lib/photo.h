/* photo.h: makes an uploaded picture safe and small. libgd decodes and encodes, libheif decodes HEIC, libexif reads
 * rotation.
 *
 * The picture is known by its content, never by its name; re-encoding drops everything but pixels. Limits, all
 * checked in its header before decoding: 20 MB of file, 25 megapixels (phones make 24.5), 16 where a few bytes can hold
 * many (lossless kinds: PNG, GIF, WebP without loss). */
#ifndef LINLI_KIT_PHOTO_H
#define LINLI_KIT_PHOTO_H

#include "base/err.h"
#include "base/str.h"

enum {
	PHOTO_MAX_BYTES = 20 * 1024 * 1024,
	PHOTO_MAX_PIXELS = 25000000,
	PHOTO_MAX_LOSSLESS = 16000000,
	PHOTO_EDGE = 1600,
	PHOTO_THUMB = 320
};

struct photo {
	struct str jpeg, thumb; /* long edge at most PHOTO_EDGE and PHOTO_THUMB; of a long screenshot 1080 wide, and its top */
	int width, height;	/* of jpeg */
	int64_t lat, lon; /* from EXIF, degrees x 1e7; 0,0 = none. Only a hint for the form. */
};
/* What photo_make would refuse by the header alone, else how many pixels it would decode. Quick. */
int photo_look(struct str bytes, int64_t *ret_pixels);
/* JPEG, PNG, WebP, GIF, HEIC; of moving ones the first picture. E_MEDIA: not a picture; E_TOOBIG. Slow: route->prepare. */
int photo_make(struct arena *a, struct str bytes, struct photo *ret);

#endif
