/* routes.c: what the features bring: all routes, what they keep of people; and the side entries of the desk. */
#include <stdio.h>

#include "features/account/account_web.h"
#include "features/appeal/appeal_web.h"
#include "features/catalogue/catalogue_web.h"
#include "features/share/share.h"
#include "features/territory/territory_web.h"
#include "kit/actor.h"
#include "main/main.h"
#include "main/openapi.h"
#include "main/system.h"
#include "ui/view.h"

const struct route_table *const all_routes[] = {
	&system_routes,
	&openapi_routes,
#define TABLE(name) &name,
#include "main/routes.def"
#undef TABLE
};
const size_t all_routes_n = sizeof all_routes / sizeof *all_routes;

static const struct personal *const personal[] = {
#define PERSONAL(name) &name,
#include "main/personal.def"
#undef PERSONAL
};
const struct personal_list all_personal = {personal, sizeof personal / sizeof *personal};

const struct route_table *
route_tables(void)
{
	static struct route_table copy[sizeof all_routes / sizeof *all_routes];

	for (size_t i = 0; i < all_routes_n; i++)
		copy[i] = *all_routes[i];
	return copy;
}

int
routes_cmd(const struct options *o, struct db *db, int argc, char **argv)
{
	(void)o;
	(void)db;
	(void)argv;
	if (argc) {
		fprintf(stderr, "linli: routes takes nothing more\n");
		return 2;
	}
	for (size_t t = 0; t < all_routes_n; t++)
		for (size_t i = 0; i < all_routes[t]->n; i++) {
			const struct route *row = &all_routes[t]->v[i];
			struct str file = str_of(row->file);

			/* The compiler was called in the build folder. */
			while (str_starts(file, S("../")))
				file = str_sub(file, 3, file.n);
			printf("%-4s %-40s %-18s %.*s:%d\n", row->method == GET ? "GET" : "POST", row->path,
			       perm_name((enum perm)row->perm), STR(file), row->line);
		}
	return 0;
}

static const struct nav_item nav[] = {
#define NAV(key_, group_, href_, icon_, label_, perm_)                                             \
	{.key = key_, .group = group_, .href = href_, .icon = icon_, .label = label_, .perm = perm_},
#include "main/nav.def"
#undef NAV
};

void
set_nav(struct req *r)
{
	struct nav_list list = {NULL, 0};
	struct nav_item *mine;

	if (!actor_is_staff(r->who))
		return;
	mine = NEW_ARRAY(&r->arena, struct nav_item, sizeof nav / sizeof *nav);
	for (size_t i = 0; i < sizeof nav / sizeof *nav; i++)
		if (actor_has(r->who, (enum perm)nav[i].perm))
			mine[list.n++] = nav[i];
	list.v = mine;
	ui_set_nav(r, list);
}
