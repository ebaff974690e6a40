/* territory_change.c: the steps of every change of a node: found and judged, fitting, followed by what lies in it, noted. */
#include "db/db.h"
#include "features/territory/territory_edit.h"
#include "features/territory/territory_rules.h"
#include "gen/territory_sql.h"
#include "kit/due.h"
#include "kit/sealed.h"

bool
territory_fits(const struct territory_node *parent, int64_t level, int64_t kind)
{
	if (kind == TERRITORY_MICRO_GRID)
		return level == LEVEL_GRID && parent->level == LEVEL_GRID &&
		       parent->kind != TERRITORY_MICRO_GRID;
	switch (level) {
	case LEVEL_STREET:
		return parent->level == LEVEL_DISTRICT;
	case LEVEL_COMMUNITY:
		return parent->level == LEVEL_STREET || parent->level == LEVEL_DISTRICT;
	case LEVEL_AREA:
		return parent->level == LEVEL_COMMUNITY;
	case LEVEL_GRID:
		return parent->level == LEVEL_COMMUNITY || parent->level == LEVEL_AREA;
	case LEVEL_BUILDING:
		return parent->level >= LEVEL_COMMUNITY && parent->level <= LEVEL_GRID;
	case LEVEL_UNIT:
		return parent->level == LEVEL_BUILDING;
	case LEVEL_ROOM:
		return parent->level == LEVEL_UNIT || parent->level == LEVEL_BUILDING;
	}
	return false;
}

static int
put_node(struct tx *tx, int64_t district, int64_t id, struct buf *b)
{
	struct territory_node n;
	int64_t households;

	TRY(sql_territory_get(tx, district, id, &n));
	TRY(territory_households(tx, district, id, &households));
	/* What follows from the places above it changes without a step of its own: ancestors, full name, order, version. */
	const int64_t numbers[] = {
		n.parent, n.level, n.kind, n.lon, n.lat, n.state, n.merged_into, n.division, n.opened_at, n.retired_at,
	};
	const struct str texts[] = {n.code, n.name, n.name_en, n.plate};

	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		seal_number(b, "\x1f", numbers[i]);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		seal_text(b, "\x1f", texts[i]);
	/* Older histories were sealed without it. */
	if (households)
		seal_number(b, "\x1f", households);
	return 0;
}

static int
all_nodes(struct tx *tx, int64_t district, int64_t after, int64_t *ret_ids, size_t most, size_t *ret_n)
{
	struct territory_thing_list list;

	TRY(sql_territory_things(tx, district, after, (int64_t)most, &list));
	for (size_t i = 0; i < list.n; i++)
		ret_ids[i] = list.v[i].id;
	*ret_n = list.n;
	return 0;
}

const struct sealed territory_sealed = {.subject = FLOW_TERRITORY, .put = put_node, .things = all_nodes};

int
territory_note(struct tx *tx, const struct actor *who, const struct territory_node *n,
	       enum territory_step step, struct str data, struct str text)
{
	bool inside = n->level == LEVEL_ROOM || step == TERRITORY_DUTY_ADDED ||
		      step == TERRITORY_DUTY_REMOVED;

	return sealed_add(tx, who, &territory_sealed,
			&(struct flow_new){
				.id = n->id,
				.kind = step,
				.sight = inside ? FLOW_INTERNAL : FLOW_PUBLIC,
				.data = data,
				.text = text,
			});
}

int
territory_for_change(struct tx *tx, const struct actor *who, int64_t id, int64_t version,
		     enum perm perm, struct territory_node *ret)
{
	struct territory_node n;

	TRY(territory_see(tx, who, id, &n));
	if (!territory_may(who, perm, &n))
		return E_DENIED;
	if (n.state != TERRITORY_LIVE)
		return fail(tx, E_STALE, NULL, N_("这个地方已经合并或停用，不能再改。"));
	if (version && version != n.version)
		return E_STALE;
	*ret = n;
	return 0;
}

int
territory_follow(struct tx *tx, const struct territory_node *was)
{
	/* A micro-grid has no column of its own: what lies in its grid is gone through. */
	int64_t key = was->level == LEVEL_GRID ? was->grid : was->id;
	int64_t from = was->level > LEVEL_AREA ? was->level : LEVEL_AREA;

	for (int64_t level = from; level <= LEVEL_ROOM; level++) {
		TRY(sql_territory_follow(tx, was->district, level, was->level, key, NULL));
		if (level == LEVEL_GRID) /* micro-grids after the grids they lie in */
			TRY(sql_territory_follow(tx, was->district, level, was->level, key, NULL));
	}
	return 0;
}
