/* territory_web_map.h: a map drawn by the server: boundaries, buildings, and points that lead
 * somewhere. It needs no script and no tiles, and prints. */
#ifndef LINLI_TERRITORY_WEB_MAP_H
#define LINLI_TERRITORY_WEB_MAP_H

#include "features/territory/territory.h"
#include "ui/view.h"

/* Degrees x 1e7; 0,0 is left out. */
struct territory_point {
	int64_t lon, lat;
	struct str href, label; /* label: already in the reader's words */
	bool done;              /* drawn lighter */
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
};
/* "" when there is nothing to draw. */
struct html territory_map_svg(struct req *r, const struct territory_drawing *d);

/* The map of a community, or of the district with 0, with these points (NULL = none). */
int territory_map(struct req *r, int64_t community, const struct territory_point_list *points,
		  struct html *ret);
/* To choose a building: link as in the drawing. Also the buildings, for a list in words. */
int territory_map_choose(struct req *r, const struct territory_node *community, int64_t here,
			 struct str link, struct territory_node_list *ret_buildings, struct html *ret);

/* Where a tile server is set, a page with a map gets better with Leaflet. */
void territory_map_scripts(const struct req *r, struct page *page);

#endif
