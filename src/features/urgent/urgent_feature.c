/* urgent_feature.c: what the program knows of emergencies: see struct feature. */
#include "kit/feature.h"

#include "features/urgent/urgent.h"
#include "features/urgent/urgent_cmd.h"
#include "features/urgent/urgent_web.h"
#include "kit/command.h"
#include "ui/view.h"

static const struct route_table *const routes[] = {&urgent_routes, NULL};

static const struct nav_item nav[] = {
	{.at = NAV_SIDE, .key = "urgent", .group = N_("系统"), .href = "/urgent", .icon = "sos", .label = N_("紧急说法"), .perm = URGENT_EDIT,
	 .rank = 430},
	{0},
};

static const struct command commands[] = {
	{"urgent", "--db URL", "which of the texts on stdin, a line each, tell of an emergency", NEED_DB | NEED_SCHEMA | NEED_DISTRICT, urgent_cmd},
	{0},
};

static const struct sealed *const sealed[] = {&urgent_sealed, NULL};

const struct feature urgent_feature = {
	.name = "urgent",
	.routes = routes,
	.nav = nav,
	.commands = commands,
	.sealed = sealed,
};
