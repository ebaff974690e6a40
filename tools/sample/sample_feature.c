/* sample_feature.c: what the program knows of notes: see struct feature. */
#include "kit/feature.h"

#include "features/sample/sample_web.h"
#include "ui/view.h"

static const struct route_table *const routes[] = {&sample_routes, &sample_api_routes, NULL};

static const struct nav_item nav[] = {
	{.at = NAV_SIDE, .key = "sample", .group = N_("公开"), .href = "/sample", .icon = "doc", .label = N_("记事"), .perm = SAMPLE_WRITE, .rank = 290},
	{0},
};

const struct feature sample_feature = {
	.name = "sample",
	.routes = routes,
	.nav = nav,
	.courses = (const struct course *const[]){&sample_course, NULL},
};
