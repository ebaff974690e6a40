/* appeal_place.c: where a case stands. Cases that are not over follow their place when the territory is
 * reorganised; those that are over keep the names and numbers they were closed with. */
#include "base/clock.h"
#include "db/db.h"
#include "features/appeal/appeal_rules.h"
#include "features/territory/territory.h"
#include "gen/appeal_sql.h"

enum { BATCH = 200, MERGES_MAX = 32 };

void
appeal_stand_at(struct appeal *a, const struct territory_node *n)
{
	a->place = n->id;
	a->street = n->street;
	a->community = n->community;
	a->area = n->area;
	a->grid = n->grid;
	a->building = n->building;
	a->place_name = territory_name(n);
}

int
appeal_full_place(struct tx *tx, int64_t district, const struct appeal *a, struct place *ret)
{
	struct territory_node root;

	TRY(territory_root(tx, district, &root));
	*ret = (struct place){
		.node = a->place,
		.at =
			{
				[LEVEL_DISTRICT] = root.id,
				[LEVEL_STREET] = a->street,
				[LEVEL_COMMUNITY] = a->community,
				[LEVEL_AREA] = a->area,
				[LEVEL_GRID] = a->grid,
				[LEVEL_BUILDING] = a->building,
			},
	};
	return 0;
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

static int
follow(struct tx *tx, const struct actor *who, int64_t id)
{
	struct territory_node n;
	struct appeal a;

	TRY(sql_appeal_get(tx, who->district, id, &a));
	TRY(live_node(tx, who->district, a.place, &n));
	if (n.id == a.place && n.street == a.street && n.community == a.community &&
	    n.area == a.area && n.grid == a.grid && n.building == a.building)
		return 0;
	TRY(flow_add(tx, who,
		     &(struct flow_new){
			     .subject = FLOW_APPEAL,
			     .id = a.id,
			     .kind = ACT_TRIAGE,
			     .sight = FLOW_INTERNAL,
			     .data = str_fmt(tx->arena, "place=%lld>%lld community=%lld>%lld",
					     (long long)a.place, (long long)n.id,
					     (long long)a.community, (long long)n.community),
		     }));
	appeal_stand_at(&a, &n);
	return appeal_save(tx, &a, clock_now());
}

int
appeal_follow_place(struct tx *tx, int64_t district, int64_t node, int64_t after, int64_t *ret_last)
{
	struct actor system = actor_system_of;
	struct appeal_at_list cases;

	system.district = district;
	TRY(sql_appeal_live_at(tx, district, node, after, BATCH, &cases));
	for (size_t i = 0; i < cases.n; i++)
		TRY(follow(tx, &system, cases.v[i].id));
	*ret_last = cases.n == BATCH ? cases.v[cases.n - 1].id : 0;
	return 0;
}
