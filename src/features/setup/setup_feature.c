/* setup_feature.c: what the program knows of setting a district up: see struct feature. */
#include "kit/feature.h"

#include "features/setup/setup.h"
#include "features/setup/setup_web.h"
#include "kit/actor.h"
#include "kit/setting.h"
#include "ui/view.h"

static const struct route_table *const routes[] = {&setup_routes, NULL};

static const struct nav_item nav[] = {
	{.at = NAV_SIDE, .key = "setup", .group = N_("系统"), .href = "/setup", .icon = "flag", .label = N_("开张清单"), .perm = SETUP,
	 .rank = 405, .whole = true},
	{.at = NAV_SIDE, .key = "backup", .group = N_("系统"), .href = "/setup/backup", .icon = "lock", .label = N_("备份"), .perm = SETUP,
	 .rank = 455, .whole = true},
	{.at = NAV_SIDE, .key = "settings", .group = N_("系统"), .href = "/setup/settings", .icon = "gear", .label = N_("设置"), .perm = SETUP,
	 .rank = 450, .whole = true},
	{0},
};

static const struct sealed *const sealed[] = {&setting_sealed, NULL};

static const struct feature_job jobs[] = {{OUTBOX_RETIME, NULL, setup_retime_job}, {0}};

const struct feature setup_feature = {
	.name = "setup",
	.routes = routes,
	.nav = nav,
	.jobs = jobs,
	.sealed = sealed,
};
