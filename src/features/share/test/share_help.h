/* share_help.h: a world with one court (two places, booked by the hour) and people who book it.
 *
 * The suite sets engine; TEST(f) with open_world and close_world makes and ends the world, which stands still at Wednesday 2026-11-18
 * 10:00. */
#ifndef LINLI_SHARE_HELP_H
#define LINLI_SHARE_HELP_H

#include "features/share/share.h"

#include <setjmp.h>
#include <stdarg.h>

#include "base/clock.h"
#include "db_env.h"
#include "features/account/account.h"
#include "kit/slot.h"
#include "suite.h"
#include "support.h"
#include "walk.h"

#include <cmocka.h>

static struct world W;
static enum db_engine engine;
static struct actor wang, qian, shequ;
static int64_t court;

enum { HOUR = 3600 };

/* November 2026. */
static inline int64_t
at(int day, int hour)
{
	return clock_at(2026, 11, day, hour, 0, 0);
}

/* A rule in a transaction of its own, tx. */
#define RUN(call)                                                                                  \
	({                                                                                         \
		struct tx *tx = walk_begin(W.db, &W.arena);                                        \
		int run_rc_ = (call);                                                              \
		assert_int_equal(walk_end(run_rc_), run_rc_);                                      \
		run_rc_;                                                                           \
	})

/* Who signs in by this name. */
static inline void
load(const char *login, struct actor *ret)
{
	struct person p = {0};

	assert_int_equal(RUN(account_by_login(tx, WORLD_DISTRICT, str_of(login), &p)), 0);
	assert_int_equal(RUN(account_actor(tx, WORLD_DISTRICT, p.id, ret)), 0);
}

static inline int
put_thing(const struct actor *who, const struct share_draft *d, int64_t *ret_id)
{
	return RUN(share_put(tx, who, d, ret_id));
}

/* Opens the world with a court as the draft says. */
static inline int
open_with(struct share_draft (*draft)(void))
{
	struct share_draft d;

	if (!world_open(&W, engine))
		return -1;
	load("wang", &wang);
	load("qian", &qian);
	load("shequ", &shequ);
	d = draft();
	return put_thing(&shequ, &d, &court);
}

static inline int
close_world(void **state)
{
	(void)state;
	if (walk_is_open())
		walk_end(E_BUG);
	world_close(&W);
	return 0;
}

/* Open on Saturdays, Sundays and holidays from 8 to 20, on other weekdays from 18 to 20; two courts. */
static inline struct share_draft
court_draft(void)
{
	static const struct share_hours hours[] = {
		{.days = 1 << 5 | 1 << 6 | 1 << SHARE_HOLIDAY, .from_min = 480, .to_min = 1200},
		{.days = 0x1F | 1 << SHARE_SHIFTED, .from_min = 1080, .to_min = 1200},
	};

	return (struct share_draft){
		.thing = {.kind = SHARE_GROUND, .seats = 2, .name = S("篮球场"), .place = world_place(&W, S("BL")), .org = world_org(&W, S("bl-com")),
			  .who = SHARE_RESIDENTS, .reach = world_place(&W, S("BL")), .cells_least = 2, .ahead_days = 30,
			  .open_most = 3, .cancel_s = 2 * HOUR, .absent_most = 2, .absent_days = 90, .pause_days = 30},
		.slot = {.step_s = 1800, .cells_most = 8, .wait = SLOT_WAIT_OFFER, .offer_s = HOUR},
		.hours = hours,
		.hours_n = 2,
	};
}

static inline int
book(const struct actor *who, int day, int from, int to, struct share_booking *ret)
{
	const struct share_wish w = {.thing = court, .from = at(day, from), .to = at(day, to), .people = 1, .may_wait = true};

	return RUN(share_book(tx, who, &w, ret));
}

static inline int64_t
state_of(const struct actor *who, int64_t id)
{
	struct share_booking b = {0};

	assert_int_equal(RUN(share_booking(tx, who, id, &b)), 0);
	return b.state;
}

static inline int
tell_broken(void *ctx, struct str line)
{
	(void)ctx;
	print_message("%.*s\n", STR(line));
	return E_BUG;
}

#endif
