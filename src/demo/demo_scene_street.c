/* demo_scene_street.c: scenes of streets: roads, paving, light, shops. */
#include "demo/demo_canvas.h"

enum { WIDTH = 1200, HEIGHT = 900 };

static int
facade(const struct canvas *c, unsigned key)
{
	static const int colours[] = {WALL, 0xF0E8D8, 0xE7ECE7, 0xEFE3D6, 0xE2E7EA};

	return colours[vary(c, key, 5)];
}

/* Houses along a street, y: where they meet the ground. */
static void
street(struct canvas *c, int y)
{
	int shift = vary(c, 1, 120);

	sky(c, y);
	skyline(c, y);
	house(c, -80 - shift / 2, y, 390, 330 + vary(c, 2, 60), facade(c, 3));
	house(c, 860 - shift, y, 430, 300 + vary(c, 4, 90), facade(c, 5));
	tree(c, 420 + shift, y + 6, 120);
	bush(c, 560 + shift, y + 4, 70);
	bush(c, 640 + shift, y + 6, 90);
}

void
scene_garbage(struct canvas *c, bool mended)
{
	int x = 330 + vary(c, 101, 120);
	static const int bins[] = {BLUE, GREEN, 0x5C6965, RED};

	street(c, 470);
	paving(c, 470, STONE);
	rect(c, x - 40, 330, 640, 180, mix(WALL2, INK, 8));
	SHAPE(c, DAI, {x - 80, 330}, {x - 40, 280}, {x + 600, 280}, {x + 640, 330});
	rect(c, x - 80, 328, 720, 12, DAI2);
	for (int i = 0; i < 4; i++)
		bin(c, x + i * 148, 600, 118, bins[i]);
	if (mended) {
		veil(c, 0, 620, WIDTH, 90, 0xFFFFFF, 12);
		return;
	}
	oval(c, x + 270, 760, 620, 90, mix(STONE, EARTH, 45));
	for (unsigned i = 0; i < 9; i++)
		bag(c, x - 60 + (int)i * 76 + vary(c, 110 + i, 30), 690 + vary(c, 130 + i, 110),
			96 + vary(c, 150 + i, 60),
			i % 3 == 0   ? 0x2D3534
			: i % 3 == 1 ? 0xC8CDC6
				 : any_colour(c, 170 + i));
	box(c, x + 480, 720, 120);
	box(c, x - 90, 800, 110);
	for (unsigned i = 0; i < 26; i++)
		rect(c, x - 120 + vary(c, 200 + i, 820), 700 + vary(c, 230 + i, 150),
		     12 + vary(c, 260 + i, 22), 7, any_colour(c, 290 + i));
	for (unsigned i = 0; i < 9; i++)
		oval(c, x + vary(c, 320 + i, 560), 480 + vary(c, 340 + i, 130), 7, 5, INK);
}

void
scene_puddle(struct canvas *c, bool mended)
{
	int x = 520 + vary(c, 401, 160), water = c->light == LIGHT_EVENING ? 0xC9A98F : 0x8FA9AE;

	if (!mended && c->light != LIGHT_EVENING)
		c->light = LIGHT_GREY;
	street(c, 440);
	paving(c, 440, 0xBFC4BD);
	if (mended) {
		/* the new gully */
		rect(c, x - 70, 690, 200, 76, 0x4B5552);
		for (int i = 0; i < 8; i++)
			rect(c, x - 60 + i * 24, 698, 12, 60, 0x2A3230);
		return;
	}
	oval(c, x, 700, 1060, 260, mix(water, INK, 16));
	oval(c, x, 696, 1030, 240, water);
	/* the houses upside down in it */
	for (unsigned i = 0; i < 5; i++)
		rect(c, x - 330 + (int)i * 140, 610, 60 + vary(c, 410 + i, 40),
		     60 + vary(c, 420 + i, 70), mix(water, DAI, 22));
	oval(c, x - 90, 760, 420, 22, mix(water, 0xFFFFFF, 26));
	oval(c, x + 250, 720, 240, 14, mix(water, 0xFFFFFF, 30));
	for (unsigned i = 0; i < 5; i++) {
		int rx = x - 330 + vary(c, 430 + i, 660), ry = 640 + vary(c, 440 + i, 120);

		oval(c, rx, ry, 90, 26, mix(water, 0xFFFFFF, 34));
		oval(c, rx, ry, 76, 20, water);
	}
	for (unsigned i = 0; i < 34; i++) {
		int rx = vary(c, 450 + i, WIDTH), ry = vary(c, 500 + i, HEIGHT - 80);

		stroke(c, rx, ry, rx - 10, ry + 42, 2, mix(0xDDE6E6, water, vary(c, 550 + i, 50)));
	}
	for (unsigned i = 0; i < 6; i++)
		oval(c, x - 380 + vary(c, 590 + i, 760), 650 + vary(c, 600 + i, 110), 26, 11,
		     i % 2 ? 0xA8803F : LEAF);
}

void
scene_parking(struct canvas *c, bool mended)
{
	street(c, 430);
	rect(c, 0, 430, WIDTH, 90, mix(STONE, 0xFFFFFF, 12));
	road(c, 530);
	for (int i = 0; i < 6; i++)
		SHAPE(c, YELLOW, {40 + i * 200, 740}, {150 + i * 200, 740}, {140 + i * 204, 756},
		      {26 + i * 204, 756});
	for (int i = 0; i < 9; i++)
		stroke(c, -40 + i * 150, 860, 60 + i * 150, 640, 7, mix(YELLOW, ASPHALT, 30));
	if (mended) {
		for (int i = 0; i < 5; i++) {
			rect(c, 120 + i * 230, 450, 16, 84, 0x52605C);
			rect(c, 120 + i * 230, 468, 16, 14, LAMP);
		}
		return;
	}
	car(c, -70 + vary(c, 601, 60), 640, 105, any_colour(c, 602));
	car(c, 330 + vary(c, 603, 40), 632, 108, any_colour(c, 604));
	car(c, 760 + vary(c, 605, 60), 640, 108, any_colour(c, 606));
	car(c, 120 + vary(c, 607, 160), 850, 158, any_colour(c, 608));
	car(c, 790 + vary(c, 609, 80), 860, 158, any_colour(c, 610));
}

void
scene_pavement(struct canvas *c, bool mended)
{
	int x = 480 + vary(c, 621, 160), slab = vary(c, 622, 2) ? 0xC4C2B6 : 0xBFC7C1,
		dark = mix(slab, INK, 46);

	street(c, 300);
	paving(c, 300, slab);
	/* the guiding strip for those who cannot see */
	SHAPE(c, 0xD9AE48, {860, 302}, {920, 302}, {1160, 900}, {1010, 900});
	for (int i = 0; i < 9; i++)
		stroke(c, 868 + i * 18, 330 + i * 66, 918 + i * 25, 330 + i * 66, 4, 0xB98F30);
	if (mended) {
		for (int row = 0; row < 4; row++)
			for (int col = 0; col < 4; col++)
				SHAPE(c,
				      mix(slab, 0xFFFFFF,
					  14 + vary(c, 630u + (unsigned)(row * 4 + col), 14)),
				      {x - 260 + col * 130 - row * 18, 520 + row * 84},
				      {x - 138 + col * 130 - row * 16, 520 + row * 84},
				      {x - 144 + col * 134 - row * 12, 596 + row * 84},
				      {x - 270 + col * 134 - row * 14, 596 + row * 84});
		return;
	}
	SHAPE(c, mix(EARTH, INK, 20), {x - 250, 590}, {x - 90, 520}, {x + 90, 560}, {x + 230, 530},
	      {x + 280, 680}, {x + 130, 800}, {x - 110, 770}, {x - 290, 720});
	SHAPE(c, mix(EARTH, 0xFFFFFF, 8), {x - 214, 606}, {x - 80, 550}, {x + 80, 586},
	      {x + 210, 560}, {x + 240, 674}, {x + 110, 770}, {x - 100, 744}, {x - 244, 706});
	SHAPE(c, dark, {x - 180, 690}, {x + 10, 622}, {x + 34, 640}, {x - 150, 716});
	SHAPE(c, mix(slab, 0xFFFFFF, 20), {x - 210, 664}, {x - 20, 590}, {x + 10, 622},
	      {x - 180, 690});
	SHAPE(c, dark, {x + 40, 730}, {x + 200, 700}, {x + 206, 724}, {x + 52, 760});
	SHAPE(c, mix(slab, 0xFFFFFF, 12), {x + 20, 690}, {x + 176, 648}, {x + 200, 700},
	      {x + 40, 730});
	SHAPE(c, mix(slab, INK, 12), {x - 60, 770}, {x + 30, 760}, {x + 24, 800}, {x - 50, 806});
	stroke(c, x + 280, 680, x + 400, 720, 5, dark);
	stroke(c, x + 400, 720, x + 430, 810, 4, dark);
	stroke(c, x - 290, 700, x - 400, 760, 5, dark);
	stroke(c, x - 400, 760, x - 520, 770, 4, dark);
	stroke(c, x - 90, 520, x - 70, 440, 4, dark);
	for (unsigned i = 0; i < 14; i++)
		oval(c, x - 300 + vary(c, 660 + i, 620), 560 + vary(c, 680 + i, 260),
		     9 + vary(c, 700 + i, 16), 8, mix(slab, INK, 20));
}

void
scene_manhole(struct canvas *c, bool mended)
{
	int x = 560 + vary(c, 721, 120), y = 640;

	street(c, 270);
	rect(c, 0, 270, WIDTH, 60, mix(STONE, 0xFFFFFF, 12));
	road(c, 340);
	for (int i = 0; i < 3; i++)
		SHAPE(c, 0xD7DAD4, {150 + i * 40, 430 + i * 160}, {186 + i * 40, 430 + i * 160},
		      {190 + i * 50, 520 + i * 166}, {146 + i * 50, 520 + i * 166});
	oval(c, x, y, 470, 240, mix(ASPHALT, INK, 30));
	oval(c, x, y, 440, 220, 0x8B9491);
	if (mended) {
		oval(c, x, y - 2, 410, 200, 0x47524F);
		oval(c, x, y - 4, 380, 184, 0x55625E);
		for (int i = -4; i <= 4; i++)
			for (int j = -2; j <= 2; j++)
				if (i * i * 4 + j * j * 15 < 70)
					oval(c, x + i * 40, y - 4 + j * 34, 24, 13, 0x414C49);
		oval(c, x - 90, y - 6, 26, 14, 0x20292A);
		oval(c, x + 90, y - 6, 26, 14, 0x20292A);
		return;
	}
	oval(c, x, y, 404, 196, 0x0F1516);
	oval(c, x + 6, y + 26, 360, 140, 0x1B2525);
	SHAPE(c, 0x47524F, {x - 210, y - 40}, {x - 40, y - 120}, {x + 90, y - 96}, {x + 20, y - 20},
	      {x + 60, y + 24}, {x - 120, y + 46});
	SHAPE(c, 0x36403E, {x + 20, y - 20}, {x + 60, y + 24}, {x + 58, y + 48}, {x + 14, y + 4});
	for (int i = 0; i < 4; i++)
		oval(c, x - 130 + i * 42, y - 30 - i % 2 * 34, 26, 13, 0x39433F);
	stroke(c, x + 212, y + 30, x + 330, y + 90, 5, 0x38423F);
	stroke(c, x + 330, y + 90, x + 410, y + 84, 4, 0x38423F);
	stroke(c, x - 212, y + 30, x - 320, y + 110, 5, 0x38423F);
	/* a branch put in by somebody, so that nobody falls in */
	stroke(c, x + 60, y + 40, x + 150, y - 300, 12, 0x7A5F48);
	stroke(c, x + 126, y - 210, x + 190, y - 290, 7, 0x7A5F48);
	oval(c, x + 160, y - 320, 90, 70, LEAF);
	oval(c, x + 206, y - 300, 70, 50, mix(LEAF, INK, 14));
	SHAPE(c, RED, {x + 118, y - 190}, {x + 210, y - 176}, {x + 204, y - 120},
	      {x + 108, y - 136});
}

void
scene_stall(struct canvas *c, bool mended)
{
	int tent = vary(c, 741, 2) ? RED : BLUE, x = 280 + vary(c, 742, 80);

	c->light = LIGHT_NIGHT;
	street(c, 480);
	paving(c, 480, 0xA9AFA9);
	lamp_post(c, 90, 520, 400, true);
	if (mended) {
		/* the place for stalls, marked out and empty */
		for (int i = 0; i < 3; i++) {
			stroke(c, 300 + i * 260, 600, 250 + i * 300, 800, 6, LAMP);
			stroke(c, 300 + i * 260, 600, 500 + i * 260, 600, 6, LAMP);
		}
		bin(c, 1020, 610, 100, GREEN);
		glow(c, 620, 700, 420, 0xE8C98A, 24);
		return;
	}
	rect(c, x, 300, 12, 350, 0x8B9491);
	rect(c, x + 560, 300, 12, 350, 0x8B9491);
	for (int i = 0; i < 8; i++)
		SHAPE(c, i % 2 ? 0xE9E4D6 : tent, {x - 30 + i * 79, 330}, {x + 49 + i * 79, 330},
		      {x + 79 + i * 69, 230}, {x + 10 + i * 69, 230});
	rect(c, x - 30, 328, 632, 16, mix(tent, INK, 25));
	stroke(c, x + 40, 350, x + 530, 350, 3, INK);
	for (int i = 0; i < 6; i++) {
		oval(c, x + 50 + i * 94, 366, 22, 28, LAMP_PALE);
		glow(c, x + 50 + i * 94, 366, 100, LAMP, 42);
	}
	rect(c, x + 60, 560, 420, 40, 0x4B5552);
	rect(c, x + 70, 600, 400, 70, 0x2F3836);
	fade(c, x + 76, 548, 390, 16, 0xF0BC2C, 0xD2521E);
	for (int i = 0; i < 10; i++)
		stroke(c, x + 92 + i * 38, 552, x + 100 + i * 38, 516, 5,
		       i % 2 ? 0x9A5A34 : 0x7D4326);
	for (unsigned i = 0; i < 7; i++)
		glow(c, x + 240 + vary(c, 750 + i, 120), 480 - (int)i * 56, 80 + (int)i * 16,
		     0xD8DADA, 34);
	for (int i = 0; i < 3; i++) {
		int tx = 150 + i * 340, ty = 820 - i % 2 * 30;

		shadow(c, tx + 80, ty + 6, 260, 40, 50);
		oval(c, tx + 80, ty - 70, 210, 46, 0xC9C2B0);
		rect(c, tx + 72, ty - 66, 16, 66, 0x6B6455);
		for (int j = 0; j < 3; j++)
			rect(c, tx + 30 + j * 40, ty - 116, 15, 44, j % 2 ? 0x3E6B45 : 0x8A5A2E);
		round_rect(c, tx - 80, ty - 52, 62, 60, 6, tent);
		round_rect(c, tx + 190, ty - 52, 62, 60, 6, tent);
	}
}

void
scene_sign(struct canvas *c, bool mended)
{
	int board = any_colour(c, 771), wall = facade(c, 772);

	sky(c, 120);
	rect(c, 0, 60, WIDTH, 740, wall);
	SHAPE(c, DAI, {0, 60}, {30, 20}, {WIDTH, 20}, {WIDTH, 60});
	rect(c, 0, 58, WIDTH, 10, DAI2);
	for (int i = 0; i < 4; i++) {
		rect(c, 80 + i * 300, 110, 150, 120, mix(wall, INK, 14));
		rect(c, 88 + i * 300, 118, 134, 104, 0x9FBAB8);
		rect(c, 152 + i * 300, 118, 6, 104, mix(wall, INK, 14));
	}
	paving(c, 790, STONE);
	for (int i = 0; i < 2; i++) {
		rect(c, 130 + i * 520, 470, 420, 320, mix(wall, INK, 28));
		rect(c, 142 + i * 520, 482, 396, 308, i ? 0x7F9EA2 : 0x8FA5A0);
		rect(c, 336 + i * 520, 482, 8, 308, mix(wall, INK, 28));
		SHAPE(c, 0xA9C0C2, {150 + i * 520, 700}, {290 + i * 520, 482}, {326 + i * 520, 482},
		      {150 + i * 520, 760});
	}
	rect(c, 640, 330, 440, 100, mix(DAI, 0xFFFFFF, 8));
	for (int i = 0; i < 4; i++)
		round_rect(c, 690 + i * 92, 352, 64, 56, 8, LAMP_PALE);
	if (mended) {
		rect(c, 120, 330, 440, 100, mix(board, INK, 20));
		for (int i = 0; i < 4; i++)
			round_rect(c, 170 + i * 92, 352, 64, 56, 8, 0xFFF9EA);
		glow(c, 340, 380, 260, LAMP, 24);
		return;
	}
	rect(c, 120, 330, 440, 100, mix(wall, INK, 22));
	for (int i = 0; i < 5; i++)
		oval(c, 150 + i * 95, 348, 12, 12, INK);
	shadow(c, 420, 836, 560, 50, 45);
	stroke(c, 150, 348, 176, 520, 5, INK);
	SHAPE(c, mix(board, INK, 20), {150, 500}, {560, 690}, {524, 786}, {110, 596});
	for (int i = 0; i < 4; i++)
		SHAPE(c, 0xE9E4D6, {196 + i * 86, 546 + i * 40}, {252 + i * 86, 572 + i * 40},
		      {230 + i * 86, 626 + i * 40}, {174 + i * 86, 600 + i * 40});
	SHAPE(c, 0x6B7573, {560, 690}, {600, 740}, {580, 800}, {524, 786});
	SHAPE(c, mix(board, INK, 34), {640, 836}, {760, 812}, {776, 846}, {660, 866});
}

void
scene_construction(struct canvas *c, bool mended)
{
	int x = 700 + vary(c, 791, 120), crane = 0xD9962E;

	(void)mended; /* a building site is mended by what lies in front of it: clean_ground */
	sky(c, 560);
	skyline(c, 560);
	/* a frame of concrete with its scaffold, and the crane */
	rect(c, x - 20, 150, 420, 410, 0xBEB9AC);
	for (int row = 0; row < 5; row++)
		for (int col = 0; col < 4; col++)
			rect(c, x + 4 + col * 100, 164 + row * 82, 80, 62,
			     row < 2 ? 0xDDE4E0 : 0x7C8580);
	for (int i = 0; i < 6; i++)
		stroke(c, x - 40 + i * 92, 120, x - 40 + i * 92, 560, 5, 0x4F7F6C);
	for (int i = 0; i < 6; i++)
		stroke(c, x - 44, 150 + i * 80, x + 424, 150 + i * 80, 4, 0x4F7F6C);
	rect(c, 300, 70, 18, 490, crane);
	for (int i = 0; i < 12; i++)
		stroke(c, 302, 100 + i * 40, 316, 120 + i * 40, 3, mix(crane, INK, 40));
	SHAPE(c, crane, {120, 92}, {300, 74}, {760, 84}, {760, 96}, {318, 110}, {120, 110});
	rect(c, 120, 108, 60, 46, 0x7C8580);
	stroke(c, 309, 20, 700, 86, 3, mix(crane, INK, 40));
	stroke(c, 309, 20, 130, 94, 3, mix(crane, INK, 40));
	rect(c, 304, 20, 10, 60, crane);
	stroke(c, 620, 96, 620, 230, 3, INK);
	rect(c, 570, 230, 100, 22, 0x8A6B4C);
	/* the hoarding, the heaps behind it and the mud before it */
	SHAPE(c, 0xB58F5F, {40, 470}, {190, 330}, {300, 410}, {380, 350}, {540, 480});
	for (int i = 0; i < 9; i++) {
		rect(c, i * 136, 420, 132, 150, i % 2 ? 0x3F7F79 : 0x4B8B84);
		rect(c, i * 136, 420, 132, 18, WALL);
	}
	road(c, 580);
	for (unsigned i = 0; i < 5; i++)
		oval(c, 160 + (int)i * 220 + vary(c, 800 + i, 80), 650 + vary(c, 810 + i, 190), 420,
		     60, mix(0xA98A60, ASPHALT, vary(c, 820 + i, 40)));
	for (int i = 0; i < 2; i++)
		SHAPE(c, 0x8F744E, {480 + i * 190, 584}, {530 + i * 190, 584}, {440 + i * 330, 900},
		      {330 + i * 330, 900});
	for (unsigned i = 0; i < 7; i++)
		glow(c, 100 + (int)i * 170, 520 - vary(c, 830 + i, 120), 190, 0xD8C29C, 36);
}

void
scene_streetlight(struct canvas *c, bool mended)
{
	int n = 3;

	c->light = LIGHT_NIGHT;
	street(c, 520);
	rect(c, 0, 520, WIDTH, 70, 0x3A4546);
	road(c, 600);
	for (int i = 0; i < 5; i++)
		rect(c, 30 + i * 260, 760, 130, 12, 0x7D878A);
	for (int i = 0; i < n; i++) {
		int x = 40 + vary(c, 841, 60) + i * (1140 / n);
		/* the one that is out stands between those that burn */
		bool on = mended || i != n / 2;

		lamp_post(c, x, 596, 420, on);
		if (on)
			glow(c, x + 120, 680, 260, 0xE8C98A, 34);
	}
	if (!mended)
		shadow(c, 60 + n / 2 * (1140 / n) + 140, 690, 420, 260, 60);
}
