/* demo_scene_green.c: scenes of gardens, playgrounds and the river. */
#include "demo/demo_canvas.h"

enum { WIDTH = 1200, HEIGHT = 900 };

/* A lawn before houses, y: where the lawn begins. */
static void
garden(struct canvas *c, int y)
{
	int lawn = mix(0x9DB87C, 0xB4B878, vary(c, 1, 70));

	if (c->light == LIGHT_EVENING)
		lawn = mix(lawn, 0xC98A5A, 18);
	sky(c, y);
	skyline(c, y);
	house(c, 820 - vary(c, 2, 140), y, 420, 300 + vary(c, 3, 60), 0xF0E8D8);
	fade(c, 0, y, WIDTH, HEIGHT - y, mix(lawn, 0xFFFFFF, 14), mix(lawn, INK, 10));
	for (unsigned i = 0; i < 60; i++) {
		int x = vary(c, 20 + i, WIDTH), gy = y + 20 + vary(c, 90 + i, HEIGHT - y - 30);

		stroke(c, x, gy, x + 5, gy - 12, 3, mix(lawn, GREEN, 40));
	}
	for (int i = 0; i < 9; i++)
		bush(c, 30 + i * 140 + vary(c, 160 + (unsigned)i, 50), y + 10,
		     80 + vary(c, 170 + (unsigned)i, 30));
}

static void
path(struct canvas *c, int y)
{
	SHAPE(c, 0xCFC8B6, {500, y}, {640, y}, {980, HEIGHT}, {180, HEIGHT});
	for (int i = 0; i < 6; i++)
		stroke(c, 488 - i * 52, y + 22 + i * 70, 652 + i * 56, y + 22 + i * 70, 3,
		       0xB5AD99);
}

void
scene_tree(struct canvas *c, bool mended)
{
	int x = 420 + vary(c, 201, 120), bark = 0x7A5F48,
		leaf = mix(LEAF, 0x7E9C4E, vary(c, 202, 50));

	if (!mended && c->light == LIGHT_MORNING)
		c->light = LIGHT_GREY;
	garden(c, 500);
	path(c, 500);
	tree(c, x - 340, 560, 150);
	shadow(c, x, 700, 420, 70, 40);
	SHAPE(c, bark, {x - 44, 700}, {x - 26, 330}, {x + 26, 330}, {x + 52, 700});
	stroke(c, x, 420, x - 130, 250, 24, bark);
	stroke(c, x, 380, x + 60, 210, 26, bark);
	oval(c, x - 150, 220, 300, 230, mix(leaf, INK, 14));
	oval(c, x + 80, 160, 340, 260, leaf);
	oval(c, x - 30, 110, 260, 180, mix(leaf, 0xFFFFFF, 8));
	if (mended) {
		oval(c, x + 44, 470, 40, 52, 0xD9B98A);
		oval(c, x + 44, 470, 22, 30, 0xC49B67);
		return;
	}
	/* the limb that came down, with what it tore off the trunk */
	SHAPE(c, 0xD9B98A, {x + 26, 400}, {x + 60, 380}, {x + 84, 430}, {x + 60, 470},
	      {x + 32, 490});
	SHAPE(c, bark, {x + 50, 430}, {x + 90, 400}, {x + 420, 660}, {x + 470, 770}, {x + 430, 770},
	      {x + 380, 690});
	stroke(c, x + 280, 590, x + 430, 560, 16, bark);
	stroke(c, x + 400, 680, x + 560, 720, 16, bark);
	shadow(c, x + 440, 800, 620, 90, 40);
	oval(c, x + 500, 620, 260, 170, mix(leaf, INK, 8));
	oval(c, x + 580, 740, 300, 170, leaf);
	oval(c, x + 390, 780, 260, 130, mix(leaf, INK, 16));
	oval(c, x + 520, 700, 160, 100, mix(leaf, 0xFFFFFF, 9));
	for (unsigned i = 0; i < 18; i++)
		oval(c, x + 120 + vary(c, 210 + i, 560), 720 + vary(c, 240 + i, 150), 24, 12,
		     i % 3 ? leaf : 0xB79B45);
}

/* Ladder, platform and chute; the colours say whether it is the old one. */
static void
slide(struct canvas *c, int x, int y, int chute, int post, int roof)
{
	shadow(c, x + 330, y + 8, 860, 80, 35);
	for (int i = 0; i < 7; i++)
		stroke(c, x + 44 - i * 3, y - 50 - i * 48, x + 130 - i, y - 50 - i * 48, 8, post);
	stroke(c, x + 40, y, x + 24, y - 400, 14, post);
	stroke(c, x + 134, y, x + 128, y - 400, 14, post);
	rect(c, x + 20, y - 376, 210, 22, mix(post, INK, 18));
	rect(c, x + 24, y - 560, 14, 190, post);
	rect(c, x + 212, y - 560, 14, 560, post);
	SHAPE(c, roof, {x - 20, y - 550}, {x + 124, y - 650}, {x + 270, y - 550});
	SHAPE(c, mix(roof, INK, 18), {x + 124, y - 650}, {x + 270, y - 550}, {x + 160, y - 550});
	SHAPE(c, mix(chute, INK, 22), {x + 226, y - 400}, {x + 246, y - 404}, {x + 560, y - 96},
	      {x + 690, y - 60}, {x + 690, y - 30}, {x + 550, y - 40}, {x + 226, y - 350});
	SHAPE(c, chute, {x + 226, y - 376}, {x + 556, y - 66}, {x + 690, y - 36}, {x + 690, y - 18},
	      {x + 544, y - 30}, {x + 226, y - 336});
	stroke(c, x + 480, y - 100, x + 480, y, 14, post);
}

void
scene_slide(struct canvas *c, bool mended)
{
	static const int bright[][3] = {
		{YELLOW, 0x3F7FB5, RED}, {0xE2703A, 0x3E8E7E, BLUE}, {0x5AA469, 0xD9962E, PURPLE}};
	const int *set = bright[vary(c, 301, 3)];
	int x = 200 + vary(c, 302, 80), y = 780;

	garden(c, 480);
	tree(c, 1080, 560, 140);
	tree(c, 110, 540, 120);
	SHAPE(c, mended ? 0xB5634A : 0xBFB49C, {120, 690}, {1060, 690}, {1180, 860}, {20, 860});
	if (mended) {
		for (int i = 1; i < 8; i++)
			stroke(c, 120 + i * 118, 690, 20 + i * 146, 860, 2, 0x9C523C);
		slide(c, x, y, set[0], set[1], set[2]);
		return;
	}
	slide(c, x, y, 0x9AA39F, 0x7F8A86, 0x8B6A5A);
	/* rust, and the hole it made */
	for (unsigned i = 0; i < 16; i++)
		oval(c, x + 262 + (int)i * 20, y - 336 + (int)i * 19 + vary(c, 310 + i, 14),
		     26 + vary(c, 330 + i, 26), 18, i % 2 ? RUST : 0xB5683A);
	oval(c, x + 440, y - 158, 70, 50, 0x6E3414);
	oval(c, x + 440, y - 156, 46, 30, 0x2A1A10);
	for (int i = 0; i < 5; i++)
		rect(c, x + 212, y - 500 + i * 92, 14, 34, RUST);
	stroke(c, x + 38, y - 242, x + 96, y - 218, 8, RUST);
	stroke(c, 150, 770, 1050, 640, 5, YELLOW);
	stroke(c, 150, 640, 1040, 800, 5, YELLOW);
	for (int i = 0; i < 8; i++) {
		stroke(c, 180 + i * 112, 766 - i * 16, 210 + i * 112, 762 - i * 16, 6, INK);
		stroke(c, 180 + i * 112, 645 + i * 20, 210 + i * 112, 651 + i * 20, 6, INK);
	}
}

void
scene_charging(struct canvas *c, bool mended)
{
	int wall = 0xEDE6D8, bikes = 4;

	sky(c, 200);
	rect(c, 0, 0, WIDTH, 640, wall);
	fade(c, 0, 0, WIDTH, 60, mix(wall, INK, 18), wall);
	if (!mended)
		for (int i = 0; i < 4; i++) {
			int x = 90 + i * 300;

			rect(c, x - 8, 92, 166, 156, mix(wall, INK, 20));
			rect(c, x, 100, 150, 140, 0x8FA8A8);
			rect(c, x + 72, 100, 6, 140, mix(wall, INK, 20));
			for (int j = 1; j < 6; j++)
				rect(c, x + j * 25, 100, 4, 140, 0xAEB6B0);
		}
	paving(c, 630, 0xBFC4BD);
	if (mended) {
		for (int i = 0; i < 5; i++) {
			int x = 110 + i * 215;

			rect(c, x, 290, 62, 110, DAI);
			round_rect(c, x + 8, 300, 46, 34, 5, 0xBFE3D2);
			oval(c, x + 20, 366, 20, 20, INK);
			oval(c, x + 44, 366, 20, 20, INK);
			rect(c, x + 27, 400, 8, 240, 0x8B9491);
		}
		SHAPE(c, 0x3E8E7E, {0, 150}, {WIDTH, 150}, {WIDTH, 214}, {0, 214});
		SHAPE(c, 0x56A593, {0, 96}, {WIDTH, 96}, {WIDTH, 156}, {0, 156});
		rect(c, 36, 210, 18, 470, 0x6B7573);
		rect(c, 1146, 210, 18, 470, 0x6B7573);
		for (int i = 0; i < 6; i++)
			stroke(c, 80 + i * 215, 640, 40 + i * 232, 850, 5, LAMP);
	}
	for (int i = 0; i < bikes; i++) {
		int x = (mended ? 120 : 70) + i * (mended ? 232 : 268),
			y = 790 + (mended ? 0 : vary(c, 401u + (unsigned)i, 50));

		ebike(c, x, y, 172, any_colour(c, 410 + (unsigned)i));
		if (!mended) {
			/* a wire out of every window */
			stroke(c, 150 + i * 300, 240, 130 + i * 286, 460, 6, i % 2 ? INK : ORANGE);
			stroke(c, 130 + i * 286, 460, x + 100, y - 100, 6, i % 2 ? INK : ORANGE);
			rect(c, 104 + i * 286, 440, 66, 26, WALL);
			oval(c, 124 + i * 286, 453, 9, 9, INK);
			oval(c, 150 + i * 286, 453, 9, 9, INK);
		}
	}
}

void
scene_river(struct canvas *c, bool mended)
{
	int water = mended ? 0x8DB4B5 : 0x8E9C82, far = 420;

	sky(c, far - 40);
	skyline(c, far - 50);
	for (int i = 0; i < 10; i++)
		tree(c, 20 + i * 130 + vary(c, 501u + (unsigned)i, 40), far - 26,
		     70 + vary(c, 520u + (unsigned)i, 26));
	rect(c, 0, far - 36, WIDTH, 40, 0xB9B7A8);
	rect(c, 0, far - 40, WIDTH, 8, 0xD8D6C8);
	fade(c, 0, far, WIDTH, 320, mix(water, 0xFFFFFF, 22), mix(water, DAI, 18));
	for (unsigned i = 0; i < 26; i++)
		round_rect(c, vary(c, 540 + i, 1100), far + 24 + vary(c, 570 + i, 270),
			   60 + vary(c, 600 + i, 110), 6, 3, mix(water, 0xFFFFFF, 26));
	if (!mended) {
		oval(c, 560, far + 250, 900, 110, mix(water, 0x6C6B4A, 45));
		for (unsigned i = 0; i < 26; i++) {
			int x = 160 + vary(c, 640 + i, 820), y = far + 196 + vary(c, 670 + i, 96),
			    thing = vary(c, 700 + i, 3);

			if (thing == 0) {
				round_rect(c, x, y, 58, 20, 9, 0xCFE2E4);
				rect(c, x + 56, y + 5, 12, 10, BLUE);
			} else if (thing == 1) {
				oval(c, x, y, 70, 24, 0xE9EAE4);
			} else {
				rect(c, x, y, 44, 18, any_colour(c, 730 + i));
			}
		}
	}
	/* the near bank with its rail */
	fade(c, 0, 740, WIDTH, 160, 0xC9C5B5, 0xB2AD9B);
	rect(c, 0, 736, WIDTH, 10, 0xDDDACD);
	for (int i = 0; i < 9; i++)
		rect(c, 20 + i * 145, 620, 16, 150, 0xA9A594);
	rect(c, 0, 626, WIDTH, 18, 0xBDB9A8);
	rect(c, 0, 690, WIDTH, 10, 0xA9A594);
	bush(c, 1090, 800, 150);
	if (mended)
		for (int i = 0; i < 2; i++) {
			int x = 300 + i * 90 + vary(c, 760, 300), y = far + 120 + i * 26;

			/* egrets came back */
			oval(c, x, y, 54, 26, 0xFFFFFF);
			stroke(c, x + 20, y - 4, x + 36, y - 44, 7, 0xFFFFFF);
			stroke(c, x + 36, y - 44, x + 58, y - 42, 4, LAMP);
			stroke(c, x, y + 10, x, y + 34, 3, INK);
		}
}

void
scene_bench(struct canvas *c, bool mended)
{
	garden(c, 470);
	tree(c, 190 + vary(c, 801, 80), 560, 170);
	path(c, 480);
	SHAPE(c, 0xD3CDBD, {120, 700}, {1040, 700}, {1160, 850}, {0, 850});
	stroke(c, 60, 775, 1100, 775, 3, 0xBDB6A4);
	bench(c, 330 + vary(c, 802, 60), 800, !mended);
	bin(c, 1000, 720, 90, mended ? DAI : 0x5C6965);
	for (unsigned i = 0; i < (mended ? 4u : 14u); i++)
		oval(c, 60 + vary(c, 810 + i, 1080), 720 + vary(c, 830 + i, 140), 22, 11,
		     i % 2 ? 0xC98F3A : 0xA8803F);
}
