/* home_feature.c: what the program knows of the front page: see struct feature. */
#include "kit/feature.h"

#include "features/home/home_web.h"
#include "ui/view.h"

static const struct route_table *const routes[] = {
	&home_routes,
	&home_search_routes,
	NULL,
};

static const struct nav_item nav[] = {
	{.at = NAV_TAB, .key = "home", .href = "/", .icon = "home", .label = N_("首页"), .rank = 10},
	{.at = NAV_FIND, .key = "search", .href = "/search"},
	{0},
};

const struct feature home_feature = {
	.name = "home",
	.routes = routes,
	.nav = nav,
};
