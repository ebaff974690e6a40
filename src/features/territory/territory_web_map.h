/* territory_web_map.h: a map drawn by the server: boundaries, buildings, and points that lead
 * somewhere. It needs no script and no tiles, and prints. */
#ifndef LINLI_TERRITORY_WEB_MAP_H
#define LINLI_TERRITORY_WEB_MAP_H

#include "features/territory/territory.h"
#include "ui/view.h"

/* Where plain degrees fall on a drawing: those at its left upper corner, and units for a degree. */
struct territory_scale {
	double west, north, x, y;
	int width, height;
};

/* Degrees x 1e7; 0,0 is left out. */
struct territory_point {
	int64_t lon, lat;
	struct str id, href, label; /* id: of its mark, "" = none; label: already in the reader's words */
	int64_t count, over;        /* more than 1: so many things in one mark; of them so many are over */
	bool done;                  /* a square instead of a disc */
	bool here;                  /* where the reader stands */
};
struct territory_point_list {
	struct territory_point *v;
	size_t n;
};

struct territory_drawing {
	struct str title;                   /* what the map shows, for who does not see it */
	struct territory_shape_list shapes; /* wide ones first */
	struct territory_node_list buildings;
	struct territory_point_list points;
	int64_t here; /* node drawn stronger, 0 = none */
	struct str link; /* buildings are labelled links: this address, their code appended; "" = none */
	const struct territory_scale *scale; /* the part to show; NULL: all of it */
	bool label_buildings;
};
/* "" when there is nothing to draw. */
int territory_map_svg(struct req *r, const struct territory_drawing *d, struct html *ret);

/* The part of the map that is shown: zoom as tiled maps count it, and its middle. */
struct territory_frame {
	double zoom; /* 0: all of the community or district */
	int64_t lon, lat;
};
enum { TERRITORY_ZOOM_LEAST = 9, TERRITORY_ZOOM_MOST = 19, TERRITORY_FRAME_HIGH = 400 };
/* Puts a frame within bounds, or makes it of what there is to show: boundaries, else these points. */
int territory_map_scale(struct req *r, int64_t community, const struct territory_point_list *points, struct territory_frame *frame,
			struct territory_scale *ret);

/* The map of a community, or of the district with 0, with these points (NULL = none). scale: a part; NULL = all. */
int territory_map(struct req *r, int64_t community, const struct territory_scale *scale, const struct territory_point_list *points,
		  struct html *ret);
/* To choose a building: link as in the drawing. Also the buildings, for a list in words. */
int territory_map_choose(struct req *r, const struct territory_node *community, int64_t here,
			 struct str link, struct territory_node_list *ret_buildings, struct html *ret);

/* Where a base map is set, a page with a map gets better with map.js, which fetches what else it needs. */
int territory_map_scripts(struct req *r, struct page *page);
int territory_base_file(struct req *r);

#endif
