/* share_feature.c: what the program knows of places to book: see struct feature. */
#include "kit/feature.h"

#include "features/share/share.h"
#include "features/share/share_find.h"
#include "features/share/share_job.h"
#include "features/share/share_web.h"
#include "kit/find.h"
#include "ui/view.h"

enum { TURN_S = 30 };

static const struct route_table *const routes[] = {
	&share_routes, &share_list_routes, &share_book_routes, &share_mine_routes, &share_desk_routes, &share_edit_routes, &share_outside_routes,
	&share_api_routes, NULL,
};

static const struct nav_item nav[] = {
	{.at = NAV_SIDE, .key = "share", .group = N_("办件"), .href = "/share/desk", .icon = "calendar", .label = N_("场地预约"),
	 .perm = SHARE_MANAGE, .rank = 150},
	{0},
};

static const struct feature_timer timers[] = {
	{"bookings that are due could not all be ended; tried again soon", TURN_S, share_turn},
	{0},
};

const struct feature share_feature = {
	.name = "share",
	.mine = share_mine_part,
	.finders = share_finders,
	.routes = routes,
	.nav = nav,
	.timers = timers,
	.personal = &share_personal,
	.verify = share_verify,
	.show = share_show,
};
