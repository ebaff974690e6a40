/* ratio_test.c: intervals of shares against values worked out by hand and printed in textbooks, and what they say beside a known share. */
#include "lib/ratio.h"
#include "arena_help.h"
#include "suite.h"

static const struct {
	int64_t part, whole, low, high;
} rows[] = {
	/* n = 0: anything is possible. */
	{0, 0, 0, 1000},
	/* R. G. Newcombe, "Two-sided confidence intervals for the single proportion" (1998), table I: 81/263, 15/148, 0/20, 1/29. */
	{81, 263, 255, 366},
	{15, 148, 62, 160},
	{0, 20, 0, 161},
	{1, 29, 6, 172},
	/* The same seen from the other end. */
	{20, 20, 839, 1000},
	{28, 29, 828, 994},
	{5, 10, 237, 763},
};

static void
test_ratio__interval(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		int64_t low, high;

		ratio_interval(rows[i].part, rows[i].whole, &low, &high);
		assert_int_equal(low, rows[i].low);
		assert_int_equal(high, rows[i].high);
	}
}

static void
test_ratio__beside_everybody(void **state)
{
	(void)state;
	assert_int_equal(ratio_beside(24, 24, 964), RATIO_FEW);
	assert_int_equal(ratio_beside(29, 29, 500), RATIO_FEW);
	assert_int_equal(ratio_beside(30, 30, 500), RATIO_HIGH);
	assert_int_equal(ratio_beside(175, 188, 964), RATIO_LOW);
	assert_int_equal(ratio_beside(219, 233, 964), RATIO_LIKE);
	assert_int_equal(ratio_beside(246, 251, 964), RATIO_LIKE);
}

SUITE(ratio)
{
	const struct CMUnitTest tests[] = {
		TEST(test_ratio__interval),
		TEST(test_ratio__beside_everybody),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
