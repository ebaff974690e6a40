/* photo_head.c: kinds and sizes of pictures, from their first bytes. */
#include "lib/photo_head.h"

#include <string.h>
#include <zlib.h>

enum { SCANS_MAX = 30 }; /* a progressive JPEG has about ten; each costs a pass over all pixels */

static unsigned
u8(struct str s, size_t at)
{
	return at < s.n ? (unsigned char)s.p[at] : 0;
}

static unsigned
be16(struct str s, size_t at)
{
	return u8(s, at) << 8 | u8(s, at + 1);
}

static unsigned
le16(struct str s, size_t at)
{
	return u8(s, at) | u8(s, at + 1) << 8;
}

/* Only the end-of-image marker shows that the last scan is whole: libjpeg fills up with grey. In
 * coded data 0xff is never followed by a marker's number. */
static bool
jpeg_is_whole(struct str s, size_t at)
{
	int scans = 0;

	for (const char *p = s.p + at; (p = memchr(p, 0xff, (size_t)(s.p + s.n - p))); p++) {
		unsigned marker = u8(s, (size_t)(p - s.p) + 1);

		if (marker == 0xd9)
			return true;
		if (marker == 0xda && ++scans > SCANS_MAX)
			return false;
	}
	return false;
}

static bool
jpeg_head(struct str s, struct photo_head *h)
{
	size_t at = 2;

	while (at + 4 <= s.n && u8(s, at) == 0xff) {
		unsigned marker = u8(s, at + 1);

		if (marker == 0xff) { /* filling */
			at++;
			continue;
		}
		if (marker == 0xda)
			return h->width && h->height && jpeg_is_whole(s, at);
		if (marker >= 0xc0 && marker <= 0xcf && !strchr("\xc4\xc8\xcc", (int)marker)) {
			h->height = be16(s, at + 5);
			h->width = be16(s, at + 7);
		}
		at += 2 + be16(s, at + 2);
	}
	return false;
}

static bool
png_head(struct str s, struct photo_head *h)
{
	if (s.n < 24 || !str_eq(str_sub(s, 12, 4), S("IHDR")))
		return false;
	h->width = (uint64_t)be16(s, 16) << 16 | be16(s, 18);
	h->height = (uint64_t)be16(s, 20) << 16 | be16(s, 22);
	return h->width <= INT32_MAX && h->height <= INT32_MAX;
}

int
photo_png_core(struct arena *a, struct str png, struct str *ret)
{
	struct buf b;

	buf_init(&b, a);
	buf_str(&b, str_sub(png, 0, 8));
	for (size_t at = 8; png.n - at >= 12;) {
		size_t n = (size_t)be16(png, at) << 16 | be16(png, at + 2);
		struct str chunk = str_sub(png, at + 4, n + 4), type = str_sub(chunk, 0, 4);
		uint32_t crc;

		if (n > png.n - at - 12)
			return E_MEDIA;
		crc = be16(png, at + n + 8) << 16 | be16(png, at + n + 10);
		if (crc32(0, (const unsigned char *)chunk.p, (unsigned)chunk.n) != crc)
			return E_MEDIA;
		if ((*type.p & 0x20) == 0 || str_is(type, "tRNS")) /* capital letter: needed */
			buf_str(&b, str_sub(png, at, n + 12));
		if (str_is(type, "IEND")) {
			*ret = buf_done(&b);
			return 0;
		}
		at += n + 12;
	}
	return E_MEDIA;
}

/* Bytes of the colour table these flags announce. */
static size_t
gif_colours(unsigned flags)
{
	return flags & 0x80 ? (size_t)3 << ((flags & 7) + 1) : 0;
}

/* Steps over blocks of data up to their empty end block; SIZE_MAX when cut off. */
static size_t
gif_skip_data(struct str s, size_t at)
{
	while (at < s.n && u8(s, at))
		at += 1 + u8(s, at);
	return at < s.n ? at + 1 : SIZE_MAX;
}

/* The first frame may be larger than the screen it says it lies on. */
static bool
gif_head(struct str s, struct photo_head *h)
{
	size_t at = 13 + gif_colours(u8(s, 10));

	h->width = le16(s, 6);
	h->height = le16(s, 8);
	while (at < s.n && u8(s, at) == 0x21)
		at = gif_skip_data(s, at + 2);
	if (at >= s.n || s.n - at < 10 || u8(s, at) != 0x2c)
		return false;
	if (le16(s, at + 5) > h->width)
		h->width = le16(s, at + 5);
	if (le16(s, at + 7) > h->height)
		h->height = le16(s, at + 7);
	return gif_skip_data(s, at + 10 + gif_colours(u8(s, at + 9)) + 1) != SIZE_MAX;
}

/* The chunk of one of these names behind at, with its head; "" when there is none before the end. */
static struct str
webp_chunk(struct str s, size_t at, const char *a, const char *b)
{
	while (at < s.n && s.n - at >= 8) {
		size_t n = (size_t)le16(s, at + 4) | (size_t)le16(s, at + 6) << 16;
		struct str name = str_sub(s, at, 4);

		if (n > s.n - at - 8)
			return S("");
		if (str_is(name, a) || str_is(name, b))
			return str_sub(s, at, n + 8);
		at += 8 + n + (n & 1);
	}
	return S("");
}

static bool
webp_moves(struct str s)
{
	return str_is(str_sub(s, 12, 4), "VP8X") && u8(s, 20) & 2;
}

/* The pixels of the first picture of one that moves: behind the head and the place of its frame. */
static struct str
webp_first(struct str s)
{
	return webp_chunk(webp_chunk(s, 12, "ANMF", "ANMF"), 8 + 16, "VP8 ", "VP8L");
}

/* Size of a chunk of pixels. */
static bool
webp_pixels(struct str chunk, struct photo_head *h)
{
	bool lossless = str_starts(chunk, S("VP8L"));

	if (chunk.n < 18)
		return false;
	h->lossless = lossless;
	h->width = lossless ? 1 + (le16(chunk, 9) & 0x3fff) : le16(chunk, 14) & 0x3fff;
	h->height = lossless ? 1 + ((le16(chunk, 10) >> 6 | u8(chunk, 12) << 10) & 0x3fff) : le16(chunk, 16) & 0x3fff;
	return true;
}

static bool
webp_head(struct str s, struct photo_head *h)
{
	struct str chunk = str_sub(s, 12, 4);

	if (s.n < 30)
		return false;
	if (webp_moves(s))
		return webp_pixels(webp_first(s), h);
	if (str_is(chunk, "VP8 ") || str_is(chunk, "VP8L"))
		return webp_pixels(str_sub(s, 12, s.n), h);
	if (str_is(chunk, "VP8X")) {
		h->width = 1 + (le16(s, 24) | (uint64_t)u8(s, 26) << 16);
		h->height = 1 + (le16(s, 27) | (uint64_t)u8(s, 29) << 16);
	}
	return true;
}

struct str
photo_webp_still(struct arena *a, struct str webp)
{
	struct str first = webp_moves(webp) ? webp_first(webp) : S("");
	size_t n = 4 + first.n + (first.n & 1);
	struct buf b;

	if (!first.n)
		return webp;
	buf_init(&b, a);
	buf_str(&b, S("RIFF"));
	for (int i = 0; i < 4; i++)
		buf_char(&b, (char)(n >> 8 * i & 0xff));
	buf_str(&b, S("WEBP"));
	buf_str(&b, first);
	if (first.n & 1)
		buf_char(&b, 0);
	return buf_done(&b);
}

static const struct {
	enum photo_kind kind;
	struct str magic;
	bool (*read)(struct str s, struct photo_head *h);
} kinds[] = {
	{PHOTO_JPEG, {"\xff\xd8\xff", 3}, jpeg_head},
	{PHOTO_PNG, {"\x89PNG\r\n\x1a\n", 8}, png_head},
	{PHOTO_GIF, {"GIF87a", 6}, gif_head},
	{PHOTO_GIF, {"GIF89a", 6}, gif_head},
	{PHOTO_WEBP, {"RIFF", 4}, webp_head},
};

int
photo_head(struct str bytes, struct photo_head *ret)
{
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		struct photo_head h = {.kind = kinds[i].kind,
				       .lossless = kinds[i].kind != PHOTO_JPEG};

		if (!str_starts(bytes, kinds[i].magic))
			continue;
		if (h.kind == PHOTO_WEBP && !str_eq(str_sub(bytes, 8, 4), S("WEBP")))
			continue;
		if (!kinds[i].read(bytes, &h) || !h.width || !h.height)
			return E_MEDIA;
		*ret = h;
		return 0;
	}
	return E_MEDIA;
}
