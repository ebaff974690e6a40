/* geo_test.c: boundaries, and QR codes. */
#include "lib/geo.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lib/qr.h"
#include "suite.h"

static struct arena A;

#define POLYGON(rings) "{\"type\":\"Polygon\",\"coordinates\":[" rings "]}"
#define SQUARE "[[114,22.6],[114.1,22.6],[114.1,22.7],[114,22.7],[114,22.6]]"
#define HOLE "[[114.04,22.64],[114.04,22.66],[114.06,22.66],[114.06,22.64],[114.04,22.64]]"

static struct geo *
parsed(const char *text)
{
	struct geo_why why = {0};
	struct geo *g = NULL;

	if (geo_parse(&A, str_of(text), &g, &why) != 0)
		fail_msg("%s: %s", text, why.text);
	return g;
}

static void
test_parse__written_back_the_same(void **state)
{
	static const struct {
		const char *in, *out;
	} cases[] = {
		{POLYGON(SQUARE), POLYGON(SQUARE)},
		{POLYGON(SQUARE "," HOLE), POLYGON(SQUARE "," HOLE)},
		/* clockwise, open, a point twice, heights, spaces, long decimals */
		{POLYGON("[[114, 22.6, 5], [114, 22.7], [114, 22.7], [114.1, 22.70000000001], "
			 "[114.1, 22.6]]"),
		 POLYGON(SQUARE)},
		{"{\"type\":\"MultiPolygon\",\"coordinates\":[[" SQUARE "]]}", POLYGON(SQUARE)},
		{"{\"type\":\"Feature\",\"properties\":{\"a\":1},\"geometry\":" POLYGON(SQUARE) "}",
		 POLYGON(SQUARE)},
		{"{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\","
		 "\"geometry\":" POLYGON(SQUARE) "}]}",
		 POLYGON(SQUARE)},
		{"{\"type\":\"MultiPolygon\",\"coordinates\":[[" SQUARE
		 "],[[[115,22],[116,22],[116,23],[115,22]]]]}",
		 "{\"type\":\"MultiPolygon\",\"coordinates\":[[" SQUARE
		 "],[[[115,22],[116,22],[116,23],[115,22]]]]}"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct geo *g = parsed(cases[i].in);

		/* Where a turned ring begins is free: ours keeps the first point first. */
		assert_string_equal(geo_json(&A, g).p, cases[i].out);
		geo_free(g);
		g = parsed(cases[i].out);
		assert_string_equal(geo_json(&A, g).p, cases[i].out);
		geo_free(g);
	}
}

static void
test_parse__says_what_is_wrong(void **state)
{
	static const struct {
		const char *in, *why;
	} cases[] = {
		{"", "不是完整的 GeoJSON"},
		{"{\"type\":\"Polygon\",\"coordinates\":[[[114,22", "不是完整的 GeoJSON"},
		{"[]", "不是范围：只接受 GeoJSON 的 Polygon 或 MultiPolygon"},
		{"{\"type\":\"Point\",\"coordinates\":[114,22]}",
		 "不是范围：只接受 GeoJSON 的 Polygon 或 MultiPolygon"},
		{"{\"type\":\"Polygon\"}", "没有找到边界的坐标"},
		{POLYGON(""), "没有找到边界的坐标"},
		{POLYGON("[]"), "边界至少要有三个不同的点"},
		{POLYGON("7"), "边界至少要有三个不同的点"},
		{POLYGON("[[114,22],[115,22],[114,22]]"), "边界至少要有三个不同的点"},
		{POLYGON("[[114,22],[114,22],[114,22],[114,22]]"), "边界至少要有三个不同的点"},
		{POLYGON("[[114,22],[\"115\",22],[115,23]]"), "坐标不是数字"},
		{POLYGON("[[114,22],[115],[115,23]]"), "坐标不是数字"},
		{POLYGON("[[114,22],115,[115,23]]"), "坐标不是数字"},
		{POLYGON("[[22.6,114],[22.6,114.1],[22.7,114.1]]"), "经纬度的顺序反了，应当先经度、后纬度"},
		{POLYGON("[[12695000,2587000],[12695100,2587000],[12695100,2587100]]"),
		 "坐标超出范围，请用经纬度（度）"},
		{POLYGON("[[114,22],[115,23],[115,22],[114,23],[114,22]]"), "边界线自己交叉了"},
		{POLYGON(SQUARE ",[[115,23],[115.1,23],[115.1,23.1],[115,23]]"), "挖空的部分在边界外面"},
		{POLYGON(SQUARE "," HOLE
			 ",[[114.045,22.645],[114.045,22.655],[114.055,22.655],[114.045,22.645]]"),
		 "挖空的部分互相套着"},
		{"{\"type\":\"MultiPolygon\",\"coordinates\":[[" SQUARE
		 "],[[[114.01,22.61],[114.02,22.61],[114.02,22.62],[114.01,22.61]]]]}",
		 "几块范围互相套着"},
		{"{\"type\":\"FeatureCollection\",\"features\":[]}", "文件里应当只有一个范围"},
		{"{\"type\":\"FeatureCollection\",\"features\":[{},{}]}", "文件里应当只有一个范围"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct geo_why why = {0};
		struct geo *g = NULL;

		assert_int_equal(geo_parse(&A, str_of(cases[i].in), &g, &why), E_INVALID);
		assert_null(g);
		assert_string_equal(why.text, cases[i].why);
	}
}

static void
test_parse__says_where(void **state)
{
	struct geo_why why = {0};
	struct geo *g;

	(void)state;
	assert_int_equal(geo_parse(&A, S(POLYGON("[[114,22],[115,23],[115,22],[114,23],[114,22]]")),
				   &g, &why),
			 E_INVALID);
	assert_int_equal(why.lon, 1145000000);
	assert_int_equal(why.lat, 225000000);
}

static void
test_parse__limits(void **state)
{
	struct geo_why why = {0};
	struct geo *g = NULL;
	struct buf b;

	(void)state;
	buf_init(&b, &A);
	BUF_LIT(&b, POLYGON(SQUARE));
	while (b.n < GEO_MAX_BYTES)
		buf_char(&b, ' ');
	assert_int_equal(geo_parse(&A, buf_done(&b), &g, &why), 0);
	geo_free(g);
	buf_char(&b, ' ');
	assert_int_equal(geo_parse(&A, buf_done(&b), &g, &why), E_TOOBIG);
	assert_string_equal(why.text, "边界文件太大，最多 1 MB");
	buf_init(&b, &A);
	BUF_LIT(&b, "{\"type\":\"Polygon\",\"coordinates\":[[[0,0]");
	for (int i = 0; i < GEO_MAX_POINTS; i++)
		buf_z(&b, i % 2 ? ",[1,1]" : ",[2,1]");
	BUF_LIT(&b, "]]}");
	assert_int_equal(geo_parse(&A, buf_done(&b), &g, &why), E_TOOBIG);
	assert_string_equal(why.text, "边界的点太多，最多十万个");
}

static void
test_holds__inside_edge_hole_outside(void **state)
{
	struct geo *g = parsed(POLYGON(SQUARE "," HOLE));

	(void)state;
	assert_true(geo_holds(g, 1140100000, 226100000));
	assert_true(geo_holds(g, 1140000000, 226500000)); /* on the edge */
	assert_true(geo_holds(g, 1140400000, 226500000)); /* on the edge of the hole */
	assert_false(geo_holds(g, 1140500000, 226500000));
	assert_false(geo_holds(g, 1139999999, 226500000));
	assert_false(geo_holds(g, 0, 0));
	geo_free(g);
}

static void
test_within__child_in_parent(void **state)
{
	struct geo *parent = parsed(POLYGON(SQUARE));
	struct geo *inside =
		parsed(POLYGON("[[114,22.6],[114.05,22.6],[114.05,22.65],[114,22.6]]"));
	struct geo *edge = parsed(
		POLYGON("[[113.99999,22.6],[114.05,22.6],[114.05,22.65],[113.99999,22.65]]"));
	struct geo *out =
		parsed(POLYGON("[[113.99,22.6],[114.05,22.6],[114.05,22.65],[113.99,22.65]]"));
	struct geo *far = parsed(POLYGON("[[100,22.6],[101,22.6],[101,22.65]]"));

	(void)state;
	assert_true(geo_within(parent, parent));
	assert_true(geo_within(inside, parent));
	assert_true(geo_within(edge, parent));
	assert_false(geo_within(out, parent));
	assert_false(geo_within(far, parent));
	assert_false(geo_within(parent, inside));
	geo_free(parent);
	geo_free(inside);
	geo_free(edge);
	geo_free(out);
	geo_free(far);
}

static void
test_measure__box(void **state)
{
	struct geo *g = parsed(POLYGON(SQUARE));
	struct geo_box box = geo_box(g);

	(void)state;
	assert_int_equal(box.west, 1140000000);
	assert_int_equal(box.south, 226000000);
	assert_int_equal(box.east, 1141000000);
	assert_int_equal(box.north, 227000000);
	geo_free(g);
}

static void *
ask_often(void *arg)
{
	struct arena a = {0};
	intptr_t wrong = 0;

	(void)arg;
	for (int i = 0; i < 200; i++) {
		struct geo_why why;
		struct geo *g;

		if (geo_parse(&a, S(POLYGON(SQUARE)), &g, &why) != 0 ||
		    !geo_holds(g, 1140500000, 226500000))
			wrong++;
		geo_free(g);
	}
	arena_release(&a);
	return (void *)wrong;
}

static void
test_threads__each_its_own(void **state)
{
	pthread_t threads[4];

	(void)state;
	for (int i = 0; i < 4; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, ask_often, NULL), 0);
	for (int i = 0; i < 4; i++) {
		void *wrong;

		pthread_join(threads[i], &wrong);
		assert_null(wrong);
	}
}

static void
test_qr__svg_stands_alone(void **state)
{
	struct buf b;
	struct str svg;

	(void)state;
	buf_init(&b, &A);
	assert_int_equal(
		qr_svg(&b, S("https://example.org/appeal/BL-2611-0387"), S("扫码 <看> & 办")), 0);
	svg = buf_done(&b);
	assert_true(str_starts(
		svg, S("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 ")));
	assert_true(str_has(svg, S("<title>扫码 &lt;看&gt; &amp; 办</title>")));
	assert_true(str_ends(svg, S("z\"/></svg>")));
	/* The three finders begin and end every code: seven black modules in the first row at the
	 * margin. */
	assert_true(str_has(svg, S(" d=\"M4 4h7v1h-7z")));
	assert_int_equal(str_find(str_sub(svg, str_find(svg, S("<path")) + 5, svg.n), S("<path")),
			 svg.n - str_find(svg, S("<path")) - 5);
}

static void
test_qr__too_long_or_empty(void **state)
{
	size_t n = 2332;
	struct str large = {memset(arena_alloc(&A, n), 'x', n), n};
	struct buf b;

	(void)state;
	buf_init(&b, &A);
	assert_int_equal(qr_svg(&b, large, S("")), E_TOOBIG);
	assert_int_equal(qr_svg(&b, S(""), S("")), E_INVALID);
	assert_int_equal(qr_svg(&b, S("a\0b"), S("")), E_INVALID);
	assert_int_equal(b.n, 0);
	assert_int_equal(qr_svg(&b, str_sub(large, 0, n - 1), S("")), 0);
}

/* What is drawn on a map of the mainland lies some hundred metres beside what a satellite says: it is moved, not taken as it is. */
static void
test_parse__from_another_datum(void **state)
{
	struct geo_why why;
	struct geo *g;
	int64_t west = 1140000000, south = 226000000;

	(void)state;
	assert_int_equal(geo_parse_from(&A, S(POLYGON(SQUARE)), DATUM_GCJ02, DATUM_WGS84, &g, &why), 0);
	datum_convert(DATUM_GCJ02, DATUM_WGS84, &west, &south);
	assert_true(west != 1140000000 && geo_holds(g, west, south));
	assert_false(geo_holds(g, 1141000000, 226990000));
	geo_free(g);
}

SUITE(geo)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_parse__written_back_the_same),
		cmocka_unit_test(test_parse__says_what_is_wrong),
		cmocka_unit_test(test_parse__from_another_datum),
		cmocka_unit_test(test_parse__says_where),
		cmocka_unit_test(test_parse__limits),
		cmocka_unit_test(test_holds__inside_edge_hole_outside),
		cmocka_unit_test(test_within__child_in_parent),
		cmocka_unit_test(test_measure__box),
		cmocka_unit_test(test_threads__each_its_own),
		cmocka_unit_test(test_qr__svg_stands_alone),
		cmocka_unit_test(test_qr__too_long_or_empty),
	};
	int failed = cmocka_run_group_tests_name("geo", tests, NULL, NULL);

	arena_release(&A);
	return failed;
}
