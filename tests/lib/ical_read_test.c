/* ical_read_test.c: calendars of others, read. */
#include "lib/ical_read.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "suite.h"

#include <cmocka.h>
#include <jansson.h>

#include "base/clock.h"

static struct arena a;

static int
teardown(void **state)
{
	(void)state;
	arena_release(&a);
	return 0;
}

enum { EVER_FROM = 0 };
static int64_t
ever(void)
{
	return clock_at(2100, 1, 1, 0, 0, 0);
}

static struct ical_reading
read_all(struct str text)
{
	struct ical_reading r;
	const char *why = NULL;
	int rc = ical_read(&a, text, -clock_at(2020, 1, 1, 0, 0, 0), ever(), &r, &why);

	if (rc < 0)
		fail_msg("%d %s", rc, why);
	return r;
}

static struct str
event(const char *lines)
{
	return str_fmt(&a, "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\n%s\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n", lines);
}

/* "0302T0900-1000 0309…", in China's time. */
static struct str
print(const struct ical_reading *r)
{
	struct buf b;

	buf_init(&b, &a);
	for (size_t i = 0; i < r->spans.n; i++) {
		struct civil f = clock_civil(r->spans.v[i].from), t = clock_civil(r->spans.v[i].to);

		buf_fmt(&b, "%s%02d%02dT%02d%02d-%02d%02d", i ? " " : "", f.month, f.day, f.hour, f.minute, t.hour, t.minute);
	}
	return buf_done(&b);
}

/* What is written, and when it is. */
static const struct {
	const char *lines, *times;
} good[] = {
	{"DTSTART:20260302T090000\r\nDTEND:20260302T100000", "0302T0900-1000"},
	{"DTSTART:20260302T090000\nDTEND:20260302T100000", "0302T0900-1000"},
	{"DTSTART;TZID=Asia/Shanghai:20260302T090000\r\nDURATION:PT1H30M", "0302T0900-1030"},
	{"DTSTART;TZID=\"China Standard Time\":20260302T090000\r\nDTEND;TZID=China Standard Time:20260302T100000", "0302T0900-1000"},
	{"DTSTART:20260302T010000Z\r\nDTEND:20260302T020000Z", "0302T0900-1000"},
	/* Berlin has summer time from 29 March on. */
	{"DTSTART;TZID=Europe/Berlin:20260327T090000\r\nDURATION:PT1H\r\nRRULE:FREQ=DAILY;COUNT=4", "0327T1600-1700 0328T1600-1700 0329T1500-1600 0330T1500-1600"},
	{"DTSTART:20260302T090000\r\nDURATION:PT1H\r\nRRULE:FREQ=WEEKLY;COUNT=3\r\nEXDATE:20260309T090000", "0302T0900-1000 0316T0900-1000"},
	{"DTSTART:20260302T090000\r\nDURATION:PT1H\r\nRRULE:FREQ=WEEKLY;COUNT=3\r\nEXDATE;VALUE=DATE:20260309", "0302T0900-1000 0316T0900-1000"},
	{"DTSTART:20260302T090000\r\nDURATION:PT1H\r\nRRULE:FREQ=WEEKLY;COUNT=3\r\nEXDATE:20260309T010000Z", "0302T0900-1000 0316T0900-1000"},
	/* UNTIL is UTC: nine o'clock in China is one o'clock there. */
	{"DTSTART;TZID=Asia/Shanghai:20260302T090000\r\nDURATION:PT1H\r\nRRULE:FREQ=DAILY;UNTIL=20260303T010000Z", "0302T0900-1000 0303T0900-1000"},
	{"DTSTART;TZID=Asia/Shanghai:20260302T090000\r\nDURATION:PT1H\r\nRRULE:FREQ=DAILY;UNTIL=20260303T005959Z", "0302T0900-1000"},
	{"DTSTART:20260302T090000\r\nDURATION:PT1H\r\nRDATE:20260305T140000,20260306T140000", "0302T0900-1000 0305T1400-1500 0306T1400-1500"},
	{"DTSTART:20260302T090000\r\nDURATION:PT1H\r\nRDATE;VALUE=PERIOD:20260305T140000/PT3H,20260306T140000/20260306T160000",
	 "0302T0900-1000 0305T1400-1700 0306T1400-1600"},
	{"DTSTART;VALUE=DATE:20260302\r\nDTEND;VALUE=DATE:20260304", "0302T0000-0000"},
	{"DTSTART;VALUE=DATE:20260302", "0302T0000-0000"},
	/* A fold in the middle of a name, of a value and of a character's bytes. */
	{"DTST\r\n ART:2026\r\n\t0302T090000\r\nDTEND:20260302T100000\r\nSUMMARY:\xe6\x97\r\n \xa9\xe8\xaf\xbb", "0302T0900-1000"},
	/* What stands in an alarm is not the event's. */
	{"DTSTART:20260302T090000\r\nBEGIN:VALARM\r\nDURATION:P5D\r\nTRIGGER:-PT5M\r\nEND:VALARM\r\nDURATION:PT1H", "0302T0900-1000"},
	{"DTSTART:20260302T090000\r\nDURATION:PT1H\r\nSTATUS:CANCELLED", ""},
	{"DTSTART:20260302T090000\r\nDURATION:PT1H\r\nRRULE:FREQ=WEEKLY;COUNT=3\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:1\r\n"
	 "RECURRENCE-ID:20260309T090000\r\nDTSTART:20260310T140000\r\nDURATION:PT2H", "0302T0900-1000 0310T1400-1600 0316T0900-1000"},
	{"DTSTART:20260302T090000\r\nDURATION:PT1H\r\nRRULE:FREQ=WEEKLY;COUNT=3\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:1\r\n"
	 "RECURRENCE-ID:20260309T090000\r\nDTSTART:20260309T090000\r\nSTATUS:CANCELLED", "0302T0900-1000 0316T0900-1000"},
};

static void
test_ical_read__times(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		struct ical_reading r = read_all(event(good[i].lines));

		if (r.problems.n || !str_is(print(&r), good[i].times))
			fail_msg("%s\n%.*s, not %s; %s", good[i].lines, STR(print(&r)), good[i].times, r.problems.n ? r.problems.v[0].why : "");
	}
	assert_true(str_is(read_all(event(good[15].lines)).spans.v[0].summary, "早读"));
}

/* An event that is not understood whole is none, and says its line. */
static const struct {
	const char *lines;
	size_t line;
} bad[] = {
	{"SUMMARY:x", 2},
	{"DTSTART:2026-03-02", 4},
	{"DTSTART:20260232T090000", 4},
	{"DTSTART;TZID=Mars/Olympus:20260302T090000\r\nDURATION:PT1H", 4},
	{"DTSTART:20260302T090000\r\nDTEND:20260302T080000", 2},
	{"DTSTART:20260302T090000\r\nDURATION:-PT1H", 5},
	{"DTSTART:20260302T090000\r\nDURATION:PT", 5},
	{"DTSTART:20260302T090000\r\nDTEND:20260302T100000\r\nDURATION:PT1H", 2},
	{"DTSTART:20260302T090000\r\nDTSTART:20260303T090000", 5},
	{"DTSTART:20260302T090000\r\nRRULE:FREQ=SOMETIMES", 5},
	{"DTSTART:20260302T090000\r\nRRULE:FREQ=DAILY;INTERVAL=0", 5},
	{"DTSTART:20260302T090000\r\nEXDATE:yesterday", 5},
	{"DTSTART:20260302T090000\r\nRDATE;VALUE=PERIOD:20260305T140000/20260305T130000", 5},
	{"DTSTART:20260302T090000\r\nRECURRENCE-ID;RANGE=THISANDFUTURE:20260302T090000", 5},
	{"DTSTART:20260302T090000\r\nno colon here", 5},
	{"DTSTART;VALUE=DATE:20260302\r\nRRULE:FREQ=HOURLY", 2},
};

static void
test_ical_read__events_not_understood_say_their_line(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct ical_reading r = read_all(event(bad[i].lines));

		if (r.spans.n || r.problems.n != 1 || r.problems.v[0].line != bad[i].line || !r.problems.v[0].why)
			fail_msg("%s: %zu spans, %zu problems, line %zu", bad[i].lines, r.spans.n, r.problems.n,
				 r.problems.n ? r.problems.v[0].line : 0);
	}
}

static void
test_ical_read__what_is_no_calendar_is_refused(void **state)
{
	static const char *const texts[] = {
		"", "hello", "name,phone\r\n1,2", "\xff\xfe", "<html></html>", "END:VCALENDAR", "BEGIN:VCALENDAR\r\n",
		"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20260302T090000\r\nEND:VEVENT\r\n",
		"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nEND:VCALENDAR\r\nEND:VEVENT\r\n",
		"BEGIN:VEVENT\r\nBEGIN:VEVENT\r\nEND:VEVENT\r\nEND:VEVENT\r\n", "BEGIN:VCARD\r\nFN:x\r\nEND:VCARD\r\n",
	};
	struct ical_reading r;
	const char *why;
	struct buf b;

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		why = NULL;
		assert_int_equal(ical_read(&a, str_of(texts[i]), 0, ever(), &r, &why), E_INVALID);
		assert_non_null(why);
	}
	buf_init(&b, &a);
	for (int i = 0; i < 40; i++)
		buf_z(&b, "BEGIN:X\r\n");
	assert_int_equal(ical_read(&a, buf_done(&b), 0, ever(), &r, &why), E_INVALID);
}

/* Whoever writes every second for ever is told so at once. */
static void
test_ical_read__too_much_is_refused(void **state)
{
	struct ical_reading r;
	const char *why;
	struct buf b;

	(void)state;
	assert_int_equal(ical_read(&a, event("DTSTART:20260302T090000\r\nRRULE:FREQ=SECONDLY"), 0, ever(), &r, &why), E_TOOBIG);
	assert_int_equal(ical_read(&a, event("DTSTART:19700302T090000\r\nRRULE:FREQ=SECONDLY"), clock_at(2026, 1, 1, 0, 0, 0), ever(), &r, &why),
			 E_TOOBIG);
	buf_init(&b, &a);
	while (b.n <= ICAL_READ_BYTES)
		buf_z(&b, "X-LONG:xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\r\n");
	assert_int_equal(ical_read(&a, buf_done(&b), 0, ever(), &r, &why), E_TOOBIG);
}

static struct str
outside(const char *name)
{
	const char *shared = getenv("LINLI_SHARED");
	FILE *f = fopen(str_fmt(&a, "%s/data/outside/05-icalendar/%s", shared ? shared : "../shared", name).p, "rb");
	struct buf b;
	int c;

	if (!f)
		return (struct str){0};
	buf_init(&b, &a);
	while ((c = fgetc(f)) != EOF)
		buf_char(&b, (char)c);
	fclose(f);
	return buf_done(&b);
}

/* "(2014, 5, 11)", "20240913", "2020", … : the span of the query, in the zone of the event: a day more is looked at. */
static bool
span_of(const char *args, int64_t *from, int64_t *to)
{
	int n[4] = {0, 1, 1, 0};
	int got = sscanf(args, "(%d, %d, %d, %d)", &n[0], &n[1], &n[2], &n[3]);

	if (got < 1)
		got = sscanf(args, "\"%4d%2d%2d\"", &n[0], &n[1], &n[2]);
	if (got < 1)
		got = sscanf(args, "%d", &n[0]);
	if (got < 1)
		return false;
	*from = clock_at(n[0], n[1], n[2], n[3], 0, 0);
	*to = got == 4 ? *from + 3600 : got == 3 ? *from + 86400
	    : got == 2 ? clock_at(n[1] == 12 ? n[0] + 1 : n[0], n[1] == 12 ? 1 : n[1] + 1, 1, 0, 0, 0) : clock_at(n[0] + 1, 1, 1, 0, 0, 0);
	return true;
}

/* The counts of another program. Where ours differs on purpose, it says why. */
static void
test_ical_read__outside_counts(void **state)
{
	static const struct {
		const char *file, *why;
	} otherwise[] = {
		{"end_before_start_event.ics", "an end before the begin is refused, not turned round"},
		{"alarm_removed_and_moved.ics", "it asks for a to-do"},
		{"multiple_rrule.ics", "two rules together are twenty Thursdays and two Mondays"},
	};
	/* A day of a query begins so many hours after China's. */
	static const struct {
		const char *file;
		int64_t hours;
	} west[] = {{"rdate.ics", 8}, {"issue_151", 15}, {"issue_15", 8}, {"discourse", 7}, {"issue_36", 6}};
	struct str text = outside("recurring/expected-counts.json");
	json_t *all, *c;
	size_t i, bad_n = 0, checked = 0;

	(void)state;
	if (!text.p)
		skip();
	all = json_loadb(text.p, text.n, 0, NULL);
	assert_non_null(all);
	json_array_foreach(all, i, c) {
		const char *file = json_string_value(json_object_get(c, "file")), *query = json_string_value(json_object_get(c, "query"));
		const char *args = json_string_value(json_object_get(c, "args"));
		size_t wanted = (size_t)json_integer_value(json_object_get(c, "expected_count"));
		int64_t from = -clock_at(2020, 1, 1, 0, 0, 0), to = ever();
		struct ical_reading r = {0};
		const char *why = NULL;
		bool ours = false;
		int rc;

		for (size_t k = 0; k < sizeof otherwise / sizeof *otherwise; k++)
			ours |= strcmp(file, otherwise[k].file) == 0;
		if (ours || (strcmp(query, "at") == 0 && !span_of(args, &from, &to)))
			continue;
		for (size_t k = 0; k < sizeof west / sizeof *west && strcmp(query, "at") == 0; k++)
			if (strncmp(file, west[k].file, strlen(west[k].file)) == 0) {
				from += west[k].hours * 3600;
				to += west[k].hours * 3600;
				break;
			}
		rc = ical_read(&a, outside(str_fmt(&a, "recurring/%s", file).p), from, to, &r, &why);
		checked++;
		if (rc == 0 && r.spans.n == wanted)
			continue;
		bad_n++;
		print_message("%s %s %s: %zu spans, not %zu; %zu problems %s %s\n", file, query, args, r.spans.n, wanted, r.problems.n,
			      r.problems.n ? r.problems.v[0].why : "", why ? why : "");
	}
	json_decref(all);
	print_message("%zu counts\n", checked);
	assert_int_equal(bad_n, 0);
}

/* Calendars that other programs wrote must be read; rules that are none are problems. */
static void
test_ical_read__outside_samples_are_read(void **state)
{
	static const char *const files[] = {
		"icaljs-samples/blank_description.ics", "icaljs-samples/blank_line_end.ics", "icaljs-samples/blank_line_mid.ics",
		"icaljs-samples/daily_recur.ics", "icaljs-samples/day_long_recur_yearly.ics", "icaljs-samples/duration_instead_of_dtend.ics",
		"icaljs-samples/forced_types.ics", "icaljs-samples/google_birthday.ics", "icaljs-samples/minimal.ics",
		"icaljs-samples/multiple_rrules.ics", "icaljs-samples/only_dtstart_date.ics", "icaljs-samples/only_dtstart_time.ics",
		"icaljs-samples/parserv2.ics", "icaljs-samples/rdate_exdate.ics", "icaljs-samples/recur_instances.ics",
		"icaljs-samples/recur_instances_finite.ics", "icaljs-samples/timezone_from_file.ics", "icaljs-samples/utc_negative_zero.ics",
		"libical/2446.ics", "libical/crash.ics", "libical/issue253.ics", "libical/overlaps.ics", "libical/recur-errors.ics",
		"libical/restriction.ics", "libical/spanlist.ics",
	};
	size_t wrong = 0;

	(void)state;
	if (!outside("README.md").p)
		skip();
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		struct ical_reading r = {0};
		const char *why = NULL;
		int rc = ical_read(&a, outside(files[i]), clock_at(2012, 1, 1, 0, 0, 0), clock_at(2015, 1, 1, 0, 0, 0), &r, &why);

		print_message("%s: %d, %zu events, %zu spans, %zu problems %s %.*s\n", files[i], rc, r.events, r.spans.n, r.problems.n,
			      r.problems.n ? r.problems.v[0].why : "", STR(r.problems.n ? r.problems.v[0].text : S("")));
		/* Two are broken on purpose: they are refused, and nothing else happens. */
		wrong += rc != (strstr(files[i], "crash") || strstr(files[i], "issue253") ? E_INVALID : 0);
	}
	assert_int_equal(wrong, 0);
}

SUITE(ical_read)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(test_ical_read__times, teardown),
		cmocka_unit_test_teardown(test_ical_read__events_not_understood_say_their_line, teardown),
		cmocka_unit_test_teardown(test_ical_read__what_is_no_calendar_is_refused, teardown),
		cmocka_unit_test_teardown(test_ical_read__too_much_is_refused, teardown),
		cmocka_unit_test_teardown(test_ical_read__outside_counts, teardown),
		cmocka_unit_test_teardown(test_ical_read__outside_samples_are_read, teardown),
	};

	return cmocka_run_group_tests_name("ical_read", tests, NULL, NULL);
}
