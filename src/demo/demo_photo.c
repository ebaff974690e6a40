/* demo_photo.c: the drawn photos of the demo's cases: which scenes there are, and how one becomes a JPEG. */
#include "demo/demo_photo.h"

#include <stdlib.h>

#include "demo/demo_canvas.h"

enum { QUALITY = 90 };

static const struct scene {
	const char *name;
	void (*draw)(struct canvas *c, bool mended);
	bool mended;
} scenes[] = {
	{"hall_dark", scene_hall, false},            {"hall_lit", scene_hall, true},
	{"lamp_broken", scene_hall_lamp, false},     {"lamp_mended", scene_hall_lamp, true},
	{"garbage", scene_garbage, false},           {"clean_ground", scene_garbage, true},
	{"puddle", scene_puddle, false},             {"dry_ground", scene_puddle, true},
	{"parking", scene_parking, false},           {"clear_road", scene_parking, true},
	{"pavement_crack", scene_pavement, false},   {"new_pavement", scene_pavement, true},
	{"manhole", scene_manhole, false},           {"new_manhole", scene_manhole, true},
	{"tree_branch", scene_tree, false},          {"trimmed_tree", scene_tree, true},
	{"noise_stall", scene_stall, false},         {"empty_stall", scene_stall, true},
	{"rust_slide", scene_slide, false},          {"new_slide", scene_slide, true},
	{"leak_ceiling", scene_leak, false},         {"fixed_ceiling", scene_leak, true},
	{"clutter_stairs", scene_stairs, false},     {"clear_stairs", scene_stairs, true},
	{"ebike_charging", scene_charging, false},   {"charging_shed", scene_charging, true},
	{"wall_peel", scene_wall, false},            {"painted_wall", scene_wall, true},
	{"lift_out", scene_lift, false},             {"lift_ok", scene_lift, true},
	{"sign_fallen", scene_sign, false},          {"new_sign", scene_sign, true},
	{"river_rubbish", scene_river, false},       {"clean_river", scene_river, true},
	{"streetlight", scene_streetlight, false},   {"streetlight_on", scene_streetlight, true},
	{"bench_broken", scene_bench, false},        {"new_bench", scene_bench, true},
	{"construction", scene_construction, false}, {"record", scene_record, true},
};

const char *
demo_photo_scene(size_t i)
{
	return i < sizeof scenes / sizeof *scenes ? scenes[i].name : NULL;
}

/* Four pixels become one; every second seed is seen in a mirror. */
static gdImagePtr
half(gdImagePtr big, bool mirror)
{
	gdImagePtr im = gdImageCreateTrueColor(DEMO_PHOTO_WIDTH, DEMO_PHOTO_HEIGHT);

	if (!im)
		abort();
	for (int y = 0; y < DEMO_PHOTO_HEIGHT; y++) {
		const int *above = big->tpixels[2 * y], *below = big->tpixels[2 * y + 1];

		for (int x = 0; x < DEMO_PHOTO_WIDTH; x++) {
			const int four[] = {above[2 * x], above[2 * x + 1], below[2 * x],
					    below[2 * x + 1]};
			int red = 2, green = 2, blue = 2;

			for (int i = 0; i < 4; i++) {
				red += four[i] >> 16 & 0xff;
				green += four[i] >> 8 & 0xff;
				blue += four[i] & 0xff;
			}
			im->tpixels[y][mirror ? DEMO_PHOTO_WIDTH - 1 - x : x] =
			    red / 4 << 16 | green / 4 << 8 | blue / 4;
		}
	}
	return im;
}

int
demo_photo(struct arena *a, struct str name, unsigned seed, struct str *ret_jpeg)
{
	static const enum light lights[] = {LIGHT_DAY, LIGHT_MORNING, LIGHT_EVENING, LIGHT_GREY};
	struct canvas c = {.seed = seed};
	const struct scene *s = NULL;
	gdImagePtr im;
	void *bytes;
	int n;

	for (size_t i = 0; i < sizeof scenes / sizeof *scenes; i++)
		if (str_is(name, scenes[i].name))
			s = &scenes[i];
	if (!s)
		return E_NOTFOUND;
	c.im = gdImageCreateTrueColor(2 * DEMO_PHOTO_WIDTH, 2 * DEMO_PHOTO_HEIGHT);
	if (!c.im)
		abort();
	/* A mended thing is shown in friendlier weather. */
	c.light = lights[vary(&c, 7, s->mended ? 2 : 4)];
	s->draw(&c, s->mended);
	im = half(c.im, s->draw != scene_record && vary(&c, 9, 2));
	bytes = gdImageJpegPtr(im, &n, QUALITY);
	if (!bytes)
		abort();
	*ret_jpeg = str_dup(a, (struct str){bytes, (size_t)n});
	gdFree(bytes);
	gdImageDestroy(im);
	gdImageDestroy(c.im);
	return 0;
}
