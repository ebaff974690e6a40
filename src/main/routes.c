/* routes.c: prints every route of the program. */
#include <stdio.h>

#include "http/route.h"
#include "kit/actor.h"
#include "main/main.h"

static void
print_route(const struct route *row)
{
	struct str file = str_of(row->file);

	/* The compiler was called in the build folder. */
	while (str_starts(file, S("../")))
		file = str_sub(file, 3, file.n);
	printf("%-4s %-40s %-18s %.*s:%d\n", row->method == GET ? "GET" : "POST", row->path, perm_name((enum perm)row->perm),
	       STR(file), row->line);
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
	for (size_t f = 0; f < all_features.n; f++)
		for (const struct route_table *const *t = all_features.v[f]->routes; t && *t; t++)
			for (size_t i = 0; i < (*t)->n; i++)
				print_route(&(*t)->v[i]);
	return 0;
}
