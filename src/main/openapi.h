/* openapi.h: /api/openapi.json, made from the route, form and answer tables. */
#ifndef LINLI_MAIN_OPENAPI_H
#define LINLI_MAIN_OPENAPI_H

#include "http/route.h"

extern const struct route_table openapi_routes;

#endif
