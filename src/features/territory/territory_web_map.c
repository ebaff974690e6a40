/* territory_web_map.c: degrees to a drawing. Geometry comes as it was stored: compact GeoJSON of our
 * own. */
#include "features/territory/territory_web_map.h"

#include <math.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "features/territory/territory_layer.h"
#include "features/territory/territory_page.h"
#include "features/territory/territory_web_ground.h"
#include "gen/territory_view.h"
#include "http/reply.h"
#include "kit/actor.h"
#include "kit/gate.h"
#include "kit/say.h"
#include "kit/setting.h"

enum {
	WIDTH = 480,
	MARGIN = 12,
	HEIGHT_MAX = 640,
	HOUSE = 7,
	APART = 9,
	ROW = 5,
	PLATE_W = 32,
	PLATE_H = 28,
	BELOW = 26, /* a house's name stands under it: on it stands the mark of what happened there */
};
static const double CLOSE_ZOOM = 16.5;

struct span {
	int64_t west, south, east, north;
	bool any;
};

static void
reach(struct span *s, int64_t lon, int64_t lat)
{
	if (!s->any)
		*s = (struct span){lon, lat, lon, lat, true};
	s->west = lon < s->west ? lon : s->west;
	s->east = lon > s->east ? lon : s->east;
	s->south = lat < s->south ? lat : s->south;
	s->north = lat > s->north ? lat : s->north;
}

/* ---- reading stored geometry ---- */

/* The next pair of numbers in the text: false at its end. *ret_ring: it begins another ring. */
static bool
next_pair(struct str *rest, bool *ret_ring, double *ret_lon, double *ret_lat)
{
	const char *p = rest->p, *end = rest->p + rest->n;
	int closed = 0;
	char *after;

	while (p < end && !((*p >= '0' && *p <= '9') || *p == '-')) {
		if (*p == ']')
			closed++;
		p++;
	}
	if (p == end)
		return false;
	*ret_lon = strtod(p, &after);
	*ret_lat = strtod(after + 1, &after);
	*ret_ring = closed != 1; /* one bracket ends a pair, two a ring */
	*rest = str_sub(*rest, (size_t)(after - rest->p), rest->n);
	return true;
}

static struct str
coordinates(struct str geojson)
{
	return str_sub(geojson, str_find(geojson, S("\"coordinates\":")), geojson.n);
}

static void
reach_shape(struct span *s, struct str geojson)
{
	struct str rest = coordinates(geojson);
	double lon, lat;
	bool ring;

	while (next_pair(&rest, &ring, &lon, &lat))
		reach(s, (int64_t)(lon * 1e7), (int64_t)(lat * 1e7));
}

/* All of the span, with a margin around: longitudes shrink with the latitude. */
static struct territory_scale
scale_of(const struct span *s)
{
	double shrink = cos((double)(s->south + s->north) / 2 / 1e7 * M_PI / 180);
	double w = (double)(s->east - s->west) / 1e7 * shrink,
	       h = (double)(s->north - s->south) / 1e7;
	double least = 0.0005; /* about 50 m: a single point is not blown up without end */
	double unit;

	w = w > least ? w : least;
	h = h > least ? h : least;
	unit = (WIDTH - 2 * MARGIN) / w;
	if (h * unit > HEIGHT_MAX - 2 * MARGIN)
		unit = (HEIGHT_MAX - 2 * MARGIN) / h;
	return (struct territory_scale){
		.west = (double)s->west / 1e7 - MARGIN / (unit * shrink),
		.north = (double)s->north / 1e7 + MARGIN / unit,
		.x = unit * shrink,
		.y = unit,
		.width = WIDTH,
		.height = (int)(h * unit) + 2 * MARGIN,
	};
}

/* A path, leaving out points nobody could tell apart. */
static struct str
path_of(struct arena *a, const struct territory_scale *s, struct str geojson)
{
	struct str rest = coordinates(geojson);
	double lon, lat, last_x = 0, last_y = 0;
	bool ring, first = true;
	struct buf b;

	buf_init(&b, a);
	while (next_pair(&rest, &ring, &lon, &lat)) {
		double x = territory_map_x(s, lon), y = territory_map_y(s, lat);

		if (ring || first)
			buf_z(&b, first ? "M" : "ZM");
		else if (fabs(x - last_x) + fabs(y - last_y) < 0.7)
			continue;
		else
			buf_char(&b, 'L');
		buf_fmt(&b, "%.1f %.1f", x, y);
		first = false;
		last_x = x;
		last_y = y;
	}
	buf_char(&b, 'Z');
	return buf_done(&b);
}

/* ---- the model ---- */

static const char *
look_of(const struct territory_shape *s, int64_t here)
{
	static const char *const looks[LEVEL__MAX][2] = {
		[LEVEL_DISTRICT] = {"edge e1", "edge e1 here"},
		[LEVEL_STREET] = {"edge e2", "edge e2 here"},
		[LEVEL_COMMUNITY] = {"edge e3", "edge e3 here"},
		[LEVEL_AREA] = {"edge e4", "edge e4 here"},
		[LEVEL_GRID] = {"edge e5", "edge e5 here"},
		[LEVEL_BUILDING] = {"edge e6", "edge e6 here"},
	};

	return looks[s->level][s->node == here];
}

static struct str
number(struct arena *a, double d)
{
	return str_fmt(a, "%.1f", d);
}

/* The narrowest level of places people speak of: only its names are written, so that they do not
 * cover each other. */
static int64_t
named_level(const struct territory_shape_list *list)
{
	int64_t level = 0;

	for (size_t i = 0; i < list->n; i++)
		if (list->v[i].level < LEVEL_BUILDING && list->v[i].level > level)
			level = list->v[i].level;
	return level;
}

/* What fits into its outline: "Shiliuxiang", for "Shiliuxiang Community" would run into the next. */
static struct str
map_label(struct str name)
{
	const struct str end = S(" Community");

	return str_ends(name, end) ? str_sub(name, 0, name.n - end.n) : name;
}

static void
add_shapes(struct req *r, const struct territory_drawing *d, const struct territory_scale *s,
	   struct map_model *m)
{
	struct arena *a = &r->arena;
	size_t n = d->shapes.n;
	int64_t named = n > 1 ? named_level(&d->shapes) : 0;

	m->shapes.v = NEW_ARRAY(a, struct map_shape, n);
	m->names.v = NEW_ARRAY(a, struct map_mark, n + d->buildings.n);
	for (size_t i = 0; i < n; i++) {
		const struct territory_shape *shape = &d->shapes.v[i];
		struct str name = say_place(r, shape->name, shape->name_en);
		struct span box = {0};

		m->shapes.v[m->shapes.n++] = (struct map_shape){
			.look = look_of(shape, d->here),
			.d = path_of(a, s, shape->geojson),
			.name = name,
		};
		if (shape->level != named || d->link.n || d->label_buildings) /* plates and houses' names would cover them */
			continue;
		reach_shape(&box, shape->geojson);
		m->names.v[m->names.n++] = (struct map_mark){
			.x = number(a, territory_map_x(s, (double)(box.west + box.east) / 2e7)),
			.y = number(a, territory_map_y(s, (double)(box.south + box.north) / 2e7)),
			.name = map_label(name),
		};
	}
}

static bool
has_shape(const struct territory_shape_list *list, int64_t node)
{
	for (size_t i = 0; i < list->n; i++)
		if (list->v[i].node == node)
			return true;
	return false;
}

/* What fits on a plate: the last number of a name ("3号楼": 3), else its first two characters. */
static struct str
plate_label(struct str name)
{
	size_t end = name.n, from;

	while (end && !(name.p[end - 1] >= '0' && name.p[end - 1] <= '9'))
		end--;
	from = end;
	while (from && name.p[from - 1] >= '0' && name.p[from - 1] <= '9')
		from--;
	return end ? str_sub(name, from, end - from) : str_clip(name, 2);
}

/* What fits on a house: "3号楼" as it is, of "石榴巷11号" what follows the street. */
static struct str
short_label(struct str name)
{
	return str_chars(name) <= 4 ? name : plate_label(name);
}

static struct map_mark
plate_of(struct req *r, const struct territory_drawing *d, const struct territory_scale *s,
	 const struct territory_node *b)
{
	struct arena *a = &r->arena;
	double x = territory_map_x(s, (double)b->lon / 1e7), y = territory_map_y(s, (double)b->lat / 1e7);

	return (struct map_mark){
		.x = number(a, x - PLATE_W / 2.0),
		.y = number(a, y - PLATE_H / 2.0),
		.text_x = number(a, x),
		.text_y = number(a, y),
		.name = territory_full_name(a, b, req_lang(r) == LANG_EN),
		.label = plate_label(b->name),
		.href = str_fmt(a, "%.*s%.*s", STR(d->link), STR(b->code)),
		.here = b->id == d->here,
	};
}

/* A small square for those without an outline of their own; a plate for each that can be chosen. */
static void
add_buildings(struct req *r, const struct territory_drawing *d, const struct territory_scale *s,
	      struct map_model *m)
{
	struct arena *a = &r->arena;

	m->buildings.v = NEW_ARRAY(a, struct map_mark, d->buildings.n);
	for (size_t i = 0; i < d->buildings.n; i++) {
		const struct territory_node *b = &d->buildings.v[i];

		if (b->lon && d->link.n) {
			m->buildings.v[m->buildings.n++] = plate_of(r, d, s, b);
			continue;
		}
		if (!b->lon)
			continue;
		if (d->label_buildings)
			m->names.v[m->names.n++] = (struct map_mark){
				.x = number(a, territory_map_x(s, (double)b->lon / 1e7)),
				.y = number(a, territory_map_y(s, (double)b->lat / 1e7) + BELOW),
				.name = short_label(b->name),
			};
		if (d->label_buildings || has_shape(&d->shapes, b->id))
			continue;
		m->buildings.v[m->buildings.n++] = (struct map_mark){
			.x = number(a, territory_map_x(s, (double)b->lon / 1e7) - HOUSE / 2.0),
			.y = number(a, territory_map_y(s, (double)b->lat / 1e7) - HOUSE / 2.0),
			.name = territory_full_name(a, b, req_lang(r) == LANG_EN),
			.here = b->id == d->here,
		};
	}
}

/* Points of one place are set apart, in rows of five. */
static void
add_points(struct req *r, const struct territory_drawing *d, const struct territory_scale *s,
	   struct map_model *m)
{
	struct arena *a = &r->arena;

	m->points.v = NEW_ARRAY(a, struct map_mark, d->points.n);
	for (size_t i = 0; i < d->points.n; i++) {
		const struct territory_point *p = &d->points.v[i];
		int same = 0;

		if (!p->lon)
			continue;
		for (size_t k = 0; k < i; k++)
			same += d->points.v[k].lon == p->lon && d->points.v[k].lat == p->lat;
		m->points.v[m->points.n++] = (struct map_mark){
			.x = number(a, territory_map_x(s, (double)p->lon / 1e7) + same % ROW * APART),
			.y = number(a, territory_map_y(s, (double)p->lat / 1e7) + same / ROW * APART),
			.name = p->label,
			.href = p->href,
			.id = p->id,
			.count = p->count > 1 ? p->count : 0,
			.over = p->over,
			.done = p->done,
			.here = p->here,
		};
	}
}

/* What may lie under the drawing: a tile server's map, or the archive of tiles in the data folder. */
struct base {
	struct str tiles, file;
};

static int
base_of(struct req *r, struct base *ret)
{
	struct str on, tiles;
	struct stat st;

	*ret = (struct base){0};
	if (!r->app || !r->tx)
		return 0;
	TRY(setting_get(r->tx, r->who->district, SETTING_MAP_TILES, &tiles));
	TRY(setting_get(r->tx, r->who->district, SETTING_MAP_FILE, &on));
	if (str_is(on, "1") && r->app->map_file && stat(r->app->map_file, &st) == 0 && S_ISREG(st.st_mode)) {
		ret->file = str_fmt(&r->arena, "/territory/base.pmtiles?v=%llx-%llx", (long long)st.st_size, (long long)st.st_mtime);
	} else if (tiles.n) {
		ret->tiles = tiles;
		r->reply.img_src = setting_tiles_origin(tiles);
	} else if (r->app->map_tiles) {
		ret->tiles = str_of(r->app->map_tiles);
	}
	return 0;
}

/* The archive of tiles, of which a reader's map takes pieces. */
int
territory_base_file(struct req *r)
{
	struct base base;

	TRY(base_of(r, &base));
	if (!base.file.n)
		return E_NOTFOUND;
	r->reply.cache = S("public, max-age=86400");
	return reply_ranged_file(r, S("application/octet-stream"), str_of(r->app->map_file));
}

/* What map.js needs to read the drawing back into degrees. */
static int
add_base(struct req *r, const struct territory_scale *s, struct map_model *m)
{
	struct arena *a = &r->arena;
	struct base base;

	TRY(base_of(r, &base));
	m->tiles = base.tiles;
	m->file = base.file;
	m->has_base = base.tiles.n || base.file.n;
	m->west = str_fmt(a, "%.7f", s->west);
	m->north = str_fmt(a, "%.7f", s->north);
	m->unit_x = str_fmt(a, "%.3f", s->x);
	m->unit_y = str_fmt(a, "%.3f", s->y);
	m->closer = str_of(ui_translate(req_lang(r), N_("放大")));
	m->wider = str_of(ui_translate(req_lang(r), N_("缩小")));
	return 0;
}

int
territory_map_scripts(struct req *r, struct page *page)
{
	struct base base;

	TRY(base_of(r, &base));
	if (base.tiles.n || base.file.n)
		page->drawing = "map.js";
	return 0;
}

/* What the drawing must show. */
static struct span
span_of(const struct territory_drawing *d)
{
	struct span all = {0};

	for (size_t i = 0; i < d->shapes.n; i++)
		reach_shape(&all, d->shapes.v[i].geojson);
	for (size_t i = 0; i < d->buildings.n; i++)
		if (d->buildings.v[i].lon)
			reach(&all, d->buildings.v[i].lon, d->buildings.v[i].lat);
	for (size_t i = 0; i < d->points.n; i++)
		if (d->points.v[i].lon)
			reach(&all, d->points.v[i].lon, d->points.v[i].lat);
	return all;
}

int
territory_map_svg(struct req *r, const struct territory_drawing *d, struct html *ret)
{
	struct map_model m = {.title = d->title};
	struct territory_scale s;
	struct span all;

	*ret = (struct html){S("")};
	if (d->scale) {
		s = *d->scale;
	} else {
		all = span_of(d);
		if (!all.any)
			return 0;
		s = scale_of(&all);
	}
	m.box = str_fmt(&r->arena, "0 0 %d %d", s.width, s.height);
	m.width = s.width;
	m.height = s.height;
	TRY(add_base(r, &s, &m));
	add_shapes(r, d, &s, &m);
	add_buildings(r, d, &s, &m);
	add_points(r, d, &s, &m);
	TRY(territory_ground(r, &s, &m));
	*ret = view_text(r, territory_map, &m);
	return 0;
}

/* ---- a part of the map ---- */

/* All there is: boundaries, else the points, else the place's own spot. */
static int
span_here(struct req *r, int64_t community, const struct territory_point_list *points, struct span *ret)
{
	struct territory_drawing d = {.points = *points};
	struct territory_node n;

	TRY(territory_boundaries(r->tx, r->who->district, community, &d.shapes));
	if (d.shapes.n)
		d.points.n = 0;
	*ret = span_of(&d);
	if (ret->any)
		return 0;
	TRY(territory_get(r->tx, r->who->district, community ? community : r->who->district, &n));
	reach(ret, n.lon, n.lat);
	return 0;
}

int
territory_map_scale(struct req *r, int64_t community, const struct territory_point_list *points, struct territory_frame *frame,
		    struct territory_scale *ret)
{
	struct span all = {0};
	double shrink, unit;

	if (frame->zoom <= 0) {
		TRY(span_here(r, community, points, &all));
		*ret = scale_of(&all);
		shrink = ret->x / ret->y;
		unit = fmin(ret->y, (TERRITORY_FRAME_HIGH - 2 * MARGIN) / ((double)(all.north - all.south) / 1e7 + 1e-4));
		frame->zoom = floor(log2(unit * shrink * 360 / 256) * 10) / 10;
		frame->lon = (all.west + all.east) / 2;
		frame->lat = (all.south + all.north) / 2;
	}
	frame->zoom = fmin(fmax(frame->zoom, TERRITORY_ZOOM_LEAST), TERRITORY_ZOOM_MOST);
	ret->x = exp2(frame->zoom) * 256 / 360;
	ret->y = ret->x / fmax(0.2, cos((double)frame->lat / 1e7 * M_PI / 180));
	ret->width = WIDTH;
	ret->height = TERRITORY_FRAME_HIGH;
	ret->west = (double)frame->lon / 1e7 - ret->width / 2.0 / ret->x;
	ret->north = (double)frame->lat / 1e7 + ret->height / 2.0 / ret->y;
	return 0;
}

/* So near that houses are told apart: those in the frame, by their names. */
static int
add_close_buildings(struct req *r, const struct territory_scale *s, struct territory_drawing *d)
{
	struct territory_box_of box = {(int64_t)(s->west * 1e7), (int64_t)((s->west + s->width / s->x) * 1e7),
				       (int64_t)((s->north - s->height / s->y) * 1e7), (int64_t)(s->north * 1e7)};

	if (log2(s->x * 360 / 256) < CLOSE_ZOOM)
		return 0;
	d->label_buildings = true;
	return territory_buildings_in(r->tx, r->who->district, &box, &d->buildings);
}

int
territory_map(struct req *r, int64_t community, const struct territory_scale *scale, const struct territory_point_list *points,
	      struct html *ret)
{
	struct territory_drawing d = {.scale = scale};
	struct territory_node n;

	TRY(territory_get(r->tx, r->who->district, community ? community : r->who->district, &n));
	TRY(territory_boundaries(r->tx, r->who->district, community, &d.shapes));
	if (scale)
		TRY(add_close_buildings(r, scale, &d));
	else if (community)
		TRY(territory_of_level(r->tx, r->who->district, LEVEL_BUILDING, community,
				       &d.buildings));
	if (points)
		d.points = *points;
	d.title = say_place(r, n.name, n.name_en);
	return territory_map_svg(r, &d, ret);
}

int
territory_map_choose(struct req *r, const struct territory_node *community, int64_t here,
		     struct str link, struct territory_node_list *ret_buildings, struct html *ret)
{
	struct territory_drawing d = {
		.title = say_place(r, community->name, community->name_en),
		.here = here,
		.link = link,
	};
	int64_t district = r->who->district;

	TRY(territory_boundaries(r->tx, district, community->id, &d.shapes));
	TRY(territory_of_level(r->tx, district, LEVEL_BUILDING, community->id, &d.buildings));
	*ret_buildings = d.buildings;
	return territory_map_svg(r, &d, ret);
}
