/* layer_in.h: what layer.c and layer_cut.c share; nobody else includes it. */
#ifndef LINLI_LIB_LAYER_IN_H
#define LINLI_LIB_LAYER_IN_H

#include "lib/geo_in.h"
#include "lib/layer.h"

/* What is drawn of one thing in one tile. */
struct layer_piece {
	int64_t zoom, x, y;
	char look;
	size_t order; /* in which they came */
	struct str d, name; /* either of them */
};

/* One file being read. */
struct layer_reader {
	struct geo_reader geo;
	enum layer_kind kind;
	struct geo_box within; /* with some room around */
	struct layer_piece *v;
	size_t n, cap, features, outside;
};

/* A thing of the file, in degrees, by the letter of its look. */
struct layer_thing {
	GEOSGeometry *shape; /* ours; cut and freed by layer_cut */
	char look;
	struct str name, name_en;
};
/* Cuts it into pieces for each zoom that shows it. false: more than LAYER_MAX_PIECES. */
bool layer_cut(struct layer_reader *r, struct layer_thing *t);

#endif
