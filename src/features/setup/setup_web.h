/* setup_web.h: the pages of setting a district up. */
#ifndef LINLI_SETUP_WEB_H
#define LINLI_SETUP_WEB_H

#include "http/route.h"

extern const struct route_table setup_routes;

#endif
