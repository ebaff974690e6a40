/* home_web.h: the addresses of the front page. */
#ifndef LINLI_HOME_WEB_H
#define LINLI_HOME_WEB_H

#include "http/route.h"

extern const struct route_table home_routes, home_search_routes;

#endif
