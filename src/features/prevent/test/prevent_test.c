/* prevent_test.c: what may be chance: the comparison against a slow, obvious sum; and what the weekly look finds once. */
#include "play.h"

#include <math.h>

#include "features/prevent/prevent.h"
#include "kit/feature.h"
#include "kit/feature_list.h"
#include "main/main.h"

/* One draw after the other, without logarithms. */
static double
slow_chance(int64_t k, int64_t n, double share)
{
	double p[64] = {1}, sum = 0;

	for (int64_t i = 0; i < n; i++)
		for (int64_t j = i + 1; j >= 0; j--)
			p[j] = p[j] * (1 - share) + (j ? p[j - 1] * share : 0);
	for (int64_t j = k; j <= n; j++)
		sum += p[j];
	return sum;
}

static void
test_chance__as_drawn_one_by_one(void **state)
{
	(void)state;
	for (int64_t n = 0; n < 60; n += 3)
		for (int64_t k = 0; k <= n + 1; k++)
			for (double share = 0.05; share < 1; share += 0.15)
				assert_true(fabs(prevent_chance(k, n, share) - (k > n ? 0 : slow_chance(k, n, share))) < 1e-9);
	assert_true(prevent_chance(0, 0, 0.5) == 1);
	assert_true(prevent_chance(1, 0, 0.5) == 0);
	assert_true(prevent_chance(3, 5, 1) == 1);
	assert_true(prevent_chance(3, 5, 0) == 0);
}

/* Few are never sure: five against none may be chance, six may not. */
static void
test_judge__says_when_it_is_unsure(void **state)
{
	(void)state;
	assert_int_equal(prevent_judge(0, 0), PREVENT_UNSURE);
	assert_int_equal(prevent_judge(5, 0), PREVENT_UNSURE);
	assert_int_equal(prevent_judge(6, 0), PREVENT_FELL);
	assert_int_equal(prevent_judge(0, 6), PREVENT_ROSE);
	assert_int_equal(prevent_judge(12, 8), PREVENT_UNSURE);
	assert_int_equal(prevent_judge(120, 80), PREVENT_FELL);
}

/* However often the timer looks in a week, and however many workers there are. */
static void
test_timer__opens_once_a_week(void **state)
{
	struct feature_env env = {.features = &all_features, .db = w.db};

	(void)state;
	for (int i = 0; i < 9; i++)
		play("as wang\n"
		     "wait 7 days\n"
		     "as wang\n"
		     "POST /appeal text=车库的灯又不亮&place=@BL-B3&anon=named&item=%路灯不亮%\n"
		     "303\n");
	for (int i = 0; i < 3; i++)
		assert_int_equal(prevent_timer(&env), 0);
	play("wait 1 hours\n"
	     "as shequ\n"
	     "GET /prevent\n"
	     "200\ncount 1 href=\"/prevent/F-\nhas 几件\n"
	     "verify\n");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, open_world, close_world)

SUITE(prevent)
{
	const struct CMUnitTest tests[] = {
		TEST(test_chance__as_drawn_one_by_one),
		TEST(test_judge__says_when_it_is_unsure),
		TEST(test_timer__opens_once_a_week),
	};

	engine = DB_SQLITE;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
