/* openapi.h: /api/openapi.json, made from the route, form and answer tables. */
#ifndef LINLI_MAIN_OPENAPI_H
#define LINLI_MAIN_OPENAPI_H

#include "base/str.h"
#include "http/route.h"

extern const struct route_table openapi_routes;
/* The whole document (OpenAPI 3.1). */
void openapi_write(struct buf *b, const struct route_table *tables, size_t n);

#endif
