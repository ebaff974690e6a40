/* about_feature.c: what the program knows of the texts at the foot of pages: see struct feature. */
#include "kit/feature.h"

#include "features/about/about.h"
#include "features/about/about_seal.h"
#include "features/about/about_web.h"
#include "kit/privacy.h"
#include "ui/view.h"

static const struct route_table *const routes[] = {&about_routes, NULL};

static const struct nav_item nav[] = {
	{.at = NAV_FOOT, .key = "privacy", .href = "/about/privacy", .label = N_("隐私说明"), .rank = 10},
	{.at = NAV_FOOT, .key = "accessibility", .href = "/about/accessibility", .label = N_("无障碍说明"), .rank = 20},
	{.at = NAV_FOOT, .key = "contact", .href = "/about/contact", .label = N_("联系我们"), .rank = 30},
	{0},
};

static const struct personal personal = {.name = "about", .print = about_print, .forget = about_forget};
static const struct sealed *const sealed[] = {&about_sealed, NULL};

const struct feature about_feature = {
	.name = "about",
	.routes = routes,
	.nav = nav,
	.personal = &personal,
	.sealed = sealed,
};
