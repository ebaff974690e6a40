/* share_may.c: who manages a thing and who has a booking: every rule of places to book asks it; and names of states. */
#include "features/share/share_rules.h"
#include "features/territory/territory.h"

const char *
share_state_name(int64_t state)
{
	static const char *const names[] = {
		[SHARE_ASKED] = "asked", [SHARE_BOOKED] = "booked", [SHARE_WAITING] = "waiting", [SHARE_OFFERED] = "offered",
		[SHARE_CANCELLED] = "cancelled", [SHARE_REFUSED] = "refused", [SHARE_LAPSED] = "lapsed", [SHARE_CAME] = "came",
		[SHARE_ABSENT] = "absent", [SHARE_OVER] = "over"};

	return state > 0 && state <= SHARE_OVER ? names[state] : NULL;
}

bool
share_serves(const struct actor *who, int64_t org)
{
	for (size_t i = 0; org && i < who->grants_n; i++)
		if (who->grants[i].org == org)
			return true;
	return false;
}

bool
share_is_theirs(const struct actor *who, const struct share_booking *b)
{
	return who->person && (b->person == who->person || share_serves(who, b->for_org));
}

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
