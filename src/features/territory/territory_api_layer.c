/* territory_api_layer.c: layers of the district's map for programs. */
#include "features/territory/territory_layer.h"
#include "features/territory/territory_web.h"
#include "kit/answer.h"

static const char *
kind_word(int64_t kind)
{
	return kind > 0 && kind < LAYER_KIND__MAX ? layer_word((enum layer_kind)kind) : NULL;
}

static const char *const kind_words[] = {"green", "water", "building", "road", NULL};
#define LAYER(member) SHAPE_MEMBER(struct territory_layer, member)
static const struct shape_field layer_fields[] = {
	{.name = "kind", .type = SHAPE_WORD, LAYER(kind), .word = kind_word, .words = kind_words},
	{.name = "features", .type = SHAPE_INT, LAYER(features)},
	{.name = "points", .type = SHAPE_INT, LAYER(points)},
	{.name = "set_at", .type = SHAPE_TIME, LAYER(set_at)},
};
static const struct shape layer_shape = {"MapLayer", layer_fields, sizeof layer_fields / sizeof *layer_fields};

static int
layers_api(struct req *r)
{
	struct territory_layer_list layers;

	TRY(territory_layers(r->tx, r->who->district, &layers));
	return reply_shapes(r, &layer_shape, layers.v, layers.n, sizeof *layers.v, S(""));
}

static int
set_layer_api(struct req *r)
{
	TRY(territory_layer_from_form(r));
	return layers_api(r);
}

static const struct route routes[] = {
	ROUTE_GET("/api/territory/layers", OPEN, layers_api, .out = &layer_shape,
		  .about = "What the district's map shows under its places"),
	ROUTE_POST("/api/territory/layers", TERRITORY_EDIT, set_layer_api, .form = &territory_form_layer, .out = &layer_shape,
		   .ahead = territory_layer_ahead, .prepare = territory_layer_prepare, .flags = ROUTE_BIG,
		   .about = "Set or drop a layer of the map (GeoJSON)"),
};

const struct route_table territory_layer_routes = {routes, sizeof routes / sizeof *routes};
