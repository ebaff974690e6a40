/* urgent_web.h: what the page files of urgent share. */
#ifndef LINLI_URGENT_WEB_H
#define LINLI_URGENT_WEB_H

#include "http/route.h"

extern const struct route_table urgent_routes;

#endif
