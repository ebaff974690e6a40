/* share_outside_test.c: the times of an outside calendar: what it closes, what stays, what opens again, who is told. */
#include "features/share/share_outside.h"

#include "share_help.h"

static struct actor shequ2;

static struct share_draft
hall(void)
{
	static const struct share_hours hours[] = {{.days = 0x1FF, .from_min = 480, .to_min = 1200}};

	return (struct share_draft){
		.thing = {.kind = SHARE_GROUND, .seats = 2, .whole = 1, .name = S("篮球场"), .place = world_place(&W, S("BL")),
			  .org = world_org(&W, S("bl-com")), .who = SHARE_ANYBODY, .cells_least = 1, .ahead_days = 30},
		.slot = {.step_s = 1800, .cells_most = 8, .wait = SLOT_WAIT_AUTO, .offer_s = 3600},
		.hours = hours,
		.hours_n = 1,
	};
}

static int
open_world(void **state)
{
	(void)state;
	if (open_with(hall) < 0)
		return -1;
	load("shequ2", &shequ2);
	return 0;
}

static int64_t
at_minute(int day, int hour, int minute)
{
	return at(day, hour) + minute * INT64_C(60);
}

static int
put(const struct actor *who, struct ical_span *v, size_t n, const char *why, struct share_outside_plan *ret)
{
	const struct ical_span_list list = {v, n};

	return RUN(share_outside_put(tx, who, court, &list, str_of(why), ret));
}

static int64_t
closed(void)
{
	struct slot_closing_list list = {0};

	assert_int_equal(RUN(share_outside_closings(tx, WORLD_DISTRICT, court, true, &list)), 0);
	return (int64_t)list.n;
}

/* Lessons of 45 minutes take the half hours they touch; two that meet are one time. */
static void
test_outside__whole_cells_and_those_that_meet_are_one(void **state)
{
	struct ical_span v[] = {
		{.from = at_minute(21, 9, 0), .to = at_minute(21, 9, 45)},
		{.from = at_minute(21, 9, 50), .to = at_minute(21, 10, 35)},
		{.from = at_minute(21, 10, 0), .to = at_minute(21, 10, 10)},
		{.from = at_minute(21, 14, 0), .to = at_minute(21, 15, 0)},
		{.from = at_minute(22, 9, 0), .to = at_minute(22, 10, 0), .free = true},
		{.from = at_minute(22, 9, 0), .to = at_minute(22, 9, 0)},
	};
	struct share_outside_plan p;

	(void)state;
	assert_int_equal(RUN(share_outside_look(tx, &shequ, court, &(struct ical_span_list){v, 6}, S("上课"), &p)), 0);
	assert_int_equal(closed(), 0);
	assert_int_equal(p.added, 2);
	assert_true(p.spans.v[0].from == at_minute(21, 9, 0) && p.spans.v[0].to == at_minute(21, 11, 0));
	assert_true(p.free == 1 && p.endless == 1);
	assert_int_equal(put(&shequ, v, 6, "上课", &p), 0);
	assert_int_equal(closed(), 2);
}

static void
test_outside__a_new_calendar_replaces_the_old(void **state)
{
	struct ical_span old[] = {{.from = at_minute(21, 9, 0), .to = at_minute(21, 10, 0)}, {.from = at_minute(21, 14, 0), .to = at_minute(21, 15, 0)}};
	struct ical_span new[] = {{.from = at_minute(21, 14, 0), .to = at_minute(21, 15, 0)}, {.from = at_minute(22, 9, 0), .to = at_minute(22, 10, 0)}};
	struct share_outside_plan p;
	int64_t told, n;

	(void)state;
	assert_int_equal(RUN(share_close(tx, &shequ, court, at_minute(21, 16, 0), at_minute(21, 17, 0), S("检查"), &told)), 0);
	assert_int_equal(put(&shequ, old, 2, "上课", &p), 0);
	assert_int_equal(put(&shequ, new, 2, "上课", &p), 0);
	assert_true(p.added == 1 && p.kept == 1 && p.gone == 1);
	assert_int_equal(put(&shequ, new, 2, "上课", &p), 0);
	assert_true(p.added == 0 && p.kept == 2 && p.gone == 0);
	/* Another reason is told anew. */
	assert_int_equal(put(&shequ, new, 2, "考试", &p), 0);
	assert_true(p.added == 2 && p.gone == 2);
	assert_int_equal(RUN(slot_free(tx, WORLD_DISTRICT, court, at_minute(21, 9, 0), at_minute(21, 10, 0), &n)), 0);
	assert_int_equal(n, 1);
	assert_int_equal(put(&shequ, NULL, 0, "", &p), 0);
	assert_int_equal(closed(), 0);
	/* What staff closed by hand is theirs. */
	assert_int_equal(RUN(slot_free(tx, WORLD_DISTRICT, court, at_minute(21, 16, 0), at_minute(21, 17, 0), &n)), 0);
	assert_int_equal(n, 0);
}

static void
test_outside__who_is_booked_is_told_and_who_waits_does_not_move_in(void **state)
{
	const struct share_wish w = {.thing = 0, .from = at_minute(21, 9, 0), .to = at_minute(21, 10, 0), .people = 1, .may_wait = true};
	struct ical_span v[] = {{.from = at_minute(21, 9, 0), .to = at_minute(21, 10, 0)}};
	struct share_outside_plan p;
	struct share_booking a, b;
	struct share_wish wish = w;

	(void)state;
	wish.thing = court;
	assert_int_equal(RUN(share_book(tx, &wang, &wish, &a)), 0);
	assert_int_equal(RUN(share_book(tx, &qian, &wish, &b)), 0);
	assert_int_equal(b.state, SHARE_WAITING);
	assert_int_equal(put(&shequ, v, 1, "上课", &p), 0);
	assert_int_equal(p.met, 1);
	assert_int_equal(RUN(share_cancel(tx, &wang, a.id)), 0);
	assert_int_equal(RUN(share_booking(tx, &qian, b.id, &b)), 0);
	assert_int_equal(b.state, SHARE_WAITING);
	assert_int_equal(put(&shequ, NULL, 0, "", &p), 0);
	assert_int_equal(RUN(share_booking(tx, &qian, b.id, &b)), 0);
	assert_int_equal(b.state, SHARE_BOOKED);
}

static void
test_outside__only_for_who_manages_with_a_reason(void **state)
{
	static struct ical_span v[SHARE_OUTSIDE_MOST + 1];
	struct share_outside_plan p;

	(void)state;
	for (size_t i = 0; i < SHARE_OUTSIDE_MOST + 1; i++)
		v[i] = (struct ical_span){.from = at_minute(21, 0, 0) + (int64_t)i * 3600, .to = at_minute(21, 0, 0) + (int64_t)i * 3600 + 1800};
	assert_int_equal(put(&shequ2, v, 1, "上课", &p), E_NOTFOUND);
	assert_int_equal(put(&wang, v, 1, "上课", &p), E_NOTFOUND);
	assert_int_equal(put(&shequ, v, 1, " ", &p), E_INVALID);
	assert_int_equal(put(&shequ, v, SHARE_OUTSIDE_MOST + 1, "上课", &p), E_INVALID);
	assert_int_equal(closed(), 0);
	assert_int_equal(put(&shequ, v, SHARE_OUTSIDE_MOST, "上课", &p), 0);
	assert_int_equal(closed(), SHARE_OUTSIDE_MOST);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_world, close_world)
static const struct CMUnitTest tests[] = {
	TEST(test_outside__whole_cells_and_those_that_meet_are_one),
	TEST(test_outside__a_new_calendar_replaces_the_old),
	TEST(test_outside__who_is_booked_is_told_and_who_waits_does_not_move_in),
	TEST(test_outside__only_for_who_manages_with_a_reason),
};

SUITE(share_outside)
{
	return DB_ENV_EACH("share_outside", &engine, tests);
}
