/* ical_test.c: calendars as text. */
#include "lib/ical.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "suite.h"

#include <cmocka.h>

#include "base/clock.h"

static struct arena a;

static struct str
print(const struct ical_event *e)
{
	struct buf b;

	buf_init(&b, &a);
	ical_begin(&b, "PUBLISH", S("篮球场"));
	ical_event(&b, e);
	ical_end(&b);
	return buf_done(&b);
}

static struct ical_event
event(struct str summary)
{
	return (struct ical_event){.uid = S("share-7@linli"), .summary = summary, .from = clock_at(2026, 3, 1, 9, 0, 0),
				   .to = clock_at(2026, 3, 1, 10, 30, 0), .changed_at = clock_at(2026, 2, 1, 0, 0, 0),
				   .sequence = 2, .state = ICAL_CONFIRMED, .busy = true};
}

static struct str
unfold(struct str text)
{
	struct buf b;

	buf_init(&b, &a);
	for (size_t i = 0; i < text.n; i++) {
		if (str_starts(str_sub(text, i, 3), S("\r\n ")))
			i += 2;
		else
			buf_char(&b, text.p[i]);
	}
	return buf_done(&b);
}

static void
test_ical__times_in_utc_and_texts_escaped(void **state)
{
	struct ical_event e = event(S("下棋; 喝茶, \\ 聊天\n自带\x01杯子"));
	struct str text = print(&e);

	(void)state;
	assert_true(str_starts(text, S("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")));
	assert_true(str_ends(text, S("END:VEVENT\r\nEND:VCALENDAR\r\n")));
	assert_true(str_has(text, S("DTSTART:20260301T010000Z\r\nDTEND:20260301T023000Z\r\n")));
	assert_true(str_has(text, S("DTSTAMP:20260131T160000Z\r\n")));
	assert_true(str_has(text, S("SEQUENCE:2\r\n")));
	assert_true(str_has(text, S("SUMMARY:下棋\\; 喝茶\\, \\\\ 聊天\\n自带杯子\r\n")));
	assert_false(str_has(text, S("LOCATION")));
}

/* No line is longer than 75 bytes, each is whole characters, and unfolding gives the text back. */
static void
test_ical__folds_between_characters(void **state)
{
	(void)state;
	for (size_t n = 1; n < 200; n++) {
		struct buf b;
		struct ical_event e;
		struct str text, rest, line;

		buf_init(&b, &a);
		for (size_t i = 0; i < n; i++)
			buf_z(&b, i % 3 ? "羽" : i % 2 ? "x" : "𠮷");
		e = event(buf_done(&b));
		text = rest = print(&e);
		while (str_next(&rest, '\n', &line)) {
			assert_true(line.n <= 76 && (!line.n || line.p[line.n - 1] == '\r'));
			assert_true(str_valid(str_sub(line, 0, line.n ? line.n - 1 : 0)));
		}
		assert_true(str_has(unfold(text), str_fmt(&a, "\r\nSUMMARY:%.*s\r\n", STR(e.summary))));
		arena_reset(&a);
	}
}

/* Nothing a person typed begins a line of its own. */
static void
test_ical__nobody_writes_lines(void **state)
{
	struct ical_event e = event(S("a\r\nEND:VEVENT"));
	struct str text;

	(void)state;
	e.uid = S("x\r\nBEGIN:VEVENT");
	e.url = S("https://a.example/\r\nATTENDEE:mailto:b");
	text = print(&e);
	assert_false(str_has(text, S("\r\nATTENDEE")));
	assert_int_equal(str_find(text, S("\r\nEND:VEVENT\r\n")), text.n - strlen("\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"));
	assert_true(str_has(text, S("UID:x\\nBEGIN:VEVENT\r\n")));
}

SUITE(ical)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_ical__times_in_utc_and_texts_escaped),
		cmocka_unit_test(test_ical__folds_between_characters),
		cmocka_unit_test(test_ical__nobody_writes_lines),
	};
	int failed;

	arena_init(&a);
	failed = cmocka_run_group_tests_name("ical", tests, NULL, NULL);
	arena_release(&a);
	return failed;
}
