/* geo_in.h: what geo.c, geo_parse.c and layer.c share; nobody else includes it. */
#ifndef LINLI_KIT_GEO_IN_H
#define LINLI_KIT_GEO_IN_H

#include <geos_c.h>
#include <jansson.h>

#include "lib/datum.h"
#include "lib/geo.h"

struct geo {
	GEOSContextHandle_t ctx; /* its own: GEOS keeps no state outside of it */
	GEOSGeometry *shape;     /* Polygon or MultiPolygon, valid */
};

/* Reading one file; the first refusal stays in why. */
struct geo_reader {
	struct arena *a;
	GEOSContextHandle_t ctx;
	struct geo_why why;
	size_t points, most;
	const char *too_many; /* said of more than most */
	enum datum from, to;  /* the same: coordinates stay as they are */
};
GEOSGeometry *geo_refuse(struct geo_reader *r, const char *text); /* NULL */
/* The geometry of these coordinates, or NULL and r->why. */
GEOSGeometry *geo_read_line(struct geo_reader *r, const json_t *line);
GEOSGeometry *geo_read_polygon(struct geo_reader *r, const json_t *rings);

#endif
