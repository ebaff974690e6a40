/* event_test.c: what a card says, and the words of its history. How it is opened, matched and told: features/hot/test. */
#include "features/event/event.h"

#include "arena_help.h"
#include "suite.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void
test_event_said__what_to_do_stands_under_what_it_is(void **state)
{
	struct event e = {.text = S("三号泵坏了，水司在换"), .todo = S("")};

	(void)state;
	assert_true(str_is(event_said(&arena, &e), "三号泵坏了，水司在换"));
	e.todo = S("送水车在北门");
	assert_true(str_is(event_said(&arena, &e), "三号泵坏了，水司在换\n送水车在北门"));
}

static void
test_event_step__each_has_a_word(void **state)
{
	(void)state;
	for (int64_t step = EVENT_OPENED; step < EVENT_STEP__MAX; step++)
		assert_string_not_equal(event_step_word(step), event_step_word(EVENT_STEP__MAX));
	assert_string_equal(event_step_word(0), event_step_word(EVENT_STEP__MAX));
}

SUITE(event)
{
	const struct CMUnitTest tests[] = {
		TEST(test_event_said__what_to_do_stands_under_what_it_is),
		TEST(test_event_step__each_has_a_word),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
