/* prevent_web.h: the routes and the command of prevention. */
#ifndef LINLI_PREVENT_WEB_H
#define LINLI_PREVENT_WEB_H

#include "http/route.h"

struct db;
struct options;

int prevent_cmd(const struct options *o, struct db *db, int argc, char **argv);
extern const struct route_table prevent_routes;

#endif
