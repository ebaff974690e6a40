/* whistle_feature.c: what the program knows of whistles: see struct feature. */
#include "kit/feature.h"

#include "features/whistle/whistle_web.h"
#include "ui/view.h"

static const struct route_table *const routes[] = {&whistle_routes, &whistle_show_routes, &whistle_api_routes, NULL};

static const struct nav_item nav[] = {
	{.at = NAV_SIDE, .key = "whistle", .group = N_("办件"), .href = "/whistle", .icon = "whistle", .label = N_("吹哨报到"),
	 .perm = WHISTLE_SEE, .rank = 105},
	{.at = NAV_CASE, .key = "whistle-case", .href = "/whistle/new/", .icon = "whistle", .label = N_("一家办不完，吹哨叫几家来"),
	 .perm = WHISTLE_BLOW},
	{0},
};

const struct feature whistle_feature = {
	.name = "whistle",
	.routes = routes,
	.nav = nav,
	.courses = (const struct course *const[]){&whistle_course, NULL},
};
