/* demo_canvas.c: shapes, colours and light on a picture twice the size it will have. */
#include "demo/demo_canvas.h"

#include <math.h>

enum { TWICE = 2 };

int
vary(const struct canvas *c, unsigned key, int n)
{
	unsigned h = c->seed * 2654435761u ^ key * 2246822519u;

	h ^= h >> 15;
	h *= 2246822519u;
	h ^= h >> 13;
	h *= 3266489917u;
	h ^= h >> 16;
	return (int)(h % (unsigned)n);
}

int
mix(int a, int b, int percent)
{
	int out = 0;

	for (int shift = 16; shift >= 0; shift -= 8) {
		int from = a >> shift & 0xff, to = b >> shift & 0xff;

		out |= (from + (to - from) * percent / 100) << shift;
	}
	return out;
}

int
any_colour(const struct canvas *c, unsigned key)
{
	static const int colours[] = {0x4E7F8C, 0xB4574A, 0x6C8E66, 0xD9A548,
				      0x7C6C99, 0x3F6D9A, 0xD8DAD4, 0x5C6965};

	return colours[vary(c, key, sizeof colours / sizeof *colours)];
}

/* ---- opaque ---- */

void
rect(struct canvas *c, int x, int y, int w, int h, int colour)
{
	if (w > 0 && h > 0)
		gdImageFilledRectangle(c->im, x * TWICE, y * TWICE, (x + w) * TWICE - 1,
				       (y + h) * TWICE - 1, colour);
}

void
oval(struct canvas *c, int x, int y, int w, int h, int colour)
{
	gdImageFilledEllipse(c->im, x * TWICE, y * TWICE, w * TWICE, h * TWICE, colour);
}

void
round_rect(struct canvas *c, int x, int y, int w, int h, int r, int colour)
{
	rect(c, x + r, y, w - 2 * r, h, colour);
	rect(c, x, y + r, w, h - 2 * r, colour);
	oval(c, x + r, y + r, 2 * r, 2 * r, colour);
	oval(c, x + w - r, y + r, 2 * r, 2 * r, colour);
	oval(c, x + r, y + h - r, 2 * r, 2 * r, colour);
	oval(c, x + w - r, y + h - r, 2 * r, 2 * r, colour);
}

void
fade(struct canvas *c, int x, int y, int w, int h, int top, int bottom)
{
	for (int i = 0; i < h * TWICE; i++)
		gdImageLine(c->im, x * TWICE, y * TWICE + i, (x + w) * TWICE - 1, y * TWICE + i,
			    mix(top, bottom, i * 100 / (h * TWICE)));
}

void
shape(struct canvas *c, int colour, const struct spot *v, size_t n)
{
	gdPoint points[32];

	for (size_t i = 0; i < n && i < 32; i++)
		points[i] = (gdPoint){v[i].x * TWICE, v[i].y * TWICE};
	gdImageFilledPolygon(c->im, points, (int)n, colour);
}

void
stroke(struct canvas *c, int x1, int y1, int x2, int y2, int width, int colour)
{
	double dx = x2 - x1, dy = y2 - y1, len = sqrt(dx * dx + dy * dy);
	double nx = len > 0 ? -dy / len * width : 0, ny = len > 0 ? dx / len * width : 0;
	gdPoint p[4] = {
		{(int)(x1 * TWICE + nx), (int)(y1 * TWICE + ny)},
		{(int)(x2 * TWICE + nx), (int)(y2 * TWICE + ny)},
		{(int)(x2 * TWICE - nx), (int)(y2 * TWICE - ny)},
		{(int)(x1 * TWICE - nx), (int)(y1 * TWICE - ny)},
	};

	gdImageFilledPolygon(c->im, p, 4, colour);
	oval(c, x1, y1, width, width, colour);
	oval(c, x2, y2, width, width, colour);
}

/* ---- laid over ---- */

static void
blend(struct canvas *c, int x, int y, int colour, int percent)
{
	if (gdImageBoundsSafe(c->im, x, y))
		gdImageTrueColorPixel(c->im, x, y) =
			mix(gdImageTrueColorPixel(c->im, x, y), colour, percent);
}

void
veil(struct canvas *c, int x, int y, int w, int h, int colour, int percent)
{
	for (int j = y * TWICE; j < (y + h) * TWICE; j++)
		for (int i = x * TWICE; i < (x + w) * TWICE; i++)
			blend(c, i, j, colour, percent);
}

/* Full in the middle, nothing at the rim. */
static void
soft_oval(struct canvas *c, int x, int y, int w, int h, int colour, int percent)
{
	for (int j = -h; j <= h; j++)
		for (int i = -w; i <= w; i++) {
			double d =
			    (double)i * i / ((double)w * w) + (double)j * j / ((double)h * h);

			if (d < 1)
				blend(c, x * TWICE + i, y * TWICE + j, colour,
				      (int)(percent * (1 - d) * (1 - d / 2)));
		}
}

void
shadow(struct canvas *c, int x, int y, int w, int h, int percent)
{
	soft_oval(c, x, y, w, h, INK, percent);
}

void
glow(struct canvas *c, int x, int y, int radius, int colour, int percent)
{
	soft_oval(c, x, y, radius * TWICE, radius * TWICE, colour, percent);
}
