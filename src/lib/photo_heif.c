/* photo_heif.c: HEIC, the pictures of iPhones, by libheif. */
#include "lib/photo_heif.h"

#include <stdlib.h>
#include <string.h>

#include <libheif/heif.h>

enum {
	EDGE_MAX = 16384,
	ITEMS_MAX = 1024, /* a picture is put together of tiles, a few hundred at most */
	BOXES_MAX = 64,
};

bool
photo_is_heif(struct str s)
{
	static const char *const brands[] = {"heic", "heix", "heim", "heis", "mif1"};

	if (s.n < 16 || !str_is(str_sub(s, 4, 4), "ftyp"))
		return false;
	for (size_t i = 0; i < sizeof brands / sizeof *brands; i++)
		if (str_is(str_sub(s, 8, 4), brands[i]))
			return true;
	return false;
}

static uint64_t
be32(struct str s, size_t at)
{
	const unsigned char *p = (const unsigned char *)s.p + at;

	return (uint64_t)p[0] << 24 | (uint64_t)p[1] << 16 | (uint64_t)p[2] << 8 | p[3];
}

/* The box that describes the items; "" when there is none. */
static struct str
meta_of(struct str s)
{
	size_t at = 0;

	for (int i = 0; i < BOXES_MAX && s.n - at >= 8; i++) {
		uint64_t n = be32(s, at);

		if (n < 8 || n > s.n - at)
			n = s.n - at; /* to the end, or with a long size: nothing we want lies behind */
		if (str_is(str_sub(s, at + 4, 4), "meta"))
			return str_sub(s, at, n);
		at += n;
	}
	return S("");
}

static size_t
count(struct str s, const char *word)
{
	size_t n = 0;

	for (const char *p = s.p, *end = s.p + s.n; (p = memmem(p, (size_t)(end - p), word, 4)); p += 4)
		n++;
	return n;
}

/* A picture laid over itself a thousand times is small in bytes and in pixels, and costs a thousand. */
static bool
is_plain(struct str s)
{
	struct str meta = meta_of(s);

	return meta.n && !count(meta, "iovl") && count(meta, "infe") <= ITEMS_MAX;
}

/* Owned by the caller, as is *ret_handle; NULL when it cannot be read. */
static struct heif_context *
open_primary(struct str s, struct heif_image_handle **ret_handle)
{
	struct heif_context *c = heif_context_alloc();

	if (!c)
		abort();
	heif_context_set_maximum_image_size_limit(c, EDGE_MAX);
	heif_context_set_max_decoding_threads(c, 0);
	if (heif_context_read_from_memory_without_copy(c, s.p, s.n, NULL).code == heif_error_Ok &&
	    heif_context_get_primary_image_handle(c, ret_handle).code == heif_error_Ok)
		return c;
	heif_context_free(c);
	return NULL;
}

int
photo_heif_head(struct str s, struct photo_head *ret)
{
	struct heif_image_handle *handle;
	struct heif_context *c;
	int w, h;

	if (!is_plain(s) || !(c = open_primary(s, &handle)))
		return E_MEDIA;
	w = heif_image_handle_get_width(handle);
	h = heif_image_handle_get_height(handle);
	heif_image_handle_release(handle);
	heif_context_free(c);
	if (w <= 0 || h <= 0)
		return E_MEDIA;
	*ret = (struct photo_head){.kind = PHOTO_HEIF, .width = (uint64_t)w, .height = (uint64_t)h};
	return 0;
}

static gdImagePtr
copied(const struct heif_image *image)
{
	int w = heif_image_get_width(image, heif_channel_interleaved), h = heif_image_get_height(image, heif_channel_interleaved);
	int stride;
	const uint8_t *plane = heif_image_get_plane_readonly(image, heif_channel_interleaved, &stride);
	gdImagePtr im;

	if (!plane || w <= 0 || h <= 0 || (int64_t)w * h > (int64_t)EDGE_MAX * EDGE_MAX / 4)
		return NULL;
	im = gdImageCreateTrueColor(w, h);
	if (!im)
		abort();
	for (int y = 0; y < h; y++) {
		const uint8_t *p = plane + (ptrdiff_t)y * stride;

		for (int x = 0; x < w; x++, p += 3)
			gdImageTrueColorPixel(im, x, y) = gdTrueColor(p[0], p[1], p[2]);
	}
	return im;
}

gdImagePtr
photo_heif_decode(struct str s)
{
	struct heif_image_handle *handle;
	struct heif_context *c = open_primary(s, &handle);
	struct heif_image *image = NULL;
	gdImagePtr im = NULL;

	if (!c)
		return NULL;
	if (heif_decode_image(handle, &image, heif_colorspace_RGB, heif_chroma_interleaved_RGB, NULL).code == heif_error_Ok)
		im = copied(image);
	if (image)
		heif_image_release(image);
	heif_image_handle_release(handle);
	heif_context_free(c);
	return im;
}
