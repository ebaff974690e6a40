/* territory_feature.c: what the program knows of the territory: see struct feature. */
#include "kit/feature.h"

#include "features/territory/territory_cmd.h"
#include "features/territory/territory_edit.h"
#include "features/territory/territory_find.h"
#include "features/territory/territory_layer.h"
#include "features/territory/territory_web.h"
#include "kit/command.h"
#include "kit/find.h"
#include "ui/view.h"

static const struct route_table *const routes[] = {&territory_routes, &territory_list_routes, &territory_api_routes, &territory_layer_routes, NULL};

static const struct nav_item nav[] = {
	{.at = NAV_SIDE, .key = "territory", .group = N_("系统"), .href = "/territory", .icon = "building", .label = N_("网格和楼栋"),
	 .perm = APPEAL_QUEUE, .rank = 410},
	{0},
};

static const struct command commands[] = {
	{"district", "add CODE NAME|list --db URL", "open a district (six-digit division code)",
	 NEED_DB | NEED_SCHEMA | OWN_HELP, territory_district_cmd},
	{"import territory", "--db URL [--datum wgs84|gcj02] FILE…",
	 "divisions (tabbed text, or CSV code,name,parent) or a district's own places (CSV)",
	 NEED_DB | NEED_SCHEMA | OWN_HELP, territory_import_cmd},
	{"import layers", "--kind road|water|green|building [--datum wgs84|gcj02] FILE.geojson | --kind … --drop  --db URL",
	 "what the district's map shows under its places, in place of the layer there was; --datum: the system of the file, the "
	 "district's own when it is not said",
	 NEED_DB | NEED_SCHEMA | NEED_DISTRICT, territory_layers_cmd},
	{"geo convert", "--from wgs84|gcj02 --to wgs84|gcj02 LON LAT",
	 "a place in the other of the two systems of coordinates", 0, territory_convert_cmd},
	{0},
};

static const struct sealed *const sealed[] = {&territory_sealed, NULL};

const struct feature territory_feature = {
	.name = "territory",
	.finders = territory_finders,
	.routes = routes,
	.nav = nav,
	.personal = &territory_personal,
	.commands = commands,
	.sealed = sealed,
	.verify = territory_layer_verify,
};
