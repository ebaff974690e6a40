/* appeal_place.c: where a case stands. Cases that are not over follow their place when the territory is reorganised; those that are over
 * keep the names and numbers they were closed with until they are reopened. */
#include "db/db.h"
#include "features/account/account.h"
#include "features/appeal/appeal_deed.h"
#include "features/appeal/appeal_rules.h"
#include "features/territory/territory.h"

enum { MERGES_MAX = 32 };

void
appeal_stand_at(struct matter *m, const struct territory_node *n)
{
	struct place place = territory_place_of(n);

	matter_stand(m, &place, territory_name(n));
}

struct place
appeal_place(const struct appeal *a)
{
	return (struct place){
		.node = a->place,
		.at =
			{
				[LEVEL_DISTRICT] = a->district,
				[LEVEL_STREET] = a->street,
				[LEVEL_COMMUNITY] = a->community,
				[LEVEL_AREA] = a->area,
				[LEVEL_GRID] = a->grid,
				[LEVEL_BUILDING] = a->building,
			},
	};
}

/* The node itself, or the one it was merged into, however often. */
static int
live_node(struct tx *tx, int64_t district, int64_t id, struct territory_node *ret)
{
	struct territory_node n;

	TRY(territory_get(tx, district, id, &n));
	for (int i = 0; n.state == TERRITORY_MERGED && i < MERGES_MAX; i++)
		TRY(territory_get(tx, district, n.merged_into, &n));
	*ret = n;
	return 0;
}

int
appeal_stand_now(struct move *m, bool *ret_moved)
{
	struct territory_node n;
	struct matter *row = &m->m;

	TRY(live_node(m->tx, m->who->district, row->place, &n));
	*ret_moved = !(n.id == row->place && n.street == row->street && n.community == row->community && n.area == row->area &&
	    n.grid == row->grid && n.building == row->building);
	if (*ret_moved)
		appeal_stand_at(row, &n);
	return 0;
}
