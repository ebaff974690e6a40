/* listen_feature.c: what the program knows of listening: see struct feature. */
#include "kit/feature.h"

#include "features/listen/listen.h"
#include "features/listen/listen_web.h"
#include "ui/view.h"

static const struct route_table *const routes[] = {&listen_routes, &listen_enter_routes, &listen_show_routes, &listen_api_routes, NULL};

static const struct nav_item nav[] = {
	{.at = NAV_SIDE, .key = "listen", .group = N_("办件"), .href = "/listen/desk", .icon = "users", .label = N_("听意见"), .perm = LISTEN_SEE,
	 .rank = 107},
	{0},
};

const struct feature listen_feature = {
	.name = "listen",
	.routes = routes,
	.nav = nav,
	.personal = &listen_personal,
	.secrets = listen_secrets,
	.courses = (const struct course *const[]){&listen_course, NULL},
};
