/* sample_web.h: the routes of notes. */
#ifndef LINLI_SAMPLE_WEB_H
#define LINLI_SAMPLE_WEB_H

#include "http/route.h"

extern const struct route_table sample_routes;

#endif
