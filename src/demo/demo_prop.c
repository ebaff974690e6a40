/* demo_prop.c: houses, trees, cars and the other things that stand in the demo's photos. */
#include "demo/demo_canvas.h"

enum { WIDTH = 1200, HEIGHT = 900 };

/* The colour of a thing in this light. */
static int
lit(const struct canvas *c, int colour)
{
	switch (c->light) {
	case LIGHT_MORNING: return mix(colour, 0xFFE7C2, 8);
	case LIGHT_EVENING: return mix(colour, 0xC98A5A, 14);
	case LIGHT_GREY: return mix(colour, 0x8E9896, 18);
	case LIGHT_NIGHT: return mix(colour, 0x101C2A, 62);
	case LIGHT_DAY: break;
	}
	return colour;
}

void
sky(struct canvas *c, int horizon)
{
	static const int tops[] = {[LIGHT_DAY] = 0xA9CFDA,
				   [LIGHT_MORNING] = 0xBFD6DE,
				   [LIGHT_EVENING] = 0xD9A887,
				   [LIGHT_GREY] = 0xB4BFC0,
				   [LIGHT_NIGHT] = 0x0E1A2B};
	static const int lows[] = {[LIGHT_DAY] = 0xEAF2EE,
				   [LIGHT_MORNING] = 0xFBEBD3,
				   [LIGHT_EVENING] = 0xF6E0C4,
				   [LIGHT_GREY] = 0xDDE2E0,
				   [LIGHT_NIGHT] = 0x2B3A4E};
	int x = 150 + vary(c, 901, 800), y = 90 + vary(c, 902, 90);

	fade(c, 0, 0, WIDTH, horizon, tops[c->light], lows[c->light]);
	if (c->light == LIGHT_DAY || c->light == LIGHT_MORNING) {
		int cloud = mix(tops[c->light], 0xFFFFFF, 62);

		round_rect(c, x, y, 190, 34, 17, cloud);
		round_rect(c, x + 42, y - 22, 96, 44, 22, cloud);
		round_rect(c, (x + 560) % 1100 - 60, y + 66, 150, 26, 13,
			   mix(cloud, tops[c->light], 30));
	} else if (c->light == LIGHT_EVENING) {
		glow(c, x, horizon - 40, 330, 0xFFD9A0, 70);
	} else if (c->light == LIGHT_NIGHT) {
		oval(c, x, y, 54, 54, 0xE8E3CC);
		oval(c, x + 16, y - 8, 48, 48,
		     mix(tops[LIGHT_NIGHT], lows[LIGHT_NIGHT], y * 100 / horizon));
	}
}

/* Far houses, paler than near ones. */
void
skyline(struct canvas *c, int horizon)
{
	int haze = lit(c, 0xCBD7D3), x = -40;

	for (unsigned i = 0; x < WIDTH; i++) {
		int w = 90 + vary(c, 300 + i, 110), h = 90 + vary(c, 340 + i, 170);
		int wall = mix(haze, lit(c, WALL), vary(c, 380 + i, 60)),
			pane = mix(wall, lit(c, DAI), 26);

		rect(c, x, horizon - h, w, h, wall);
		rect(c, x - 4, horizon - h - 8, w + 8, 10, mix(wall, lit(c, DAI), 45));
		for (int row = 0; row * 34 + 26 < h - 16; row++)
			for (int col = 0; col * 30 + 24 < w - 14; col++) {
				bool on = c->light >= LIGHT_EVENING && c->light != LIGHT_GREY &&
					  vary(c, i * 997 + (unsigned)(row * 31 + col), 4) == 0;

				rect(c, x + 14 + col * 30, horizon - h + 18 + row * 34, 15, 18,
				     on ? LAMP : pane);
			}
		x += w + 6 + vary(c, 420 + i, 40);
	}
}

void
house(struct canvas *c, int x, int y, int w, int h, int colour)
{
	int wall = lit(c, colour), trim = lit(c, mix(colour, INK, 14)), pane = lit(c, 0x9FBAB8);

	rect(c, x, y - h, w, h, wall);
	rect(c, x + w - w / 12, y - h, w / 12, h, mix(wall, INK, 6));
	SHAPE(c, lit(c, DAI), {x - 22, y - h}, {x + 6, y - h - 34}, {x + w - 6, y - h - 34},
	      {x + w + 22, y - h});
	rect(c, x - 22, y - h, w + 44, 9, lit(c, DAI2));
	for (int row = 0; row * 118 + 100 < h - 60; row++)
		for (int col = 0; col * 112 + 96 < w - 10; col++) {
			int px = x + 34 + col * 112, py = y - h + 46 + row * 118;
			bool on = c->light >= LIGHT_EVENING && c->light != LIGHT_GREY &&
				  vary(c, (unsigned)(x * 7 + row * 13 + col), 3) == 0;

			rect(c, px - 5, py - 5, 66, 70, trim);
			rect(c, px, py, 56, 60, on ? LAMP : pane);
			if (!on)
				SHAPE(c, mix(pane, 0xFFFFFF, 35), {px, py + 36}, {px + 34, py},
				      {px + 48, py}, {px, py + 52});
			rect(c, px + 26, py, 4, 60, trim);
			rect(c, px - 9, py + 62, 74, 8, mix(trim, INK, 12));
			if (vary(c, (unsigned)(x + row * 5 + col * 3), 3) == 0) {
				rect(c, px + 62, py + 70, 34, 24, lit(c, 0xE4E6E1));
				oval(c, px + 76, py + 82, 17, 17, lit(c, 0xB8BFBB));
			}
		}
}

/* Slabs that grow towards the viewer. */
void
paving(struct canvas *c, int y, int colour)
{
	int ground = lit(c, colour), joint = mix(ground, INK, 12), middle = WIDTH / 2;

	fade(c, 0, y, WIDTH, HEIGHT - y, mix(ground, INK, 8), mix(ground, 0xFFFFFF, 6));
	for (int i = -16; i <= 16; i++)
		stroke(c, middle + i * 70, y, middle + i * 190, HEIGHT, 2, joint);
	for (int row = 0, at = y + 14; at < HEIGHT; row++, at += 18 + row * 11)
		stroke(c, 0, at, WIDTH, at, 2, joint);
	rect(c, 0, y, WIDTH, 5, mix(ground, INK, 20));
}

void
road(struct canvas *c, int y)
{
	int ground = lit(c, ASPHALT);

	fade(c, 0, y, WIDTH, HEIGHT - y, mix(ground, 0xFFFFFF, 12), mix(ground, INK, 14));
	for (unsigned i = 0; i < 160; i++)
		rect(c, vary(c, 5000 + i, WIDTH), y + 12 + vary(c, 5200 + i, HEIGHT - y - 14), 5, 2,
		     mix(ground, 0xFFFFFF, 8 + vary(c, 5400 + i, 14)));
	rect(c, 0, y - 14, WIDTH, 18, lit(c, STONE));
	rect(c, 0, y + 2, WIDTH, 6, mix(lit(c, STONE), INK, 26));
}

void
tree(struct canvas *c, int x, int y, int s)
{
	int leaf = lit(c, mix(LEAF, 0x7E9C4E, vary(c, (unsigned)x, 60))), bark = lit(c, 0x7A5F48);

	shadow(c, x + s / 6, y, s * 2, s / 3, 30);
	SHAPE(c, bark, {x - s / 10, y}, {x - s / 18, y - s}, {x + s / 18, y - s}, {x + s / 9, y});
	stroke(c, x, y - s * 3 / 4, x + s / 3, y - s * 5 / 4, s / 14 + 2, bark);
	stroke(c, x, y - s * 3 / 5, x - s / 3, y - s * 9 / 8, s / 16 + 2, bark);
	oval(c, x - s * 2 / 5, y - s * 5 / 4, s, s * 7 / 8, mix(leaf, INK, 16));
	oval(c, x + s * 2 / 5, y - s * 4 / 3, s, s * 7 / 8, mix(leaf, INK, 9));
	oval(c, x, y - s * 8 / 5, s * 5 / 4, s, leaf);
	oval(c, x - s / 6, y - s * 7 / 4, s * 3 / 5, s / 2, mix(leaf, 0xFFFFFF, 10));
	oval(c, x + s / 3, y - s * 6 / 5, s / 2, s / 3, mix(leaf, 0xFFFFFF, 6));
}

void
bush(struct canvas *c, int x, int y, int s)
{
	int leaf = lit(c, mix(LEAF, GREEN, 30));

	oval(c, x - s / 2, y - s / 4, s, s * 3 / 5, mix(leaf, INK, 10));
	oval(c, x + s / 2, y - s / 4, s, s * 3 / 5, mix(leaf, INK, 5));
	oval(c, x, y - s * 2 / 5, s, s * 4 / 5, leaf);
	oval(c, x - s / 8, y - s / 2, s / 2, s / 3, mix(leaf, 0xFFFFFF, 10));
}

void
lamp_post(struct canvas *c, int x, int y, int h, bool on)
{
	int pole = lit(c, 0x4B5A57);

	shadow(c, x, y, 60, 12, 35);
	rect(c, x - 11, y - 44, 22, 44, pole);
	SHAPE(c, pole, {x - 7, y}, {x - 4, y - h}, {x + 4, y - h}, {x + 7, y});
	stroke(c, x, y - h + 4, x + 92, y - h - 22, 7, pole);
	SHAPE(c, pole, {x + 70, y - h - 34}, {x + 160, y - h - 22}, {x + 164, y - h - 8},
	      {x + 78, y - h - 12});
	SHAPE(c, on ? LAMP_PALE : lit(c, 0xA7B0AC), {x + 82, y - h - 12}, {x + 158, y - h - 8},
	      {x + 148, y - h + 2}, {x + 92, y - h});
	if (on) {
		glow(c, x + 120, y - h, 190, LAMP, 40);
		glow(c, x + 120, y - h, 64, 0xFFF6DC, 88);
	}
}

static void
wheel(struct canvas *c, int x, int y, int d)
{
	oval(c, x, y, d, d, lit(c, 0x262D2C));
	oval(c, x, y, d / 2, d / 2, lit(c, 0xB9C1BD));
	oval(c, x, y, d / 6, d / 6, lit(c, 0x5C6965));
}

void
car(struct canvas *c, int x, int y, int s, int colour)
{
	int body = lit(c, colour), glass = lit(c, 0xB7CDD2), w = s * 32 / 10, h = s * 62 / 100;

	shadow(c, x + w / 2, y, w * 11 / 10, s / 4, 55);
	SHAPE(c, body, {x + w * 20 / 100, y - h}, {x + w * 32 / 100, y - h - s * 52 / 100},
	      {x + w * 66 / 100, y - h - s * 52 / 100}, {x + w * 84 / 100, y - h});
	SHAPE(c, glass, {x + w * 25 / 100, y - h}, {x + w * 34 / 100, y - h - s * 43 / 100},
	      {x + w * 48 / 100, y - h - s * 43 / 100}, {x + w * 48 / 100, y - h});
	SHAPE(c, glass, {x + w * 51 / 100, y - h}, {x + w * 51 / 100, y - h - s * 43 / 100},
	      {x + w * 64 / 100, y - h - s * 43 / 100}, {x + w * 77 / 100, y - h});
	round_rect(c, x, y - h - s / 20, w, h - s / 10, s / 5, body);
	rect(c, x + s / 8, y - h / 2 - s / 20, w - s / 4, h / 3, mix(body, INK, 12));
	rect(c, x + w * 49 / 100, y - h, 3, h * 2 / 3, mix(body, INK, 25));
	rect(c, x + w * 54 / 100, y - h + s / 10, s / 5, s / 24, mix(body, INK, 35));
	oval(c, x + s / 9, y - h * 70 / 100, s / 7, s / 6, LAMP_PALE);
	rect(c, x + w - s / 8, y - h * 80 / 100, s / 10, s / 5, RED);
	wheel(c, x + w * 21 / 100, y - s / 5, s * 52 / 100);
	wheel(c, x + w * 79 / 100, y - s / 5, s * 52 / 100);
}

void
ebike(struct canvas *c, int x, int y, int s, int colour)
{
	int body = lit(c, colour), steel = lit(c, 0x55605D), d = s / 2;

	shadow(c, x + s * 3 / 4, y, s * 3 / 2, s / 6, 45);
	wheel(c, x + d / 2, y - d / 2, d);
	wheel(c, x + s * 13 / 10, y - d / 2, d);
	stroke(c, x + s * 13 / 10, y - d / 2, x + s * 11 / 10, y - s * 11 / 10, s / 16, steel);
	stroke(c, x + s, y - s * 11 / 10, x + s * 12 / 10, y - s * 118 / 100, s / 18, INK);
	SHAPE(c, body, {x + s / 5, y - s / 2}, {x + s * 7 / 10, y - s * 6 / 10},
	      {x + s * 8 / 10, y - s * 3 / 10}, {x + s, y - s * 3 / 10},
	      {x + s * 11 / 10, y - s * 9 / 10}, {x + s * 122 / 100, y - s * 9 / 10},
	      {x + s * 115 / 100, y - s / 5}, {x + s / 2, y - s / 5});
	round_rect(c, x + s / 10, y - s * 7 / 10, s * 6 / 10, s / 8, s / 18, lit(c, 0x2D3534));
	oval(c, x + s * 121 / 100, y - s * 92 / 100, s / 8, s / 8, LAMP_PALE);
}

void
bin(struct canvas *c, int x, int y, int s, int colour)
{
	int body = lit(c, colour);

	shadow(c, x + s / 2, y, s, s / 7, 45);
	SHAPE(c, body, {x, y - s * 12 / 10}, {x + s, y - s * 12 / 10}, {x + s * 9 / 10, y},
	      {x + s / 10, y});
	SHAPE(c, mix(body, INK, 16), {x + s * 7 / 10, y - s * 12 / 10}, {x + s, y - s * 12 / 10},
	      {x + s * 9 / 10, y}, {x + s * 65 / 100, y});
	round_rect(c, x - s / 16, y - s * 132 / 100, s * 9 / 8, s / 7, s / 22, mix(body, INK, 26));
	round_rect(c, x + s / 3, y - s * 8 / 10, s / 3, s / 3, s / 12, mix(body, 0xFFFFFF, 72));
	oval(c, x + s / 2, y - s * 63 / 100, s / 6, s / 6, body);
}

void
bag(struct canvas *c, int x, int y, int s, int colour)
{
	int body = lit(c, colour);

	shadow(c, x, y, s * 5 / 4, s / 6, 40);
	oval(c, x, y - s * 35 / 100, s, s * 7 / 10, body);
	SHAPE(c, body, {x - s / 4, y - s / 2}, {x, y - s * 9 / 10}, {x + s / 4, y - s / 2});
	SHAPE(c, mix(body, INK, 20), {x - s / 8, y - s * 95 / 100}, {x + s / 8, y - s},
	      {x, y - s * 78 / 100});
	oval(c, x - s / 5, y - s * 45 / 100, s / 5, s / 3, mix(body, 0xFFFFFF, 18));
}

void
box(struct canvas *c, int x, int y, int s)
{
	int side = lit(c, 0xC79A64);

	shadow(c, x + s * 6 / 10, y, s * 5 / 4, s / 7, 40);
	rect(c, x, y - s * 7 / 10, s, s * 7 / 10, side);
	SHAPE(c, mix(side, 0xFFFFFF, 20), {x, y - s * 7 / 10}, {x + s / 4, y - s * 9 / 10},
	      {x + s * 5 / 4, y - s * 9 / 10}, {x + s, y - s * 7 / 10});
	SHAPE(c, mix(side, INK, 18), {x + s, y}, {x + s, y - s * 7 / 10},
	      {x + s * 5 / 4, y - s * 9 / 10}, {x + s * 5 / 4, y - s / 5});
	rect(c, x + s * 44 / 100, y - s * 7 / 10, s / 8, s * 7 / 10, mix(side, 0xFFFFFF, 34));
}

void
barrier(struct canvas *c, int x, int y, int w)
{
	int h = 46;

	shadow(c, x + w / 2, y, w, 14, 35);
	rect(c, x + 18, y - 108, 10, 108, lit(c, 0x66716E));
	rect(c, x + w - 28, y - 108, 10, 108, lit(c, 0x66716E));
	rect(c, x, y - 112, w, h, lit(c, WALL));
	for (int i = 0; i < w - 30; i += 64)
		SHAPE(c, lit(c, RED), {x + i, y - 112 + h}, {x + i + 26, y - 112},
		      {x + i + 58, y - 112}, {x + i + 32, y - 112 + h});
}

void
bench(struct canvas *c, int x, int y, bool broken)
{
	int plank = lit(c, broken ? 0x9A7C5E : 0xB9824F), leg = lit(c, 0x41504C);

	shadow(c, x + 250, y, 560, 40, 45);
	rect(c, x + 50, y - 190, 18, 190, leg);
	rect(c, x + 430, y - 190, 18, 190, leg);
	rect(c, x + 36, y - 10, 52, 10, leg);
	rect(c, x + 416, y - 10, 52, 10, leg);
	for (int i = 0; i < 3; i++) {
		if (broken && i == 1) {
			SHAPE(c, plank, {x, y - 158}, {x + 190, y - 158}, {x + 206, y - 136},
			      {x + 170, y - 130}, {x, y - 130});
			SHAPE(c, mix(plank, INK, 10), {x + 290, y - 62}, {x + 496, y - 150},
			      {x + 504, y - 126}, {x + 300, y - 36});
			continue;
		}
		round_rect(c, x, y - 196 + i * 38, 500, 28, 5, plank);
		rect(c, x + 6, y - 173 + i * 38, 488, 5, mix(plank, INK, 18));
	}
	if (broken)
		SHAPE(c, plank, {x, y - 82}, {x + 360, y - 82}, {x + 384, y - 66},
		      {x + 350, y - 54}, {x, y - 54});
	else
		round_rect(c, x - 10, y - 84, 520, 30, 6, mix(plank, 0xFFFFFF, 10));
	if (!broken)
		for (int i = 0; i < 2; i++) {
			int ax = x + (i ? 446 : 20);

			round_rect(c, ax, y - 128, 40, 14, 7, leg);
			rect(c, ax + 14, y - 120, 12, 40, leg);
		}
}

void
room(struct canvas *c, int wall, int floor)
{
	fade(c, 300, 170, 600, 470, mix(wall, 0xFFFFFF, 12), wall);
	SHAPE(c, mix(wall, INK, 9), {0, 0}, {300, 170}, {300, 640}, {0, 900});
	SHAPE(c, mix(wall, INK, 5), {1200, 0}, {900, 170}, {900, 640}, {1200, 900});
	SHAPE(c, mix(wall, 0xFFFFFF, 40), {0, 0}, {1200, 0}, {900, 170}, {300, 170});
	SHAPE(c, floor, {0, 900}, {300, 640}, {900, 640}, {1200, 900});
	/* a painted dado, as in every stairwell */
	rect(c, 300, 470, 600, 170, mix(wall, CYAN, 34));
	SHAPE(c, mix(wall, CYAN, 42), {0, 602}, {300, 470}, {300, 640}, {0, 900});
	SHAPE(c, mix(wall, CYAN, 38), {1200, 602}, {900, 470}, {900, 640}, {1200, 900});
	for (int i = 1; i < 6; i++)
		stroke(c, 300 - i * 52, 640 + i * 45, 900 + i * 52, 640 + i * 45, 2,
		       mix(floor, INK, 14));
	for (int i = 0; i <= 8; i++)
		stroke(c, 300 + i * 75, 640, i * 150, 900, 2, mix(floor, INK, 12));
	stroke(c, 300, 170, 300, 640, 3, mix(wall, INK, 18));
	stroke(c, 900, 170, 900, 640, 3, mix(wall, INK, 18));
}

void
door(struct canvas *c, int x, int y, int w, int h, int colour)
{
	rect(c, x - 12, y - h - 12, w + 24, h + 12, mix(colour, 0xFFFFFF, 55));
	rect(c, x, y - h, w, h, colour);
	rect(c, x + w / 8, y - h + h / 12, w * 3 / 4, h / 3, mix(colour, INK, 16));
	rect(c, x + w / 8, y - h / 2, w * 3 / 4, h * 5 / 12, mix(colour, INK, 16));
	oval(c, x + w - w / 9, y - h * 47 / 100, 14, 14, LAMP);
	oval(c, x + w / 2, y - h + h / 24, 9, 9, LAMP_PALE);
}
