/* hot_web.h: the page of hot issues. */
#ifndef LINLI_HOT_WEB_H
#define LINLI_HOT_WEB_H

#include "http/route.h"

extern const struct route_table hot_routes;

#endif
