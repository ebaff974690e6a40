/* due_test.c: clocks in working time: what pauses, other minutes and the ends of weeks do to them, and that replaying finds the same. */
#include "kit/due.h"

#include "base/clock.h"
#include "db/db.h"
#include "db_env.h"
#include "lib/calendar.h"
#include "suite.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

enum { DISTRICT = 990106, MATTER = 7001, STAGE = 3, OTHER = 4, BODY = 55 };

static struct db_env env;

static int
setup(void **state)
{
	(void)state;
	db_env_open_migrated(&env, env.engine);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	db_env_close(&env);
	return 0;
}

static void
run(int (*body)(struct tx *, void *))
{
	assert_int_equal(db_write_now(env.db, &env.arena, body, NULL), 0);
}

/* Wednesday 18 November 2026 is day 18; Saturday is 21. */
static int64_t
nov(int day, int hour, int minute, int second)
{
	return clock_at(2026, 11, day, hour, minute, second);
}

/* Saved and read again, as the next move finds them. */
static int
again(struct tx *tx, struct clocks *c)
{
	TRY(clocks_save(tx, c));
	return clocks_read(tx, DISTRICT, MATTER, c);
}

static int
replays(struct tx *tx, const struct due *d)
{
	int64_t due_at;

	TRY(due_replay(tx, DISTRICT, d, &due_at));
	EXPECT(due_at == d->due_at);
	return 0;
}

/* ---- */

static int
start_over_weekends(struct tx *tx, void *arg)
{
	struct clocks c;

	(void)arg;
	clocks_none(tx, DISTRICT, MATTER, &c);
	EXPECT(due_start(&c, STAGE, 0, 60, nov(18, 10, 0, 0)) == 0);
	EXPECT(c.v[0].due_at == nov(18, 11, 0, 0));
	/* Two hours of Friday, two of Monday. */
	EXPECT(due_start(&c, STAGE, 0, 240, nov(20, 16, 30, 0)) == 0);
	EXPECT(c.v[1].due_at == nov(23, 10, 30, 0));
	/* Begun in the night, it counts from the morning. */
	EXPECT(due_start(&c, STAGE, 0, 30, nov(18, 23, 0, 0)) == 0);
	EXPECT(c.v[2].due_at == nov(19, 9, 0, 0));
	/* The last half hour before seven days off, and half an hour of the first day after. */
	EXPECT(due_start(&c, STAGE, 0, 60, clock_at(2026, 9, 30, 18, 0, 0)) == 0);
	EXPECT(c.v[3].due_at == clock_at(2026, 10, 8, 9, 0, 0));
	/* Saturday 10 October is worked. */
	EXPECT(due_start(&c, STAGE, 0, 60, clock_at(2026, 10, 9, 18, 0, 0)) == 0);
	EXPECT(c.v[4].due_at == clock_at(2026, 10, 10, 9, 0, 0));
	return again(tx, &c);
}

static void
test_due__counts_working_time(void **state)
{
	(void)state;
	run(start_over_weekends);
}

/* What is urgent does not wait for Monday, and its pauses are minutes of the day and night as well. */
static int
start_around_the_clock(struct tx *tx, void *arg)
{
	struct clocks c;
	int64_t used;

	(void)arg;
	clocks_none(tx, DISTRICT, MATTER, &c);
	EXPECT(due_start_by(&c, CALENDAR_AROUND, STAGE, 0, 240, nov(20, 22, 30, 0)) == 0);
	EXPECT(due_start(&c, OTHER, 0, 240, nov(20, 16, 30, 0)) == 0);
	EXPECT(c.v[0].due_at == nov(21, 2, 30, 0) && c.v[0].calendar == CALENDAR_AROUND);
	EXPECT(c.v[1].due_at == nov(23, 10, 30, 0) && due_kind(&c.v[1]) == CALENDAR_OFFICE);
	TRY(again(tx, &c));
	TRY(replays(tx, &c.v[0]));
	due_pause(&c, OTHER, nov(21, 0, 0, 20));
	EXPECT(c.v[0].left_min == 149);
	TRY(again(tx, &c));
	due_resume(&c, nov(22, 12, 0, 0));
	TRY(again(tx, &c));
	EXPECT(c.v[0].due_at == nov(22, 14, 29, 0));
	TRY(replays(tx, &c.v[0]));
	TRY(due_used(tx, DISTRICT, &c.v[0], nov(22, 13, 0, 0), &used));
	EXPECT(used == 90 + 60);
	TRY(due_change(tx, &c, &c.v[0], 240, 300));
	EXPECT(c.v[0].due_at == nov(22, 15, 29, 0));
	return 0;
}

static void
test_due__urgent_counts_day_and_night(void **state)
{
	(void)state;
	run(start_around_the_clock);
}

/* Parts of minutes are lost when it pauses; replaying loses the same. */
static int
pause_between_minutes(struct tx *tx, void *arg)
{
	struct clocks c;

	(void)arg;
	clocks_none(tx, DISTRICT, MATTER, &c);
	EXPECT(due_start(&c, STAGE, 0, 60, nov(18, 10, 0, 30)) == 0);
	EXPECT(due_start(&c, OTHER, 0, 60, nov(18, 10, 0, 30)) == 0);
	TRY(again(tx, &c));
	due_pause(&c, OTHER, nov(18, 10, 2, 0));
	EXPECT(c.v[0].paused_at && !c.v[1].paused_at);
	TRY(again(tx, &c));
	EXPECT(c.v[0].left_min == 58 && c.v[0].due_at == nov(18, 11, 0, 30));
	TRY(replays(tx, &c.v[0]));
	due_resume(&c, nov(19, 9, 0, 0));
	TRY(again(tx, &c));
	EXPECT(c.v[0].due_at == nov(19, 9, 58, 0) && !c.v[0].paused_at && !c.v[0].left_min);
	TRY(replays(tx, &c.v[0]));
	/* Once more, over the weekend. */
	due_pause(&c, OTHER, nov(19, 9, 10, 20));
	TRY(again(tx, &c));
	due_resume(&c, nov(22, 12, 0, 0));
	TRY(again(tx, &c));
	EXPECT(c.v[0].due_at == nov(23, 9, 17, 0));
	return replays(tx, &c.v[0]);
}

static void
test_due__pause_is_replayed_to_the_second(void **state)
{
	(void)state;
	run(pause_between_minutes);
}

/* Asking does not mend a deadline that was broken before. */
static int
pause_when_over(struct tx *tx, void *arg)
{
	struct clocks c;

	(void)arg;
	clocks_none(tx, DISTRICT, MATTER, &c);
	EXPECT(due_start(&c, STAGE, 0, 60, nov(18, 10, 0, 0)) == 0);
	TRY(again(tx, &c));
	due_pause(&c, OTHER, nov(18, 15, 0, 0));
	TRY(again(tx, &c));
	due_resume(&c, nov(20, 15, 0, 0));
	TRY(again(tx, &c));
	EXPECT(c.v[0].due_at == nov(18, 11, 0, 0));
	TRY(replays(tx, &c.v[0]));
	/* With more minutes it has time again, and all that was used counts: an hour before noon, an hour after, half an hour of Friday. */
	TRY(due_change(tx, &c, &c.v[0], 60, 240));
	EXPECT(c.v[0].due_at == nov(20, 16, 0, 0));
	TRY(again(tx, &c));
	return replays(tx, &c.v[0]);
}

static void
test_due__pause_mends_no_broken_deadline(void **state)
{
	(void)state;
	run(pause_when_over);
}

static int
twice_in_a_second(struct tx *tx, void *arg)
{
	int64_t at = nov(18, 10, 0, 0);
	struct clocks c;

	(void)arg;
	clocks_none(tx, DISTRICT, MATTER, &c);
	EXPECT(due_start(&c, STAGE, 0, 60, at) == 0);
	EXPECT(due_start(&c, STAGE, BODY, 60, at) == 0);
	EXPECT(c.v[0].id < c.v[1].id);
	TRY(again(tx, &c));
	EXPECT(c.n == 2 && c.v[0].org == 0 && c.v[1].org == BODY);
	due_pause(&c, OTHER, at);
	due_resume(&c, at);
	TRY(again(tx, &c));
	EXPECT(c.v[0].due_at == nov(18, 11, 0, 0));
	due_pause(&c, OTHER, at);
	TRY(again(tx, &c));
	due_resume(&c, nov(18, 11, 0, 0));
	TRY(again(tx, &c));
	EXPECT(c.v[0].due_at == nov(18, 12, 0, 0));
	TRY(replays(tx, &c.v[0]));
	/* The end of one body's clock is not the end of the other's. */
	due_stop(&c, STAGE, BODY, nov(18, 11, 0, 0));
	EXPECT(due_of(&c, STAGE, BODY) == NULL && due_of(&c, STAGE, -1) == &c.v[0]);
	due_stop(&c, 0, -1, nov(18, 11, 0, 0));
	EXPECT(due_of(&c, STAGE, -1) == NULL);
	return 0;
}

static void
test_due__same_second_twice(void **state)
{
	(void)state;
	run(twice_in_a_second);
}

/* A matter that went to and fro for years is moved like any other; one move starts a few. */
static int
many_clocks(struct tx *tx, void *arg)
{
	struct clocks c;

	(void)arg;
	clocks_none(tx, DISTRICT, MATTER, &c);
	for (int i = 0; i < 100; i++) {
		due_stop(&c, 0, -1, nov(18, 10, i % 60, 0));
		EXPECT(due_start(&c, STAGE, i, 60, nov(18, 10, i % 60, 0)) == 0);
		TRY(again(tx, &c));
	}
	EXPECT(c.n == 100);
	for (int i = 0; i < CLOCKS_FRESH; i++)
		EXPECT(due_start(&c, STAGE, 0, 60, nov(18, 12, 0, 0)) == 0);
	EXPECT(due_start(&c, STAGE, 0, 60, nov(18, 12, 0, 0)) == E_MANY);
	return 0;
}

static void
test_due__any_number_of_clocks(void **state)
{
	(void)state;
	run(many_clocks);
}

/* What was used is counted in working minutes, without pauses, and ends with the clock. */
static int
hours_used(struct tx *tx, void *arg)
{
	struct clocks c;
	int64_t used;

	(void)arg;
	clocks_none(tx, DISTRICT, MATTER, &c);
	EXPECT(due_start(&c, STAGE, BODY, 480, nov(20, 17, 30, 0)) == 0);
	TRY(again(tx, &c));
	/* An hour of Friday, half an hour of Monday. */
	TRY(due_used(tx, DISTRICT, &c.v[0], nov(23, 9, 0, 0), &used));
	EXPECT(used == 90);
	due_pause(&c, OTHER, nov(23, 9, 0, 0));
	TRY(again(tx, &c));
	TRY(due_used(tx, DISTRICT, &c.v[0], nov(24, 9, 0, 0), &used));
	EXPECT(used == 90);
	due_resume(&c, nov(24, 9, 0, 0));
	TRY(again(tx, &c));
	due_stop(&c, STAGE, BODY, nov(24, 10, 15, 0));
	TRY(again(tx, &c));
	TRY(due_used(tx, DISTRICT, &c.v[0], nov(27, 9, 0, 0), &used));
	EXPECT(used == 165);
	/* As it was on Monday. */
	TRY(due_used(tx, DISTRICT, &c.v[0], nov(23, 8, 45, 0), &used));
	EXPECT(used == 75);
	return replays(tx, &c.v[0]);
}

static void
test_due__hours_used(void **state)
{
	(void)state;
	run(hours_used);
}

static struct due
carried(int64_t id, int64_t due_at, int64_t paused_at, int64_t left_min)
{
	return (struct due){
		.matter = MATTER, .id = id, .stage = STAGE, .started_at = nov(16, 9, 0, 0), .due_at = due_at,
		.paused_at = paused_at, .left_min = left_min,
	};
}

/* From before clocks had rows: the row does not say the minutes. */
static int
carried_over(struct tx *tx, void *arg)
{
	struct clocks c;

	(void)arg;
	clocks_none(tx, DISTRICT, MATTER, &c);
	c.v[0] = carried(1, 0, nov(18, 10, 0, 0), 30);			       /* a stage that was paused */
	c.v[1] = carried(2, 0, nov(18, 10, 0, 0), 0);			       /* one that was over by then */
	c.v[2] = carried(3, nov(19, 9, 0, 0), nov(18, 10, 0, 0), 0);	       /* a promise that was paused */
	c.v[3] = carried(4, nov(17, 9, 0, 0), nov(18, 10, 0, 0), 0);	       /* a broken promise */
	c.n = 4;
	for (size_t i = 0; i < c.n; i++)
		c.fresh[i] = true;
	TRY(again(tx, &c));
	due_resume(&c, nov(18, 11, 0, 0));
	TRY(again(tx, &c));
	EXPECT(c.v[0].due_at == nov(18, 11, 30, 0));
	EXPECT(c.v[1].due_at == nov(18, 11, 0, 0));
	EXPECT(c.v[2].due_at == nov(19, 10, 0, 0));
	EXPECT(c.v[3].due_at == nov(17, 9, 0, 0));
	for (size_t i = 0; i < c.n; i++)
		TRY(replays(tx, &c.v[i]));
	/* Of a day that was given, and two hours that were waited, an hour more than a day is left of the first. */
	c.v[0].due_at = nov(17, 11, 0, 0);
	TRY(due_change(tx, &c, &c.v[0], 480, 540));
	EXPECT(c.v[0].due_at == nov(17, 12, 0, 0) && !c.v[0].minutes);
	return 0;
}

static void
test_due__carried_over(void **state)
{
	(void)state;
	run(carried_over);
}

static int
look(struct tx *tx, void *arg)
{
	struct due_list ripe;
	struct clocks c;

	(void)arg;
	clocks_none(tx, DISTRICT, MATTER, &c);
	EXPECT(due_start(&c, STAGE, 0, 60, nov(18, 10, 0, 0)) == 0);
	EXPECT(due_start(&c, OTHER, 0, 30, nov(18, 10, 0, 0)) == 0);
	c.v[0].next_at = c.v[0].due_at;
	c.v[1].next_at = c.v[1].due_at;
	TRY(again(tx, &c));
	TRY(due_ripe(tx, DISTRICT, nov(18, 10, 29, 59), 10, &ripe));
	EXPECT(ripe.n == 0);
	TRY(due_ripe(tx, DISTRICT, nov(18, 11, 0, 0), 10, &ripe));
	EXPECT(ripe.n == 2 && ripe.v[0].stage == OTHER && ripe.v[1].stage == STAGE);
	TRY(due_look(tx, DISTRICT, &ripe.v[0], 0));
	TRY(due_ripe(tx, DISTRICT, nov(18, 11, 0, 0), 10, &ripe));
	EXPECT(ripe.n == 1 && ripe.v[0].stage == STAGE);
	/* What pauses or has ended wants no look. */
	due_pause(&c, OTHER, nov(18, 10, 5, 0));
	due_stop(&c, OTHER, -1, nov(18, 10, 5, 0));
	TRY(again(tx, &c));
	TRY(due_ripe(tx, DISTRICT, nov(30, 11, 0, 0), 10, &ripe));
	EXPECT(ripe.n == 0);
	return 0;
}

static void
test_due__who_must_look(void **state)
{
	(void)state;
	run(look);
}

SUITE(due)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	static const struct CMUnitTest tests[] = {
		TEST(test_due__counts_working_time),
		TEST(test_due__pause_is_replayed_to_the_second),
		TEST(test_due__pause_mends_no_broken_deadline),
		TEST(test_due__same_second_twice),
		TEST(test_due__urgent_counts_day_and_night),
		TEST(test_due__any_number_of_clocks),
		TEST(test_due__hours_used),
		TEST(test_due__carried_over),
		TEST(test_due__who_must_look),
	};

	return DB_ENV_EACH("clocks", &env.engine, tests);
}
