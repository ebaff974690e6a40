/* territory_web_ground.h: where degrees fall on a drawn map, and what lies under its places: the district's layers. */
#ifndef LINLI_TERRITORY_WEB_GROUND_H
#define LINLI_TERRITORY_WEB_GROUND_H

#include "features/territory/territory_page.h"
#include "http/req.h"

/* Where a place falls on the drawing. */
double territory_map_x(const struct territory_scale *s, double lon);
double territory_map_y(const struct territory_scale *s, double lat);

/* Roads, water, green and buildings of the part that the drawing shows, with their names where
 * the places and points of the model leave room. */
int territory_ground(struct req *r, const struct territory_scale *s, struct map_model *m);

#endif
