/* hot_feature.c: what the program knows of hot issues: see struct feature. */
#include "kit/feature.h"

#include "features/hot/hot_keep.h"
#include "features/hot/hot_web.h"
#include "kit/actor.h"
#include "kit/command.h"
#include "ui/view.h"

static const struct route_table *const routes[] = {
	&hot_routes,
	&hot_event_routes,
	&hot_card_routes,
	NULL,
};

static const struct nav_item nav[] = {
	{.at = NAV_SIDE, .key = "hot", .group = N_("办件"), .href = "/hot", .icon = "merge", .label = N_("合并与热点"), .perm = HOT_SEE, .rank = 105},
	{0},
};

static const struct feature_timer timers[] = {
	{"cases that say the same could not be gathered; tried again in ten minutes", HOT_TURN_S, hot_timer},
	{0},
};

static const struct command commands[] = {
	{"hot", "--db URL [--json] [--most N]",
	 "clusters of cases that may tell of the same matter among the N newest (20000), hottest first: how many, how hot, where, and which",
	 NEED_DB | NEED_SCHEMA | NEED_DISTRICT, hot_cmd},
	{0},
};

const struct feature hot_feature = {
	.name = "hot",
	.routes = routes,
	.nav = nav,
	.timers = timers,
	.commands = commands,
};
