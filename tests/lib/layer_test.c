/* layer_test.c: roads, water, green and buildings as GeoJSON: read, judged, simplified, cut into tiles. */
#include "lib/layer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lib/mercator.h"
#include "suite.h"

static struct arena A;

static const struct geo_box HERE = {1140400000, 226400000, 1140600000, 226600000};

#define LINE(points) "{\"type\":\"LineString\",\"coordinates\":[" points "]}"
#define AREA(points) "{\"type\":\"Polygon\",\"coordinates\":[[" points "]]}"
#define THING(properties, geometry) "{\"type\":\"Feature\",\"properties\":{" properties "},\"geometry\":" geometry "}"
#define ALL(things) "{\"type\":\"FeatureCollection\",\"features\":[" things "]}"
#define ROAD LINE("[114.042,22.65],[114.058,22.65]")
#define PARK AREA("[114.045,22.645],[114.055,22.645],[114.055,22.655],[114.045,22.655],[114.045,22.645]")
#define SHED AREA("[114.05,22.65],[114.0501,22.65],[114.0501,22.6501],[114.05,22.6501],[114.05,22.65]")

static int
read_as(enum layer_kind kind, struct str text, struct layer *ret, const char **ret_why, size_t *ret_feature)
{
	const struct layer_in in = {.kind = kind, .geojson = text, .within = HERE};

	return layer_read(&A, &in, ret, ret_why, ret_feature);
}

static struct layer
good(enum layer_kind kind, const char *text)
{
	struct layer l = {0};
	const char *why = NULL;
	size_t feature;

	if (read_as(kind, str_of(text), &l, &why, &feature) != 0)
		fail_msg("%s: %s", text, why);
	return l;
}

static const struct layer_tile *
first_of(const struct layer *l, int64_t zoom)
{
	for (size_t i = 0; i < l->n; i++)
		if (l->v[i].zoom == zoom)
			return &l->v[i];
	return NULL;
}

/* A straight road of many points is one stroke in each tile that it passes, and goes on where the next tile begins. */
static void
test_read__cut_and_simplified(void **state)
{
	struct buf b;
	struct layer l;
	long x = 0, y = 0, long_ = 0;
	int n = 0;

	(void)state;
	buf_init(&b, &A);
	BUF_LIT(&b, "{\"type\":\"LineString\",\"coordinates\":[[114.042,22.65]");
	for (int i = 1; i < 400; i++)
		buf_fmt(&b, ",[%.7f,22.65]", 114.042 + i * 0.00004);
	BUF_LIT(&b, "]}");
	l = good(LAYER_ROAD, buf_done(&b).p);
	assert_int_equal(l.features, 1);
	assert_int_equal(l.points, 400);
	for (size_t i = 0; i < l.n; i++)
		if (l.v[i].zoom == 15) {
			assert_int_equal(sscanf(l.v[i].shapes.p, "s M%ld %ldl%ld", &x, &y, &long_), 3);
			assert_int_equal(l.v[i].y, (int64_t)(mercator_y(22.65) * 32768));
			assert_true(x >= -64 && x + long_ <= LAYER_UNITS + 64);
			assert_true(str_find(l.v[i].shapes, S("l")) > l.v[i].shapes.n - 8); /* one stroke */
			n++;
		}
	assert_true(n >= 2);
	assert_null(first_of(&l, 11)); /* a street does not show that far out */
	assert_non_null(first_of(&l, 13));
}

/* What each zoom shows. */
static void
test_read__wide_views_leave_out(void **state)
{
	struct layer l;

	(void)state;
	l = good(LAYER_ROAD, ALL(THING("\"class\":\"main\"", ROAD) "," THING("\"highway\":\"footway\"", LINE("[114.042,22.651],[114.058,22.651]"))));
	assert_true(str_has(first_of(&l, 15)->shapes, S("p M")) && str_has(first_of(&l, 15)->shapes, S("m M")));
	/* A main road lies above a path. */
	assert_true(str_find(first_of(&l, 15)->shapes, S("m M")) > str_find(first_of(&l, 15)->shapes, S("p M")));
	assert_false(str_has(first_of(&l, 13)->shapes, S("p M")));
	assert_true(str_has(first_of(&l, 11)->shapes, S("m M")));
	l = good(LAYER_BUILDING, SHED);
	assert_int_equal(l.n, 1);
	assert_int_equal(l.v[0].zoom, 15);
	assert_true(str_starts(l.v[0].shapes, S("a M")) && str_ends(l.v[0].shapes, S("z")));
	l = good(LAYER_GREEN, PARK);
	assert_non_null(first_of(&l, 13));
}

static void
test_read__names(void **state)
{
	struct layer l = good(LAYER_ROAD, THING("\"name\":\"北岭路\",\"name_en\":\"Beiling Road\"", ROAD));
	const struct layer_tile *t = NULL;
	bool found = false;

	(void)state;
	for (size_t i = 0; i < l.n; i++)
		if (l.v[i].names.n) {
			t = &l.v[i];
			found |= str_has(t->names, S("北岭路\tBeiling Road\n"));
			assert_true(str_starts(t->names, S("s\t")));
		}
	assert_true(found);
	l = good(LAYER_GREEN, THING("\"name\":\"榕荫公园\",\"name:en\":\"Rongyin Park\"", PARK));
	for (size_t i = 0; i < l.n; i++)
		found &= l.v[i].zoom != 15 || !l.v[i].names.n || str_has(l.v[i].names, S("榕荫公园\tRongyin Park"));
	assert_true(found);
	/* A name that would break its line is none. */
	l = good(LAYER_ROAD, THING("\"name\":\"a\\tb\"", ROAD));
	for (size_t i = 0; i < l.n; i++)
		assert_int_equal(l.v[i].names.n, 0);
}

/* A park that crosses itself is drawn all the same; what lies elsewhere is counted. */
static void
test_read__lenient(void **state)
{
	struct layer l = good(LAYER_GREEN, ALL(THING("", AREA("[114.045,22.645],[114.055,22.655],[114.055,22.645],[114.045,22.655]")) ","
						THING("", AREA("[115,23],[115.1,23],[115.1,23.1]"))));

	(void)state;
	assert_int_equal(l.features, 1);
	assert_int_equal(l.outside, 1);
	assert_true(l.n > 0);
}

/* The same file, said to be in the other system, lies some hundred metres away. */
static void
test_read__in_its_system(void **state)
{
	struct layer_in in = {.kind = LAYER_BUILDING, .geojson = S(SHED), .within = HERE, .from = DATUM_GCJ02, .to = DATUM_WGS84};
	struct layer was = good(LAYER_BUILDING, SHED), l;
	const char *why;
	size_t feature;

	(void)state;
	assert_int_equal(layer_read(&A, &in, &l, &why, &feature), 0);
	assert_int_equal(l.n, 1);
	assert_false(l.v[0].x == was.v[0].x && l.v[0].y == was.v[0].y && str_eq(l.v[0].shapes, was.v[0].shapes));
}

static void
test_read__says_what_is_wrong(void **state)
{
	static const struct {
		enum layer_kind kind;
		const char *in, *why;
		size_t feature;
	} cases[] = {
		{LAYER_ROAD, "", "不是完整的 GeoJSON", 0},
		{LAYER_ROAD, "{\"type\":\"FeatureCollection\",\"features\":[", "不是完整的 GeoJSON", 0},
		{LAYER_ROAD, ALL(""), "文件里没有要画的东西", 0},
		{LAYER_ROAD, PARK, "道路要是线（LineString、MultiLineString）", 1},
		{LAYER_ROAD, "[]", "道路要是线（LineString、MultiLineString）", 1},
		{LAYER_GREEN, ALL(THING("", PARK) "," THING("", ROAD)), "绿地和房屋要是面（Polygon、MultiPolygon）", 2},
		{LAYER_WATER, "{\"type\":\"Point\",\"coordinates\":[114,22]}", "水面要是线或者面（LineString、Polygon 和它们的 Multi）", 1},
		{LAYER_ROAD, ALL(THING("", ROAD) "," THING("", LINE("[22.65,114.05],[22.65,114.06]"))),
		 "经纬度的顺序反了，应当先经度、后纬度", 2},
		{LAYER_ROAD, LINE("[12695000,2587000],[12695100,2587000]"), "坐标超出范围，请用经纬度（度）", 1},
		{LAYER_ROAD, LINE("[114.05,22.65]"), "一条线至少要有两个不同的点", 1},
		{LAYER_ROAD, LINE("[114.05,22.65],[114.05,22.65]"), "一条线至少要有两个不同的点", 1},
		{LAYER_ROAD, LINE("[114.05,\"22.65\"],[114.05,22.66]"), "坐标不是数字", 1},
		{LAYER_ROAD, "{\"type\":\"MultiLineString\",\"coordinates\":[]}", "没有找到坐标", 1},
		{LAYER_BUILDING, "{\"type\":\"MultiPolygon\"}", "没有找到坐标", 1},
		{LAYER_BUILDING, AREA("[114.05,22.65],[114.06,22.65]"), "边界至少要有三个不同的点", 1},
		{LAYER_ROAD, LINE("[115,23],[115.1,23]"), "没有一样东西在本区里，请看坐标是不是本区的，坐标系选对没有", 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct layer l = {.n = 7};
		const char *why = NULL;
		size_t feature = 99;

		assert_int_equal(read_as(cases[i].kind, str_of(cases[i].in), &l, &why, &feature), E_INVALID);
		assert_string_equal(why, cases[i].why);
		assert_int_equal(feature, cases[i].feature);
		assert_int_equal(l.n, 7);
	}
}

/* West of 90 degrees both orders are possible numbers: then the district tells. */
static void
test_read__swapped_in_the_west(void **state)
{
	const struct layer_in in = {.kind = LAYER_ROAD, .geojson = S(LINE("[39.47,75.98],[39.48,75.99]")),
				    .within = {759000000, 394000000, 760000000, 395000000}};
	struct layer l;
	const char *why = NULL;
	size_t feature;

	(void)state;
	assert_int_equal(layer_read(&A, &in, &l, &why, &feature), E_INVALID);
	assert_string_equal(why, "经纬度的顺序反了，应当先经度、后纬度");
}

static void
test_read__limits(void **state)
{
	struct layer l;
	const char *why = NULL;
	size_t feature;
	struct buf b;

	(void)state;
	buf_init(&b, &A);
	BUF_LIT(&b, ROAD);
	while (b.n < LAYER_MAX_BYTES)
		buf_char(&b, ' ');
	assert_int_equal(read_as(LAYER_ROAD, buf_done(&b), &l, &why, &feature), 0);
	buf_char(&b, ' ');
	assert_int_equal(read_as(LAYER_ROAD, buf_done(&b), &l, &why, &feature), E_TOOBIG);
	assert_string_equal(why, "文件太大，一个图层最多 8 MB");
	buf_init(&b, &A);
	BUF_LIT(&b, "{\"type\":\"LineString\",\"coordinates\":[[114.05,22.65]");
	for (int i = 0; i < LAYER_MAX_POINTS; i++)
		buf_z(&b, i % 2 ? ",[114.05,22.65]" : ",[114,22]");
	BUF_LIT(&b, "]}");
	assert_int_equal(read_as(LAYER_ROAD, buf_done(&b), &l, &why, &feature), E_TOOBIG);
	assert_string_equal(why, "点太多，一个图层最多四十万个");
	buf_init(&b, &A);
	BUF_LIT(&b, "{\"type\":\"FeatureCollection\",\"features\":[{}");
	for (int i = 0; i < LAYER_MAX_FEATURES; i++)
		BUF_LIT(&b, ",{}");
	BUF_LIT(&b, "]}");
	assert_int_equal(read_as(LAYER_ROAD, buf_done(&b), &l, &why, &feature), E_INVALID);
	assert_string_equal(why, "东西太多，一个图层最多三万样");
}

SUITE(layer)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_read__cut_and_simplified), cmocka_unit_test(test_read__wide_views_leave_out),
		cmocka_unit_test(test_read__names),		  cmocka_unit_test(test_read__lenient),
		cmocka_unit_test(test_read__in_its_system),	  cmocka_unit_test(test_read__says_what_is_wrong),
		cmocka_unit_test(test_read__swapped_in_the_west), cmocka_unit_test(test_read__limits),
	};
	int failed = cmocka_run_group_tests_name("layer", tests, NULL, NULL);

	arena_release(&A);
	return failed;
}
