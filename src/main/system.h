/* system.h: addresses of the program itself: /health. */
#ifndef LINLI_MAIN_SYSTEM_H
#define LINLI_MAIN_SYSTEM_H

#include "http/route.h"

extern const struct route_table system_routes;

#endif
