/* territory_web_ground.c: what lies under the places of a drawn map. Tiles are printed as they are stored, moved and scaled into
 * their place; names are written where they do not cover each other. */
#include "features/territory/territory_web_ground.h"

#include <math.h>
#include <stdlib.h>

#include "features/territory/territory_layer.h"
#include "kit/actor.h"
#include "kit/say.h"
#include "lib/mercator.h"

enum {
	NAMES_MOST = 24,
	LETTER = 12, /* as wide as a Chinese one */
	AGAIN = 190, /* a road is named once in so many units */
	MARK = 28,   /* of a case or several */
	PARTS = 7
};
static const double TILE_ROOM = 0.15; /* a house stands in the tile of its middle, so tiles beside the drawing count too */

double
territory_map_x(const struct territory_scale *s, double lon)
{
	return (lon - s->west) * s->x;
}

double
territory_map_y(const struct territory_scale *s, double lat)
{
	return (s->north - lat) * s->y;
}

/* The zoom whose tiles were made for a drawing of this scale. */
static int
zoom_of(const struct territory_scale *s)
{
	double zoom = log2(s->x * 360 / 256);
	int i = 0;

	while (i + 1 < LAYER_BANDS && zoom >= layer_zooms[i + 1] - 0.25)
		i++;
	return layer_zooms[i];
}

static struct territory_tiles_at
tiles_under(const struct territory_scale *s)
{
	int zoom = zoom_of(s);
	double all = ldexp(1, zoom), east = s->west + s->width / s->x, south = s->north - s->height / s->y;

	return (struct territory_tiles_at){
		.zoom = zoom,
		.west = (int64_t)floor(mercator_x(s->west) * all - TILE_ROOM),
		.east = (int64_t)floor(mercator_x(east) * all + TILE_ROOM),
		.north = (int64_t)floor(mercator_y(s->north) * all - TILE_ROOM),
		.south = (int64_t)floor(mercator_y(south) * all + TILE_ROOM),
	};
}

/* A tile's corner on the drawing, and a unit of it in units of the drawing. */
struct spot {
	double x, y, unit_x, unit_y;
};

static struct spot
spot_of(const struct territory_scale *s, const struct territory_tile *t)
{
	double all = ldexp(1, (int)t->zoom);
	double x = territory_map_x(s, mercator_lon((double)t->x / all)), y = territory_map_y(s, mercator_lat((double)t->y / all));
	double right = territory_map_x(s, mercator_lon((double)(t->x + 1) / all)),
	       below = territory_map_y(s, mercator_lat((double)(t->y + 1) / all));

	return (struct spot){x, y, (right - x) / LAYER_UNITS, (below - y) / LAYER_UNITS};
}

/* The class of a look: the letter of the layer's kind, then its own. */
static const char *
look_of(int64_t kind, char look)
{
	switch (kind) {
	case LAYER_GREEN: return "gn";
	case LAYER_WATER: return look == 'a' ? "wt" : "wl";
	case LAYER_BUILDING: return "bd";
	default: return look == 'm' ? "rd m" : look == 'p' ? "rd p" : "rd";
	}
}

static void
add_shapes(struct arena *a, const struct territory_tile *t, const struct spot *at, struct map_shape_list *ret)
{
	struct str rest = t->shapes, line, where;

	where = str_fmt(a, "translate(%.2f %.2f) scale(%.6f %.6f)", at->x, at->y, at->unit_x, at->unit_y);
	while (str_next(&rest, '\n', &line))
		if (line.n > 2)
			ret->v[ret->n++] = (struct map_shape){
				.look = look_of(t->kind, line.p[0]), .at = where, .d = str_sub(line, 2, line.n)};
}

/* ---- names ---- */

/* How wide a text is written: Latin letters take a little more than half. */
static double
width_of(struct str name)
{
	uint32_t c;
	double wide = 0;

	while (str_rune(&name, &c))
		wide += c < 0x2000 ? LETTER * 0.56 : LETTER;
	return wide;
}

/* What stands on the drawing already, by its middle and width. */
struct taken {
	double x, y, wide;
	struct str name;
};
struct taken_list {
	struct taken *v;
	size_t n;
};

/* Does a name fit beside it? */
static bool
is_free(const struct taken_list *list, const struct taken *t)
{
	for (size_t i = 0; i < list->n; i++) {
		double dx = fabs(list->v[i].x - t->x), dy = fabs(list->v[i].y - t->y);

		if (t->name.n && str_eq(list->v[i].name, t->name) && hypot(dx, dy) < AGAIN)
			return false;
		if (dx < (list->v[i].wide + t->wide) / 2 && dy < 1.4 * LETTER)
			return false;
	}
	return true;
}

/* Marks come before all names. */
static void
take_marks(struct taken_list *list, const struct map_mark_list *marks)
{
	for (size_t i = 0; i < marks->n; i++) {
		struct taken t = {.wide = MARK};

		if (str_real(marks->v[i].x, &t.x) && str_real(marks->v[i].y, &t.y))
			list->v[list->n++] = t;
	}
}

/* Then those of places, as far as no mark covers them. */
static void
take_places(struct taken_list *list, struct map_mark_list *names)
{
	size_t n = 0;

	for (size_t i = 0; i < names->n; i++) {
		struct taken t = {.wide = width_of(names->v[i].name)};

		if (!str_real(names->v[i].x, &t.x) || !str_real(names->v[i].y, &t.y) || !is_free(list, &t))
			continue;
		list->v[list->n++] = t;
		names->v[n++] = names->v[i];
	}
	names->n = n;
}

static const char *
name_look(int64_t kind)
{
	return kind == LAYER_WATER ? "wn" : kind == LAYER_GREEN ? "gn" : "rn";
}

static void
add_name(struct req *r, const struct territory_scale *s, const struct territory_tile *tile, const struct spot *at, struct str line,
	 struct taken_list *taken, struct map_mark_list *ret)
{
	struct str part[PARTS] = {0};
	struct taken t;
	int64_t n[4];

	for (size_t i = 0; i < PARTS; i++)
		str_next(&line, '\t', &part[i]);
	for (size_t i = 0; i < 4; i++)
		if (!str_int(part[i + 1], &n[i]))
			return;
	t = (struct taken){at->x + (double)n[0] * at->unit_x, at->y + (double)n[1] * at->unit_y, 0, say_place(r, part[5], part[6])};
	t.wide = width_of(t.name);
	if (ret->n == NAMES_MOST || t.x < t.wide / 2 || t.y < LETTER || t.x > s->width - t.wide / 2 || t.y > s->height - LETTER ||
	    t.wide > (double)n[3] * at->unit_x * (tile->kind == LAYER_GREEN ? 1.5 : 1) || !is_free(taken, &t))
		return;
	taken->v[taken->n++] = t;
	ret->v[ret->n++] = (struct map_mark){
		.look = name_look(tile->kind),
		.x = str_fmt(&r->arena, "%.1f", t.x),
		.y = str_fmt(&r->arena, "%.1f", t.y),
		.turn = n[2] ? str_fmt(&r->arena, "rotate(%lld %.1f %.1f)", (long long)n[2], t.x, t.y) : S(""),
		.name = t.name,
	};
}

/* Main roads first, then the rest as it comes. */
static void
add_names(struct req *r, const struct territory_scale *s, const struct territory_tile_list *tiles, struct map_model *m)
{
	struct taken_list taken = {NEW_ARRAY(&r->arena, struct taken, NAMES_MOST + m->names.n + m->points.n), 0};

	take_marks(&taken, &m->points);
	take_places(&taken, &m->names);
	m->streets.v = NEW_ARRAY(&r->arena, struct map_mark, NAMES_MOST);
	for (int other = 0; other < 2; other++)
		for (size_t i = 0; i < tiles->n; i++) {
			struct str rest = tiles->v[i].names, line;
			struct spot at = spot_of(s, &tiles->v[i]);

			while (str_next(&rest, '\n', &line))
				if (line.n && (line.p[0] == 'm') != other)
					add_name(r, s, &tiles->v[i], &at, line, &taken, &m->streets);
		}
}

/* ---- all of it ---- */

static size_t
lines_of(const struct territory_tile_list *tiles)
{
	size_t n = 0;

	for (size_t i = 0; i < tiles->n; i++)
		for (size_t k = 0; k < tiles->v[i].shapes.n; k++)
			n += tiles->v[i].shapes.p[k] == '\n';
	return n + tiles->n;
}

int
territory_ground(struct req *r, const struct territory_scale *s, struct map_model *m)
{
	struct territory_tiles_at at = tiles_under(s);
	struct territory_tile_list tiles;
	size_t lines;

	TRY(territory_tiles(r->tx, r->who->district, &at, &tiles));
	lines = lines_of(&tiles);
	m->ground.v = NEW_ARRAY(&r->arena, struct map_shape, lines);
	m->ways.v = NEW_ARRAY(&r->arena, struct map_shape, lines);
	for (int64_t kind = LAYER_GREEN; kind < LAYER_KIND__MAX; kind++)
		for (size_t i = 0; i < tiles.n; i++) {
			struct spot spot = spot_of(s, &tiles.v[i]);

			if (tiles.v[i].kind == kind)
				add_shapes(&r->arena, &tiles.v[i], &spot, kind == LAYER_ROAD ? &m->ways : &m->ground);
		}
	add_names(r, s, &tiles, m);
	return 0;
}
