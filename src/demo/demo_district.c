/* demo_district.c: the demo's places: tree, boundaries, rooms. */
#include <jansson.h>
#include <stdlib.h>

#include "base/share.h"
#include "features/territory/territory_edit.h"
#include "features/territory/territory_layer.h"
#include "kit/district.h"
#include "demo/demo_in.h"

static enum level
level_of(struct str name)
{
	for (int64_t level = LEVEL_DISTRICT; level < LEVEL__MAX; level++)
		if (str_is(name, territory_level_name(level)))
			return (enum level)level;
	abort();
}

static struct territory_new
place_of(const struct table *t)
{
	return (struct territory_new){
		.level = level_of(table_cell(t, "level")),
		.code = table_cell(t, "code"),
		.name = table_cell(t, "name"),
		.name_en = table_cell(t, "name_en"),
		.plate = table_cell(t, "plate"),
		.lon = table_degrees(t, "lon"),
		.lat = table_degrees(t, "lat"),
		.households = table_number(t, "households"),
	};
}

static int
open_district(struct tx *tx, struct demo *d, const struct territory_new *n)
{
	struct district open;
	int64_t root;

	if (district_get(tx, DEMO_DISTRICT, &open) == E_NOTFOUND)
		TRY(territory_open_district(tx, DEMO_DISTRICT, n->name, &root));
	return territory_edit(tx, &d->system, DEMO_DISTRICT, 0, n);
}

static int
add_places(struct tx *tx, struct demo *d, struct table *t)
{
	while (table_next(t)) {
		struct territory_new n = place_of(t);
		int64_t parent, id, floors = table_number(t, "floors"),
				    rooms = table_number(t, "rooms_per_floor");

		if (n.level == LEVEL_DISTRICT) {
			TRY(open_district(tx, d, &n));
			continue;
		}
		TRY(demo_place(tx, table_cell(t, "parent"), &parent));
		TRY(territory_add(tx, &d->system, parent, &n, &id));
		if (floors)
			TRY(territory_add_rooms(tx, &d->system, id, 0, floors, rooms, &id));
	}
	return 0;
}

static int
add_boundary(struct tx *tx, struct demo *d, const json_t *feature)
{
	const char *code =
		json_string_value(json_object_get(json_object_get(feature, "properties"), "code"));
	char *geometry = json_dumps(json_object_get(feature, "geometry"), JSON_COMPACT);
	int64_t node;
	int rc = code && geometry ? demo_place(tx, str_of(code), &node) : E_BUG;

	if (rc == 0)
		rc = territory_set_boundary(tx, &d->system, node, 0, str_of(geometry));
	free(geometry);
	return rc;
}

/* The file goes from the district down, so that every boundary finds the one it must lie in. */
static int
add_boundaries(struct tx *tx, struct demo *d)
{
	struct str text = share_file("demo/boundary.geojson");
	json_t *all = json_loadb(text.p, text.n, 0, NULL),
	       *features = json_object_get(all, "features"), *feature;
	size_t i;
	int rc = all ? 0 : E_BUG;

	json_array_foreach(features, i, feature)
		if (rc == 0)
			rc = add_boundary(tx, d, feature);
	json_decref(all);
	return rc;
}

/* What the map shows under its places. */
static int
add_layers(struct tx *tx, struct demo *d)
{
	static const char *const files[LAYER_KIND__MAX] = {
		[LAYER_GREEN] = "demo/green.geojson",
		[LAYER_WATER] = "demo/water.geojson",
		[LAYER_BUILDING] = "demo/building.geojson",
		[LAYER_ROAD] = "demo/road.geojson",
	};
	struct layer_in in = {0};
	struct layer layer;
	const char *why;
	size_t feature;

	TRY(territory_layer_within(tx, DEMO_DISTRICT, &in.within));
	for (enum layer_kind kind = LAYER_GREEN; kind < LAYER_KIND__MAX; kind++) {
		in.kind = kind;
		in.geojson = share_file(files[kind]);
		TRY(layer_read(tx->arena, &in, &layer, &why, &feature));
		TRY(territory_layer_put(tx, &d->system, kind, &layer));
	}
	return 0;
}

int
demo_fill_district(struct tx *tx, struct demo *d)
{
	struct table *t = NEW(d->arena, struct table);

	table_open(t, "demo/territory.tsv");
	d->table = t;
	TRY(add_places(tx, d, t));
	d->table = NULL;
	TRY(add_boundaries(tx, d));
	return add_layers(tx, d);
}
