/* datum_test.c: WGS-84 and GCJ-02 told apart, held against what map services gave for the same places. */
#include "lib/datum.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "suite.h"

static int64_t
e7(double degrees)
{
	return llround(degrees * 1e7);
}

/* Three places whose shift was published, to five decimals; and back within half a metre. */
static void
test_convert__published_places(void **state)
{
	static const struct {
		double wgs[2], gcj[2]; /* longitude, latitude */
	} places[] = {
		{{121.5272106, 31.1774276}, {121.531541859215, 31.17530398364597}},
		{{113.912316, 22.543847}, {113.9171764808363, 22.540796131694766}},
		{{116.377817, 39.911954}, {116.38404722455657, 39.91334545536069}},
	};

	(void)state;
	for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
		int64_t lon = e7(places[i].wgs[0]), lat = e7(places[i].wgs[1]);

		datum_convert(DATUM_WGS84, DATUM_GCJ02, &lon, &lat);
		assert_true(llabs(lon - e7(places[i].gcj[0])) <= 100 && llabs(lat - e7(places[i].gcj[1])) <= 100);
		datum_convert(DATUM_GCJ02, DATUM_WGS84, &lon, &lat);
		assert_true(datum_metres(lon, lat, e7(places[i].wgs[0]), e7(places[i].wgs[1])) < 0.5);
	}
}

/* What is unknown, what lies elsewhere, and what is in that system already. */
static void
test_convert__left_as_it_is(void **state)
{
	static const int64_t places[][2] = {{0, 0}, {1830000000, 450000000}, {-739857000, 407484000}, {1510000000, -338000000}};
	int64_t lon, lat;

	(void)state;
	for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
		for (int from = DATUM_WGS84; from < DATUM__MAX; from++) {
			lon = places[i][0];
			lat = places[i][1];
			datum_convert((enum datum)from, from == DATUM_WGS84 ? DATUM_GCJ02 : DATUM_WGS84, &lon, &lat);
			assert_true(lon == places[i][0] && lat == places[i][1]);
		}
	}
	lon = 1140500000;
	lat = 226500000;
	datum_convert(DATUM_GCJ02, DATUM_GCJ02, &lon, &lat);
	assert_true(lon == 1140500000 && lat == 226500000);
}

/* Forth and back is the same place, wherever one begins. */
static void
test_convert__there_and_back(void **state)
{
	(void)state;
	for (int64_t x = 74; x < 136; x += 3)
		for (int64_t y = 3; y < 54; y += 3) {
			int64_t lon = x * 10000000 + 1234567, lat = y * 10000000 + 7654321, was_lon = lon, was_lat = lat;

			datum_convert(DATUM_WGS84, DATUM_GCJ02, &lon, &lat);
			assert_true(datum_metres(lon, lat, was_lon, was_lat) < 1500);
			datum_convert(DATUM_GCJ02, DATUM_WGS84, &lon, &lat);
			if (llabs(lon - was_lon) > 2 || llabs(lat - was_lat) > 2)
				fail_msg("%lld %lld", (long long)was_lon, (long long)was_lat);
		}
}

static void
test_words(void **state)
{
	enum datum d = DATUM__MAX;

	(void)state;
	assert_true(datum_find(S("gcj02"), &d) && d == DATUM_GCJ02);
	assert_true(datum_find(S("wgs84"), &d) && d == DATUM_WGS84);
	assert_string_equal(datum_word(d), "wgs84");
	assert_false(datum_find(S("bd09"), &d));
	assert_false(datum_find(S(""), &d));
	assert_int_equal(d, DATUM_WGS84);
}

/* A thousandth of a degree of latitude is 111 metres. */
static void
test_metres(void **state)
{
	(void)state;
	assert_true(fabs(datum_metres(1140500000, 226500000, 1140500000, 226510000) - 111.2) < 0.1);
	assert_true(fabs(datum_metres(1140500000, 226500000, 1140510000, 226500000) - 102.6) < 0.2);
	assert_true(datum_metres(1140500000, 226500000, 1140500000, 226500000) == 0);
}

/* Some hundred cities as map services place them. */
static void
test_outside__cities(void **state)
{
	const char *shared = getenv("LINLI_SHARED");
	char path[300], line[300];
	double wgs[2], gcj[2];
	int n = 0;
	FILE *f;

	(void)state;
	snprintf(path, sizeof path, "%s/data/outside/19-coordinates/china-cities.csv", shared ? shared : "../shared");
	f = fopen(path, "r");
	if (!f)
		skip();
	while (fgets(line, sizeof line, f)) {
		const char *first = strchr(line, ',');
		int64_t lon, lat;

		if (!first || sscanf(first, ",%lf,%lf,%lf,%lf", &wgs[0], &wgs[1], &gcj[0], &gcj[1]) != 4)
			continue;
		lon = e7(wgs[0]);
		lat = e7(wgs[1]);
		datum_convert(DATUM_WGS84, DATUM_GCJ02, &lon, &lat);
		if (llabs(lon - e7(gcj[0])) > 100 || llabs(lat - e7(gcj[1])) > 100)
			fail_msg("%s", line);
		lon = e7(gcj[0]);
		lat = e7(gcj[1]);
		datum_convert(DATUM_GCJ02, DATUM_WGS84, &lon, &lat);
		if (llabs(lon - e7(wgs[0])) > 1000 || llabs(lat - e7(wgs[1])) > 1000)
			fail_msg("back: %s", line);
		n++;
	}
	fclose(f);
	assert_true(n > 300);
}

SUITE(datum)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_convert__published_places), cmocka_unit_test(test_convert__left_as_it_is),
		cmocka_unit_test(test_convert__there_and_back),	  cmocka_unit_test(test_words),
		cmocka_unit_test(test_metres),			  cmocka_unit_test(test_outside__cities),
	};

	return cmocka_run_group_tests_name("datum", tests, NULL, NULL);
}
