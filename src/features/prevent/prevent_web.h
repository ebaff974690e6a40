/* prevent_web.h: the routes of prevention. */
#ifndef LINLI_PREVENT_WEB_H
#define LINLI_PREVENT_WEB_H

#include "http/route.h"

extern const struct route_table prevent_routes;

#endif
