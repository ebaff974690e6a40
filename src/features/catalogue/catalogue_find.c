/* catalogue_find.c: items of the duty catalogue for the search over everything. */
#include "features/catalogue/catalogue_find.h"

#include "db/db.h"
#include "features/catalogue/catalogue.h"
#include "kit/find.h"

static int
find(struct tx *tx, const struct actor *who, const struct find_want *w, struct find_rows *rows)
{
	struct catalogue_node_list nodes;

	TRY(catalogue_search(tx, who->district, w->words, FIND_MOST, &nodes));
	for (size_t i = 0; i < nodes.n; i++)
		find_add(rows, (struct find_row){
				       .title = catalogue_name(&nodes.v[i], w->english),
				       .note = catalogue_path(&nodes.v[i], w->english),
				       .href = str_fmt(tx->arena, "/catalogue/%lld", (long long)nodes.v[i].id),
			       });
	return 0;
}

const struct finder catalogue_finders[] = {
	{.kind = "item", .heading = N_("职责清单"), .find = find, .more = "/catalogue?q="},
	{0},
};
