/* share_due.c: what the clock does to bookings: offers and questions that nobody answered end, what was booked and is over
 * ends as used or as absent, and who still waits when the time has passed waits no longer. */
#include "base/clock.h"
#include "features/share/share_rules.h"
#include "gen/share_sql.h"

/* One whose hold or offer ended. */
static int
lapse(struct tx *tx, int64_t district, const struct slot_take *take)
{
	struct share_booking b;
	int rc = sql_share_booking_of_take(tx, district, take->id, &b);

	if (rc < 0) /* another feature's take */
		return rc == E_NOTFOUND ? 0 : rc;
	TRY(share_step_alone(tx, district, &b, SHARE_LAPSED));
	return share_tell(tx, district, &b, "这次没有约上",
			  b.state == SHARE_OFFERED ? S("过了时间没有确认，名额让给了后面的人。") : S("到了时间还没有人同意，给您添麻烦了。"));
}

static int
end_passed(struct tx *tx, int64_t district, const struct share_booking *b)
{
	struct actor system = actor_system_of;
	struct share_thing t;

	system.district = district;
	TRY(sql_share_thing_get(tx, district, b->thing, &t));
	if (t.check_in)
		return share_missed(tx, &system, b, &t);
	return share_step_alone(tx, district, b, SHARE_OVER);
}

/* Who waits, or asked after moving up, and the time has come: what is left of it goes to others. */
static int
end_wait(struct tx *tx, int64_t district, const struct share_booking *b)
{
	struct slot_take_list moved;

	TRY(share_step_alone(tx, district, b, SHARE_LAPSED));
	TRY(slot_give_back(tx, district, b->take, &moved));
	TRY(share_follow(tx, district, &moved));
	return b->state == SHARE_ASKED ? share_tell(tx, district, b, "这次没有约上", S("到了时间还没有人同意，给您添麻烦了。")) : 0;
}

int
share_sweep(struct tx *tx, int64_t district, int64_t limit)
{
	struct slot_take_list ended, moved;
	struct share_booking_list list;

	TRY(slot_sweep(tx, district, limit, &ended, &moved));
	for (size_t i = 0; i < ended.n; i++)
		TRY(lapse(tx, district, &ended.v[i]));
	TRY(share_follow(tx, district, &moved));
	TRY(sql_share_passed(tx, district, clock_now(), limit, &list));
	for (size_t i = 0; i < list.n; i++)
		TRY(end_passed(tx, district, &list.v[i]));
	TRY(sql_share_unanswered(tx, district, clock_now(), limit, &list));
	for (size_t i = 0; i < list.n; i++)
		TRY(end_wait(tx, district, &list.v[i]));
	TRY(sql_share_waited(tx, district, clock_now(), limit, &list));
	for (size_t i = 0; i < list.n; i++)
		TRY(end_wait(tx, district, &list.v[i]));
	return 0;
}

int
share_is_due(struct tx *tx, int64_t district, bool *ret)
{
	struct share_booking_list passed, waited, asked;
	int64_t now = clock_now();
	bool due;

	TRY(slot_is_due(tx, district, &due));
	TRY(sql_share_passed(tx, district, now, 1, &passed));
	TRY(sql_share_waited(tx, district, now, 1, &waited));
	TRY(sql_share_unanswered(tx, district, now, 1, &asked));
	*ret = due || passed.n || waited.n || asked.n;
	return 0;
}
