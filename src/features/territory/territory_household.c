/* territory_household.c: how many households a community has. */
#include "base/clock.h"
#include "db/db.h"
#include "features/territory/territory_rules.h"
#include "gen/territory_sql.h"

int
territory_households(struct tx *tx, int64_t district, int64_t community, int64_t *ret)
{
	struct territory_household_list list;

	TRY(sql_territory_household(tx, district, community, &list));
	*ret = list.n ? list.v[0].households : 0;
	return 0;
}

int
territory_households_each(struct tx *tx, int64_t district, const struct territory_node_list *communities, int64_t **ret)
{
	struct territory_household_list list;

	TRY(sql_territory_households(tx, district, &list));
	*ret = NEW_ARRAY(tx->arena, int64_t, communities->n);
	for (size_t i = 0; i < communities->n; i++)
		for (size_t k = 0; k < list.n; k++)
			if (list.v[k].node == communities->v[i].id)
				(*ret)[i] = list.v[k].households;
	return 0;
}

int
territory_households_put(struct tx *tx, const struct territory_node *n, int64_t households)
{
	struct territory_household h = {.node = n->id, .households = households, .told_at = clock_now()};

	if (!households)
		return 0;
	if (n->level != LEVEL_COMMUNITY)
		return fail(tx, E_INVALID, "households", N_("户数只填在社区上。"));
	if (households == TERRITORY_UNTOLD)
		return sql_territory_household_drop(tx, n->district, n->id, NULL);
	if (households < 0 || households > TERRITORY_HOUSEHOLDS_MAX)
		return fail(tx, E_INVALID, "households", N_("户数要在 1 到 1000000 之间。"));
	return sql_territory_household_put(tx, n->district, &h);
}

int
territory_households_join(struct tx *tx, const struct territory_node *from, const struct territory_node *into)
{
	int64_t gone, stays;

	if (from->level != LEVEL_COMMUNITY)
		return 0;
	TRY(territory_households(tx, from->district, from->id, &gone));
	TRY(territory_households(tx, from->district, into->id, &stays));
	if (gone && stays && gone + stays <= TERRITORY_HOUSEHOLDS_MAX)
		return territory_households_put(tx, into, gone + stays);
	return territory_households_put(tx, into, TERRITORY_UNTOLD);
}
