/* promise_test.c: how the promise stands, and how marks are said. */
#include "base/clock.h"
#include "features/appeal/appeal_web_cards.h"
#include "suite.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static void
test_promise__is_the_answer_and_no_stage(void **state)
{
	/* Wednesday, 18 November 2026. */
	const int64_t now = clock_at(2026, 11, 18, 10, 0, 0), day = 86400;
	const struct {
		int64_t state, live, paused_at, promised_at, queue_at;
		enum clock_look want;
	} cases[] = {
		{APPEAL_FILED, LIVE_OFFICE, 0, now + 5 * day, now - day, CLOCK_OK}, /* the stage is late, the promise is not */
		{APPEAL_FILED, LIVE_OFFICE, 0, now + 3600, now + 3600, CLOCK_SOON},
		{APPEAL_FILED, LIVE_OFFICE, 0, now, now, CLOCK_LATE},
		{APPEAL_ACCEPTED, LIVE_OFFICE, 0, now - 1, now - 1, CLOCK_LATE},
		{APPEAL_ASKED, LIVE_RAISER, now - 60, now - day, now - day, CLOCK_PAUSE},
		{APPEAL_REPLIED, LIVE_RAISER, 0, now - day, now + 5 * day, CLOCK_ANSWERED}, /* time to rate is no deadline of the office */
		{APPEAL_REPLIED, LIVE_RAISER, 0, now + day, now - 1, CLOCK_ANSWERED},
		{APPEAL_CLOSED, LIVE_OVER, 0, now - day, 0, CLOCK_DONE},
		{APPEAL_REFUSED, LIVE_OVER, 0, now + day, 0, CLOCK_DONE},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct appeal_line l = {
			.state = cases[i].state, .live = cases[i].live, .paused_at = cases[i].paused_at,
			.promised_at = cases[i].promised_at, .queue_at = cases[i].queue_at,
		};

		assert_int_equal(appeal_promise_look(&l, now), cases[i].want);
	}
}

static void
test_marks__are_said_with_the_nearest_face(void **state)
{
	static const struct {
		int64_t mark;
		const char *result, *attitude;
		bool poor;
	} cases[] = {
		{0, "", "", false},   {1, "没办好", "不好", true},  {2, "没办好", "不好", true}, {3, "还差一点", "一般", false},
		{4, "办好了", "热心", false}, {5, "办好了", "热心", false}, {6, "", "", false},	   {-1, "", "", false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_string_equal(appeal_mark_word(MARK_RESULT, cases[i].mark), cases[i].result);
		assert_string_equal(appeal_mark_word(MARK_ATTITUDE, cases[i].mark), cases[i].attitude);
		assert_int_equal(appeal_mark_poor(cases[i].mark), cases[i].poor);
	}
}

SUITE(promise)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_promise__is_the_answer_and_no_stage),
		cmocka_unit_test(test_marks__are_said_with_the_nearest_face),
	};

	return cmocka_run_group_tests_name("promise", tests, NULL, NULL);
}
