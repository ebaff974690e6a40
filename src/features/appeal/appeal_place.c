/* appeal_place.c: cases that are not over follow their place when the territory is reorganised; those that are
 * over keep the names and numbers they were closed with. */
#include "base/clock.h"
#include "db/db.h"
#include "features/appeal/appeal.h"
#include "features/appeal/appeal_rules.h"
#include "features/territory/territory.h"
#include "gen/appeal_sql.h"

enum { BATCH = 200, MERGES_MAX = 32 };

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
	return sql_appeal_update(tx, who->district, a.id, a.version, a.item, a.class, a.rule, n.id,
				 n.street, n.community, n.area, n.grid, n.building,
				 territory_name(&n), a.state, a.live, a.queue_at, a.org, a.open,
				 a.due_at, a.paused_at, a.paused_left, a.accepted_at, a.replied_at,
				 a.closed_at, a.promised_at, a.reply, a.result, a.attitude,
				 a.rated_at, a.reopened, clock_now());
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
