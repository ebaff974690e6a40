/* geo_parse.c: GeoJSON into a boundary, or why not. */
#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/geo.h"
#include "lib/geo_in.h"

enum { RING_MIN = 4 /* a triangle, with its first point once more */ };

GEOSGeometry *
geo_refuse(struct geo_reader *r, const char *text)
{
	if (!r->why.text)
		r->why.text = text;
	return NULL;
}

/* One position, rounded; a height behind it does not matter. */
static bool
read_point(struct geo_reader *r, const json_t *point, double *ret_x, double *ret_y)
{
	const json_t *lon = json_array_get(point, 0), *lat = json_array_get(point, 1);
	double x = json_number_value(lon), y = json_number_value(lat);

	if (!json_is_number(lon) || !json_is_number(lat)) {
		geo_refuse(r, N_("坐标不是数字"));
		return false;
	}
	if (fabs(y) > 90 && fabs(x) <= 90) {
		geo_refuse(r, N_("经纬度的顺序反了，应当先经度、后纬度"));
		return false;
	}
	if (!(fabs(x) <= 180 && fabs(y) <= 90)) {
		geo_refuse(r, N_("坐标超出范围，请用经纬度（度）"));
		return false;
	}
	if (r->from != r->to) {
		int64_t e7_x = llround(x * 1e7), e7_y = llround(y * 1e7);

		datum_convert(r->from, r->to, &e7_x, &e7_y);
		x = (double)e7_x / 1e7;
		y = (double)e7_y / 1e7;
	}
	*ret_x = round(x * 1e7) / 1e7;
	*ret_y = round(y * 1e7) / 1e7;
	return true;
}

/* Points as x, y, x, y…, repeated ones once; how many, or 0 when refused. */
static unsigned
read_line(struct geo_reader *r, const json_t *line, double *xy)
{
	unsigned n = 0;
	double x, y;

	for (size_t i = 0; i < json_array_size(line); i++) {
		if (!read_point(r, json_array_get(line, i), &x, &y))
			return 0;
		if (n && x == xy[2 * n - 2] && y == xy[2 * n - 1])
			continue;
		xy[2 * n] = x;
		xy[2 * n + 1] = y;
		n++;
	}
	return n;
}

/* The ring's points; the first one comes again at the end. */
static unsigned
read_points(struct geo_reader *r, const json_t *ring, double *xy)
{
	unsigned n = read_line(r, ring, xy);

	if (n && (xy[0] != xy[2 * n - 2] || xy[1] != xy[2 * n - 1])) {
		xy[2 * n] = xy[0];
		xy[2 * n + 1] = xy[1];
		n++;
	}
	if (n < RING_MIN)
		geo_refuse(r, N_("边界至少要有三个不同的点"));
	return n < RING_MIN ? 0 : n;
}

/* Room for so many points and one more; NULL when they are too many. */
static double *
room_for(struct geo_reader *r, size_t size)
{
	r->points += size;
	if (r->points <= r->most)
		return NEW_ARRAY(r->a, double, 2 * (size + 1));
	geo_refuse(r, r->too_many);
	return NULL;
}

GEOSGeometry *
geo_read_line(struct geo_reader *r, const json_t *line)
{
	double *xy = room_for(r, json_array_size(line));
	unsigned n = xy ? read_line(r, line, xy) : 0;

	if (n < 2)
		return geo_refuse(r, N_("一条线至少要有两个不同的点"));
	return GEOSGeom_createLineString_r(r->ctx, GEOSCoordSeq_copyFromBuffer_r(r->ctx, xy, n, 0, 0));
}

static GEOSGeometry *
read_ring(struct geo_reader *r, const json_t *ring)
{
	double *xy = room_for(r, json_array_size(ring));
	unsigned n;

	if (!xy)
		return NULL;
	n = read_points(r, ring, xy);
	if (n == 0)
		return NULL;
	return GEOSGeom_createLinearRing_r(
		r->ctx, GEOSCoordSeq_copyFromBuffer_r(r->ctx, xy, n, 0, 0));
}

typedef GEOSGeometry *read_fn(struct geo_reader *r, const json_t *element);

/* Reads every element of list; NULL when one was refused or there is none. */
static GEOSGeometry **
read_all(struct geo_reader *r, const json_t *list, read_fn *read)
{
	size_t n = json_array_size(list);
	GEOSGeometry **v = NEW_ARRAY(r->a, GEOSGeometry *, n);

	if (n == 0) {
		geo_refuse(r, N_("没有找到边界的坐标"));
		return NULL;
	}
	for (size_t i = 0; i < n; i++) {
		v[i] = read(r, json_array_get(list, i));
		if (v[i])
			continue;
		while (i-- > 0)
			GEOSGeom_destroy_r(r->ctx, v[i]);
		geo_refuse(r, N_("边界的形状有错"));
		return NULL;
	}
	return v;
}

GEOSGeometry *
geo_read_polygon(struct geo_reader *r, const json_t *rings)
{
	GEOSGeometry **v = read_all(r, rings, read_ring);
	unsigned holes = (unsigned)json_array_size(rings) - 1;

	return v ? GEOSGeom_createPolygon_r(r->ctx, v[0], v + 1, holes) : NULL;
}

static GEOSGeometry *
read_multipolygon(struct geo_reader *r, const json_t *polygons)
{
	GEOSGeometry **v = read_all(r, polygons, geo_read_polygon);
	unsigned n = (unsigned)json_array_size(polygons);

	if (!v || n == 1)
		return v ? v[0] : NULL;
	return GEOSGeom_createCollection_r(r->ctx, GEOS_MULTIPOLYGON, v, n);
}

static bool
is_type(const json_t *object, const char *want)
{
	const char *type = json_string_value(json_object_get(object, "type"));

	return type && strcmp(type, want) == 0;
}

static GEOSGeometry *
read_geometry(struct geo_reader *r, const json_t *object)
{
	const json_t *features = json_object_get(object, "features");

	if (is_type(object, "FeatureCollection")) {
		if (json_array_size(features) != 1)
			return geo_refuse(r, N_("文件里应当只有一个范围"));
		object = json_array_get(features, 0);
	}
	if (is_type(object, "Feature"))
		object = json_object_get(object, "geometry");
	if (is_type(object, "Polygon"))
		return geo_read_polygon(r, json_object_get(object, "coordinates"));
	if (is_type(object, "MultiPolygon"))
		return read_multipolygon(r, json_object_get(object, "coordinates"));
	return geo_refuse(r, N_("不是范围：只接受 GeoJSON 的 Polygon 或 MultiPolygon"));
}

/* GEOS's reasons, by how they begin. */
static const struct {
	const char *reason, *text;
} reasons[] = {
	{"Self-intersection", N_("边界线自己交叉了")},
	{"Ring Self-intersection", N_("边界线自己碰到自己")},
	{"Hole lies outside", N_("挖空的部分在边界外面")},
	{"Holes are nested", N_("挖空的部分互相套着")},
	{"Nested shells", N_("几块范围互相套着")},
	{"Interior is disconnected", N_("范围被挖空的部分切断了")},
	{"Duplicate Rings", N_("同一条边界出现了两次")},
};

static bool
is_valid(struct geo_reader *r, const GEOSGeometry *shape)
{
	GEOSGeometry *at = NULL;
	char *reason = NULL;
	bool valid = GEOSisValidDetail_r(r->ctx, shape, 0, &reason, &at) == 1;
	double x = 0, y = 0;

	for (size_t i = 0; !valid && reason && i < sizeof reasons / sizeof *reasons; i++)
		if (strncmp(reason, reasons[i].reason, strlen(reasons[i].reason)) == 0)
			geo_refuse(r, reasons[i].text);
	if (!valid)
		geo_refuse(r, N_("边界的形状有错"));
	if (at && GEOSGeomGetX_r(r->ctx, at, &x) == 1 && GEOSGeomGetY_r(r->ctx, at, &y) == 1) {
		r->why.lon = llround(x * 1e7);
		r->why.lat = llround(y * 1e7);
	}
	GEOSGeom_destroy_r(r->ctx, at);
	GEOSFree_r(r->ctx, reason);
	return valid;
}

/* The valid geometry in this text, or NULL and r->why. */
static GEOSGeometry *
read_text(struct geo_reader *r, struct str geojson)
{
	json_t *root = json_loadb(geojson.p ? geojson.p : "", geojson.n, 0, NULL);
	GEOSGeometry *shape;

	if (!root)
		return geo_refuse(r, N_("不是完整的 GeoJSON"));
	shape = read_geometry(r, root);
	json_decref(root);
	if (shape && !is_valid(r, shape)) {
		GEOSGeom_destroy_r(r->ctx, shape);
		return NULL;
	}
	return shape;
}

int
geo_parse(struct arena *a, struct str geojson, struct geo **ret, struct geo_why *ret_why)
{
	return geo_parse_from(a, geojson, DATUM_WGS84, DATUM_WGS84, ret, ret_why);
}

int
geo_parse_from(struct arena *a, struct str geojson, enum datum from, enum datum to, struct geo **ret, struct geo_why *ret_why)
{
	struct geo_reader r = {.a = a, .from = from, .to = to, .most = GEO_MAX_POINTS, .too_many = N_("边界的点太多，最多十万个")};
	GEOSGeometry *shape;

	if (geojson.n > GEO_MAX_BYTES) {
		*ret_why = (struct geo_why){.text = N_("边界文件太大，最多 1 MB")};
		return E_TOOBIG;
	}
	r.ctx = GEOS_init_r();
	if (!r.ctx)
		abort();
	shape = read_text(&r, geojson);
	if (!shape) {
		GEOS_finish_r(r.ctx);
		*ret_why = r.why;
		return r.points > GEO_MAX_POINTS ? E_TOOBIG : E_INVALID;
	}
	*ret = NEW(a, struct geo);
	**ret = (struct geo){.ctx = r.ctx, .shape = shape};
	return 0;
}
