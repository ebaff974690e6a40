/* calendar_test.c: working time. */
#include "lib/calendar.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/clock.h"
#include "suite.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

static int64_t
day_of(int y, int m, int d)
{
	return clock_day(clock_at(y, m, d, 12, 0, 0));
}

/* Either kind: what was added is what is counted, and the night counts for one of them. */
static void
test_kinds__around_the_clock(void **state)
{
	static const struct {
		enum calendar_kind kind;
		int64_t minutes, later; /* seconds after Friday 20 November 2026, 18:00 */
	} cases[] = {
		{CALENDAR_AROUND, 0, 0},      {CALENDAR_AROUND, 15, 15 * 60},	 {CALENDAR_AROUND, 600, 600 * 60},
		{CALENDAR_AROUND, -5, 0},     {CALENDAR_OFFICE, 0, 0},		 {CALENDAR_OFFICE, 30, 30 * 60},
		{CALENDAR_OFFICE, 60, (62 * 60 + 30 + 30) * 60},
	};
	int64_t from = clock_at(2026, 11, 20, 18, 0, 0);

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		int64_t to = calendar_later((struct calendar_whose){0}, cases[i].kind, from, cases[i].minutes);

		assert_int_equal(to - from, cases[i].later);
		assert_int_equal(calendar_used((struct calendar_whose){0}, cases[i].kind, from, to), cases[i].minutes > 0 ? cases[i].minutes : 0);
		assert_int_equal(calendar_used((struct calendar_whose){0}, cases[i].kind, to + 60, from), 0);
	}
}

static void
test_works__days_of_the_notices(void **state)
{
	static const struct {
		int y, m, d;
		bool works;
	} days[] = {
		{2025, 12, 31, true}, {2026, 1, 1, false},  {2026, 1, 3, false},
		{2026, 1, 4, true},   {2026, 2, 13, true},  {2026, 2, 14, true},
		{2026, 2, 15, false}, {2026, 2, 23, false}, {2026, 2, 24, true},
		{2026, 2, 28, true},  {2026, 3, 1, false},  {2026, 4, 6, false},
		{2026, 4, 7, true},   {2026, 5, 5, false},  {2026, 5, 9, true},
		{2026, 5, 10, false}, {2026, 6, 19, false}, {2026, 6, 22, true},
		{2026, 9, 20, true},  {2026, 9, 25, false}, {2026, 10, 7, false},
		{2026, 10, 8, true},  {2026, 10, 10, true}, {2026, 11, 22, false},
		{2025, 1, 26, true},  {2025, 1, 27, true},  {2025, 1, 28, false},
		{2025, 2, 4, false},  {2025, 2, 5, true},   {2025, 2, 8, true},
		{2025, 10, 8, false}, {2025, 10, 9, true},  {2024, 2, 18, true},
		{2024, 2, 9, true},   {2024, 2, 17, false}, {2024, 10, 12, true},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(days); i++)
		if (calendar_works(day_of(days[i].y, days[i].m, days[i].d)) != days[i].works)
			fail_msg("%d-%d-%d", days[i].y, days[i].m, days[i].d);
}

/* A slip in holiday.def would show here: days worked for a holiday lie on weekends, and each OFF
 * frees at least one day that was not free. */
static void
test_works__notice_agrees_with_the_week(void **state)
{
	static const struct {
		int y, m, d, n;
	} off[] = {
#define YEAR(y_)
#define OFF(y_, m_, d_, n_, name_) {y_, m_, d_, n_},
#define WORK(y_, m_, d_, name_)
#include "lib/holiday.def"
#undef OFF
#undef WORK
	}, work[] = {
#define OFF(y_, m_, d_, n_, name_)
#define WORK(y_, m_, d_, name_) {y_, m_, d_, 1},
#include "lib/holiday.def"
#undef YEAR
#undef OFF
#undef WORK
	};

	(void)state;
	for (size_t i = 0; i < COUNT(work); i++) {
		int weekday =
			clock_civil(clock_at(work[i].y, work[i].m, work[i].d, 0, 0, 0)).weekday;

		/* The second notice of 2020 names the Monday on which work begins. */
		assert_true(weekday == 0 || weekday == 6 || (work[i].y == 2020 && work[i].m == 2));
		assert_true(calendar_works(day_of(work[i].y, work[i].m, work[i].d)));
	}
	for (size_t i = 0; i < COUNT(off); i++) {
		bool freed = false;

		for (int j = 0; j < off[i].n; j++) {
			int weekday =
				clock_civil(clock_at(off[i].y, off[i].m, off[i].d + j, 0, 0, 0))
					.weekday;

			freed |= weekday != 0 && weekday != 6;
			assert_false(calendar_works(day_of(off[i].y, off[i].m, off[i].d + j)));
		}
		assert_true(freed);
	}
}

/* Counted by hand from the notices. */
static void
test_works__working_days_of_a_year(void **state)
{
	static const struct {
		int year, days;
	} years[] = {{2018, 250}, {2019, 250}, {2020, 249}, {2021, 250}, {2022, 249},
		     {2023, 249}, {2024, 251}, {2025, 248}, {2026, 248}};

	(void)state;
	for (size_t i = 0; i < COUNT(years); i++) {
		int n = 0;

		for (int64_t d = day_of(years[i].year, 1, 1); d < day_of(years[i].year + 1, 1, 1);
		     d++)
			n += calendar_works(d);
		assert_int_equal(n, years[i].days);
	}
}

static void
test_known__only_listed_years(void **state)
{
	(void)state;
	assert_true(calendar_known(2025));
	assert_true(calendar_known(2026));
	assert_true(calendar_known(2007));
	assert_false(calendar_known(2006));
	assert_false(calendar_known(2027));
	assert_true(calendar_works(day_of(2027, 10, 1))); /* a Friday */
	assert_false(calendar_works(day_of(2027, 10, 2)));
	assert_true(calendar_works(day_of(1969, 12, 31))); /* a Wednesday */
	assert_false(calendar_works(day_of(1969, 12, 28)));
}

/* What was loaded comes before what is shipped, and goes with the next load. */
static void
test_load__comes_before_the_shipped_list(void **state)
{
	const struct calendar_day days[] = {
		{day_of(2027, 10, 1), false}, {day_of(2027, 10, 2), true}, {day_of(2026, 10, 1), true},
		{day_of(1999, 12, 31), true}, {day_of(2100, 1, 1), false},
	};

	(void)state;
	calendar_load(days, COUNT(days));
	assert_false(calendar_works(day_of(2027, 10, 1)));
	assert_true(calendar_works(day_of(2027, 10, 2)));
	assert_true(calendar_works(day_of(2026, 10, 1)));
	assert_true(calendar_works(day_of(2100, 1, 1)));
	assert_true(calendar_known(2027));
	assert_false(calendar_known(2028));
	calendar_load(NULL, 0);
	assert_false(calendar_known(2027));
	assert_false(calendar_works(day_of(2026, 10, 1)));
}

/* A notice's last day may lie in the year after, and its first in the year before: they do not make that year known. */
static void
test_load__few_days_make_no_year_known(void **state)
{
	const struct calendar_day days[] = {{day_of(2027, 12, 31), false}, {day_of(2027, 1, 1), false}};

	(void)state;
	calendar_load(days, COUNT(days));
	assert_false(calendar_known(2027));
	calendar_load(NULL, 0);
}

/* ---- what others say ---- */

static FILE *
open_outside(const char *name)
{
	const char *shared = getenv("LINLI_SHARED");
	char path[300];
	FILE *f;

	snprintf(path, sizeof path, "%s/data/outside/02-holidays/%s", shared ? shared : "../shared", name);
	f = fopen(path, "r");
	if (!f)
		skip();
	return f;
}

/* Every day of the years of the table: those it names as it says, all others as their weekday says. */
static void
test_outside__every_day(void **state)
{
	FILE *f = open_outside("holiday-cn-2018-2026.csv");
	int64_t first = day_of(2018, 1, 1), end = day_of(2027, 1, 1);
	char said[9 * 366 + 9] = {0}, line[300], kind[8], name[60];
	int y, m, d, named = 0;

	(void)state;
	while (fgets(line, sizeof line, f))
		if (sscanf(line, "%d-%d-%d,%7[a-z],%59[^,]", &y, &m, &d, kind, name) == 5 && day_of(y, m, d) >= first &&
		    day_of(y, m, d) < end) {
			if (strcmp(calendar_name(day_of(y, m, d)), name) != 0)
				fail_msg("%d-%d-%d is %s, not %s", y, m, d, name, calendar_name(day_of(y, m, d)));
			said[day_of(y, m, d) - first] = kind[0];
			named++;
		}
	fclose(f);
	assert_true(named > 300);
	for (int64_t day = first; day < end; day++) {
		int weekday = clock_civil(clock_at(1970, 1, 1, 0, 0, 0) + day * 86400).weekday;
		bool works = said[day - first] ? said[day - first] == 'w' : weekday != 0 && weekday != 6;

		if (calendar_works(day) != works)
			fail_msg("day %lld after 2018-01-01", (long long)(day - first));
	}
}

static void
test_outside__deadlines_by_working_days(void **state)
{
	FILE *f = open_outside("deadline-vectors.csv");
	char line[300];
	int y, m, d, n, y2, m2, d2, seen = 0;

	(void)state;
	while (fgets(line, sizeof line, f)) {
		int64_t day;

		if (sscanf(line, "%d-%d-%d,%d,%d-%d-%d", &y, &m, &d, &n, &y2, &m2, &d2) != 7)
			continue;
		day = calendar_day_after(day_of(y, m, d), n);
		assert_int_equal(day, day_of(y2, m2, d2));
		seen++;
	}
	fclose(f);
	assert_true(seen > 0);
}

#define AT(m, d, hour, minute) clock_at(2026, m, d, hour, minute, 0)

static void
test_add__passes_breaks_nights_and_holidays(void **state)
{
	(void)state;
	/* Friday 20 November 2026. */
	assert_int_equal(calendar_add(AT(11, 20, 9, 0), 30), AT(11, 20, 9, 30));
	assert_int_equal(calendar_add(AT(11, 20, 9, 0), 180), AT(11, 20, 12, 0));
	assert_int_equal(calendar_add(AT(11, 20, 9, 0), 181), AT(11, 20, 14, 1));
	assert_int_equal(calendar_add(AT(11, 20, 3, 0), 1), AT(11, 20, 8, 31));
	assert_int_equal(calendar_add(AT(11, 20, 18, 30), 1), AT(11, 23, 8, 31));
	assert_int_equal(calendar_add(AT(11, 22, 10, 46), 480), AT(11, 23, 18, 30));
	assert_int_equal(calendar_add(AT(11, 20, 17, 0), CALENDAR_DAY_MIN), AT(11, 23, 17, 0));
	/* Last working day before the Spring Festival is Saturday 14 February, the next one the
	 * 24th. */
	assert_int_equal(calendar_add(AT(2, 14, 18, 0), 60), AT(2, 24, 9, 0));
	assert_int_equal(calendar_add(AT(11, 22, 10, 46), 0), AT(11, 22, 10, 46));
	assert_int_equal(calendar_add(AT(11, 22, 10, 46), -5), AT(11, 22, 10, 46));
}

static void
test_between__counts_working_time_only(void **state)
{
	(void)state;
	assert_int_equal(calendar_between(AT(11, 20, 0, 0), AT(11, 21, 0, 0)), CALENDAR_DAY_MIN);
	assert_int_equal(calendar_between(AT(11, 20, 18, 0), AT(11, 23, 9, 0)), 60);
	assert_int_equal(calendar_between(AT(11, 20, 12, 0), AT(11, 20, 14, 0)), 0);
	assert_int_equal(calendar_between(AT(2, 15, 0, 0), AT(2, 24, 0, 0)), 0);
	assert_int_equal(calendar_between(AT(11, 20, 9, 0), AT(11, 20, 9, 0)), 0);
	assert_int_equal(calendar_between(AT(11, 20, 10, 0), AT(11, 20, 9, 0)), 0);
	assert_int_equal(calendar_between(AT(11, 20, 9, 0), AT(11, 20, 9, 0) + 119), 1);
}

static uint64_t seed = 20261122;

static int64_t
below(int64_t n)
{
	seed = seed * 6364136223846793005u + 1442695040888963407u;
	return (int64_t)((seed >> 33) % (uint64_t)n);
}

static void
test_between__undoes_add(void **state)
{
	int64_t first = clock_at(2023, 6, 1, 0, 0, 0), span = 5 * 365 * (int64_t)86400;

	(void)state;
	for (int i = 0; i < 20000; i++) {
		int64_t from = first + below(span), minutes = below(i % 10 ? 5000 : 100000);
		int64_t to = calendar_add(from, minutes);

		if (calendar_between(from, to) != minutes)
			fail_msg("%lld + %lld min", (long long)from, (long long)minutes);
		if (minutes > 0) /* and no second sooner */
			assert_int_equal(calendar_between(from, to - 1), minutes - 1);
	}
}

static void
test_between__adds_up(void **state)
{
	int64_t first = clock_at(2025, 12, 1, 0, 0, 0), span = 120 * (int64_t)86400;

	(void)state;
	for (int i = 0; i < 5000; i++) {
		int64_t a = first + below(span) / 60 * 60, b = a + below(span) / 60 * 60;
		int64_t mid = a + below((b - a) / 60 + 1) * 60;

		assert_int_equal(calendar_between(a, mid) + calendar_between(mid, b),
				 calendar_between(a, b));
	}
}

/* What anybody would do with a wall calendar and a watch: second by second of the minutes asked. Slow, and plain to see. */
static bool
is_working(int64_t at)
{
	struct civil c = clock_civil(at);
	int minute = c.hour * 60 + c.minute;

	return calendar_works(clock_day(at)) &&
	       ((minute >= 8 * 60 + 30 && minute < 12 * 60) || (minute >= 14 * 60 && minute < 18 * 60 + 30));
}

static int64_t
slow_add(int64_t from, int64_t minutes)
{
	int64_t at = from, left = minutes * 60;

	/* Where no hour begins within the step, all of it is worked or none is: hours begin and end on whole quarters. */
	while (left > 0) {
		int64_t step = 900 - (at % 900 + 900) % 900;

		if (!is_working(at))
			at += step;
		else if (left <= step)
			return at + left;
		else {
			left -= step;
			at += step;
		}
	}
	return at;
}

static int64_t
slow_between(int64_t from, int64_t to)
{
	int64_t seconds = 0;

	for (int64_t at = from; at < to;) {
		int64_t step = 900 - (at % 900 + 900) % 900;

		step = step < to - at ? step : to - at;
		seconds += is_working(at) ? step : 0;
		at += step;
	}
	return seconds / 60;
}

/* Days at random are free or worked beside the notices, as a year may bring them. */
static void
test_property__as_the_slow_reference(void **state)
{
	int64_t first = clock_at(2006, 12, 1, 0, 0, 0), span = 22 * 365 * (int64_t)86400;
	struct calendar_day odd[200];

	(void)state;
	for (size_t i = 0; i < COUNT(odd); i++)
		odd[i] = (struct calendar_day){.day = clock_day(first + below(span)), .works = below(2)};
	for (int round = 0; round < 2; round++) {
		calendar_load(odd, round ? COUNT(odd) : 0);
		for (int i = 0; i < 1500; i++) {
			int64_t from = first + below(span), minutes = below(6000), to = from + below(40 * (int64_t)86400);
			int64_t days = below(30), left = days, day = clock_day(from);

			if (calendar_add(from, minutes) != slow_add(from, minutes))
				fail_msg("%lld and %lld minutes", (long long)from, (long long)minutes);
			if (calendar_between(from, to) != slow_between(from, to))
				fail_msg("%lld to %lld", (long long)from, (long long)to);
			while (left > 0)
				left -= calendar_works(++day);
			assert_int_equal(calendar_day_after(clock_day(from), days), day);
		}
	}
	calendar_load(NULL, 0);
}

/* ---- districts and bodies ---- */

static const struct calendar_hours seven = {.n = 2, .v = {{9 * 60, 12 * 60}, {13 * 60, 17 * 60}}};
static const struct calendar_hours morning = {.n = 1, .v = {{9 * 60, 12 * 60}}};

/* A day is a day: three of seven hours are over when three of eight would be. */
static void
test_whose__a_promise_of_days_is_of_their_days(void **state)
{
	struct calendar_week week = {.district = 1, .from_day = day_of(2026, 11, 20), .week = seven, .weekend = morning};
	struct calendar_own days[] = {
		{.district = 1, .org = 0, .day = day_of(2026, 11, 23), .said = CALENDAR_CLOSED},
		{.district = 1, .org = 0, .day = day_of(2026, 11, 24), .said = CALENDAR_SHORT, .until = 12 * 60},
		{.district = 1, .org = 7, .day = day_of(2026, 11, 20), .said = CALENDAR_CLOSED},
		{.district = 1, .org = 7, .day = day_of(2026, 11, 23), .said = CALENDAR_AS_USUAL},
	};
	struct calendar_book book = {.weeks = &week, .weeks_n = 1, .days = days, .days_n = COUNT(days)}, none = {0};
	struct calendar_whose one = {.district = 1}, body = {.district = 1, .org = 7}, other = {.district = 2};
	const int64_t day = CALENDAR_DAY_MIN;

	(void)state;
	for (int kept = 0; kept < 2; kept++) {
		calendar_keep(kept ? &book : &none);
		one.book = body.book = other.book = kept ? NULL : &book;
		/* Thursday's eight hours, Friday's seven, and Saturday's three count three sevenths. */
		assert_int_equal(calendar_later(one, CALENDAR_OFFICE, AT(11, 19, 8, 0), day), AT(11, 19, 18, 30));
		assert_int_equal(calendar_later(one, CALENDAR_OFFICE, AT(11, 19, 8, 0), 2 * day), AT(11, 20, 17, 0));
		assert_int_equal(calendar_used(one, CALENDAR_OFFICE, AT(11, 21, 0, 0), AT(11, 22, 0, 0)), day * 3 / 7);
		/* Monday is closed, Tuesday over at noon. */
		assert_int_equal(calendar_used(one, CALENDAR_OFFICE, AT(11, 23, 0, 0), AT(11, 24, 0, 0)), 0);
		assert_int_equal(calendar_used(one, CALENDAR_OFFICE, AT(11, 24, 0, 0), AT(11, 25, 0, 0)), day * 3 / 7);
		/* The body is closed on Friday; on Monday as the district, since what it said was taken back. */
		assert_int_equal(calendar_used(body, CALENDAR_OFFICE, AT(11, 20, 0, 0), AT(11, 21, 0, 0)), 0);
		assert_int_equal(calendar_used(body, CALENDAR_OFFICE, AT(11, 23, 0, 0), AT(11, 24, 0, 0)), 0);
		assert_int_equal(calendar_used(one, CALENDAR_AROUND, AT(11, 23, 0, 0), AT(11, 24, 0, 0)), 1440);
		assert_int_equal(calendar_later(other, CALENDAR_OFFICE, AT(11, 20, 8, 0), day), AT(11, 20, 18, 30));
		assert_int_equal(calendar_add(AT(11, 20, 8, 0), day), AT(11, 20, 18, 30));
		/* A minute of it, whatever a minute of its day counts. */
		assert_true(calendar_at_work(one, AT(11, 20, 13, 30)));
		assert_false(calendar_at_work(other, AT(11, 20, 13, 30)));
		assert_false(calendar_at_work(one, AT(11, 20, 17, 0)));
		assert_true(calendar_at_work(one, AT(11, 21, 9, 0)));
		assert_false(calendar_at_work(one, AT(11, 24, 13, 30)));
		assert_false(calendar_at_work(body, AT(11, 20, 13, 30)));
		assert_true(calendar_day_works(one, day_of(2026, 11, 24)));
		assert_false(calendar_day_works(one, day_of(2026, 11, 23)));
		assert_true(calendar_day_works(other, day_of(2026, 11, 23)));
		assert_false(calendar_day_works(body, day_of(2026, 11, 20)));
		assert_false(calendar_day_works(one, day_of(2026, 11, 21))); /* a Saturday is one, though some hours of it are worked */
	}
	calendar_keep(&none);
}

/* Whatever hours and days: what was added is what was used, and no second sooner. */
static void
test_whose__used_undoes_later(void **state)
{
	enum { WEEKS = 3, DAYS = 60 };
	int64_t first = clock_at(2026, 1, 1, 0, 0, 0), span = 300 * (int64_t)86400;
	struct calendar_week weeks[WEEKS];
	struct calendar_own days[DAYS];

	(void)state;
	for (int round = 0; round < 40; round++) {
		struct calendar_book book = {.weeks = weeks, .weeks_n = WEEKS, .days = days, .days_n = DAYS};
		struct calendar_whose who = {.district = 5, .book = &book};

		for (int i = 0; i < WEEKS; i++) {
			int64_t from = below(600), noon = from + 30 + below(300), to = noon + 1 + below(1440 - noon - 1);

			weeks[i] = (struct calendar_week){
				.district = 5, .from_day = clock_day(first) + i * 100 + below(90),
				.week = {.n = 2, .v = {{from, noon}, {noon, to}}}, .weekend = {.n = (size_t)below(2), .v = {{from, to}}},
			};
		}
		for (int i = 0; i < DAYS; i++)
			days[i] = (struct calendar_own){.district = 5, .day = clock_day(first) + i * 5, .until = 1 + below(1439),
							.said = (enum calendar_said)(1 + below(4))};
		for (int i = 0; i < 300; i++) {
			int64_t from = first + below(span), minutes = 1 + below(9000);
			int64_t to = calendar_later(who, CALENDAR_OFFICE, from, minutes);

			if (calendar_used(who, CALENDAR_OFFICE, from, to) != minutes ||
			    calendar_used(who, CALENDAR_OFFICE, from, to - 1) >= minutes)
				fail_msg("%lld + %lld min is %lld", (long long)from, (long long)minutes, (long long)to);
		}
	}
}

SUITE(calendar)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_kinds__around_the_clock),
		cmocka_unit_test(test_works__days_of_the_notices),
		cmocka_unit_test(test_works__notice_agrees_with_the_week),
		cmocka_unit_test(test_works__working_days_of_a_year),
		cmocka_unit_test(test_known__only_listed_years),
		cmocka_unit_test(test_load__comes_before_the_shipped_list),
		cmocka_unit_test(test_load__few_days_make_no_year_known),
		cmocka_unit_test(test_outside__every_day),
		cmocka_unit_test(test_outside__deadlines_by_working_days),
		cmocka_unit_test(test_add__passes_breaks_nights_and_holidays),
		cmocka_unit_test(test_between__counts_working_time_only),
		cmocka_unit_test(test_between__undoes_add),
		cmocka_unit_test(test_between__adds_up),
		cmocka_unit_test(test_property__as_the_slow_reference),
		cmocka_unit_test(test_whose__a_promise_of_days_is_of_their_days),
		cmocka_unit_test(test_whose__used_undoes_later),
	};

	return cmocka_run_group_tests_name("calendar", tests, NULL, NULL);
}
