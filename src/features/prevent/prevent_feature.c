/* prevent_feature.c: what the program knows of prevention: see struct feature. */
#include "kit/feature.h"

#include "features/prevent/prevent.h"
#include "features/prevent/prevent_web.h"
#include "kit/command.h"
#include "ui/view.h"

enum { HOUR_S = 3600 };

static const struct route_table *const routes[] = {&prevent_routes, NULL};

static const struct nav_item nav[] = {
	{.at = NAV_SIDE, .key = "prevent", .group = N_("办件"), .href = "/prevent", .icon = "eye", .label = N_("未诉先办"), .perm = PREVENT_SEE,
	 .rank = 108},
	{0},
};

static const struct feature_job jobs[] = {
	{OUTBOX_PREVENT, NULL, prevent_job},
	{0},
};

static const struct feature_timer timers[] = {
	{"what comes again and again could not be found; tried again in an hour", HOUR_S, prevent_timer},
	{0},
};

static const struct command commands[] = {
	{"prevent", "--db URL [--json]",
	 "what comes again and again at one place, surest first: cases of the last weeks and of those before, and how likely chance makes as many",
	 NEED_DB | NEED_SCHEMA | NEED_DISTRICT, prevent_cmd},
	{0},
};

const struct feature prevent_feature = {
	.name = "prevent",
	.routes = routes,
	.nav = nav,
	.jobs = jobs,
	.timers = timers,
	.commands = commands,
	.courses = (const struct course *const[]){&prevent_course, NULL},
};
