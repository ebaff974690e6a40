/* demo_scene_home.c: scenes inside houses. */
#include "demo/demo_canvas.h"

enum { WIDTH = 1200, HEIGHT = 900 };

static int
wall_colour(const struct canvas *c)
{
	static const int colours[] = {0xEDEBE0, 0xE6EBE6, 0xF1EADB, 0xE4E8EA};

	return colours[vary(c, 11, 4)];
}

/* Steps that go up to the right behind the back wall's edge. */
static void
steps(struct canvas *c, int x, int y, int n)
{
	for (int i = n - 1; i >= 0; i--) {
		int sx = x + i * 44, sy = y - i * 34, w = 250 - i * 6;

		rect(c, sx, sy - 34, w, y - sy + 34, mix(STONE, INK, 18 + i * 2));
		SHAPE(c, mix(STONE, 0xFFFFFF, 24), {sx, sy - 34}, {sx + 26, sy - 48},
		      {sx + w + 26, sy - 48}, {sx + w, sy - 34});
		rect(c, sx, sy - 34, w, 5, YELLOW);
	}
	for (int i = 0; i <= n; i += 2)
		rect(c, x + 14 + i * 44, y - 190 - i * 34, 8, 150, DAI);
	stroke(c, x + 10, y - 190, x + 22 + n * 44, y - 190 - n * 34, 14, WOOD);
}

static void
meter_box(struct canvas *c, int x, int y)
{
	rect(c, x, y, 92, 112, 0xB9C3BE);
	rect(c, x + 6, y + 6, 80, 100, 0xCDD5D0);
	for (int i = 0; i < 4; i++)
		oval(c, x + 28 + i % 2 * 38, y + 34 + i / 2 * 44, 26, 26, 0x8E9B96);
}

static void
landing(struct canvas *c)
{
	int left = vary(c, 21, 2) ? 330 : 348;

	room(c, wall_colour(c), 0xC3C6BE);
	door(c, left, 640, 150, 320, vary(c, 22, 2) ? DAI : 0x7B4A3A);
	/* the couplet of the last new year */
	rect(c, left - 40, 344, 20, 200, RED);
	rect(c, left + 170, 344, 20, 200, RED);
	rect(c, left + 30, 286, 90, 22, RED);
	meter_box(c, 566, 330);
	steps(c, 700, 668, 6);
}

static void
ceiling_lamp(struct canvas *c, int x, int y, bool on)
{
	oval(c, x, y - 8, 120, 40, 0xD5DAD6);
	oval(c, x, y + 6, 96, 44, on ? LAMP_PALE : 0xA5AEA9);
	if (on) {
		glow(c, x, y + 10, 420, 0xFFE4AC, 42);
		glow(c, x, y + 6, 90, 0xFFFBEC, 92);
	}
}

void
scene_hall(struct canvas *c, bool mended)
{
	int x = 560 + vary(c, 31, 80), beam = 380 + vary(c, 32, 240);

	landing(c);
	ceiling_lamp(c, x, 92, mended);
	if (mended) {
		glow(c, x, 660, 360, 0xFFE9BC, 34);
		return;
	}
	/* what a pocket torch shows of it */
	veil(c, 0, 0, WIDTH, HEIGHT, 0x0B1420, 80);
	glow(c, beam, 520, 250, 0xCBB98A, 46);
	glow(c, beam, 520, 120, 0xE8D9AE, 34);
}

void
scene_hall_lamp(struct canvas *c, bool mended)
{
	int x = 540 + vary(c, 41, 120), wall = wall_colour(c);

	fade(c, 0, 0, WIDTH, HEIGHT, mix(wall, 0xFFFFFF, 20), mix(wall, INK, 14));
	SHAPE(c, mix(wall, INK, 16), {0, 560}, {WIDTH, 470}, {WIDTH, HEIGHT}, {0, HEIGHT});
	SHAPE(c, mix(wall, CYAN, 36), {0, 700}, {WIDTH, 600}, {WIDTH, HEIGHT}, {0, HEIGHT});
	stroke(c, 0, 560, WIDTH, 470, 4, mix(wall, INK, 26));
	stroke(c, x, 0, x, 190, 18, 0xD9DDD8);
	oval(c, x, 210, 190, 70, 0xC2CAC5);
	if (mended) {
		oval(c, x, 262, 230, 190, LAMP_PALE);
		glow(c, x, 262, 520, 0xFFE2A6, 48);
		glow(c, x, 262, 150, 0xFFFCEF, 90);
		return;
	}
	/* the shade is cracked and hangs from one wire */
	stroke(c, x - 30, 232, x + 24, 330, 7, RED);
	stroke(c, x + 20, 232, x + 46, 318, 7, BLUE);
	oval(c, x + 40, 420, 230, 190, 0xD8DDD8);
	oval(c, x + 20, 400, 130, 110, 0xE6EAE6);
	SHAPE(c, 0x5E6966, {x + 20, 330}, {x + 58, 400}, {x + 40, 430}, {x + 92, 512},
	      {x + 54, 440}, {x + 72, 404}, {x + 44, 330});
	SHAPE(c, 0x4A5552, {x + 96, 470}, {x + 156, 430}, {x + 150, 482}, {x + 116, 508});
	veil(c, 0, 0, WIDTH, HEIGHT, 0x1B2733, 34);
	glow(c, x - 10, 240, 110, LAMP, 40);
}

void
scene_leak(struct canvas *c, bool mended)
{
	int wall = wall_colour(c), x = 500 + vary(c, 51, 200), pail = any_colour(c, 52);

	room(c, wall, 0xC9AE8B);
	rect(c, 360, 250, 190, 190, 0xA9BEC0);
	rect(c, 450, 250, 10, 190, WALL);
	rect(c, 348, 238, 214, 14, WALL);
	rect(c, 348, 440, 214, 14, WALL);
	round_rect(c, 650, 520, 220, 90, 20, 0x6E8C88);
	round_rect(c, 636, 470, 248, 84, 22, 0x7F9C97);
	rect(c, 660, 606, 16, 34, WOOD);
	rect(c, 844, 606, 16, 34, WOOD);
	if (mended) {
		ceiling_lamp(c, x, 96, true);
		return;
	}
	oval(c, x, 96, 420, 120, 0xC9AE78);
	oval(c, x + 8, 94, 370, 98, 0xD9C596);
	oval(c, x - 30, 98, 240, 62, 0xB8975E);
	oval(c, x - 26, 96, 206, 46, 0xC9AE78);
	SHAPE(c, 0x8F877A, {x + 70, 70}, {x + 150, 84}, {x + 170, 122}, {x + 96, 116});
	SHAPE(c, mix(wall, 0xFFFFFF, 30), {x + 90, 116}, {x + 170, 122}, {x + 150, 176},
	      {x + 120, 150});
	for (int i = 0; i < 5; i++)
		SHAPE(c, 0x7FA9BD, {x - 40, 176 + i * 92}, {x - 49, 204 + i * 92},
		      {x - 40, 214 + i * 92}, {x - 31, 204 + i * 92});
	for (int i = 0; i < 3; i++)
		SHAPE(c, 0x7FA9BD, {x + 30, 220 + i * 128}, {x + 22, 246 + i * 128},
		      {x + 30, 256 + i * 128}, {x + 38, 246 + i * 128});
	oval(c, x, 836, 420, 62, 0x9DB6B8);
	shadow(c, x - 10, 836, 330, 40, 40);
	SHAPE(c, pail, {x - 120, 690}, {x + 100, 690}, {x + 74, 836}, {x - 94, 836});
	oval(c, x - 10, 836, 168, 34, pail);
	oval(c, x - 10, 690, 220, 48, mix(pail, INK, 26));
	oval(c, x - 10, 696, 184, 34, 0xA9C7CF);
	veil(c, 0, 0, WIDTH, HEIGHT, 0x3A4650, 14);
}

void
scene_stairs(struct canvas *c, bool mended)
{
	int cloth = any_colour(c, 61);

	landing(c);
	ceiling_lamp(c, 600, 92, true);
	if (mended)
		return;
	/* an old cupboard, boxes, a mattress and a bicycle wheel in the way */
	shadow(c, 250, 760, 560, 60, 45);
	rect(c, 120, 420, 210, 350, 0x8A6244);
	rect(c, 132, 434, 90, 320, 0x9C7350);
	rect(c, 230, 434, 88, 320, 0x9C7350);
	oval(c, 214, 600, 12, 12, LAMP);
	oval(c, 240, 600, 12, 12, LAMP);
	SHAPE(c, mix(cloth, 0xFFFFFF, 45), {340, 770}, {392, 440}, {452, 440}, {420, 770});
	for (int i = 0; i < 5; i++)
		stroke(c, 352 + i * 9, 726 - i * 62, 424 + i * 6, 726 - i * 62, 6,
		       mix(cloth, 0xFFFFFF, 14));
	box(c, 440, 800, 170);
	box(c, 470, 680, 130);
	box(c, 640, 820, 130);
	bag(c, 860, 822, 130, 0x5F7F8B);
	bag(c, 950, 840, 100, 0xA34B44);
	for (int i = 0; i < 4; i++)
		stroke(c, 700 + i * 16, 800, 790 + i * 10, 470, 9,
		       i % 2 ? WOOD : mix(WOOD, INK, 20));
}

void
scene_wall(struct canvas *c, bool mended)
{
	int wall = mended ? 0xF4F2E9 : 0xE3DECF, x = 430 + vary(c, 71, 200),
		y = 260 + vary(c, 72, 90);

	fade(c, 0, 0, WIDTH, HEIGHT, mix(wall, 0xFFFFFF, 20), mix(wall, INK, 8));
	rect(c, 0, 640, WIDTH, 260, mix(wall, CYAN, mended ? 40 : 28));
	rect(c, 0, 634, WIDTH, 8, mix(wall, INK, 22));
	rect(c, 0, 850, WIDTH, 50, 0xB7B9B1);
	rect(c, 0, 846, WIDTH, 5, mix(0xB7B9B1, INK, 30));
	door(c, 940, 850, 190, 470, DAI);
	rect(c, 90, 250, 120, 150, 0xB9C3BE);
	rect(c, 98, 258, 104, 134, 0xCDD5D0);
	if (mended) {
		SHAPE(c, 0xFFFFFF, {240, 0}, {420, 0}, {720, 634}, {540, 634});
		veil(c, 0, 0, WIDTH, HEIGHT, wall, 55);
		door(c, 940, 850, 190, 470, DAI);
		return;
	}
	SHAPE(c, mix(wall, INK, 22), {x - 206, y + 16}, {x - 90, y - 128}, {x + 70, y - 84},
	      {x + 186, y - 120}, {x + 256, y + 60}, {x + 160, y + 130}, {x + 190, y + 280},
	      {x + 16, y + 236}, {x - 70, y + 316}, {x - 120, y + 170});
	SHAPE(c, 0xA79B88, {x - 192, y + 20}, {x - 86, y - 112}, {x + 70, y - 70},
	      {x + 178, y - 102}, {x + 240, y + 58}, {x + 146, y + 126}, {x + 172, y + 262},
	      {x + 18, y + 220}, {x - 66, y + 296}, {x - 108, y + 164});
	for (int row = 0; row < 4; row++)
		for (int col = 0; col < 3; col++)
			rect(c, x - 60 + col * 62 + row % 2 * 26, y - 30 + row * 40, 54, 32,
			     mix(0xA8573F, 0xC77F5F, vary(c, (unsigned)(row * 5 + col), 90)));
	SHAPE(c, wall, {x + 150, y - 60}, {x + 240, y + 58}, {x + 196, y + 96}, {x + 128, y + 20});
	SHAPE(c, mix(wall, INK, 16), {x + 128, y + 20}, {x + 196, y + 96}, {x + 176, y + 110},
	      {x + 116, y + 36});
	stroke(c, x - 190, y + 10, x - 330, y - 110, 4, mix(wall, INK, 40));
	stroke(c, x - 330, y - 110, x - 352, y - 220, 3, mix(wall, INK, 40));
	stroke(c, x + 240, y + 60, x + 330, y + 190, 4, mix(wall, INK, 40));
	for (unsigned i = 0; i < 16; i++) {
		int px = x - 220 + vary(c, 80 + i, 500), py = 862 + vary(c, 110 + i, 26),
			s = 14 + vary(c, 140 + i, 34);

		SHAPE(c, mix(wall, INK, 4 + vary(c, 170 + i, 22)), {px, py}, {px + s, py - s / 3},
		      {px + s * 3 / 2, py + 4}, {px + s / 2, py + 10});
	}
}

void
scene_lift(struct canvas *c, bool mended)
{
	int steel = vary(c, 181, 2) ? 0xB3BDBB : 0xBDB7A6, gap = mended ? 170 : 34,
		wall = wall_colour(c);

	fade(c, 0, 0, WIDTH, 760, mix(wall, 0xFFFFFF, 25), wall);
	for (int i = 1; i < 6; i++)
		stroke(c, i * 200, 0, i * 200, 760, 2, mix(wall, INK, 10));
	stroke(c, 0, 380, WIDTH, 380, 2, mix(wall, INK, 10));
	fade(c, 0, 760, WIDTH, 140, 0xB9BBB3, 0xD2D3CC);
	rect(c, 330, 130, 540, 630, mix(steel, INK, 34));
	rect(c, 360, 160, 480, 600, mended ? 0xE9DFC4 : 0x12191B);
	if (mended) {
		rect(c, 470, 160, 260, 26, LAMP_PALE);
		rect(c, 470, 460, 260, 12, steel);
		glow(c, 600, 300, 300, 0xFFF1CF, 60);
	}
	rect(c, 360, 160, 240 - gap / 2, 600, steel);
	rect(c, 600 + gap / 2, 160, 240 - gap / 2, 600, mix(steel, 0xFFFFFF, 10));
	SHAPE(c, mix(steel, 0xFFFFFF, 26), {380, 160}, {430, 160}, {430, 760}, {380, 760});
	SHAPE(c, mix(steel, 0xFFFFFF, 34), {770, 160}, {800, 160}, {800, 760}, {770, 760});
	round_rect(c, 530, 64, 140, 50, 8, 0x20292A);
	if (mended) {
		SHAPE(c, 0x6FD08C, {566, 98}, {584, 76}, {602, 98});
		rect(c, 618, 78, 10, 22, 0x6FD08C);
	} else {
		rect(c, 556, 84, 34, 9, RED);
		rect(c, 608, 84, 34, 9, RED);
	}
	round_rect(c, 920, 420, 70, 150, 10, mix(steel, INK, 14));
	oval(c, 955, 466, 38, 38, mended ? LAMP : 0xE7EAE6);
	oval(c, 955, 524, 38, 38, 0xE7EAE6);
	if (!mended) {
		barrier(c, 370, 830, 460);
		rect(c, 520, 400, 160, 120, YELLOW);
		SHAPE(c, INK, {600, 416}, {650, 504}, {550, 504});
		SHAPE(c, YELLOW, {600, 434}, {634, 496}, {566, 496});
		rect(c, 596, 452, 8, 24, INK);
		rect(c, 596, 481, 8, 8, INK);
	}
}

/* The record, ticked off: it is photographed where nothing can be seen from outside. */
void
scene_record(struct canvas *c, bool mended)
{
	int board = vary(c, 191, 2) ? 0x7A5A3E : DAI, x = 330 + vary(c, 192, 80),
		cup = any_colour(c, 193);

	(void)mended;
	fade(c, 0, 0, WIDTH, HEIGHT, 0xD9C3A1, 0xC7AA80);
	for (int i = 0; i < 7; i++)
		stroke(c, 0, 80 + i * 130, WIDTH, 60 + i * 130, 3, 0xB99B70);
	shadow(c, x + 270, 470, 720, 860, 45);
	round_rect(c, x, 70, 520, 770, 22, board);
	rect(c, x + 34, 130, 452, 676, 0xFBFBF6);
	round_rect(c, x + 170, 44, 180, 66, 16, 0x9DA7A3);
	oval(c, x + 260, 66, 26, 26, 0x6B7673);
	rect(c, x + 150, 170, 220, 22, DAI);
	for (int i = 0; i < 6; i++) {
		int y = 248 + i * 76;

		rect(c, x + 66, y, 34, 34, 0xE0EBE7);
		rect(c, x + 71, y + 5, 24, 24, 0xFBFBF6);
		rect(c, x + 124, y + 4, 230 + vary(c, 200 + (unsigned)i, 100), 10, 0xC3CCC6);
		rect(c, x + 124, y + 22, 150 + vary(c, 210 + (unsigned)i, 120), 8, 0xDCE2DD);
		stroke(c, x + 72, y + 16, x + 82, y + 27, 6, GREEN);
		stroke(c, x + 82, y + 27, x + 106, y - 4, 6, GREEN);
	}
	oval(c, x + 400, 742, 96, 96, RED);
	oval(c, x + 400, 742, 84, 84, 0xFBFBF6);
	SHAPE(c, RED, {x + 400, 716}, {x + 408, 736}, {x + 428, 736}, {x + 412, 748},
	      {x + 418, 768}, {x + 400, 756}, {x + 382, 768}, {x + 388, 748}, {x + 372, 736},
	      {x + 392, 736});
	stroke(c, x + 600, 690, x + 470, 300, 20, BLUE);
	stroke(c, x + 474, 312, x + 462, 276, 9, 0x2B3533);
	shadow(c, 1010, 300, 300, 240, 40);
	oval(c, 1000, 280, 190, 190, cup);
	oval(c, 1000, 280, 154, 154, mix(cup, INK, 20));
	oval(c, 1000, 284, 140, 138, 0x8A5A2E);
	stroke(c, 1086, 316, 1134, 350, 22, cup);
}
