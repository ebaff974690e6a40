/* guess_test.c: wrong guesses, counted in rows. */
#include "kit/guess.h"

#include "account_help.h"
#include "suite.h"

static const struct guess door = {.what = "door", .burst = 3, .seconds = 60}, other = {"other", 3, 60};

static int
check(const struct guess *g, int64_t district, const char *key)
{
	struct tx *tx = begin();
	int rc = guess_check(tx, district, g, str_of(key));

	commit();
	return rc;
}

/* Guesses wrongly, and waits until it counts: it is written in the background. */
static void
guess(const char *key)
{
	struct db_stats before, now;

	db_stats(db, &before);
	guess_wrong(db, D, &door, str_of(key));
	do
		db_stats(db, &now);
	while (now.commits == before.commits);
}

/* The clock goes back an hour after one wrong guess: the right one is not refused until it is there again. */
static void
test_guess__clock_set_back_does_not_lock_out(void **state)
{
	(void)state;
	guess("back");
	clock_set(NOON - 3600);
	assert_int_equal(check(&door, D, "back"), 0);
	guess("back"); /* counted by the clock as it is now: at most all are spent */
	clock_set(NOON - 3600 + 60);
	assert_int_equal(check(&door, D, "back"), 0);
}

static void
test_guess__burst_then_one_at_a_time(void **state)
{
	(void)state;
	for (int i = 0; i < 3; i++) {
		assert_int_equal(check(&door, D, "a"), 0);
		guess("a");
	}
	assert_int_equal(check(&door, D, "a"), E_LIMIT);
	clock_set(NOON + 59);
	assert_int_equal(check(&door, D, "a"), E_LIMIT);
	clock_set(NOON + 60);
	assert_int_equal(check(&door, D, "a"), 0);
	guess("a");
	assert_int_equal(check(&door, D, "a"), E_LIMIT);
}

static void
test_guess__keys_kinds_and_districts_do_not_meet(void **state)
{
	(void)state;
	for (int i = 0; i < 3; i++)
		guess("a");
	assert_int_equal(check(&door, D, "a"), E_LIMIT);
	assert_int_equal(check(&door, D, "b"), 0);
	assert_int_equal(check(&other, D, "a"), 0);
	assert_int_equal(check(&door, D + 1, "a"), 0);
}

/* What came all at once costs no more than all there is: the wait does not grow without end. */
static void
test_guess__many_at_once_are_forgotten_as_soon_as_three(void **state)
{
	(void)state;
	for (int i = 0; i < 20; i++)
		guess("a");
	clock_set(NOON + 60);
	assert_int_equal(check(&door, D, "a"), 0);
	clock_set(NOON + 180);
	guess("b");
	assert_int_equal(db_env_int(&env, "SELECT count(*) FROM guess"), 1);
	for (int i = 0; i < 3; i++) {
		assert_int_equal(check(&door, D, "a"), 0);
		guess("a");
	}
	assert_int_equal(check(&door, D, "a"), E_LIMIT);
}

/* Neither what was typed nor whose account it is can be read from a row. */
static void
test_guess__rows_say_nothing(void **state)
{
	(void)state;
	guess("19900000001");
	assert_int_equal(db_env_int(&env, "SELECT count(*) FROM guess WHERE key LIKE '%19900000001%'"), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
static const struct CMUnitTest tests[] = {
	TEST(test_guess__clock_set_back_does_not_lock_out),
	TEST(test_guess__burst_then_one_at_a_time),
	TEST(test_guess__keys_kinds_and_districts_do_not_meet),
	TEST(test_guess__many_at_once_are_forgotten_as_soon_as_three),
	TEST(test_guess__rows_say_nothing),
};

SUITE(guess)
{
	return run_on_each_engine(tests, sizeof tests / sizeof *tests);
}
