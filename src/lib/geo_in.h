/* geo_in.h: what geo.c and geo_parse.c share; nobody else includes it. */
#ifndef LINLI_KIT_GEO_IN_H
#define LINLI_KIT_GEO_IN_H

#include <geos_c.h>

struct geo {
	GEOSContextHandle_t ctx; /* its own: GEOS keeps no state outside of it */
	GEOSGeometry *shape;     /* Polygon or MultiPolygon, valid */
};

#endif
