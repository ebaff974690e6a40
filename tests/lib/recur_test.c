/* recur_test.c: recurrence rules and their instances. */
#include "lib/recur.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "suite.h"

#include <cmocka.h>
#include <jansson.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

static struct arena a;

static int
teardown(void **state)
{
	(void)state;
	arena_release(&a);
	return 0;
}

/* The first instances, joined by blanks; "refused" for a rule that is none. */
static struct str
expand(const char *rule_text, const char *start_text, size_t most)
{
	struct recur_time t;
	struct recur_walk w;
	struct recur rule;
	struct buf b;
	const char *why = NULL;

	buf_init(&b, &a);
	if (recur_parse(str_of(rule_text), &rule, &why) < 0 || recur_time(str_of(start_text), &t) < 0 ||
	    recur_begin(&w, &rule, &t, false, &why) < 0) {
		assert_non_null(why);
		return S("refused");
	}
	for (size_t i = 0; i < most && recur_next(&w, &t.at) == 0; i++) {
		if (i)
			buf_char(&b, ' ');
		buf_str(&b, recur_time_text(&a, &t));
	}
	return buf_done(&b);
}

static void
check(const char *rule, const char *start, size_t most, const char *wanted)
{
	struct str got = expand(rule, start, most);

	if (!str_is(got, wanted))
		fail_msg("%s from %s:\n  got    %.*s\n  wanted %s", rule, start, STR(got), wanted);
}

static void
test_recur__days_of_weeks_months_and_years(void **state)
{
	(void)state;
	check("FREQ=WEEKLY;BYDAY=SA,SU;COUNT=3", "20260103T090000", 9, "20260103T090000 20260104T090000 20260110T090000");
	check("FREQ=MONTHLY;BYDAY=-1FR", "20260101", 3, "20260130 20260227 20260327");
	check("FREQ=MONTHLY;COUNT=3", "20260131T090000", 9, "20260131T090000 20260331T090000 20260531T090000");
	check("FREQ=YEARLY", "20240229", 2, "20240229 20280229");
	check("FREQ=YEARLY;BYMONTH=10;BYDAY=2MO;COUNT=2", "20260101", 9, "20261012 20271011");
	check("FREQ=YEARLY;BYDAY=-1SU;COUNT=2", "20260101", 9, "20261227 20271226");
	check("FREQ=DAILY;BYHOUR=9,14;BYMINUTE=30;UNTIL=20260102T100000", "20260101T093000", 9,
	      "20260101T093000 20260101T143000 20260102T093000");
	check("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=2", "20260101", 9, "20260130 20260227");
	check("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", "19970805T090000", 9,
	      "19970805T090000 19970817T090000 19970819T090000 19970831T090000");
}

/* The start counts only if the rule matches it. */
static void
test_recur__count_leaves_out_a_start_that_does_not_match(void **state)
{
	(void)state;
	check("FREQ=WEEKLY;BYDAY=SA;COUNT=2", "20260101", 9, "20260103 20260110");
}

static void
test_recur__until_in_utc_is_eight_hours_later_here(void **state)
{
	static const char rule_text[] = "FREQ=DAILY;UNTIL=20260102T010000Z";
	struct recur_time start;
	struct recur_walk w;
	struct recur rule;
	const char *why;
	int64_t at;

	(void)state;
	assert_int_equal(recur_parse(str_of(rule_text), &rule, &why), 0);
	assert_int_equal(recur_time(S("20260101T090000"), &start), 0);
	assert_int_equal(recur_begin(&w, &rule, &start, true, &why), 0);
	assert_int_equal(recur_next(&w, &at), 0);
	assert_int_equal(recur_next(&w, &at), 0); /* 09:00 here is 01:00 in UTC */
	assert_int_equal(recur_next(&w, &at), E_NOTFOUND);
	check(rule_text, "20260101T090000", 9, "20260101T090000");
}

static void
test_recur__refused(void **state)
{
	static const char *const rules[] = {
		"",
		"COUNT=3",
		"FREQ=FORTNIGHTLY",
		"FREQ=DAILY;FREQ=WEEKLY",
		"FREQ=DAILY;INTERVAL=0",
		"FREQ=DAILY;INTERVAL=-1",
		"FREQ=DAILY;COUNT=0",
		"FREQ=DAILY;COUNT=9999999999999999999",
		"FREQ=DAILY;COUNT=3;UNTIL=20260101",
		"FREQ=DAILY;UNTIL=20260230",
		"FREQ=DAILY;UNTIL=2026",
		"FREQ=DAILY;BYHOUR=24",
		"FREQ=DAILY;BYHOUR=",
		"FREQ=DAILY;BYMINUTE=60",
		"FREQ=DAILY;BYDAY=2MO",
		"FREQ=DAILY;BYYEARDAY=3",
		"FREQ=WEEKLY;BYMONTHDAY=3",
		"FREQ=WEEKLY;BYDAY=XX",
		"FREQ=WEEKLY;BYDAY=MO,,TU",
		"FREQ=MONTHLY;BYWEEKNO=3",
		"FREQ=MONTHLY;BYMONTHDAY=0",
		"FREQ=MONTHLY;BYMONTHDAY=32",
		"FREQ=MONTHLY;BYDAY=0MO",
		"FREQ=YEARLY;BYMONTH=13",
		"FREQ=YEARLY;BYMONTH=1L",
		"FREQ=YEARLY;BYWEEKNO=3;BYDAY=1MO",
		"FREQ=YEARLY;BYSETPOS=1",
		"FREQ=YEARLY;BYSETPOS=0;BYMONTH=1",
		"FREQ=YEARLY;RSCALE=CHINESE",
		"FREQ=DAILY;;COUNT=1",
		"FREQ",
		"freq=daily",
	};
	static const char *const starts[] = {"", "2026", "20260230", "20260101T", "20260101T250000", "20260101t090000",
					     "20260101T090000X", "2026-01-01T09:0", "00000101"};

	(void)state;
	for (size_t i = 0; i < COUNT(rules); i++)
		check(rules[i], "20260101T090000", 3, "refused");
	for (size_t i = 0; i < COUNT(starts); i++) {
		struct recur_time t;

		assert_int_equal(recur_time(str_of(starts[i]), &t), E_INVALID);
	}
	check("FREQ=HOURLY", "20260101", 3, "refused");
}

/* What never comes ends all the same. */
static void
test_recur__absurd_rules_end(void **state)
{
	static const char *const rules[] = {
		"FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30",
		"FREQ=MINUTELY;INTERVAL=1440;BYHOUR=8",
		"FREQ=HOURLY;INTERVAL=24;BYHOUR=8",
		"FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
		"FREQ=MONTHLY;BYDAY=5MO;BYMONTHDAY=3",
		"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
		"FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=31;INTERVAL=100000",
		"FREQ=SECONDLY;INTERVAL=86400;BYSECOND=1",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rules); i++)
		check(rules[i], "20260101T090000", 3, "");
}

/* ---- what others say ---- */

static char *
joined(const json_t *list)
{
	struct buf b;
	size_t i;
	json_t *v;

	buf_init(&b, &a);
	json_array_foreach(list, i, v) {
		if (i)
			buf_char(&b, ' ');
		buf_z(&b, json_string_value(v));
	}
	return (char *)(uintptr_t)buf_done(&b).p;
}

/* The expansions that libical's own list and a second program agree on; those that start later are looked at from there. */
static void
test_recur__outside_expansions(void **state)
{
	const char *shared = getenv("LINLI_SHARED");
	json_t *all, *c;
	size_t i, soft = 0;

	(void)state;
	if (!shared)
		shared = "../shared";
	all = json_load_file(str_fmt(&a, "%s/data/outside/05-icalendar/rrule-expansions.json", shared).p, 0, NULL);
	if (!all)
		skip();
	json_array_foreach(all, i, c) {
		const char *rule = json_string_value(json_object_get(c, "rrule"));
		const char *opinion = json_string_value(json_object_get(c, "second_opinion"));
		const json_t *list = json_object_get(c, "instances");
		const char *start = json_string_value(json_object_get(c, "dtstart")), *wanted = joined(list);

		if (json_object_get(c, "start_at"))
			continue;
		if (strcmp(opinion, "differs") != 0)
			check(rule, start, json_array_size(list) + 1, wanted);
		else if (!str_is(expand(rule, start, json_array_size(list) + 1), wanted))
			printf("differs from libical too: %s, %zu so far\n", rule, ++soft);
	}
	json_decref(all);
}

SUITE(recur)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(test_recur__days_of_weeks_months_and_years, teardown),
		cmocka_unit_test_teardown(test_recur__count_leaves_out_a_start_that_does_not_match, teardown),
		cmocka_unit_test_teardown(test_recur__until_in_utc_is_eight_hours_later_here, teardown),
		cmocka_unit_test_teardown(test_recur__refused, teardown),
		cmocka_unit_test_teardown(test_recur__absurd_rules_end, teardown),
		cmocka_unit_test_teardown(test_recur__outside_expansions, teardown),
	};

	arena_init(&a);
	return cmocka_run_group_tests_name("recur", tests, NULL, NULL);
}
