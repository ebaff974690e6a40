/* catalogue_feature.c: what the program knows of the catalogue: see struct feature. */
#include "kit/feature.h"

#include "features/catalogue/catalogue_cmd.h"
#include "features/catalogue/catalogue_edit.h"
#include "features/catalogue/catalogue.h"
#include "features/catalogue/catalogue_find.h"
#include "features/catalogue/catalogue_web.h"
#include "kit/command.h"
#include "kit/find.h"
#include "ui/view.h"

static const struct route_table *const routes[] = {&catalogue_routes, &catalogue_list_routes, &catalogue_api_routes, NULL};

static const struct nav_item nav[] = {
	{.at = NAV_SIDE, .key = "catalogue", .group = N_("系统"), .href = "/catalogue", .icon = "doc", .label = N_("职责清单"),
	 .perm = APPEAL_QUEUE, .rank = 420},
	{0},
};

static const struct command commands[] = {
	{"import catalogue", "--db URL FILE.csv|FILE.xlsx", "the duty catalogue",
	 NEED_DB | NEED_SCHEMA | NEED_DISTRICT | OWN_HELP, catalogue_import_cmd},
	{0},
};

static const struct sealed *const sealed[] = {&catalogue_sealed, NULL};

const struct feature catalogue_feature = {
	.name = "catalogue",
	.finders = catalogue_finders,
	.routes = routes,
	.nav = nav,
	.commands = commands,
	.sealed = sealed,
	.body_kinds = catalogue_body_kinds,
};
