/* geo.c: questions about boundaries. Reading them is in geo_parse.c. */
#include "lib/geo.h"

#include <math.h>
#include <stdlib.h>

#include "lib/geo_in.h"
#include "lib/shape.h"

void
geo_free(struct geo *g)
{
	if (!g)
		return;
	GEOSGeom_destroy_r(g->ctx, g->shape);
	GEOS_finish_r(g->ctx);
}

static int64_t
e7(double degrees)
{
	return llround(degrees * 1e7);
}

/* Points of a ring in the direction wanted. */
static void
put_ring(struct buf *b, const struct geo *g, const GEOSGeometry *ring, bool want_ccw)
{
	const GEOSCoordSequence *seq = GEOSGeom_getCoordSeq_r(g->ctx, ring);
	unsigned n = 0;
	char ccw = 0;
	double x, y;

	GEOSCoordSeq_getSize_r(g->ctx, seq, &n);
	GEOSCoordSeq_isCCW_r(g->ctx, seq, &ccw);
	buf_char(b, '[');
	for (unsigned i = 0; i < n; i++) {
		GEOSCoordSeq_getXY_r(g->ctx, seq, want_ccw == (ccw == 1) ? i : n - 1 - i, &x, &y);
		buf_z(b, i ? ",[" : "[");
		json_e7(b, e7(x));
		buf_char(b, ',');
		json_e7(b, e7(y));
		buf_char(b, ']');
	}
	buf_char(b, ']');
}

static void
put_polygon(struct buf *b, const struct geo *g, const GEOSGeometry *polygon)
{
	int holes = GEOSGetNumInteriorRings_r(g->ctx, polygon);

	buf_char(b, '[');
	put_ring(b, g, GEOSGetExteriorRing_r(g->ctx, polygon), true);
	for (int i = 0; i < holes; i++) {
		buf_char(b, ',');
		put_ring(b, g, GEOSGetInteriorRingN_r(g->ctx, polygon, i), false);
	}
	buf_char(b, ']');
}

struct str
geo_json(struct arena *a, const struct geo *g)
{
	int n = GEOSGetNumGeometries_r(g->ctx, g->shape);
	struct buf b;

	buf_init(&b, a);
	if (n == 1) {
		BUF_LIT(&b, "{\"type\":\"Polygon\",\"coordinates\":");
		put_polygon(&b, g, GEOSGetGeometryN_r(g->ctx, g->shape, 0));
	} else {
		BUF_LIT(&b, "{\"type\":\"MultiPolygon\",\"coordinates\":");
		for (int i = 0; i < n; i++) {
			buf_char(&b, i ? ',' : '[');
			put_polygon(&b, g, GEOSGetGeometryN_r(g->ctx, g->shape, i));
		}
		buf_char(&b, ']');
	}
	buf_char(&b, '}');
	return buf_done(&b);
}

bool
geo_holds(const struct geo *g, int64_t lon, int64_t lat)
{
	double x = (double)lon / 1e7, y = (double)lat / 1e7;
	GEOSGeometry *p = GEOSGeom_createPointFromXY_r(g->ctx, x, y);
	bool holds = p && GEOSIntersects_r(g->ctx, g->shape, p) == 1;

	GEOSGeom_destroy_r(g->ctx, p);
	return holds;
}

static double
square_degrees(const struct geo *g, const GEOSGeometry *shape)
{
	double area = 0;

	GEOSArea_r(g->ctx, shape, &area);
	return area;
}

bool
geo_within(const struct geo *child, const struct geo *parent)
{
	GEOSGeometry *rest;
	bool within;

	if (GEOSCoveredBy_r(child->ctx, child->shape, parent->shape) == 1)
		return true;
	rest = GEOSDifference_r(child->ctx, child->shape, parent->shape);
	within = rest && square_degrees(child, rest) <= square_degrees(child, child->shape) / 1000;
	GEOSGeom_destroy_r(child->ctx, rest);
	return within;
}

bool
geo_apart(const struct geo *one, const struct geo *other)
{
	double a = square_degrees(one, one->shape), b = square_degrees(one, other->shape);
	GEOSGeometry *both = GEOSIntersection_r(one->ctx, one->shape, other->shape);
	bool apart = both && square_degrees(one, both) <= (a < b ? a : b) / 100;

	GEOSGeom_destroy_r(one->ctx, both);
	return apart;
}

struct geo_box
geo_box(const struct geo *g)
{
	double west = 0, south = 0, east = 0, north = 0;

	GEOSGeom_getXMin_r(g->ctx, g->shape, &west);
	GEOSGeom_getYMin_r(g->ctx, g->shape, &south);
	GEOSGeom_getXMax_r(g->ctx, g->shape, &east);
	GEOSGeom_getYMax_r(g->ctx, g->shape, &north);
	return (struct geo_box){e7(west), e7(south), e7(east), e7(north)};
}
