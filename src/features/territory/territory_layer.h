/* territory_layer.h: what the district's map shows under its places. Layers are public; who may edit the district sets them. */
#ifndef LINLI_TERRITORY_LAYER_H
#define LINLI_TERRITORY_LAYER_H

#include "features/territory/territory.h"
#include "lib/layer.h"

/* The box around the boundaries of the district and its communities, in which a layer must lie. E_INVALID: none is drawn yet. */
int territory_layer_within(struct tx *tx, int64_t district, struct geo_box *ret);
/* Sets a layer that layer_read made, in place of the one there was; NULL takes it away. */
int territory_layer_put(struct tx *tx, const struct actor *who, enum layer_kind kind, const struct layer *l);
int territory_layers(struct tx *tx, int64_t district, struct territory_layer_list *ret);
const char *territory_layer_word(int64_t kind); /* Chinese message key: 道路 */

/* Tiles of one zoom from west to east and north to south, in the order of drawing in each; at most TERRITORY_TILES_MOST
 * squares are looked at: of more than that nothing is given. */
enum { TERRITORY_TILES_MOST = 48 };
struct territory_tiles_at {
	int64_t zoom, west, east, north, south;
};
int territory_tiles(struct tx *tx, int64_t district, const struct territory_tiles_at *at, struct territory_tile_list *ret);
int territory_layer_verify(struct tx *tx, int64_t district, int (*broken)(void *ctx, struct str line), void *ctx);

/* Live buildings in a box, at most some hundred. */
struct territory_box_of {
	int64_t west, east, south, north;
};
int territory_buildings_in(struct tx *tx, int64_t district, const struct territory_box_of *box, struct territory_node_list *ret);

#endif
