/* layer.c: GeoJSON of roads, water, green and buildings into tiles, or why not. Cutting is in layer_cut.c. */
#include "lib/layer.h"

#include <stdlib.h>
#include <string.h>

#include "lib/layer_in.h"

enum { AROUND = 50000 /* half a kilometre: a road does not end at the district's edge */ };

static const char *const words[LAYER_KIND__MAX] = {
	[LAYER_GREEN] = "green",
	[LAYER_WATER] = "water",
	[LAYER_BUILDING] = "building",
	[LAYER_ROAD] = "road",
};

const char *
layer_word(enum layer_kind kind)
{
	return words[kind];
}

bool
layer_find(struct str word, enum layer_kind *ret)
{
	for (int k = LAYER_GREEN; k < LAYER_KIND__MAX; k++)
		if (str_is(word, words[k])) {
			*ret = (enum layer_kind)k;
			return true;
		}
	return false;
}

/* ---- one feature ---- */

static struct str
text_of(struct layer_reader *r, const json_t *properties, const char *name)
{
	const char *z = json_string_value(json_object_get(properties, name));
	struct str s = str_trim(str_of(z));

	return str_valid(s) && !str_has(s, S("\n")) && !str_has(s, S("\t")) ? str_dup(r->geo.a, str_clip(s, LAYER_NAME_MAX)) : S("");
}

/* How a road is drawn; what does not say is a street. */
static char
road_look(struct str class)
{
	static const struct {
		const char *word;
		char look;
	} looks[] = {
		{"main", 'm'},    {"motorway", 'm'},   {"trunk", 'm'}, {"primary", 'm'},    {"secondary", 'm'}, {"path", 'p'},
		{"footway", 'p'}, {"pedestrian", 'p'}, {"steps", 'p'}, {"cycleway", 'p'}, {"track", 'p'},
	};

	for (size_t i = 0; i < sizeof looks / sizeof *looks; i++)
		if (str_is(class, looks[i].word))
			return looks[i].look;
	return 's';
}

static bool
is_type(const json_t *object, const char *want)
{
	const char *type = json_string_value(json_object_get(object, "type"));

	return type && strcmp(type, want) == 0;
}

static bool
lies_in(const struct geo_box *b, double lon, double lat)
{
	return lon * 1e7 >= (double)b->west && lon * 1e7 <= (double)b->east && lat * 1e7 >= (double)b->south &&
	       lat * 1e7 <= (double)b->north;
}

/* false: refused. A thing that lies elsewhere is left out, unless it would lie here with its numbers the other way round. */
static bool
take(struct layer_reader *r, struct layer_thing *t)
{
	double west = 0, south = 0, east = 0, north = 0;
	GEOSContextHandle_t ctx = r->geo.ctx;

	GEOSGeom_getXMin_r(ctx, t->shape, &west);
	GEOSGeom_getXMax_r(ctx, t->shape, &east);
	GEOSGeom_getYMin_r(ctx, t->shape, &south);
	GEOSGeom_getYMax_r(ctx, t->shape, &north);
	if (east * 1e7 >= (double)r->within.west && west * 1e7 <= (double)r->within.east && north * 1e7 >= (double)r->within.south &&
	    south * 1e7 <= (double)r->within.north)
		return layer_cut(r, t);
	GEOSGeom_destroy_r(ctx, t->shape);
	r->outside++;
	if (lies_in(&r->within, (south + north) / 2, (west + east) / 2)) {
		geo_refuse(&r->geo, N_("经纬度的顺序反了，应当先经度、后纬度"));
		return false;
	}
	return true;
}

static bool
take_area(struct layer_reader *r, const json_t *rings, struct layer_thing t)
{
	GEOSGeometry *read = geo_read_polygon(&r->geo, rings), *valid;

	if (!read)
		return false;
	t.shape = read;
	if (GEOSisValid_r(r->geo.ctx, read) != 1) {
		/* For drawing a crossing is no reason to refuse a city's file. */
		valid = GEOSMakeValid_r(r->geo.ctx, read);
		GEOSGeom_destroy_r(r->geo.ctx, read);
		t.shape = valid;
		if (!valid)
			return geo_refuse(&r->geo, N_("这个形状画不出来")) != NULL;
	}
	t.look = 'a';
	return take(r, &t);
}

static bool
take_line(struct layer_reader *r, const json_t *line, struct layer_thing t)
{
	t.shape = geo_read_line(&r->geo, line);
	return t.shape && take(r, &t);
}

typedef bool take_fn(struct layer_reader *r, const json_t *coordinates, struct layer_thing t);

static bool
take_each(struct layer_reader *r, const json_t *list, struct layer_thing t, take_fn *one)
{
	const json_t *item;
	size_t i;

	if (!json_array_size(list))
		return geo_refuse(&r->geo, N_("没有找到坐标")) != NULL;
	json_array_foreach(list, i, item)
		if (!one(r, item, t))
			return false;
	return true;
}

static bool
take_geometry(struct layer_reader *r, const json_t *geometry, struct layer_thing t)
{
	const json_t *coordinates = json_object_get(geometry, "coordinates");
	bool lines = r->kind == LAYER_ROAD || r->kind == LAYER_WATER, areas = r->kind != LAYER_ROAD;

	if (lines && is_type(geometry, "LineString"))
		return take_line(r, coordinates, t);
	if (lines && is_type(geometry, "MultiLineString"))
		return take_each(r, coordinates, t, take_line);
	if (areas && is_type(geometry, "Polygon"))
		return take_area(r, coordinates, t);
	if (areas && is_type(geometry, "MultiPolygon"))
		return take_each(r, coordinates, t, take_area);
	geo_refuse(&r->geo, r->kind == LAYER_ROAD   ? N_("道路要是线（LineString、MultiLineString）")
			    : r->kind == LAYER_WATER ? N_("水面要是线或者面（LineString、Polygon 和它们的 Multi）")
						     : N_("绿地和房屋要是面（Polygon、MultiPolygon）"));
	return false;
}

static bool
take_feature(struct layer_reader *r, const json_t *feature)
{
	const json_t *properties = json_object_get(feature, "properties");
	struct layer_thing t = {.look = 'l', .name = text_of(r, properties, "name"), .name_en = text_of(r, properties, "name_en")};
	struct str class = text_of(r, properties, "class");

	r->features++;
	if (!t.name_en.n)
		t.name_en = text_of(r, properties, "name:en");
	if (r->kind == LAYER_ROAD)
		t.look = road_look(class.n ? class : text_of(r, properties, "highway"));
	return take_geometry(r, is_type(feature, "Feature") ? json_object_get(feature, "geometry") : feature, t);
}

/* ---- the file ---- */

static bool
take_all(struct layer_reader *r, const json_t *root)
{
	const json_t *features = json_object_get(root, "features"), *feature;
	size_t i;

	if (!root)
		return geo_refuse(&r->geo, N_("不是完整的 GeoJSON")) != NULL;
	if (!is_type(root, "FeatureCollection"))
		return take_feature(r, root);
	if (json_array_size(features) > LAYER_MAX_FEATURES)
		return geo_refuse(&r->geo, N_("东西太多，一个图层最多三万样")) != NULL;
	json_array_foreach(features, i, feature)
		if (!take_feature(r, feature))
			return false;
	if (r->features == 0)
		return geo_refuse(&r->geo, N_("文件里没有要画的东西")) != NULL;
	return true;
}

static int
by_tile(const void *one, const void *other)
{
	const struct layer_piece *p = one, *q = other;

	if (p->zoom != q->zoom)
		return p->zoom < q->zoom ? -1 : 1;
	if (p->x != q->x)
		return p->x < q->x ? -1 : 1;
	if (p->y != q->y)
		return p->y < q->y ? -1 : 1;
	if (p->look != q->look)
		return p->look < q->look ? 1 : -1; /* streets before main roads: these lie above */
	return p->order < q->order ? -1 : 1;
}

/* Pieces of one tile and look become one path. */
static void
join(struct layer_reader *r, struct layer *ret)
{
	struct arena *a = r->geo.a;

	qsort(r->v, r->n, sizeof *r->v, by_tile);
	ret->v = NEW_ARRAY(a, struct layer_tile, r->n);
	for (size_t i = 0; i < r->n;) {
		const struct layer_piece *first = &r->v[i];
		struct buf shapes, names;
		char look = 0;

		buf_init(&shapes, a);
		buf_init(&names, a);
		for (; i < r->n && r->v[i].zoom == first->zoom && r->v[i].x == first->x && r->v[i].y == first->y; i++) {
			if (r->v[i].d.n && r->v[i].look != look) {
				look = r->v[i].look;
				buf_fmt(&shapes, "%s%c ", shapes.n ? "\n" : "", look);
			}
			buf_str(&shapes, r->v[i].d);
			buf_str(&names, r->v[i].name);
		}
		ret->v[ret->n++] = (struct layer_tile){
			.zoom = first->zoom, .x = first->x, .y = first->y, .shapes = buf_done(&shapes), .names = buf_done(&names)};
	}
}

static const char *
refusal(struct layer_reader *r, bool taken)
{
	if (!taken)
		return r->geo.why.text ? r->geo.why.text : N_("图层太细太大，请分小一些");
	return r->n ? NULL : N_("没有一样东西在本区里，请看坐标是不是本区的，坐标系选对没有");
}

int
layer_read(struct arena *a, const struct layer_in *in, struct layer *ret, const char **ret_why, size_t *ret_feature)
{
	struct layer_reader r = {.kind = in->kind,
				 .within = {in->within.west - AROUND, in->within.south - AROUND, in->within.east + AROUND,
					    in->within.north + AROUND}};
	json_t *root;
	bool taken;

	*ret_feature = 0;
	if (in->geojson.n > LAYER_MAX_BYTES) {
		*ret_why = N_("文件太大，一个图层最多 8 MB");
		return E_TOOBIG;
	}
	r.geo = (struct geo_reader){.a = a, .ctx = GEOS_init_r(), .most = LAYER_MAX_POINTS, .from = in->from, .to = in->to,
				    .too_many = N_("点太多，一个图层最多四十万个")};
	if (!r.geo.ctx)
		abort();
	root = json_loadb(in->geojson.p ? in->geojson.p : "", in->geojson.n, 0, NULL);
	taken = take_all(&r, root);
	json_decref(root);
	GEOS_finish_r(r.geo.ctx);
	*ret_why = refusal(&r, taken);
	if (*ret_why) {
		*ret_feature = taken ? 0 : r.features;
		return r.geo.points > LAYER_MAX_POINTS || (!taken && !r.geo.why.text) ? E_TOOBIG : E_INVALID;
	}
	*ret = (struct layer){.features = r.features - r.outside, .points = r.geo.points, .outside = r.outside};
	join(&r, ret);
	return 0;
}
