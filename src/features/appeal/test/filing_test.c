/* filing_test.c: one case though it was sent twice at the same moment; how much one network may file and guess. */
#include "db/db.h" /* before cmocka, whose fail() is a macro */

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/clock.h"
#include "http/server.h"
#include "lib/secret.h"
#include "kit/throttle.h"
#include "db_env.h"
#include "support.h"
#include "suite.h"

enum { TWINS = 2, ROUNDS = 30, CODE_MAX = 32 };
#define VISITOR "0123456789abcdef0123456789abcdef"

static struct world W;
static enum db_engine engine;

static int
open_world(void **state)
{
	(void)state;
	return world_open(&W, engine) ? 0 : -1;
}

static int
close_world(void **state)
{
	(void)state;
	throttle_free(W.app.throttle);
	world_close(&W);
	return 0;
}

/* One request from this address; the status, and what of the answer is wanted. */
static int
ask(struct str from, struct str text, char ret_code[CODE_MAX])
{
	struct arena a;
	struct req r = {0};
	struct str reply, code = S("\"code\":\"");
	int status;

	arena_init(&a);
	if (req_parse(&a, text, &r) < 0)
		return 0;
	r.remote = from;
	gate_run(&W.app, &r);
	status = r.reply.status;
	reply = buf_done(&r.reply.body);
	if (ret_code) {
		reply = str_sub(reply, str_find(reply, code) + code.n, reply.n);
		reply = str_sub(reply, 0, str_find(reply, S("\"")));
		snprintf(ret_code, CODE_MAX, "%.*s", STR(reply));
	}
	req_free(&r);
	arena_release(&a);
	return status;
}

static struct str
filing(const char *key)
{
	static const char body[] =
		"{\"text\":\"2单元一楼楼道灯坏了快一周\",\"place\":\"BL-B3\",\"anon\":\"nobody\"}";

	return str_fmt(&W.arena,
		       "POST /api/appeal HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n"
		       "Idempotency-Key: %s\r\nContent-Length: %zu\r\n\r\n%s",
		       key, sizeof body - 1, body);
}

struct twin {
	pthread_t thread;
	pthread_barrier_t *start;
	struct str text;
	int status;
	char code[CODE_MAX];
};

static void *
run_twin(void *arg)
{
	struct twin *t = arg;

	pthread_barrier_wait(t->start);
	t->status = ask(S("192.0.2.1"), t->text, t->code);
	return NULL;
}

/* Pressed twice, or sent again by an impatient phone: one of them makes the case, the other gets the same one. */
static void
test_double__is_one_case(void **state)
{
	char before[CODE_MAX] = "";

	(void)state;
	for (int round = 0; round < ROUNDS; round++) {
		struct str text = filing(str_fmt(&W.arena, "a-key-of-round-%04d", round).p);
		pthread_barrier_t start;
		struct twin t[TWINS];

		pthread_barrier_init(&start, NULL, TWINS);
		for (size_t i = 0; i < TWINS; i++) {
			t[i] = (struct twin){.start = &start, .text = text};
			assert_int_equal(pthread_create(&t[i].thread, NULL, run_twin, &t[i]), 0);
		}
		for (size_t i = 0; i < TWINS; i++)
			pthread_join(t[i].thread, NULL);
		pthread_barrier_destroy(&start);
		assert_int_equal(t[0].status + t[1].status, 201 + 200);
		assert_string_equal(t[0].code, t[1].code);
		assert_string_not_equal(t[0].code, before);
		memcpy(before, t[0].code, sizeof before);
	}
	/* Codes of a month have no holes: as many cases as rounds. */
	assert_non_null(strstr(before, str_fmt(&W.arena, "-%04d", ROUNDS).p));
}

/* How many of so many filings are taken. */
static int
file_many(int times, const char *from)
{
	static int n;
	int taken = 0;

	while (times-- > 0) {
		int status = ask(str_of(from),
				 filing(str_fmt(&W.arena, "a-key-of-one-use-%d", n++).p), NULL);

		assert_true(status == 201 || status == 429);
		taken += status == 201;
	}
	return taken;
}

static void
test_budget__of_filing(void **state)
{
	int64_t now = clock_now();

	(void)state;
	W.app.throttle = throttle_new(1000);
	assert_int_equal(file_many(25, "192.0.2.1"), 20);
	assert_int_equal(file_many(3, "192.0.2.2"), 3);
	clock_set(now + 60);
	assert_int_equal(file_many(8, "192.0.2.1"), 4);
	clock_set(now + 60 + 3600);
	assert_int_equal(file_many(25, "192.0.2.1"), 20);
}

/* A customer has all addresses of an IPv6 network: changing them makes no new budget. */
static void
test_budget__of_filing_is_the_networks(void **state)
{
	int taken = 0;

	(void)state;
	W.app.throttle = throttle_new(1000);
	for (int i = 1; i <= 25; i++)
		taken += file_many(1, str_fmt(&W.arena, "2001:db8:0:1::%x", i).p);
	assert_int_equal(taken, 20);
	assert_int_equal(file_many(1, "2001:db8:0:2::1"), 1);
}

/* How many of so many guesses at passwords, each at another login, are looked at. */
static int
guess_many(int times, const char *from)
{
	static int n;
	int looked_at = 0;

	while (times-- > 0) {
		struct str token = str_sub(secret_mac(&W.arena, "csrf", S(VISITOR)), 0, 32);
		/* Masked with nothing but zeros. */
		struct str body = str_fmt(&W.arena, "csrf=%032d%.*s&login=nobody%d&password=guess",
					  0, STR(token), n++);
		int status = ask(str_of(from),
				 str_fmt(&W.arena,
					 "POST /account/sign-in HTTP/1.1\r\nHost: h\r\nCookie: "
					 "visitor=" VISITOR "\r\n"
					 "Content-Type: application/x-www-form-urlencoded\r\n"
					 "Content-Length: %zu\r\n\r\n%.*s",
					 body.n, STR(body)),
				 NULL);

		assert_true(status == 422 || status == 429);
		looked_at += status == 422;
	}
	return looked_at;
}

static void
test_budget__of_sign_in(void **state)
{
	int64_t now = clock_now();
	int looked_at = 0;

	(void)state;
	W.app.throttle = throttle_new(1000);
	assert_int_equal(guess_many(14, "192.0.2.1"), 10);
	assert_int_equal(guess_many(1, "192.0.2.2"), 1);
	clock_set(now + 60);
	assert_int_equal(guess_many(8, "192.0.2.1"), 5);
	for (int i = 1; i <= 14; i++)
		looked_at += guess_many(1, str_fmt(&W.arena, "2001:db8:0:1::%x", i).p);
	assert_int_equal(looked_at, 10);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_world, close_world)
static const struct CMUnitTest tests[] = {
	TEST(test_double__is_one_case),
	TEST(test_budget__of_filing),
	TEST(test_budget__of_filing_is_the_networks),
	TEST(test_budget__of_sign_in),
};

SUITE(filing)
{
	return DB_ENV_EACH("filing", &engine, tests);
}
