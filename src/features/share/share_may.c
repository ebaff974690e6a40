/* share_may.c: who manages a thing: every rule of places to book asks it. */
#include "features/share/share_rules.h"
#include "features/territory/territory.h"

bool
share_may_manage(struct tx *tx, const struct actor *who, const struct share_thing *t)
{
	struct territory_node n;
	struct place place;

	if (territory_get(tx, who->district, t->place, &n) < 0)
		return false;
	place = territory_place_of(&n);
	return actor_can(who, SHARE_MANAGE, &place, t->org);
}
