/* layer_cut.c: one thing of a layer into what is drawn of it, for each zoom and tile. All is done in units of the finest tiles,
 * counted from the corner of the world. */
#include <math.h>
#include <string.h>

#include "lib/layer_in.h"
#include "lib/mercator.h"

const int layer_zooms[LAYER_BANDS] = {11, 13, 15};

enum { FINEST = 15, MARGIN = 64, PIXEL = 8 /* units at the zooms at which a band is shown */, NAME_ROOM = 400 };

/* How a zoom draws: units of the finest in one of its own; how exactly; what is too small. */
struct band {
	int zoom;
	double unit, exact, least;
};

static int
to_units(double *x, double *y, void *data)
{
	double world = ldexp(LAYER_UNITS, FINEST);

	(void)data;
	*x = mercator_x(*x) * world;
	*y = mercator_y(*y) * world;
	return 1;
}

/* ---- printing ---- */

static void
put_points(struct buf *b, struct layer_reader *r, const GEOSGeometry *line, const struct layer_piece *at, double unit, bool closed)
{
	const GEOSCoordSequence *seq = GEOSGeom_getCoordSeq_r(r->geo.ctx, line);
	unsigned n = 0;
	long last_x = 0, last_y = 0;
	double x, y;

	GEOSCoordSeq_getSize_r(r->geo.ctx, seq, &n);
	for (unsigned i = 0; i + closed < n; i++) {
		GEOSCoordSeq_getXY_r(r->geo.ctx, seq, i, &x, &y);
		long px = lround(x / unit) - at->x * LAYER_UNITS, py = lround(y / unit) - at->y * LAYER_UNITS;

		if (i && px == last_x && py == last_y)
			continue;
		if (i)
			buf_fmt(b, "%s%ld%s%ld", i == 1 ? "l" : px < last_x ? "" : " ", px - last_x, py < last_y ? "" : " ", py - last_y);
		else
			buf_fmt(b, "M%ld %ld", px, py);
		last_x = px;
		last_y = py;
	}
	if (closed)
		buf_char(b, 'z');
}

/* Lines and areas that are left of it, whatever cutting made of them. */
static void
put_shape(struct buf *b, struct layer_reader *r, const GEOSGeometry *g, const struct layer_piece *at, double unit)
{
	GEOSContextHandle_t ctx = r->geo.ctx;
	int type = GEOSGeomTypeId_r(ctx, g), n;

	if (type == GEOS_LINESTRING && at->look != 'a')
		put_points(b, r, g, at, unit, false);
	if (type == GEOS_POLYGON && at->look == 'a') {
		put_points(b, r, GEOSGetExteriorRing_r(ctx, g), at, unit, true);
		n = GEOSGetNumInteriorRings_r(ctx, g);
		for (int i = 0; i < n; i++)
			put_points(b, r, GEOSGetInteriorRingN_r(ctx, g, i), at, unit, true);
	}
	if (type == GEOS_MULTILINESTRING || type == GEOS_MULTIPOLYGON || type == GEOS_GEOMETRYCOLLECTION) {
		n = GEOSGetNumGeometries_r(ctx, g);
		for (int i = 0; i < n; i++)
			put_shape(b, r, GEOSGetGeometryN_r(ctx, g, i), at, unit);
	}
}

/* ---- names ---- */

/* The place on a line this far from its beginning, in finest units. */
static bool
point_along(struct layer_reader *r, const GEOSGeometry *line, double far, double *ret_x, double *ret_y)
{
	GEOSGeometry *p = GEOSInterpolate_r(r->geo.ctx, line, far);
	bool found = p && GEOSGeomGetX_r(r->geo.ctx, p, ret_x) == 1 && GEOSGeomGetY_r(r->geo.ctx, p, ret_y) == 1;

	GEOSGeom_destroy_r(r->geo.ctx, p);
	return found;
}

static struct str
name_line(struct layer_reader *r, const struct layer_piece *at, const struct layer_thing *t, const double place[4])
{
	return str_fmt(r->geo.a, "%c\t%ld\t%ld\t%.0f\t%.0f\t%.*s\t%.*s\n", at->look, lround(place[0]) - at->x * LAYER_UNITS,
		       lround(place[1]) - at->y * LAYER_UNITS, place[2], place[3], STR(t->name), STR(t->name_en));
}

/* In the middle of the longest line, as that runs there. */
static struct str
name_on_line(struct layer_reader *r, const GEOSGeometry *g, const struct layer_piece *at, const struct layer_thing *t, double unit)
{
	GEOSContextHandle_t ctx = r->geo.ctx;
	const GEOSGeometry *longest = NULL;
	double length = 0, x1, y1, x2, y2, angle;
	int n = GEOSGetNumGeometries_r(ctx, g);

	for (int i = 0; i < n; i++) {
		const GEOSGeometry *line = GEOSGetGeometryN_r(ctx, g, i);
		double long_ = 0;

		if (GEOSGeomTypeId_r(ctx, line) == GEOS_LINESTRING && GEOSLength_r(ctx, line, &long_) == 1 && long_ > length) {
			longest = line;
			length = long_;
		}
	}
	if (length < NAME_ROOM * unit || !point_along(r, longest, length * 0.35, &x1, &y1) ||
	    !point_along(r, longest, length * 0.65, &x2, &y2))
		return S("");
	angle = atan2(y2 - y1, x2 - x1) * 180 / M_PI;
	if (fabs(angle) > 90) /* read from left to right */
		angle += angle > 0 ? -180 : 180;
	return name_line(r, at, t, (double[]){(x1 + x2) / 2 / unit, (y1 + y2) / 2 / unit, angle, length / unit});
}

/* On the area itself, in the tile that holds this place. */
static struct str
name_on_area(struct layer_reader *r, const struct layer_piece *at, const struct layer_thing *t, const double middle[2], double wide, double unit)
{
	double x = middle[0] / unit / LAYER_UNITS, y = middle[1] / unit / LAYER_UNITS;

	if ((int64_t)floor(x) != at->x || (int64_t)floor(y) != at->y || wide < NAME_ROOM * unit / 4)
		return S("");
	return name_line(r, at, t, (double[]){x * LAYER_UNITS, y * LAYER_UNITS, 0, wide / unit});
}

/* ---- cutting ---- */

/* A whole thing: simplified for the band, with what its name needs to know. */
struct whole {
	GEOSGeometry *shape;
	double box[4], middle[2], wide; /* wide: of an area, as wide as a square of it */
};

static bool
add(struct layer_reader *r, struct layer_piece p)
{
	if (r->n == LAYER_MAX_PIECES)
		return false;
	if (r->n == r->cap) {
		size_t cap = r->cap ? 2 * r->cap : 256;
		struct layer_piece *v = NEW_ARRAY(r->geo.a, struct layer_piece, cap);

		if (r->n)
			memcpy(v, r->v, r->n * sizeof *v);
		r->v = v;
		r->cap = cap;
	}
	p.order = r->n;
	r->v[r->n++] = p;
	return true;
}

/* What of it lies in one tile. Houses stand whole in the tile of their middle. */
static bool
cut_tile(struct layer_reader *r, const struct whole *w, const struct layer_thing *t, const struct band *b, struct layer_piece at)
{
	GEOSContextHandle_t ctx = r->geo.ctx;
	double size = LAYER_UNITS * b->unit, room = MARGIN * b->unit, west = (double)at.x * size, north = (double)at.y * size;
	bool house = r->kind == LAYER_BUILDING;
	GEOSGeometry *part = NULL;
	struct buf d;

	if (house && ((int64_t)floor(w->middle[0] / size) != at.x || (int64_t)floor(w->middle[1] / size) != at.y))
		return true;
	if (!house)
		part = GEOSClipByRect_r(ctx, w->shape, west - room, north - room, west + size + room, north + size + room);
	if (!house && (!part || GEOSisEmpty_r(ctx, part) == 1)) {
		GEOSGeom_destroy_r(ctx, part);
		return true;
	}
	buf_init(&d, r->geo.a);
	put_shape(&d, r, house ? w->shape : part, &at, b->unit);
	at.d = buf_done(&d);
	if (t->name.n && at.d.n)
		at.name = t->look == 'a' ? name_on_area(r, &at, t, w->middle, w->wide, b->unit) : name_on_line(r, part, &at, t, b->unit);
	GEOSGeom_destroy_r(ctx, part);
	return at.d.n ? add(r, at) : true;
}

static void
measure(struct layer_reader *r, struct whole *w, bool area)
{
	GEOSContextHandle_t ctx = r->geo.ctx;
	GEOSGeometry *middle = area ? GEOSPointOnSurface_r(ctx, w->shape) : NULL;

	GEOSGeom_getXMin_r(ctx, w->shape, &w->box[0]);
	GEOSGeom_getYMin_r(ctx, w->shape, &w->box[1]);
	GEOSGeom_getXMax_r(ctx, w->shape, &w->box[2]);
	GEOSGeom_getYMax_r(ctx, w->shape, &w->box[3]);
	if (middle) {
		GEOSGeomGetX_r(ctx, middle, &w->middle[0]);
		GEOSGeomGetY_r(ctx, middle, &w->middle[1]);
		GEOSArea_r(ctx, w->shape, &w->wide);
		w->wide = sqrt(w->wide);
	}
	GEOSGeom_destroy_r(ctx, middle);
}

static bool
is_shown(const struct layer_reader *r, const struct layer_thing *t, const struct whole *w, const struct band *b)
{
	if (t->look == 'a')
		return w->wide >= b->least && (r->kind != LAYER_BUILDING || b->zoom > layer_zooms[0]);
	return b->zoom == FINEST || t->look == 'm' || t->look == 'l' || (t->look == 's' && b->zoom > layer_zooms[0]);
}

static bool
cut_band(struct layer_reader *r, const struct layer_thing *t, const struct whole *whole, const struct band *b, const double within[4])
{
	double size = LAYER_UNITS * b->unit;
	struct whole w = *whole;
	bool fits = true;

	w.shape = GEOSTopologyPreserveSimplify_r(r->geo.ctx, whole->shape, b->exact);
	if (!w.shape)
		return true;
	for (int64_t x = (int64_t)floor(fmax(w.box[0], within[0]) / size); fits && (double)x * size <= fmin(w.box[2], within[2]); x++)
		for (int64_t y = (int64_t)floor(fmax(w.box[1], within[1]) / size);
		     fits && (double)y * size <= fmin(w.box[3], within[3]); y++)
			fits = cut_tile(r, &w, t, b, (struct layer_piece){.zoom = b->zoom, .x = x, .y = y, .look = t->look});
	GEOSGeom_destroy_r(r->geo.ctx, w.shape);
	return fits;
}

bool
layer_cut(struct layer_reader *r, struct layer_thing *t)
{
	struct whole w = {.shape = GEOSGeom_transformXY_r(r->geo.ctx, t->shape, to_units, NULL)};
	double within[4] = {(double)r->within.west / 1e7, (double)r->within.north / 1e7, (double)r->within.east / 1e7,
			    (double)r->within.south / 1e7};
	bool fits = true;

	GEOSGeom_destroy_r(r->geo.ctx, t->shape);
	if (!w.shape)
		return true;
	to_units(&within[0], &within[1], NULL);
	to_units(&within[2], &within[3], NULL);
	measure(r, &w, t->look == 'a');
	for (int i = 0; fits && i < LAYER_BANDS; i++) {
		double unit = ldexp(1, FINEST - layer_zooms[i]);
		struct band b = {layer_zooms[i], unit, layer_zooms[i] == FINEST ? 1 : unit * PIXEL / 4,
				 layer_zooms[i] == FINEST ? 0 : unit * PIXEL * 1.5};

		if (is_shown(r, t, &w, &b))
			fits = cut_band(r, t, &w, &b, within);
	}
	GEOSGeom_destroy_r(r->geo.ctx, w.shape);
	return fits;
}
