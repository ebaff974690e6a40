/* datum.c: WGS-84 and GCJ-02, by the published formula: polynomials and sines of the place's distance to 105 E 35 N give a
 * shift in metres, which the Krasovsky ellipsoid turns into degrees. */
#include "lib/datum.h"

#include <math.h>

static const double AXIS = 6378245.0, ECCENTRICITY2 = 0.00669342162296594323, EARTH_M = 6371008.8;
static const double WEST = 72.004, EAST = 137.8347, SOUTH = 0.8293, NORTH = 55.8271;

enum { STEPS = 12 /* each makes the rest of the way back about a thousandth */ };

static const char *const words[DATUM__MAX] = {[DATUM_WGS84] = "wgs84", [DATUM_GCJ02] = "gcj02"};

const char *
datum_word(enum datum d)
{
	return words[d];
}

bool
datum_find(struct str word, enum datum *ret)
{
	for (int d = DATUM_WGS84; d < DATUM__MAX; d++)
		if (str_is(word, words[d])) {
			*ret = (enum datum)d;
			return true;
		}
	return false;
}

/* Two sines of which one has twice the length of the other, and two longer ones of this length. */
static double
waves(double at, double long1, double amount1, double long2, double amount2)
{
	return (20 * sin(at * M_PI) + 40 * sin(at * M_PI / 3)) * 2 / 3 +
	       (amount1 * sin(at * M_PI / long1) + amount2 * sin(at * M_PI / long2)) * 2 / 3;
}

static double
ripple(double x)
{
	return (20 * sin(6 * x * M_PI) + 20 * sin(2 * x * M_PI)) * 2 / 3;
}

/* How far GCJ-02 lies from a place of WGS-84, in degrees. */
static void
shift(double lon, double lat, double *ret_lon, double *ret_lat)
{
	double x = lon - 105, y = lat - 35, bend = sqrt(fabs(x));
	double north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * bend + ripple(x) + waves(y, 12, 160, 30, 320);
	double east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * bend + ripple(x) + waves(x, 12, 150, 30, 300);
	double angle = lat * M_PI / 180, flat = 1 - ECCENTRICITY2 * sin(angle) * sin(angle);

	*ret_lat = north * 180 / (AXIS * (1 - ECCENTRICITY2) / (flat * sqrt(flat)) * M_PI);
	*ret_lon = east * 180 / (AXIS / sqrt(flat) * cos(angle) * M_PI);
}

static bool
is_shifted(double lon, double lat)
{
	return lon >= WEST && lon <= EAST && lat >= SOUTH && lat <= NORTH;
}

void
datum_convert(enum datum from, enum datum to, int64_t *lon, int64_t *lat)
{
	double x = (double)*lon / 1e7, y = (double)*lat / 1e7, to_x = x, to_y = y, dx, dy;

	if (from == to || (!*lon && !*lat) || !is_shifted(x, y))
		return;
	/* Back has no formula: the place of which the shift leads here is come nearer to step by step. */
	for (int i = 0; i < (to == DATUM_GCJ02 ? 1 : STEPS); i++) {
		shift(to_x, to_y, &dx, &dy);
		to_x = to == DATUM_GCJ02 ? x + dx : x - dx;
		to_y = to == DATUM_GCJ02 ? y + dy : y - dy;
	}
	*lon = llround(to_x * 1e7);
	*lat = llround(to_y * 1e7);
}

double
datum_metres(int64_t lon1, int64_t lat1, int64_t lon2, int64_t lat2)
{
	double a = (double)lat1 / 1e7 * M_PI / 180, b = (double)lat2 / 1e7 * M_PI / 180;
	double u = sin((b - a) / 2), v = sin((double)(lon2 - lon1) / 1e7 * M_PI / 360);
	double h = u * u + cos(a) * cos(b) * v * v;

	return 2 * EARTH_M * asin(sqrt(h < 1 ? h : 1));
}
