/* territory_layer.c: layers of the district's map, and what stands around a point. */
#include "features/territory/territory_layer.h"

#include <math.h>

#include "base/clock.h"
#include "db/db.h"
#include "features/territory/territory_rules.h"
#include "gen/territory_sql.h"
#include "kit/flow.h"
#include "kit/setting.h"
#include "lib/secret.h"

enum { KINDS = LAYER_KIND__MAX - 1, STRIP_MOST = 500 };

static const char *const words[LAYER_KIND__MAX] = {
	[LAYER_GREEN] = N_("绿地"),
	[LAYER_WATER] = N_("水面"),
	[LAYER_BUILDING] = N_("房屋"),
	[LAYER_ROAD] = N_("道路"),
};

const char *
territory_layer_word(int64_t kind)
{
	return kind > 0 && kind < LAYER_KIND__MAX ? words[kind] : "";
}

int
territory_datum(struct tx *tx, int64_t district, enum datum *ret)
{
	struct str word;

	TRY(setting_get(tx, district, SETTING_MAP_DATUM, &word));
	return datum_find(word, ret) ? 0 : E_MALFORMED;
}

int
territory_layers(struct tx *tx, int64_t district, struct territory_layer_list *ret)
{
	return sql_territory_layers(tx, district, ret);
}

/* ---- setting one ---- */

static void
widen(struct geo_box *box, const struct geo_box *by)
{
	box->west = by->west < box->west ? by->west : box->west;
	box->south = by->south < box->south ? by->south : box->south;
	box->east = by->east > box->east ? by->east : box->east;
	box->north = by->north > box->north ? by->north : box->north;
}

int
territory_layer_within(struct tx *tx, int64_t district, struct geo_box *ret)
{
	struct territory_shape_list shapes;
	struct geo_box box, all;
	struct geo_why why;
	struct geo *g;

	TRY(sql_territory_boundaries(tx, district, 0, &shapes));
	for (size_t i = 0; i < shapes.n; i++) {
		TRY(geo_parse(tx->arena, shapes.v[i].geojson, &g, &why));
		box = geo_box(g);
		geo_free(g);
		if (i == 0)
			all = box;
		else
			widen(&all, &box);
	}
	if (!shapes.n)
		return fail(tx, E_INVALID, NULL, N_("请先画好区或者社区的边界，图层要落在里面。"));
	*ret = all;
	return 0;
}

static void
seal_tile(struct buf *b, const struct territory_tile *t)
{
	buf_fmt(b, "%lld %lld %lld\n%.*s\n%.*s\n", (long long)t->zoom, (long long)t->x, (long long)t->y, STR(t->shapes), STR(t->names));
}

int
territory_layer_put(struct tx *tx, const struct actor *who, enum layer_kind kind, const struct layer *l)
{
	struct territory_layer row = {.kind = kind, .set_at = clock_now()};
	struct territory_node root;
	struct buf b;

	TRY(territory_for_change(tx, who, who->district, 0, TERRITORY_EDIT, &root));
	TRY(sql_territory_tiles_drop(tx, who->district, kind, NULL));
	if (!l) {
		TRY(sql_territory_layer_drop(tx, who->district, kind, NULL));
		return territory_note(tx, who, &root, TERRITORY_LAYER_DROPPED, str_of(layer_word(kind)), str_of(words[kind]));
	}
	buf_init(&b, tx->arena);
	for (size_t i = 0; i < l->n; i++) {
		struct territory_tile tile = {.zoom = l->v[i].zoom, .x = l->v[i].x, .y = l->v[i].y, .kind = kind,
					      .shapes = l->v[i].shapes, .names = l->v[i].names};

		TRY(sql_territory_tile_put(tx, who->district, &tile));
		seal_tile(&b, &tile);
	}
	row.features = (int64_t)l->features;
	row.points = (int64_t)l->points;
	row.tiles = (int64_t)l->n;
	row.digest = secret_digest(tx->arena, buf_done(&b));
	TRY(sql_territory_layer_put(tx, who->district, &row));
	return territory_note(tx, who, &root, TERRITORY_LAYER_SET,
			      str_fmt(tx->arena, "%s %.*s", layer_word(kind), STR(row.digest)), str_of(words[kind]));
}

/* ---- reading ---- */

int
territory_tiles(struct tx *tx, int64_t district, const struct territory_tiles_at *at, struct territory_tile_list *ret)
{
	int64_t wide = at->east - at->west + 1, high = at->south - at->north + 1;
	struct territory_tile_list column;

	*ret = (struct territory_tile_list){0};
	if (wide < 1 || high < 1 || wide * high > TERRITORY_TILES_MOST)
		return 0;
	ret->v = NEW_ARRAY(tx->arena, struct territory_tile, (size_t)(wide * high * KINDS));
	for (int64_t x = at->west; x <= at->east; x++) {
		TRY(sql_territory_tiles(tx, district, at->zoom, x, at->north, at->south, high * KINDS, &column));
		for (size_t i = 0; i < column.n; i++)
			ret->v[ret->n++] = column.v[i];
	}
	return 0;
}

static int
add_tile(void *ctx, const struct territory_tile *t)
{
	seal_tile(ctx, t);
	return 0;
}

/* What the history says of a layer last: the digest of its tiles, "" = there is none. */
static struct str
said_of(const struct flow_step_list *steps, const char *word)
{
	struct str said = S(""), rest, name;

	for (size_t i = 0; i < steps->n; i++) {
		rest = steps->v[i].data;
		if (steps->v[i].kind != TERRITORY_LAYER_SET && steps->v[i].kind != TERRITORY_LAYER_DROPPED)
			continue;
		if (str_next(&rest, ' ', &name) && str_is(name, word))
			said = rest;
	}
	return said;
}

int
territory_layer_verify(struct tx *tx, int64_t district, int (*broken)(void *ctx, struct str line), void *ctx)
{
	struct territory_layer_list layers;
	struct flow_step_list steps;

	TRY(sql_territory_layers(tx, district, &layers));
	TRY(flow_list(tx, district, FLOW_TERRITORY, district, FLOW_INTERNAL, &steps));
	for (enum layer_kind kind = LAYER_GREEN; kind < LAYER_KIND__MAX; kind++) {
		struct str said = said_of(&steps, layer_word(kind)), row = S(""), found;
		struct buf b;

		for (size_t i = 0; i < layers.n; i++)
			if (layers.v[i].kind == (int64_t)kind)
				row = layers.v[i].digest;
		buf_init(&b, tx->arena);
		TRY(sql_territory_tiles_of(tx, district, kind, add_tile, &b));
		found = b.n ? secret_digest(tx->arena, buf_done(&b)) : S("");
		if (!str_eq(found, row) || !str_eq(said, row))
			TRY(broken(ctx, str_fmt(tx->arena, "layer %s is not as its history says", layer_word(kind))));
	}
	return 0;
}

/* ---- around a point ---- */

/* Into its place by distance, if it is near enough. */
static void
keep_near(struct territory_near_list *near, const struct territory_node *n, int64_t metres)
{
	size_t at = near->n;

	while (at && near->v[at - 1].metres > metres)
		at--;
	if (at == TERRITORY_NEAR_MOST)
		return;
	near->n += near->n < TERRITORY_NEAR_MOST;
	for (size_t i = near->n - 1; i > at; i--)
		near->v[i] = near->v[i - 1];
	near->v[at] = (struct territory_near){*n, metres};
}

int
territory_buildings_in(struct tx *tx, int64_t district, const struct territory_box_of *box, struct territory_node_list *ret)
{
	struct territory_reach at = {box->west, box->east, box->south, box->north, STRIP_MOST};

	return sql_territory_near(tx, district, &at, ret);
}

int
territory_near(struct tx *tx, int64_t district, int64_t lon, int64_t lat, struct territory_near_list *ret)
{
	int64_t high = (int64_t)(TERRITORY_NEAR_M / 111320.0 * 1e7),
		wide = (int64_t)((double)high / fmax(0.2, cos((double)lat / 1e7 * M_PI / 180)));
	struct territory_box_of box = {lon - wide, lon + wide, lat - high, lat + high};
	struct territory_node_list list;

	*ret = (struct territory_near_list){0};
	TRY(territory_buildings_in(tx, district, &box, &list));
	for (size_t i = 0; i < list.n; i++) {
		double metres = datum_metres(lon, lat, list.v[i].lon, list.v[i].lat);

		if (metres <= TERRITORY_NEAR_M)
			keep_near(ret, &list.v[i], llround(metres));
	}
	return 0;
}
