/* territory_find.c: places for the search over everything. */
#include "features/territory/territory_find.h"

#include "db/db.h"
#include "features/territory/territory.h"
#include "kit/find.h"

static int
find(struct tx *tx, const struct actor *who, const struct find_want *w, struct find_rows *rows)
{
	struct territory_node_list nodes;
	struct str *where;

	TRY(territory_search(tx, who->district, w->words, FIND_MOST, &nodes));
	where = NEW_ARRAY(tx->arena, struct str, nodes.n + 1);
	TRY(territory_where(tx, who->district, &nodes, w->english, where));
	for (size_t i = 0; i < nodes.n; i++)
		find_add(rows, (struct find_row){
				       .title = territory_full_name(tx->arena, &nodes.v[i], w->english),
				       .note = where[i],
				       .href = str_fmt(tx->arena, "/territory/%lld", (long long)nodes.v[i].id),
			       });
	return 0;
}

const struct finder territory_finders[] = {
	{.kind = "place", .heading = N_("地点"), .find = find, .more = "/territory?q="},
	{0},
};
