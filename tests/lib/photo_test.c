/* photo_test.c: uploaded pictures. The pictures are drawn here with gd, or put together by hand. */
#include "lib/photo.h"
#include "suite.h"

#include <gd.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct arena A;

enum { RED = 0xff0000, GREEN = 0x00ff00, BLUE = 0x0000ff, GREY = 0x808080 };

static struct str
taken(void *p, int n)
{
	struct str s = str_dup(&A, (struct str){p, (size_t)n});

	gdFree(p);
	return s;
}

/* Grey with a red upper left, a green upper right and a blue lower left quarter. */
static gdImagePtr
draw(int w, int h)
{
	gdImagePtr im = gdImageCreateTrueColor(w, h);

	gdImageFilledRectangle(im, 0, 0, w - 1, h - 1, GREY);
	gdImageFilledRectangle(im, 0, 0, w / 2 - 1, h / 2 - 1, RED);
	gdImageFilledRectangle(im, w / 2, 0, w - 1, h / 2 - 1, GREEN);
	gdImageFilledRectangle(im, 0, h / 2, w / 2 - 1, h - 1, BLUE);
	return im;
}

static struct str
picture(const char *format, int w, int h)
{
	gdImagePtr im = draw(w, h);
	void *p;
	int n;

	if (strcmp(format, "jpeg") == 0)
		p = gdImageJpegPtr(im, &n, 95);
	else if (strcmp(format, "png") == 0)
		p = gdImagePngPtr(im, &n);
	else if (strcmp(format, "webp") == 0)
		p = gdImageWebpPtrEx(im, &n, 90);
	else
		p = gdImageGifPtr(im, &n);
	gdImageDestroy(im);
	return taken(p, n);
}

static gdImagePtr
opened(struct str jpeg)
{
	gdImagePtr im = gdImageCreateFromJpegPtr((int)jpeg.n, (void *)(uintptr_t)jpeg.p);

	assert_non_null(im);
	return im;
}

static bool
near(int got, int want)
{
	return abs(gdTrueColorGetRed(got) - gdTrueColorGetRed(want)) < 40 &&
	       abs(gdTrueColorGetGreen(got) - gdTrueColorGetGreen(want)) < 40 &&
	       abs(gdTrueColorGetBlue(got) - gdTrueColorGetBlue(want)) < 40;
}

/* Colours in the middle of the quarters: upper left, upper right, lower left, lower right. */
static void
assert_quarters(struct str jpeg, const int want[4])
{
	gdImagePtr im = opened(jpeg);
	int w = gdImageSX(im), h = gdImageSY(im);

	for (int i = 0; i < 4; i++) {
		int x = w / 4 + i % 2 * w / 2, y = h / 4 + i / 2 * h / 2;

		if (!near(gdImageGetTrueColorPixel(im, x, y), want[i]))
			fail_msg("quarter %d is %06x", i, gdImageGetTrueColorPixel(im, x, y));
	}
	gdImageDestroy(im);
}

/* A little-endian TIFF with an orientation and, on demand, 22°39'22.36" S 114°2'31.8084" E. */
static struct str
with_exif(struct str jpeg, int orientation, bool gps)
{
	static const unsigned char tiff[] = {
		'I', 'I', 42, 0, 8, 0, 0, 0,
		2, 0, /* IFD0: orientation, pointer to GPS */
		0x12, 1, 3, 0, 1, 0, 0, 0, 1, 0, 0, 0,
		0x25, 0x88, 4, 0, 1, 0, 0, 0, 38, 0, 0, 0,
		0, 0, 0, 0,
		4, 0, /* at 38 */
		1, 0, 2, 0, 2, 0, 0, 0, 'S', 0, 0, 0,
		2, 0, 5, 0, 3, 0, 0, 0, 92, 0, 0, 0,
		3, 0, 2, 0, 2, 0, 0, 0, 'E', 0, 0, 0,
		4, 0, 5, 0, 3, 0, 0, 0, 116, 0, 0, 0,
		0, 0, 0, 0,
		22, 0, 0, 0, 1, 0, 0, 0, 39, 0, 0, 0, 1, 0, 0, 0, 0xbc, 8, 0, 0, 100, 0, 0, 0,
		114, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0,
		0x84, 0xda, 4, 0, 0x10, 0x27, 0, 0,
	};
	unsigned char copy[sizeof tiff];
	size_t n = sizeof tiff + 8;
	struct buf b;

	memcpy(copy, tiff, sizeof tiff);
	copy[18] = (unsigned char)orientation;
	if (!gps)
		copy[8] = 1;
	buf_init(&b, &A);
	buf_put(&b, jpeg.p, 2);
	BUF_LIT(&b, "\xff\xe1");
	buf_char(&b, (char)(n >> 8));
	buf_char(&b, (char)n);
	BUF_LIT(&b, "Exif\0\0");
	buf_put(&b, copy, sizeof copy);
	buf_put(&b, jpeg.p + 2, jpeg.n - 2);
	return buf_done(&b);
}

static const int upright[4] = {RED, GREEN, BLUE, GREY};

static void
test_make__four_formats(void **state)
{
	static const char *const formats[] = {"jpeg", "png", "webp", "gif"};

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		struct photo p;

		assert_int_equal(photo_make(&A, picture(formats[i], 640, 480), &p), 0);
		assert_int_equal(p.width, 640);
		assert_int_equal(p.height, 480);
		assert_int_equal(p.lat, 0);
		assert_quarters(p.jpeg, upright);
		assert_quarters(p.thumb, upright);
	}
}

static void
test_make__long_edge_is_bounded(void **state)
{
	static const struct {
		int w, h, want_w, want_h, thumb_w, thumb_h;
	} sizes[] = {{4000, 3000, 1600, 1200, 320, 240}, {1200, 2400, 800, 1600, 160, 320},
		     {100, 50, 100, 50, 100, 50}, {5000, 2, 1600, 1, 320, 1}, {1, 1, 1, 1, 1, 1}};

	(void)state;
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		struct photo p;
		gdImagePtr thumb;

		assert_int_equal(photo_make(&A, picture("jpeg", sizes[i].w, sizes[i].h), &p), 0);
		assert_int_equal(p.width, sizes[i].want_w);
		assert_int_equal(p.height, sizes[i].want_h);
		thumb = opened(p.thumb);
		assert_int_equal(gdImageSX(thumb), sizes[i].thumb_w);
		assert_int_equal(gdImageSY(thumb), sizes[i].thumb_h);
		gdImageDestroy(thumb);
	}
}

/* Stored quarters R G / B x as each orientation shows them. */
static void
test_make__exif_orientation(void **state)
{
	static const int shown[9][4] = {
		[1] = {RED, GREEN, BLUE, GREY}, [2] = {GREEN, RED, GREY, BLUE},
		[3] = {GREY, BLUE, GREEN, RED}, [4] = {BLUE, GREY, RED, GREEN},
		[5] = {RED, BLUE, GREEN, GREY}, [6] = {BLUE, RED, GREY, GREEN},
		[7] = {GREY, GREEN, BLUE, RED}, [8] = {GREEN, GREY, RED, BLUE},
	};
	struct str jpeg = picture("jpeg", 400, 200);

	(void)state;
	for (int o = 0; o <= 9; o++) {
		struct photo p;

		assert_int_equal(photo_make(&A, with_exif(jpeg, o, false), &p), 0);
		assert_int_equal(p.width, o >= 5 && o <= 8 ? 200 : 400);
		assert_quarters(p.jpeg, shown[o >= 1 && o <= 8 ? o : 1]);
		assert_quarters(p.thumb, shown[o >= 1 && o <= 8 ? o : 1]);
	}
}

static void
test_make__exif_place(void **state)
{
	struct photo p;

	(void)state;
	assert_int_equal(photo_make(&A, with_exif(picture("jpeg", 40, 20), 1, true), &p), 0);
	assert_int_equal(p.lat, -226562111);
	assert_int_equal(p.lon, 1140421690);
}

/* Only what a decoder needs: no comment, no APPn but JFIF's. */
static void
assert_bare(struct str jpeg)
{
	size_t at = 2;

	assert_true(str_starts(jpeg, S("\xff\xd8")));
	assert_true(str_ends(jpeg, S("\xff\xd9")));
	for (;;) {
		unsigned marker = (unsigned char)jpeg.p[at + 1];

		assert_int_equal((unsigned char)jpeg.p[at], 0xff);
		if (marker == 0xda)
			return;
		if (marker == 0xfe || (marker > 0xe0 && marker <= 0xef))
			fail_msg("marker %02x", marker);
		at += 2 + ((size_t)(unsigned char)jpeg.p[at + 2] << 8) + (unsigned char)jpeg.p[at + 3];
		assert_true(at + 4 < jpeg.n);
	}
}

static void
test_make__nothing_but_pixels_is_left(void **state)
{
	struct photo p;

	(void)state;
	assert_int_equal(photo_make(&A, with_exif(picture("jpeg", 400, 300), 6, true), &p), 0);
	assert_bare(p.jpeg);
	assert_bare(p.thumb);
	assert_false(str_has(p.jpeg, S("Exif")));
	assert_false(str_has(p.jpeg, S("CREATOR")));
	assert_true(str_has(p.jpeg, S("\xff\xc2"))); /* progressive */
}

static void
test_make__transparency_becomes_white(void **state)
{
	gdImagePtr im = gdImageCreateTrueColor(64, 64);
	struct photo p;
	struct str png;
	void *part;
	int n;

	(void)state;
	gdImageSaveAlpha(im, 1);
	gdImageAlphaBlending(im, 0);
	gdImageFilledRectangle(im, 0, 0, 63, 63, gdTrueColorAlpha(0, 0, 0, 127));
	part = gdImagePngPtr(im, &n);
	png = taken(part, n);
	gdImageDestroy(im);
	assert_int_equal(photo_make(&A, png, &p), 0);
	im = opened(p.jpeg);
	assert_true(near(gdImageGetTrueColorPixel(im, 30, 30), 0xffffff));
	gdImageDestroy(im);
}

static void
test_make__animation_gives_its_first_frame(void **state)
{
	gdImagePtr one = gdImageCreate(32, 32), two = gdImageCreate(32, 32);
	struct photo p;
	struct buf b;
	void *part;
	int n;

	(void)state;
	gdImageColorAllocate(one, 255, 0, 0);
	gdImageColorAllocate(two, 0, 0, 255);
	buf_init(&b, &A);
	part = gdImageGifAnimBeginPtr(one, &n, 1, 0);
	buf_str(&b, taken(part, n));
	part = gdImageGifAnimAddPtr(one, &n, 0, 0, 0, 10, 1, NULL);
	buf_str(&b, taken(part, n));
	part = gdImageGifAnimAddPtr(two, &n, 1, 0, 0, 10, 1, NULL);
	buf_str(&b, taken(part, n));
	part = gdImageGifAnimEndPtr(&n);
	buf_str(&b, taken(part, n));
	gdImageDestroy(one);
	gdImageDestroy(two);
	assert_int_equal(photo_make(&A, buf_done(&b), &p), 0);
	assert_quarters(p.jpeg, (const int[4]){RED, RED, RED, RED});
}

static void
test_make__not_a_picture(void **state)
{
	static const struct str bad[] = {
		{"", 0},
		{"\x7f" "ELF\x02\x01\x01\0\0\0\0\0\0\0\0\0", 16},
		{"MZ\x90\0\x03\0\0\0", 8},
		{"#!/bin/sh\n", 10},
		{"<svg xmlns=\"http://www.w3.org/2000/svg\"/>", 41},
		{"\xff\xd8\xff", 3},
		{"\xff\xd8\xff\xe0\0\x10JFIF", 10},
		{"\x89PNG\r\n\x1a\n", 8},
		{"GIF89a", 6},
		{"RIFF", 4},
		{"RIFF\x24\0\0\0WAVEfmt \x10\0\0\0\x01\0\x02\0\x44\xac\0\0\0\0\0\0\0\0\0\0", 36},
	};
	struct photo p = {.width = 7};

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_int_equal(photo_make(&A, bad[i], &p), E_MEDIA);
	assert_int_equal(p.width, 7);
}

/* Headers that promise too many pixels, with nothing behind them: the last three are just above the limits. */
static void
test_make__bombs_are_seen_in_the_header(void **state)
{
	static const struct str bombs[] = {
		{"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\x01\x86\xa0\0\x01\x86\xa0\x08\x02\0\0\0", 29},
		{"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\x7f\xff\xff\xff\x7f\xff\xff\xff\x08\x02\0\0\0", 29},
		{"\xff\xd8\xff\xc0\0\x11\x08\xff\xff\xff\xff\x03\x01\x22\0\x02\x11\x01\x03\x11\x01"
		 "\xff\xda\xff\xd9",
		 25},
		{"GIF89a\x10\0\x10\0\0\0\0,\0\0\0\0\xff\xff\xff\xff\0\x02\0", 25},
		{"RIFF\x20\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\xff\xff\x01\xff\xff\x01", 30},
		{"RIFF\x20\0\0\0WEBPVP8 \x0a\0\0\0\0\0\0\x9d\x01\x2a\xff\x3f\xff\x3f", 30},
		{"RIFF\x20\0\0\0WEBPVP8L\x0a\0\0\0\x2f\xff\xff\xff\x0f\0\0\0\0\0", 30},
		{"\xff\xd8\xff\xc0\0\x11\x08\x0f\xa0\x18\x6b\x03\x01\x22\0\x02\x11\x01\x03\x11\x01" /* 6251 x 4000 */
		 "\xff\xda\xff\xd9",
		 25},
		{"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x0f\xa0\0\0\x0f\xa1\x08\x02\0\0\0", 29}, /* 4000 x 4001 */
		{"RIFF\x20\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\x9f\x0f\0\xa0\x0f\0", 30}, /* the same */
	};
	struct photo p;

	(void)state;
	for (size_t i = 0; i < sizeof bombs / sizeof *bombs; i++)
		if (photo_make(&A, bombs[i], &p) != E_TOOBIG)
			fail_msg("bomb %zu", i);
}

/* What a photo will cost is known before it is decoded. */
static void
test_look__counts_pixels_without_decoding(void **state)
{
	static const struct str jpeg = {"\xff\xd8\xff\xc0\0\x11\x08\x0f\xa0\x17\x70\x03\x01\x22\0\x02\x11\x01\x03\x11\x01"
					"\xff\xda\xff\xd9",
					25};
	int64_t pixels = 0;

	(void)state;
	assert_int_equal(photo_look(jpeg, &pixels), 0);
	assert_int_equal(pixels, 24000000);
	assert_int_equal(photo_look(S("no picture"), &pixels), E_MEDIA);
	assert_int_equal(pixels, 24000000);
}

static void
test_make__file_too_large(void **state)
{
	struct str jpeg = picture("jpeg", 10, 10), large = {NULL, PHOTO_MAX_BYTES + 1};
	char *p = arena_alloc(&A, large.n);
	struct photo photo;

	(void)state;
	memcpy(p, jpeg.p, jpeg.n);
	large.p = p;
	assert_int_equal(photo_make(&A, large, &photo), E_TOOBIG);
	large.n--;
	assert_int_equal(photo_make(&A, large, &photo), 0);
}

static void
test_make__cut_off(void **state)
{
	static const char *const formats[] = {"jpeg", "png", "webp", "gif"};

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		struct str whole = picture(formats[i], 300, 200);
		struct photo p;

		for (size_t part = 1; part < 10; part++)
			if (photo_make(&A, str_sub(whole, 0, whole.n * part / 10), &p) != E_MEDIA)
				fail_msg("%s, %zu of 10", formats[i], part);
	}
}

/* Whatever stands in the bytes, nothing worse than a refusal. */
static void
test_make__flipped_bytes(void **state)
{
	static const char *const formats[] = {"jpeg", "png", "webp", "gif"};
	uint32_t seed = 1;

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		struct str whole = with_exif(picture(formats[i], 40, 30), 6, true);

		if (i)
			whole = picture(formats[i], 40, 30);
		for (int round = 0; round < 300; round++) {
			char *bytes = (char *)(uintptr_t)str_dup(&A, whole).p;
			struct photo p;
			int rc;

			for (int j = 0; j < 3; j++) {
				seed = seed * 1664525 + 1013904223;
				bytes[(seed >> 8) % whole.n] ^= (char)(1 << (seed >> 29));
			}
			rc = photo_make(&A, (struct str){bytes, whole.n}, &p);
			assert_true(rc == 0 || rc == E_MEDIA || rc == E_TOOBIG);
		}
	}
}

static struct str
file_bytes(const char *path)
{
	FILE *f = fopen(path, "rb");
	char *p = arena_alloc(&A, 100000);
	size_t n;

	assert_non_null(f);
	n = fread(p, 1, 100000, f);
	fclose(f);
	return (struct str){p, n};
}

/* What an iPhone writes: the picture was drawn as above and encoded by libheif. */
static void
test_make__heic(void **state)
{
	static const int as_drawn[] = {RED, GREEN, BLUE, GREY};
	struct str heic = file_bytes("tests/data/quarters.heic");
	int64_t pixels = 0;
	struct photo p;

	(void)state;
	assert_int_equal(photo_look(heic, &pixels), 0);
	assert_int_equal(pixels, 320 * 240);
	assert_int_equal(photo_make(&A, heic, &p), 0);
	assert_int_equal(p.width, 320);
	assert_int_equal(p.height, 240);
	assert_quarters(p.jpeg, as_drawn);
}

static struct str
with_word(struct str s, const char *word, const char *by)
{
	char *p = (char *)(uintptr_t)str_dup(&A, s).p;
	char *at = memmem(p, s.n, word, 4);

	assert_non_null(at);
	memcpy(at, by, 4);
	return (struct str){p, s.n};
}

static void
test_make__heic_that_is_refused(void **state)
{
	struct str heic = file_bytes("tests/data/quarters.heic");
	uint32_t seed = 1;
	struct photo p;

	(void)state;
	assert_int_equal(photo_make(&A, with_word(heic, "hvc1", "iovl"), &p), E_MEDIA);
	assert_int_equal(photo_make(&A, with_word(heic, "meta", "mete"), &p), E_MEDIA);
	assert_int_equal(photo_make(&A, str_sub(heic, 0, 28), &p), E_MEDIA);
	for (size_t part = 1; part < 10; part++)
		assert_int_equal(photo_make(&A, str_sub(heic, 0, heic.n * part / 10), &p), E_MEDIA);
	for (int round = 0; round < 200; round++) {
		char *bytes = (char *)(uintptr_t)str_dup(&A, heic).p;
		int rc;

		for (int j = 0; j < 3; j++) {
			seed = seed * 1664525 + 1013904223;
			bytes[(seed >> 8) % heic.n] ^= (char)(1 << (seed >> 29));
		}
		rc = photo_make(&A, (struct str){bytes, heic.n}, &p);
		assert_true(rc == 0 || rc == E_MEDIA || rc == E_TOOBIG);
	}
}

/* A chunk of a WebP, with its length. */
static void
put_chunk(struct buf *b, const char *name, struct str head, struct str body)
{
	size_t n = head.n + body.n;

	buf_str(b, str_of(name));
	for (int i = 0; i < 4; i++)
		buf_char(b, (char)(n >> 8 * i & 0xff));
	buf_str(b, head);
	buf_str(b, body);
	if (n & 1)
		buf_char(b, 0);
}

/* Two pictures, one after the other. */
static struct str
moving_webp(struct str first, struct str second)
{
	static const struct str place = {"\0\0\0\0\0\0\x3f\0\0\x2f\0\0\x64\0\0\0", 16}; /* 64 x 48 */
	struct buf b;

	buf_init(&b, &A);
	buf_str(&b, S("RIFF"));
	buf_str(&b, (struct str){"\0\0\0\0", 4});
	buf_str(&b, S("WEBP"));
	put_chunk(&b, "VP8X", (struct str){"\2\0\0\0\x3f\0\0\x2f\0\0", 10}, S(""));
	put_chunk(&b, "ANIM", (struct str){"\0\0\0\0\0\0", 6}, S(""));
	put_chunk(&b, "ANMF", place, str_sub(first, 12, first.n));
	put_chunk(&b, "ANMF", place, str_sub(second, 12, second.n));
	return buf_done(&b);
}

static void
test_make__moving_webp_gives_its_first_picture(void **state)
{
	static const int as_drawn[] = {RED, GREEN, BLUE, GREY};
	struct str first = picture("webp", 64, 48), moving;
	struct photo p;
	int64_t pixels;

	(void)state;
	moving = moving_webp(first, picture("webp", 32, 48));
	assert_int_equal(photo_look(moving, &pixels), 0);
	assert_int_equal(pixels, 64 * 48);
	assert_int_equal(photo_make(&A, moving, &p), 0);
	assert_int_equal(p.width, 64);
	assert_quarters(p.jpeg, as_drawn);
	for (size_t cut = 12; cut < 60; cut++)
		assert_int_equal(photo_make(&A, str_sub(moving, 0, cut), &p), E_MEDIA);
}

/* Text of a long screenshot stays readable: its shorter edge is bounded, and its pixels. */
static void
test_make__long_screenshot(void **state)
{
	static const struct {
		int w, h, want_w, want_h;
	} rows[] = {
		{1080, 9000, 1080, 9000}, {2160, 9000, 1080, 4500}, {9000, 1080, 9000, 1080}, {1080, 18000, 849, 14142}, {300, 2000, 300, 2000},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct photo p;
		gdImagePtr thumb;

		assert_int_equal(photo_make(&A, picture("jpeg", rows[i].w, rows[i].h), &p), 0);
		assert_int_equal(p.width, rows[i].want_w);
		assert_int_equal(p.height, rows[i].want_h);
		thumb = opened(p.thumb);
		assert_true(gdImageSX(thumb) >= 200 && gdImageSY(thumb) >= 200);
		assert_true(gdImageSX(thumb) <= PHOTO_THUMB && gdImageSY(thumb) <= PHOTO_THUMB);
		gdImageDestroy(thumb);
		arena_reset(&A);
	}
}

static int
empty_arena(void **state)
{
	(void)state;
	arena_reset(&A);
	return 0;
}

#define TEST(f) cmocka_unit_test_teardown(f, empty_arena)

SUITE(photo)
{
	static const struct CMUnitTest tests[] = {
		TEST(test_make__four_formats),
		TEST(test_make__long_edge_is_bounded),
		TEST(test_make__exif_orientation),
		TEST(test_make__exif_place),
		TEST(test_make__nothing_but_pixels_is_left),
		TEST(test_make__transparency_becomes_white),
		TEST(test_make__animation_gives_its_first_frame),
		TEST(test_make__not_a_picture),
		TEST(test_make__bombs_are_seen_in_the_header),
		TEST(test_look__counts_pixels_without_decoding),
		TEST(test_make__file_too_large),
		TEST(test_make__cut_off),
		TEST(test_make__flipped_bytes),
		TEST(test_make__heic),
		TEST(test_make__heic_that_is_refused),
		TEST(test_make__moving_webp_gives_its_first_picture),
		TEST(test_make__long_screenshot),
	};
	int failed = cmocka_run_group_tests_name("photo", tests, NULL, NULL);

	arena_release(&A);
	return failed;
}
