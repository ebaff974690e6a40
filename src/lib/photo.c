/* photo.c: uploaded pictures, made safe and small. */
#include "lib/photo.h"

#include <gd.h>
#include <libexif/exif-data.h>
#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/slow.h"
#include "lib/photo_head.h"
#include "lib/photo_heif.h"

enum {
	QUALITY = 82,
	WHITE = 0xffffff,
	LONG_TIMES = 5,	   /* halves: a picture so many times as long as wide is a long screenshot */
	LONG_LEAST = 240,  /* nobody reads what is narrower */
	LONG_SHORT = 1080, /* its shorter edge, so that its text stays readable */
	LONG_PIXELS = 12000000,
};

/* gd would print to stderr what is wrong with a picture. */
static void
keep_quiet(int priority, const char *format, va_list args)
{
	(void)priority;
	(void)format;
	(void)args;
}

static void
init(void)
{
	gdSetErrorMethod(keep_quiet);
}

static gdImagePtr
decode(enum photo_kind kind, struct str s)
{
	void *p = (void *)(uintptr_t)s.p;
	int n = (int)s.n; /* PHOTO_MAX_BYTES at most */

	switch (kind) {
	/* Phones write JPEGs that libjpeg warns about; photo_head has looked for the end. */
	case PHOTO_JPEG: return gdImageCreateFromJpegPtrEx(n, p, 1);
	case PHOTO_PNG: return gdImageCreateFromPngPtr(n, p);
	case PHOTO_GIF: return gdImageCreateFromGifPtr(n, p);
	case PHOTO_WEBP: return gdImageCreateFromWebpPtr(n, p);
	case PHOTO_HEIF: return photo_heif_decode(s);
	}
	return NULL;
}

static int
longer_of(gdImagePtr im)
{
	return gdImageSX(im) > gdImageSY(im) ? gdImageSX(im) : gdImageSY(im);
}

static int
shorter_of(gdImagePtr im)
{
	return gdImageSX(im) < gdImageSY(im) ? gdImageSX(im) : gdImageSY(im);
}

static bool
is_long(gdImagePtr im)
{
	return shorter_of(im) >= LONG_LEAST && 2 * (int64_t)longer_of(im) > LONG_TIMES * (int64_t)shorter_of(im);
}

/* A copy on white of the upper left w x h of im, scale times as large. */
static gdImagePtr
scaled(gdImagePtr im, int w, int h, double scale)
{
	int to_w = (int)fmax(1, round(w * scale)), to_h = (int)fmax(1, round(h * scale));
	gdImagePtr small = gdImageCreateTrueColor(to_w, to_h);

	if (!small)
		abort();
	gdImageFilledRectangle(small, 0, 0, to_w - 1, to_h - 1, WHITE);
	gdImageCopyResampled(small, im, 0, 0, 0, 0, to_w, to_h, w, h);
	return small;
}

/* The copy that is kept. */
static gdImagePtr
shrink(gdImagePtr im)
{
	int w = gdImageSX(im), h = gdImageSY(im);
	double scale = (double)PHOTO_EDGE / longer_of(im);

	if (is_long(im))
		scale = fmin((double)LONG_SHORT / shorter_of(im), sqrt((double)LONG_PIXELS / w / h));
	return scaled(im, w, h, fmin(1, scale));
}

/* Of a long picture its beginning: the whole would be a line. */
static gdImagePtr
thumbnail(gdImagePtr im)
{
	int w = gdImageSX(im), h = gdImageSY(im), most = shorter_of(im) * 4 / 3 + 1;

	if (is_long(im)) {
		w = w < most ? w : most;
		h = h < most ? h : most;
	}
	return scaled(im, w, h, fmin(1, (double)PHOTO_THUMB / (w > h ? w : h)));
}

/* The pixel of a stored picture that belongs at x, y when shown as EXIF's orientation says. */
static int
turned_pixel(gdImagePtr im, int orientation, int x, int y)
{
	int right = gdImageSX(im) - 1, bottom = gdImageSY(im) - 1;

	switch (orientation) {
	case 2: return gdImageTrueColorPixel(im, right - x, y);
	case 3: return gdImageTrueColorPixel(im, right - x, bottom - y);
	case 4: return gdImageTrueColorPixel(im, x, bottom - y);
	case 5: return gdImageTrueColorPixel(im, y, x);
	case 6: return gdImageTrueColorPixel(im, y, bottom - x);
	case 7: return gdImageTrueColorPixel(im, right - y, bottom - x);
	case 8: return gdImageTrueColorPixel(im, right - y, x);
	}
	return gdImageTrueColorPixel(im, x, y);
}

/* Takes im, returns it or another one. */
static gdImagePtr
turn(gdImagePtr im, int orientation)
{
	bool swap = orientation >= 5 && orientation <= 8;
	int w = swap ? gdImageSY(im) : gdImageSX(im), h = swap ? gdImageSX(im) : gdImageSY(im);
	gdImagePtr turned;

	if (orientation < 2 || orientation > 8)
		return im;
	turned = gdImageCreateTrueColor(w, h);
	if (!turned)
		abort();
	for (int y = 0; y < h; y++)
		for (int x = 0; x < w; x++)
			gdImageTrueColorPixel(turned, x, y) = turned_pixel(im, orientation, x, y);
	gdImageDestroy(im);
	return turned;
}

/* A copy without the comment gd writes. */
static struct str
without_comments(struct arena *a, const unsigned char *p, size_t n)
{
	struct buf b;
	size_t at = 2;

	buf_init(&b, a);
	buf_room(&b, n);
	buf_put(&b, p, 2); /* start of image */
	while (at + 4 <= n && p[at] == 0xff && p[at + 1] != 0xda) {
		size_t len = 2 + ((size_t)p[at + 2] << 8 | p[at + 3]);

		if (p[at + 1] != 0xfe)
			buf_put(&b, p + at, len);
		at += len;
	}
	buf_put(&b, p + at, n - at);
	return buf_done(&b);
}

static struct str
encode(struct arena *a, gdImagePtr im)
{
	struct str jpeg;
	void *p;
	int n;

	gdImageInterlace(im, 1); /* progressive */
	p = gdImageJpegPtr(im, &n, QUALITY);
	if (!p)
		abort();
	jpeg = without_comments(a, p, (size_t)n);
	gdFree(p);
	return jpeg;
}

/* Degrees, minutes and seconds as degrees x 1e7; false on anything else. */
static bool
read_angle(ExifData *exif, unsigned tag, unsigned ref_tag, char negative, int64_t *ret)
{
	ExifContent *gps = exif->ifd[EXIF_IFD_GPS];
	ExifEntry *e = exif_content_get_entry(gps, (ExifTag)tag);
	ExifEntry *ref = exif_content_get_entry(gps, (ExifTag)ref_tag);
	static const double parts[] = {1, 60, 3600};
	double v = 0;

	if (!e || e->format != EXIF_FORMAT_RATIONAL || e->components != 3 || e->size < 24)
		return false;
	if (!ref || ref->format != EXIF_FORMAT_ASCII || ref->size < 1)
		return false;
	for (int i = 0; i < 3; i++) {
		ExifRational r = exif_get_rational(e->data + 8 * i, exif_data_get_byte_order(exif));

		if (r.denominator == 0)
			return false;
		v += (double)r.numerator / r.denominator / parts[i];
	}
	if (v > 180)
		return false;
	*ret = llround((ref->data[0] == negative ? -v : v) * 1e7);
	return true;
}

/* What the camera says: orientation 1 to 8 and where it was. */
static int
read_exif(struct str s, int64_t *ret_lat, int64_t *ret_lon)
{
	ExifData *exif = exif_data_new_from_data((const unsigned char *)s.p, (unsigned)s.n);
	int orientation = 1;
	int64_t lat, lon;
	ExifEntry *e;

	if (!exif)
		return 1;
	e = exif_content_get_entry(exif->ifd[EXIF_IFD_0], EXIF_TAG_ORIENTATION);
	if (e && e->format == EXIF_FORMAT_SHORT && e->size >= 2)
		orientation = exif_get_short(e->data, exif_data_get_byte_order(exif));
	if (read_angle(exif, EXIF_TAG_GPS_LATITUDE, EXIF_TAG_GPS_LATITUDE_REF, 'S', &lat) &&
	    read_angle(exif, EXIF_TAG_GPS_LONGITUDE, EXIF_TAG_GPS_LONGITUDE_REF, 'W', &lon) &&
	    llabs(lat) <= 900000000) {
		*ret_lat = lat;
		*ret_lon = lon;
	}
	exif_data_unref(exif);
	return orientation;
}

static int
look(struct str bytes, struct photo_head *ret)
{
	struct photo_head head;

	if (bytes.n > PHOTO_MAX_BYTES)
		return E_TOOBIG;
	if (photo_is_heif(bytes))
		TRY(photo_heif_head(bytes, &head));
	else
		TRY(photo_head(bytes, &head));
	if (head.width * head.height > (head.lossless ? PHOTO_MAX_LOSSLESS : PHOTO_MAX_PIXELS))
		return E_TOOBIG;
	*ret = head;
	return 0;
}

int
photo_look(struct str bytes, int64_t *ret_pixels)
{
	struct photo_head head;

	TRY(look(bytes, &head));
	*ret_pixels = (int64_t)(head.width * head.height);
	return 0;
}

int
photo_make(struct arena *a, struct str bytes, struct photo *ret)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	struct photo photo = {0};
	struct photo_head head;
	gdImagePtr full, small, thumb;
	int orientation = 1;

	slow_work();
	pthread_once(&once, init);
	TRY(look(bytes, &head));
	if (head.kind == PHOTO_PNG)
		TRY(photo_png_core(a, bytes, &bytes));
	if (head.kind == PHOTO_WEBP)
		bytes = photo_webp_still(a, bytes);
	full = decode(head.kind, bytes);
	if (!full)
		return E_MEDIA;
	if (head.kind == PHOTO_JPEG)
		orientation = read_exif(bytes, &photo.lat, &photo.lon);
	small = turn(shrink(full), orientation);
	gdImageDestroy(full);
	thumb = thumbnail(small);
	photo.width = gdImageSX(small);
	photo.height = gdImageSY(small);
	photo.jpeg = encode(a, small);
	photo.thumb = encode(a, thumb);
	gdImageDestroy(small);
	gdImageDestroy(thumb);
	*ret = photo;
	return 0;
}
