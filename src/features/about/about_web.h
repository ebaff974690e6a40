/* about_web.h: the pages at the foot. */
#ifndef LINLI_ABOUT_WEB_H
#define LINLI_ABOUT_WEB_H

#include "http/route.h"

extern const struct route_table about_routes;

#endif
