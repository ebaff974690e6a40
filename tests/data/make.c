/* make.c: draws the pictures that tests upload, and files that only say they are pictures. To make them anew:
 *
 *   cc -o /tmp/make tests/data/make.c -lgd && /tmp/make tests/data */
#include <gd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* After the first two bytes of a JPEG: turned by a quarter, taken at 22°33' north, by a telling maker. */
static const unsigned char exif[] =
	"\xff\xe1\x00\x66" "Exif\0\0" "MM\0\x2a\0\0\0\x08"
	"\0\x03"
	"\x01\x0f\0\x02\0\0\0\x0c\0\0\0\x32"             /* maker, at 50 */
	"\x01\x12\0\x03\0\0\0\x01\0\x06\0\0"             /* turned */
	"\x88\x25\0\x04\0\0\0\x01\0\0\0\x3e"             /* place, at 62 */
	"\0\0\0\0"
	"SECRETPHONE\0"
	"\0\x01\0\x01\0\x02\0\0\0\x02N\0\0\0\0\0\0\0"
	"\0\0\0\0\0\0\0\0\0\0\0\0\0\0";

static void
put(const char *name, const void *a, size_t a_n, const void *b, size_t b_n, const void *c, size_t c_n)
{
	FILE *f = fopen(name, "wb");

	if (!f || fwrite(a, 1, a_n, f) != a_n || fwrite(b, 1, b_n, f) != b_n || fwrite(c, 1, c_n, f) != c_n ||
	    fclose(f) != 0) {
		perror(name);
		exit(1);
	}
}

/* A stair with a lamp: dark before, bright after. */
static gdImagePtr
stair(int light)
{
	gdImagePtr im = gdImageCreateTrueColor(160, 120);
	int wall = light ? 0xe8dcc0 : 0x303848, step = light ? 0x9a8f7c : 0x1c2028, lamp = light ? 0xfff2b0 : 0x50545c;

	gdImageFilledRectangle(im, 0, 0, 159, 119, wall);
	for (int i = 0; i < 6; i++)
		gdImageFilledRectangle(im, 20 + i * 20, 110 - i * 14, 159, 119 - i * 14, step + i * 0x040404);
	gdImageFilledEllipse(im, 80, 16, 24, 12, lamp);
	return im;
}

int
main(int argc, char **argv)
{
	gdImagePtr dark = stair(0), bright = stair(1);
	unsigned char *before, *after, *png;
	int before_n, after_n, png_n;

	if (argc != 2 || chdir(argv[1]) != 0)
		return 2;
	before = gdImageJpegPtr(dark, &before_n, 80);
	after = gdImageJpegPtr(bright, &after_n, 80);
	png = gdImagePngPtr(bright, &png_n);
	if (!before || !after || !png)
		return 1;
	put("before.jpg", before, 2, exif, 0x68, before + 2, (size_t)before_n - 2);
	put("after.jpg", after, (size_t)after_n, "", 0, "", 0);
	put("after.png", png, (size_t)png_n, "", 0, "", 0);
	put("cut.jpg", after, (size_t)after_n / 2, "", 0, "", 0);
	put("program.jpg", "\x7f" "ELF\2\1\1\0\0\0\0\0\0\0\0\0\2\0\x3e\0\1\0\0\0", 24, "not a picture at all", 20, "", 0);
	put("page.jpg", "<!doctype html><script>alert(1)</script>", 40, "", 0, "", 0);
	put("script.svg.jpg", "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>", 71, "", 0, "", 0);
	gdFree(before);
	gdFree(after);
	gdFree(png);
	gdImageDestroy(dark);
	gdImageDestroy(bright);
	return 0;
}
