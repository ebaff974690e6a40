/* layer.h: what a district's map shows under its places: green, water, buildings, roads. GeoJSON in, tiles ready to be drawn out.
 *
 * A tile is a square of the map at one of three zooms (mercator.h), LAYER_UNITS wide; what lies in it was simplified for that zoom
 * and cut at its edges, so a page reads the few tiles that it shows and prints them as they are. */
#ifndef LINLI_LIB_LAYER_H
#define LINLI_LIB_LAYER_H

#include "lib/datum.h"
#include "lib/geo.h"

/* Stored, and in the order of drawing. */
enum layer_kind { LAYER_GREEN = 1, LAYER_WATER, LAYER_BUILDING, LAYER_ROAD, LAYER_KIND__MAX };

enum {
	LAYER_UNITS = 4096,
	LAYER_BANDS = 3,
	LAYER_MAX_BYTES = 8 << 20,
	LAYER_MAX_FEATURES = 30000,
	LAYER_MAX_POINTS = 400000,
	LAYER_MAX_PIECES = 200000, /* of features, cut at tiles */
	LAYER_NAME_MAX = 40,
};
extern const int layer_zooms[LAYER_BANDS]; /* of tiles, the widest first */

const char *layer_word(enum layer_kind kind); /* "green", "water", "building", "road" */
bool layer_find(struct str word, enum layer_kind *ret);

/* shapes: a line for each look of the kind: its letter, a space, an SVG path in units of the tile. Letters: a area, l line;
 * of roads m main road, s street, p path. names: a line for each name: letter, x, y, degrees it is turned by, room for it in
 * units, the name, the English name, with tabs between. */
struct layer_tile {
	int64_t zoom, x, y;
	struct str shapes, names;
};

struct layer {
	size_t features, points;
	size_t outside; /* features that lie elsewhere and were left out */
	struct layer_tile *v;
	size_t n; /* by zoom, x, y */
};

struct layer_in {
	enum layer_kind kind;
	struct str geojson; /* a FeatureCollection, a Feature or a geometry */
	enum datum from, to;
	struct geo_box within; /* what lies outside is left out */
};
/* Properties that are read: name, name_en (or name:en), and of roads class (main, street, path) or OpenStreetMap's highway.
 * E_INVALID, E_TOOBIG: *ret_why says so in a Chinese message key; *ret_feature which feature of the file, from 1; 0 = the whole. */
int layer_read(struct arena *a, const struct layer_in *in, struct layer *ret, const char **ret_why, size_t *ret_feature);

#endif
