/* ledger_feature.c: what the program knows of the ledger: see struct feature. */
#include "kit/feature.h"

#include "features/ledger/ledger_web.h"
#include "kit/actor.h"
#include "ui/view.h"

static const struct route_table *const routes[] = {
	&ledger_routes,
	&ledger_list_routes,
	&ledger_board_routes,
	&ledger_rule_routes,
	NULL,
};

static const struct nav_item nav[] = {
	{.at = NAV_TAB, .key = "ledger", .href = "/ledger", .icon = "chart", .label = N_("台账"), .rank = 40, .more = true},
	{.at = NAV_SIDE, .key = "ledger", .group = N_("公开"), .href = "/ledger", .icon = "book", .label = N_("公开台账"),
	 .perm = APPEAL_QUEUE, .rank = 200},
	{.at = NAV_SIDE, .key = "board", .group = N_("公开"), .href = "/ledger/board", .icon = "chart", .label = N_("看板"),
	 .perm = LEDGER_BOARD, .rank = 190},
	{0},
};

const struct feature ledger_feature = {
	.name = "ledger",
	.routes = routes,
	.nav = nav,
};
