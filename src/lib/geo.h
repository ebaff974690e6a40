/* geo.h: boundaries. GeoJSON in, questions about them, GeoJSON out. GEOS does the geometry.
 *
 * Degrees are whole numbers, x 1e7 (one is a centimetre), longitude before latitude; a boundary is
 * rounded to them before it is judged. A struct geo may be asked by one thread at a time. */
#ifndef LINLI_KIT_GEO_H
#define LINLI_KIT_GEO_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "lib/datum.h"

enum { GEO_MAX_BYTES = 1 << 20, GEO_MAX_POINTS = 100000 };

/* Why a boundary was refused, and where on the map; 0,0 = nowhere in particular. */
struct geo_why {
	const char *text; /* Chinese message key */
	int64_t lon, lat;
};

struct geo;
/* Polygon or MultiPolygon, bare, in a Feature, or in a FeatureCollection of one. Open rings are
 * closed. Valid by the rules of OGC, or E_INVALID; E_TOOBIG. Free it with geo_free. */
int geo_parse(struct arena *a, struct str geojson, struct geo **ret, struct geo_why *ret_why);
/* The same for coordinates in another system: they are converted before they are judged. */
int geo_parse_from(struct arena *a, struct str geojson, enum datum from, enum datum to, struct geo **ret, struct geo_why *ret_why);
void geo_free(struct geo *g); /* NULL is fine */

/* The bare geometry as compact GeoJSON, outer rings counterclockwise (RFC 7946). */
struct str geo_json(struct arena *a, const struct geo *g);
bool geo_holds(const struct geo *g, int64_t lon, int64_t lat); /* the edge counts */
/* Edges drawn twice never meet: one thousandth of the child's area may lie outside. */
bool geo_within(const struct geo *child, const struct geo *parent);
/* The same for neighbours: one hundredth of the smaller may lie in both. */
bool geo_apart(const struct geo *one, const struct geo *other);

struct geo_box {
	int64_t west, south, east, north;
};
struct geo_box geo_box(const struct geo *g);

#endif
