/* share_test.c: rooms and sports grounds, booked by the hour. */
#include "features/share/share.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "features/share/share_feed.h"
#include "features/share/share_hours.h"
#include "features/share/share_job.h"
#include "features/territory/territory.h"
#include "kit/feature.h"
#include "kit/privacy.h"
#include "lib/calendar.h"
#include "share_help.h"

static struct actor zhang, shequ2, zhiyuan;
static int64_t people_told;

static int
open_world(void **state)
{
	(void)state;
	if (open_with(court_draft) < 0)
		return -1;
	load("zhang", &zhang);
	load("shequ2", &shequ2);
	load("zhiyuan", &zhiyuan);
	return 0;
}

static void
test_share__kinds_of_days(void **state)
{
	/* The district is closed on a Thursday, and its body works that day. */
	const struct calendar_own days[] = {
		{.district = WORLD_DISTRICT, .org = 0, .day = clock_day(at(19, 0)), .said = CALENDAR_CLOSED},
		{.district = WORLD_DISTRICT, .org = 7, .day = clock_day(at(19, 0)), .said = CALENDAR_OPEN},
	};
	const struct calendar_book book = {.days = days, .days_n = 2}, none = {0};
	const struct calendar_whose ours = {.district = WORLD_DISTRICT}, body = {.district = WORLD_DISTRICT, .org = 7}, others = {.district = WORLD_DISTRICT + 1};

	(void)state;
	calendar_keep(&book);
	assert_int_equal(share_day_of(ours, clock_day(at(19, 0))), SHARE_HOLIDAY);
	assert_int_equal(share_day_of(body, clock_day(at(19, 0))), 3);
	assert_int_equal(share_day_of(others, clock_day(at(19, 0))), 3);
	calendar_keep(&none);
	assert_int_equal(share_day_of(ours, clock_day(at(18, 0))), 2);
	assert_int_equal(share_day_of(ours, clock_day(at(22, 0))), 6);
	assert_int_equal(share_day_of(ours, clock_day(clock_at(2026, 10, 1, 0, 0, 0))), SHARE_HOLIDAY);
	assert_int_equal(share_day_of(ours, clock_day(clock_at(2026, 10, 3, 0, 0, 0))), 5);
	assert_int_equal(share_day_of(ours, clock_day(clock_at(2026, 10, 10, 0, 0, 0))), SHARE_SHIFTED);
}

static void
test_share__hours_length_and_reach_of_time(void **state)
{
	struct share_booking b;

	(void)state;
	assert_int_equal(book(&wang, 21, 9, 10, &b), 0);
	assert_int_equal(b.state, SHARE_BOOKED);
	assert_int_equal(book(&wang, 20, 9, 10, &b), E_INVALID);  /* a Friday morning */
	assert_int_equal(book(&wang, 20, 18, 20, &b), 0);
	assert_int_equal(book(&wang, 21, 19, 21, &b), E_INVALID); /* past closing */
	assert_int_equal(book(&wang, 21, 8, 13, &b), E_INVALID);  /* ten cells */
	assert_int_equal(book(&wang, 15, 9, 10, &b), E_INVALID);  /* last Sunday */
	assert_int_equal(book(&wang, 50, 18, 20, &b), E_INVALID); /* too far */
	assert_int_equal(RUN(share_book(tx, &wang, &(struct share_wish){.thing = court, .from = at(22, 9), .to = at(22, 9) + 1800, .people = 1}, &b)),
			 E_INVALID); /* half an hour */
}

static void
test_share__who_may_book(void **state)
{
	struct actor visitor;
	struct share_booking b;

	(void)state;
	account_visitor(WORLD_DISTRICT, &visitor);
	assert_int_equal(book(&visitor, 21, 9, 10, &b), E_DENIED);
	assert_int_equal(book(&zhang, 21, 9, 10, &b), E_DENIED); /* lives in another community */
	assert_int_equal(book(&zhiyuan, 21, 9, 10, &b), E_DENIED); /* says nothing of a home */
	assert_int_equal(book(&shequ, 21, 9, 10, &b), 0);
}

static void
test_share__who_may_manage(void **state)
{
	struct share_draft d = court_draft();
	struct share_booking b;
	int64_t id;

	(void)state;
	assert_int_equal(put_thing(&wang, &d, &id), E_DENIED);
	assert_int_equal(put_thing(&shequ2, &d, &id), E_DENIED);
	d.thing.id = court;
	d.thing.version = 1;
	d.thing.state = SHARE_OPEN;
	assert_int_equal(put_thing(&shequ2, &d, &id), E_DENIED);
	assert_int_equal(put_thing(&shequ, &d, &id), 0);
	assert_int_equal(put_thing(&shequ, &d, &id), E_STALE);
	assert_int_equal(book(&wang, 21, 9, 10, &b), 0);
	assert_int_equal(RUN(share_booking(tx, &qian, b.id, &b)), E_NOTFOUND);
	assert_int_equal(RUN(share_cancel(tx, &qian, b.id)), E_NOTFOUND);
	assert_int_equal(RUN(share_refuse(tx, &qian, b.id, S("不行"))), E_NOTFOUND);
	assert_int_equal(RUN(share_refuse(tx, &shequ2, b.id, S("不行"))), E_NOTFOUND);
	assert_int_equal(RUN(share_refuse(tx, &wang, b.id, S("不行"))), E_DENIED);
	assert_int_equal(RUN(share_refuse(tx, &shequ, b.id, S(" "))), E_INVALID);
	assert_int_equal(RUN(share_refuse(tx, &shequ, b.id, S("要换地板"))), 0);
	assert_int_equal(state_of(&wang, b.id), SHARE_REFUSED);
}

static void
test_share__bad_drafts_are_refused(void **state)
{
	static const struct share_hours bad_hours[] = {{.days = 0, .from_min = 0, .to_min = 60}, {.days = 1, .from_min = 60, .to_min = 60},
						       {.days = 1, .from_min = 0, .to_min = 1441}, {.days = 512, .from_min = 0, .to_min = 60}};
	int64_t id;

	(void)state;
	for (int i = 0; i < 8; i++) {
		struct share_draft d = court_draft();

		d.thing.name = i == 0 ? S("  ") : d.thing.name;
		d.thing.who = i == 1 ? 9 : d.thing.who;
		d.thing.cells_least = i == 2 ? 9 : d.thing.cells_least;
		d.thing.ahead_days = i == 3 ? 4000 : d.thing.ahead_days;
		d.thing.seats = i == 4 ? -1 : d.thing.seats;
		d.slot.step_s = i == 5 ? 7 : d.slot.step_s;
		d.thing.place = i == 6 ? 4711 : d.thing.place;
		d.thing.org = i == 7 ? 4711 : d.thing.org;
		assert_int_equal(put_thing(&shequ, &d, &id), E_INVALID);
	}
	for (size_t i = 0; i < sizeof bad_hours / sizeof *bad_hours; i++) {
		struct share_draft d = court_draft();

		d.hours = &bad_hours[i];
		d.hours_n = 1;
		assert_int_equal(put_thing(&shequ, &d, &id), E_INVALID);
	}
}

static void
test_share__the_same_form_books_once_and_limits_hold(void **state)
{
	const struct share_wish w = {.thing = court, .from = at(21, 9), .to = at(21, 10), .people = 1, .once = S("f1")};
	struct share_booking a, b;

	(void)state;
	assert_int_equal(RUN(share_book(tx, &wang, &w, &a)), 0);
	assert_int_equal(RUN(share_book(tx, &wang, &w, &b)), 0);
	assert_true(a.id == b.id);
	assert_int_equal(book(&wang, 21, 10, 11, &b), 0);
	assert_int_equal(book(&wang, 21, 11, 12, &b), 0);
	assert_int_equal(book(&wang, 21, 12, 13, &b), E_INVALID); /* three ahead */
	assert_int_equal(RUN(share_book(tx, &wang, &w, &b)), 0);  /* the first form is still the first booking */
	assert_true(a.id == b.id);
	assert_int_equal(RUN(share_cancel(tx, &wang, a.id)), 0);
	assert_int_equal(book(&wang, 21, 12, 13, &b), 0);
}

static void
test_share__waiting_is_offered_confirmed_or_lapses(void **state)
{
	struct share_booking a, b, first, second;

	(void)state;
	assert_int_equal(book(&wang, 21, 9, 10, &a), 0);
	assert_int_equal(book(&shequ, 21, 9, 10, &b), 0);
	assert_int_equal(book(&qian, 21, 9, 10, &first), 0);
	assert_int_equal(first.state, SHARE_WAITING);
	assert_int_equal(book(&shequ, 21, 9, 10, &second), 0);
	assert_int_equal(RUN(share_confirm(tx, &qian, first.id)), E_STALE);
	assert_int_equal(RUN(share_cancel(tx, &wang, a.id)), 0);
	assert_int_equal(state_of(&qian, first.id), SHARE_OFFERED);
	assert_int_equal(state_of(&shequ, second.id), SHARE_WAITING);
	clock_set(world_start() + HOUR + 1);
	assert_int_equal(RUN(share_confirm(tx, &qian, first.id)), E_EXPIRED);
	assert_int_equal(RUN(share_sweep(tx, WORLD_DISTRICT, 100)), 0);
	assert_int_equal(state_of(&qian, first.id), SHARE_LAPSED);
	assert_int_equal(state_of(&shequ, second.id), SHARE_OFFERED);
	assert_int_equal(RUN(share_confirm(tx, &shequ, second.id)), 0);
	assert_int_equal(state_of(&shequ, second.id), SHARE_BOOKED);
	assert_true(world_jobs(&W) >= 2); /* both were told */
}

static void
test_share__cancel_has_a_deadline(void **state)
{
	struct share_booking b;

	(void)state;
	assert_int_equal(book(&wang, 21, 9, 10, &b), 0);
	clock_set(at(21, 7) + 1);
	assert_int_equal(RUN(share_cancel(tx, &wang, b.id)), E_EXPIRED);
	clock_set(at(21, 7));
	assert_int_equal(RUN(share_cancel(tx, &wang, b.id)), 0);
	assert_int_equal(RUN(share_cancel(tx, &wang, b.id)), 0);
}

static void
test_share__approval_comes_first(void **state)
{
	struct share_draft d = court_draft();
	struct share_booking a, b;

	(void)state;
	d.thing.approval = 1;
	assert_int_equal(put_thing(&shequ, &d, &court), 0);
	assert_int_equal(book(&wang, 21, 9, 10, &a), 0);
	assert_int_equal(a.state, SHARE_ASKED);
	assert_int_equal(RUN(share_accept(tx, &wang, a.id)), E_DENIED);
	assert_int_equal(RUN(share_accept(tx, &shequ, a.id)), 0);
	assert_int_equal(RUN(share_accept(tx, &shequ, a.id)), 0);
	assert_int_equal(state_of(&wang, a.id), SHARE_BOOKED);
	assert_int_equal(book(&wang, 21, 10, 11, &b), 0);
	clock_set(at(21, 10));
	assert_int_equal(RUN(share_sweep(tx, WORLD_DISTRICT, 100)), 0);
	assert_int_equal(state_of(&wang, b.id), SHARE_LAPSED);
	assert_int_equal(state_of(&wang, a.id), SHARE_OVER);
}

static void
test_share__absent_too_often_is_a_pause_that_ends(void **state)
{
	struct share_booking a, b, c;
	struct share_pause p;

	(void)state;
	assert_int_equal(book(&wang, 21, 9, 10, &a), 0);
	assert_int_equal(book(&wang, 21, 10, 11, &b), 0);
	assert_int_equal(RUN(share_absent(tx, &shequ, a.id)), E_INVALID);
	assert_int_equal(RUN(share_check_in(tx, &wang, a.id)), E_INVALID);
	clock_set(at(21, 11));
	assert_int_equal(RUN(share_absent(tx, &wang, a.id)), E_DENIED);
	assert_int_equal(RUN(share_absent(tx, &shequ, a.id)), 0);
	assert_int_equal(book(&wang, 22, 9, 10, &c), 0);
	assert_int_equal(RUN(share_absent(tx, &shequ, b.id)), 0);
	assert_int_equal(book(&wang, 22, 11, 12, &c), E_INVALID);
	assert_int_equal(RUN(share_pause_of(tx, &wang, world_org(&W, S("bl-com")), &p)), 0);
	assert_int_equal(RUN(share_pause_answer(tx, &qian, p.id, S("不是我"))), E_NOTFOUND);
	assert_int_equal(RUN(share_pause_answer(tx, &wang, p.id, S("那天孩子发烧"))), 0);
	assert_int_equal(RUN(share_pause_lift(tx, &wang, court, p.id)), E_NOTFOUND);
	assert_int_equal(RUN(share_pause_lift(tx, &shequ2, court, p.id)), E_NOTFOUND);
	assert_int_equal(RUN(share_pause_lift(tx, &shequ, court, p.id)), 0);
	assert_int_equal(book(&wang, 22, 11, 12, &c), 0);
}

static void
test_share__check_in(void **state)
{
	struct share_booking a;

	(void)state;
	assert_int_equal(book(&wang, 21, 9, 10, &a), 0);
	clock_set(at(21, 9) - 16 * 60);
	assert_int_equal(RUN(share_check_in(tx, &wang, a.id)), E_INVALID);
	clock_set(at(21, 9) - 15 * 60);
	assert_int_equal(RUN(share_check_in(tx, &qian, a.id)), E_NOTFOUND);
	assert_int_equal(RUN(share_check_in(tx, &wang, a.id)), 0);
	assert_int_equal(RUN(share_absent(tx, &shequ, a.id)), E_STALE);
}

static void
test_share__closing_tells_who_is_booked(void **state)
{
	struct share_booking a, b;

	(void)state;
	assert_int_equal(book(&wang, 21, 9, 10, &a), 0);
	assert_int_equal(RUN(share_close(tx, &wang, court, at(21, 8), at(21, 12), S("消防检查"), &people_told)), E_DENIED);
	assert_int_equal(RUN(share_close(tx, &shequ, court, at(21, 8), at(21, 12), S(""), &people_told)), E_INVALID);
	assert_int_equal(RUN(share_close(tx, &shequ, court, at(21, 8), at(21, 12), S("消防检查"), &people_told)), 0);
	assert_int_equal(people_told, 1);
	assert_int_equal(book(&qian, 21, 10, 11, &b), E_INVALID);
	assert_int_equal(book(&qian, 21, 12, 13, &b), 0);
	assert_int_equal(state_of(&wang, a.id), SHARE_BOOKED);
}

static void
test_share__series_says_first_what_cannot_be_had(void **state)
{
	const struct share_wish w = {.thing = court, .from = at(21, 9), .to = at(21, 10), .people = 2, .once = S("s1")};
	static const char rule[] = "FREQ=DAILY;COUNT=4";
	struct share_instance_list list;
	struct share_booking b;
	int64_t series, again;

	(void)state;
	assert_int_equal(book(&qian, 22, 9, 10, &b), 0);
	assert_int_equal(RUN(share_series_look(tx, &wang, &w, str_of(rule), &list)), 0);
	assert_int_equal(list.n, 4);
	assert_int_equal(list.v[0].fit, SHARE_FITS);
	assert_int_equal(list.v[1].fit, SHARE_FULL);
	assert_int_equal(list.v[2].fit, SHARE_OUTSIDE_HOURS); /* a Monday */
	assert_int_equal(RUN(share_book_series(tx, &wang, &w, S("FREQ=WEEKLY;COUNT=3"), &series, &list)), 0);
	assert_int_equal(RUN(share_book_series(tx, &wang, &w, S("FREQ=WEEKLY;COUNT=9"), &again, &list)), E_INVALID);
	assert_int_equal(RUN(share_series_look(tx, &wang, &w, S("FREQ=DAILY"), &list)), E_INVALID);
	assert_int_equal(RUN(share_series_look(tx, &wang, &w, S("every day"), &list)), E_INVALID);
	assert_int_equal(RUN(share_series_look(tx, &wang, &w, S("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"), &list)), E_INVALID);
}

static void
test_share__feeds_show_no_names(void **state)
{
	const struct share_wish w = {.thing = court, .from = at(21, 9), .to = at(21, 10), .people = 1, .purpose = S("生日会")};
	struct str token, old, text;
	struct share_booking b;

	(void)state;
	assert_int_equal(RUN(share_book(tx, &wang, &w, &b)), 0);
	assert_int_equal(RUN(share_feed_thing(tx, WORLD_DISTRICT, court, S("https://a.example"), &text)), 0);
	assert_true(str_has(text, S("DTSTART:20261121T010000Z")) && str_has(text, S("SUMMARY:已约")));
	assert_false(str_has(text, S("生日会")) || str_has(text, S("王")));
	assert_int_equal(RUN(share_feed_token(tx, &wang, &old)), 0);
	assert_int_equal(RUN(share_feed_token(tx, &wang, &token)), 0);
	assert_int_equal(RUN(share_feed_person(tx, WORLD_DISTRICT, old, S(""), &text)), E_NOTFOUND);
	assert_int_equal(RUN(share_feed_person(tx, WORLD_DISTRICT, S(""), S(""), &text)), E_NOTFOUND);
	assert_int_equal(RUN(share_feed_person(tx, WORLD_DISTRICT, token, S(""), &text)), 0);
	assert_true(str_has(text, S("生日会")) && str_has(text, S("SEQUENCE:0")));
	assert_int_equal(RUN(share_cancel(tx, &wang, b.id)), 0);
	assert_int_equal(RUN(share_feed_person(tx, WORLD_DISTRICT, token, S(""), &text)), 0);
	assert_true(str_has(text, S("SEQUENCE:1\r\nSTATUS:CANCELLED")));
	assert_int_equal(RUN(share_feed_thing(tx, WORLD_DISTRICT, court, S(""), &text)), 0);
	assert_false(str_has(text, S("BEGIN:VEVENT")));
}

/* A copy has the bookings; forgetting gives back what lies ahead and keeps what was used, without the person. */
static void
test_share__a_person_is_copied_and_forgotten(void **state)
{
	struct share_booking a, b;
	struct buf json;
	int64_t n = 0;

	(void)state;
	assert_int_equal(book(&wang, 21, 9, 10, &a), 0);
	assert_int_equal(book(&wang, 22, 9, 10, &b), 0);
	clock_set(at(21, 12));
	buf_init(&json, &W.arena);
	assert_int_equal(RUN(share_personal.print(tx, &wang, &json)), 0);
	assert_true(str_has(buf_done(&json), S("\"thing\":\"篮球场\"")));
	assert_int_equal(RUN(share_personal.forget(tx, &wang)), 0);
	assert_int_equal(RUN(slot_free(tx, WORLD_DISTRICT, court, at(22, 9), at(22, 10), &n)), 0);
	assert_int_equal(n, 2);
	assert_int_equal(RUN(slot_free(tx, WORLD_DISTRICT, court, at(21, 9), at(21, 10), &n)), 0);
	assert_int_equal(n, 1);
	assert_int_equal(RUN(share_booking(tx, &shequ, a.id, &a)), 0);
	assert_int_equal(a.person, 0);
	assert_int_equal(RUN(share_verify(tx, WORLD_DISTRICT, tell_broken, NULL)), 0);
}

/* The timer writes only when something is due; what is booked and over then ends. */
static void
test_share__the_timer_is_idle_until_something_is_due(void **state)
{
	const struct feature_env env = {.db = W.db};
	struct share_booking b;
	int64_t stamp;

	(void)state;
	assert_int_equal(book(&wang, 21, 9, 10, &b), 0);
	stamp = db_stamp(W.db);
	assert_int_equal(share_turn(&env), 0);
	assert_int_equal(db_stamp(W.db), stamp);
	clock_set(at(21, 10));
	assert_int_equal(share_turn(&env), 0);
	assert_true(db_stamp(W.db) != stamp);
	assert_int_equal(state_of(&wang, b.id), SHARE_OVER);
	stamp = db_stamp(W.db);
	assert_int_equal(share_turn(&env), 0);
	assert_int_equal(db_stamp(W.db), stamp);
}

/* Who must check in and did not was absent; staff put it right afterwards. */
static void
test_share__who_did_not_check_in_was_absent(void **state)
{
	struct share_draft d = court_draft();
	struct share_booking a, b;

	(void)state;
	d.thing.check_in = 1;
	assert_int_equal(put_thing(&shequ, &d, &court), 0);
	assert_int_equal(book(&wang, 21, 9, 10, &a), 0);
	assert_int_equal(book(&qian, 21, 9, 10, &b), 0);
	clock_set(at(21, 9));
	assert_int_equal(RUN(share_check_in(tx, &wang, a.id)), 0);
	clock_set(at(21, 10));
	assert_int_equal(RUN(share_sweep(tx, WORLD_DISTRICT, 100)), 0);
	assert_int_equal(state_of(&wang, a.id), SHARE_CAME);
	assert_int_equal(state_of(&qian, b.id), SHARE_ABSENT);
	assert_int_equal(RUN(share_check_in(tx, &qian, b.id)), E_INVALID);
	assert_int_equal(RUN(share_check_in(tx, &shequ, b.id)), 0);
	assert_int_equal(state_of(&qian, b.id), SHARE_CAME);
}

/* Hours as people write them. */
static void
test_share__hours_are_read_as_written(void **state)
{
	static const char *const bad[] = {"9", "9:00", "9:00-", "9:00-8:00", "9:00-9:00", "9:60-10:00", "25:00-26:00", "9:00-24:30",
					  "9:00-11:00 10:00-12:00", "-9:00-10:00", "1:00-2:00 3:00-4:00 5:00-6:00 7:00-8:00 9:00-10:00 11:00-12:00 13:00-14:00"};
	struct share_hours v[2 * SHARE_SPANS_A_DAY];
	struct share_hours_list list = {v, 0};
	const char *why;

	(void)state;
	assert_int_equal(share_hours_read(S("8:30-11:30,14:00-24:00"), 5, v, &list.n, &why), 0);
	assert_int_equal(list.n, 2);
	assert_true(str_is(share_hours_text(&W.arena, &list, 5), "8:30-11:30 14:00-24:00"));
	assert_true(str_is(share_hours_text(&W.arena, &list, 6), ""));
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		list.n = 0;
		assert_int_equal(share_hours_read(str_of(bad[i]), 0, v, &list.n, &why), E_INVALID);
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_world, close_world)
static const struct CMUnitTest tests[] = {
	TEST(test_share__kinds_of_days),
	TEST(test_share__hours_length_and_reach_of_time),
	TEST(test_share__who_may_book),
	TEST(test_share__who_may_manage),
	TEST(test_share__bad_drafts_are_refused),
	TEST(test_share__the_same_form_books_once_and_limits_hold),
	TEST(test_share__waiting_is_offered_confirmed_or_lapses),
	TEST(test_share__cancel_has_a_deadline),
	TEST(test_share__approval_comes_first),
	TEST(test_share__absent_too_often_is_a_pause_that_ends),
	TEST(test_share__check_in),
	TEST(test_share__closing_tells_who_is_booked),
	TEST(test_share__series_says_first_what_cannot_be_had),
	TEST(test_share__feeds_show_no_names),
	TEST(test_share__a_person_is_copied_and_forgotten),
	TEST(test_share__the_timer_is_idle_until_something_is_due),
	TEST(test_share__who_did_not_check_in_was_absent),
	TEST(test_share__hours_are_read_as_written),
};

SUITE(share)
{
	return DB_ENV_EACH("share", &engine, tests);
}
