/* pool_test.c: the pool of threads, and the throttle. */
#include "kit/pool.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/clock.h"
#include "base/err.h"
#include "kit/throttle.h"
#include "suite.h"

static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;

struct count {
	struct pool_job job;
	atomic_int *ran;
	int *order, number;
};

static void
count(struct pool_job *job)
{
	struct count *c = (struct count *)job;
	int at = atomic_fetch_add(c->ran, 1);

	if (c->order)
		c->order[at] = c->number;
}

/* Waits until the test lets go of the gate. */
static void
wait_then_count(struct pool_job *job)
{
	pthread_mutex_lock(&gate);
	pthread_mutex_unlock(&gate);
	count(job);
}

static void
test_pool__runs_everything_before_it_ends(void **state)
{
	struct pool *p;
	struct count jobs[100];
	atomic_int ran = 0;

	(void)state;
	assert_int_equal(pool_new(4, 100, &p), 0);
	for (int i = 0; i < 100; i++) {
		jobs[i] = (struct count){.job.run = count, .ran = &ran};
		assert_true(pool_run(p, &jobs[i].job));
	}
	pool_free(p);
	assert_int_equal(atomic_load(&ran), 100);
}

static void
test_pool__one_thread_keeps_the_order(void **state)
{
	struct pool *p;
	struct count jobs[50];
	atomic_int ran = 0;
	int order[50];

	(void)state;
	assert_int_equal(pool_new(1, 50, &p), 0);
	for (int i = 0; i < 50; i++) {
		jobs[i] =
			(struct count){.job.run = count, .ran = &ran, .order = order, .number = i};
		assert_true(pool_run(p, &jobs[i].job));
	}
	pool_free(p);
	for (int i = 0; i < 50; i++)
		assert_int_equal(order[i], i);
}

static void
test_pool__full_queue_says_so(void **state)
{
	struct pool *p;
	struct count jobs[8];
	atomic_int ran = 0;
	int taken = 0;

	(void)state;
	assert_int_equal(pool_new(2, 3, &p), 0);
	pthread_mutex_lock(&gate);
	for (int i = 0; i < 8; i++) {
		jobs[i] = (struct count){.job.run = wait_then_count, .ran = &ran};
		taken += pool_run(p, &jobs[i].job);
	}
	pthread_mutex_unlock(&gate);
	assert_in_range(taken, 3, 5); /* three wait, and each thread may hold one */
	pool_free(p);
	assert_int_equal(atomic_load(&ran), taken);
}

static void
test_pool__nothing_to_free(void **state)
{
	(void)state;
	pool_free(NULL);
	throttle_free(NULL);
}

static int
take_many(struct throttle *t, struct str key, int times)
{
	int n = 0;

	for (int i = 0; i < times; i++)
		n += throttle_take(t, key, 5, 6);
	return n;
}

static int
start_clock(void **state)
{
	*state = throttle_new(1000);
	clock_set(1795315561);
	return 0;
}

static int
stop_clock(void **state)
{
	throttle_free(*state);
	clock_set(0);
	return 0;
}

static void
test_throttle__burst_then_rate(void **state)
{
	assert_int_equal(take_many(*state, S("login:10.0.0.1"), 20), 5);
	clock_set(clock_now() + 9);
	assert_int_equal(take_many(*state, S("login:10.0.0.1"), 20), 0);
	clock_set(clock_now() + 1); /* six a minute: one after ten seconds */
	assert_int_equal(take_many(*state, S("login:10.0.0.1"), 20), 1);
	clock_set(clock_now() + 3600);
	assert_int_equal(take_many(*state, S("login:10.0.0.1"), 20), 5);
}

/* Dear things cost more than one, all or nothing. */
static void
test_throttle__many_at_once(void **state)
{
	struct throttle *t = *state;

	assert_false(throttle_take_many(t, S("a"), 11, 10, 5));
	assert_true(throttle_take_many(t, S("a"), 7, 10, 5));
	assert_false(throttle_take_many(t, S("a"), 4, 10, 5));
	assert_true(throttle_take_many(t, S("a"), 3, 10, 5));
	assert_false(throttle_take(t, S("a"), 10, 5));
}

static void
test_throttle__keys_do_not_touch_each_other(void **state)
{
	assert_int_equal(take_many(*state, S("a"), 20), 5);
	assert_int_equal(take_many(*state, S("b"), 20), 5);
	assert_int_equal(take_many(*state, S(""), 20), 5);
}

static void
test_throttle__one_token_comes_back(void **state)
{
	throttle_give_back(*state, S("a"), 6); /* no more than there were */
	assert_int_equal(take_many(*state, S("a"), 20), 5);
	throttle_give_back(*state, S("unknown"), 6);
	assert_int_equal(take_many(*state, S("a"), 20), 0);
	throttle_give_back(*state, S("a"), 6);
	assert_int_equal(take_many(*state, S("a"), 20), 1);
}

static void
test_throttle__refused_tries_cost_nothing(void **state)
{
	assert_int_equal(take_many(*state, S("a"), 1000), 5);
	clock_set(clock_now() + 10);
	assert_int_equal(take_many(*state, S("a"), 1), 1);
}

static void
test_throttle__clock_set_back_does_not_lock_out(void **state)
{
	assert_int_equal(take_many(*state, S("a"), 20), 5);
	clock_set(clock_now() - 86400);
	assert_int_equal(take_many(*state, S("a"), 20), 0);
	clock_set(clock_now() + 50);
	assert_int_equal(take_many(*state, S("a"), 20), 5);
}

static void
test_throttle__crowd_does_not_free_the_exhausted(void **state)
{
	char key[] = "crowd:0000";

	assert_int_equal(take_many(*state, S("victim"), 20), 5);
	for (int i = 0; i < 10000; i++) {
		key[6] = (char)('0' + i / 1000);
		key[7] = (char)('0' + i / 100 % 10);
		key[8] = (char)('0' + i / 10 % 10);
		key[9] = (char)('0' + i % 10);
		take_many(*state, str_of(key), 1);
	}
	assert_int_equal(take_many(*state, S("victim"), 20), 0);
}

static void *
hammer(void *arg)
{
	return (void *)(intptr_t)take_many(arg, S("shared"), 1000);
}

static void
test_throttle__threads_share_the_tokens(void **state)
{
	pthread_t threads[4];
	intptr_t sum = 0;
	void *n;

	for (int i = 0; i < 4; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, hammer, *state), 0);
	for (int i = 0; i < 4; i++) {
		pthread_join(threads[i], &n);
		sum += (intptr_t)n;
	}
	assert_int_equal(sum, 5);
}

#define THROTTLE_TEST(f) cmocka_unit_test_setup_teardown(f, start_clock, stop_clock)

SUITE(pool)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_pool__runs_everything_before_it_ends),
		cmocka_unit_test(test_pool__one_thread_keeps_the_order),
		cmocka_unit_test(test_pool__full_queue_says_so),
		cmocka_unit_test(test_pool__nothing_to_free),
		THROTTLE_TEST(test_throttle__burst_then_rate),
		THROTTLE_TEST(test_throttle__many_at_once),
		THROTTLE_TEST(test_throttle__keys_do_not_touch_each_other),
		THROTTLE_TEST(test_throttle__one_token_comes_back),
		THROTTLE_TEST(test_throttle__refused_tries_cost_nothing),
		THROTTLE_TEST(test_throttle__clock_set_back_does_not_lock_out),
		THROTTLE_TEST(test_throttle__crowd_does_not_free_the_exhausted),
		THROTTLE_TEST(test_throttle__threads_share_the_tokens),
	};

	return cmocka_run_group_tests_name("pool", tests, NULL, NULL);
}
