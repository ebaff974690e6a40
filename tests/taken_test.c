/* taken_test.c: what only one can have is taken by eight hands at the same moment, through the gate, on both engines: a time to book, the
 * offer of a place that became free, the answer to an offer, a case to accept, the PIN that is good, a code sent by phone, the key of a form. */
#include <pthread.h>

#include "base/clock.h"
#include "db/stmt.h"
#include "db_env.h"
#include "main/main.h"
#include "script.h"
#include "suite.h"

/* After ours: cmocka has a macro called fail. */
#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

enum { HANDS = 8 };

static enum db_engine engine;
static struct world w;
static struct script S0;
static pthread_barrier_t start;

/* A browser with a script and memory of its own, so that nothing is shared but the program. */
struct hand {
	pthread_t thread;
	struct script s;
	struct arena a;
	const char *asks;
};
static struct hand hands[HANDS];

static void
play_in(struct script *s, const char *text)
{
	if (!script_run(s, "taken_test", str_of(text)))
		fail_msg("%.*s", STR(str_sub(s->problem, 0, 900)));
}

static void
play(const char *text)
{
	play_in(&S0, text);
}

static int
open_world(void **state)
{
	(void)state;
	if (!world_open(&w, engine))
		return -1;
	S0 = (struct script){.w = &w, .a = &w.arena, .data = "tests/data"};
	for (size_t i = 0; i < HANDS; i++)
		arena_init(&hands[i].a);
	return pthread_barrier_init(&start, NULL, HANDS);
}

static int
close_world(void **state)
{
	(void)state;
	pthread_barrier_destroy(&start);
	for (size_t i = 0; i < HANDS; i++)
		arena_release(&hands[i].a);
	world_close(&w);
	return 0;
}

/* Hand i acts as this person, in a session of its own, and knows what the story knows. */
static void
is(size_t i, const char *login)
{
	struct hand *h = &hands[i];

	h->s = (struct script){.w = &w, .a = &h->a, .data = "tests/data"};
	play_in(&h->s, str_fmt(&h->a, "as %s\n", login).p);
	for (size_t k = 0; k < S0.names_n; k++)
		assert_true(script_set(&h->s, S0.names[k].name, S0.names[k].value));
}

static void
all_are(const char *login)
{
	for (size_t i = 0; i < HANDS; i++)
		is(i, login);
}

static void *
ask(void *arg)
{
	struct hand *h = arg;

	pthread_barrier_wait(&start);
	(void)script_run(&h->s, "taken_test", str_of(h->asks));
	return NULL;
}

/* Somebody was first, it is not theirs any more, or it is used up. */
static bool
is_refusal(int status)
{
	return status == 409 || status == 403 || status == 422;
}

/* All send this at the same moment; how many were told, by this status, that it is done. */
static size_t
take(const char *asks, int done_status)
{
	size_t done = 0;

	for (size_t i = 0; i < HANDS; i++) {
		hands[i].asks = str_fmt(&hands[i].a, "%s\n%d\n", asks, done_status).p;
		assert_int_equal(pthread_create(&hands[i].thread, NULL, ask, &hands[i]), 0);
	}
	for (size_t i = 0; i < HANDS; i++)
		pthread_join(hands[i].thread, NULL);
	for (size_t i = 0; i < HANDS; i++) {
		int status = hands[i].s.got.status;

		done += status == done_status;
		if (status != done_status && !is_refusal(status))
			fail_msg("hand %zu: %d: %.*s", i, status, STR(str_sub(hands[i].s.problem, 0, 900)));
	}
	return done;
}

static int
put_number(void *ctx, const struct db_val *cols)
{
	*(int64_t *)ctx = cols[0].i;
	return 0;
}

struct question {
	struct db_stmt st;
	int64_t n;
};

static int
run_count(struct tx *tx, void *arg)
{
	struct question *q = arg;

	return db_run(tx, &q->st, NULL, put_number, &q->n, false, NULL);
}

/* Each text has a statement of its own: connections know them by their address. */
static int64_t
count(struct question *q, const char *text)
{
	q->st = (struct db_stmt){.name = text + 7, .sqlite = text, .pg = text, .params = "", .cols = "i"};
	q->n = -1;
	assert_int_equal(db_read_now(w.db, &w.arena, run_count, q), 0);
	return q->n;
}

static int64_t
steps(void)
{
	static struct question q;

	return count(&q, "SELECT count(*) FROM flow_step WHERE district = 990106 AND subject_kind = 1");
}

static void
check_whole(void)
{
	assert_int_equal(verify_cmd(&(struct options){.district = WORLD_DISTRICT}, w.db, 0, NULL), 0);
}

/* ---- bookings ---- */

static const char *const neighbours[HANDS] = {"wang", "qian", "zhang", "lou", "lishi", "zhiyuan", "shangjia", "shequ2"};
#define BOOK "POST /share/$court/book day=2026-11-21&from=10:00&to=11:00&people=4"

static void
open_court(void)
{
	play("as shequ\n"
	     "POST /share/new name=球场&kind=ground&place=@BL&seats=10&whole=1&who=anybody&step=60&least=1&most=2&ahead=14&cancel=0"
	     "&wait=offer&offer=4&h5=8:00-20:00\n"
	     "303 /share/$court/day\n");
}

/* How many of the neighbours read these words among their bookings. */
static int
who_read(const char *words)
{
	int n = 0;

	for (size_t i = 0; i < HANDS; i++) {
		play(str_fmt(&w.arena, "as %s\nGET /share/mine\n200\n", neighbours[i]).p);
		n += str_has(S0.got.body, str_of(words));
	}
	return n;
}

static void
test_taken__a_time_to_book_has_one(void **state)
{
	(void)state;
	open_court();
	for (size_t i = 0; i < HANDS; i++)
		is(i, neighbours[i]);
	assert_int_equal(take(BOOK, 303), 1);
	assert_int_equal(who_read("已约上"), 1);
	check_whole();
}

/* Eight wait, the first gives back by eight clicks: one is offered the place, and confirms it by eight clicks. */
static void
test_taken__what_became_free_is_offered_to_one(void **state)
{
	(void)state;
	open_court();
	play("as lingdao\n" BOOK "\n303 /share/mine\n"
	     "GET /share/mine\n200\nkeep first action=\"/share/booking/([0-9]+)/cancel\"\n");
	for (size_t i = 0; i < HANDS; i++)
		is(i, neighbours[i]);
	assert_int_equal(take(BOOK "&wait=1", 303), HANDS);
	assert_int_equal(who_read("排队中"), HANDS);
	all_are("lingdao");
	assert_true(take("POST /share/booking/$first/cancel", 303) >= 1);
	assert_int_equal(who_read("轮到您，请确认"), 1);
	for (size_t i = 0; i < HANDS; i++) {
		play(str_fmt(&w.arena, "as %s\nGET /share/mine\n200\n", neighbours[i]).p);
		if (!str_has(S0.got.body, S("轮到您，请确认")))
			continue;
		play("GET /share/mine\n200\nkeep offer action=\"/share/booking/([0-9]+)/confirm\"\n");
		all_are(neighbours[i]);
	}
	assert_true(take("POST /share/booking/$offer/confirm", 303) >= 1);
	assert_int_equal(who_read("已约上"), 1);
	assert_int_equal(who_read("轮到您，请确认"), 0);
	check_whole();
}

/* ---- a case ---- */

static void
file_case(void)
{
	play("as wang\n"
	     "POST /appeal text=楼道灯坏了两天了&place=@BL-B3&anon=named&open=1&item=%楼道灯不亮%\n"
	     "303 /appeal/$code/receipt\n"
	     "as shequ\n"
	     "POST /appeal/$code/dispatch org=org:bl-pm\n303\n"
	     "GET /appeal/$code/desk\n200\n"
	     "keep version name=\"version\" value=\"([0-9]+)\"\n");
}

static void
test_taken__a_case_is_accepted_once(void **state)
{
	int64_t before;

	(void)state;
	file_case();
	before = steps();
	all_are("wuye");
	assert_true(take("POST /appeal/$code/accept version=$version", 303) >= 1);
	assert_int_equal(steps() - before, 1);
	check_whole();
}

/* Does this PIN open the case? Each try is another browser's. */
static bool
opens(struct str pin)
{
	struct script s = {.w = &w, .a = &w.arena};

	play_in(&s, "as visitor\n");
	(void)script_run(&s, "taken_test", str_fmt(&w.arena, "POST /appeal/track code=%.*s&pin=%.*s\n303\n",
						   STR(script_name(&S0, S("code"))->value), STR(pin)));
	return s.got.status == 303;
}

/* Eight clerks give the caller a new PIN: each is a step of the history, and the last one alone opens the case. */
static void
test_taken__of_new_pins_one_is_good(void **state)
{
	static const char before_pin[] = "新的查询码 <span class=\"plate\">";
	size_t made, good = 0;
	int64_t before;

	(void)state;
	file_case();
	before = steps();
	all_are("shequ");
	made = take("POST /appeal/$code/pin reason=当面核对了身份证", 200);
	assert_true(made >= 1);
	assert_int_equal(steps() - before, made);
	for (size_t i = 0; i < HANDS; i++) {
		struct str page = hands[i].s.got.body;
		size_t at = str_find(page, str_of(before_pin));

		good += at < page.n && opens(str_sub(page, at + sizeof before_pin - 1, 6));
	}
	assert_int_equal(good, 1);
	check_whole();
}

/* The same form sent by eight clicks: all get the one receipt. */
static void
test_taken__the_key_of_a_form_makes_one_case(void **state)
{
	static struct question q;

	(void)state;
	play("as wang\n");
	all_are("wang");
	for (size_t i = 0; i < HANDS; i++)
		*hands[i].s.me = *S0.me;
	assert_int_equal(take("POST /appeal once=abc&text=楼道灯坏了两天了&place=@BL-B3&anon=named&open=1", 303), HANDS);
	for (size_t i = 1; i < HANDS; i++)
		assert_true(str_eq(hands[i].s.got.location, hands[0].s.got.location));
	assert_int_equal(count(&q, "SELECT count(*) FROM matter WHERE district = 990106"), 1);
	check_whole();
}

/* ---- a code sent by phone ---- */

static void
test_taken__a_code_lets_one_in(void **state)
{
	static struct question q;
	int64_t before;

	(void)state;
	play("as visitor ann\n"
	     "POST /account/code phone=19900000001\n303 /account/code\n"
	     "jobs\n"
	     "GET /account/outbox\n200\n"
	     "keep login 验证码 ([0-9]{6})\n");
	for (size_t i = 0; i < HANDS; i++) {
		is(i, "visitor ann");
		*hands[i].s.me = *S0.me; /* the same browser: its cookies say which number */
	}
	before = count(&q, "SELECT count(*) FROM session WHERE district = 990106");
	assert_int_equal(take("POST /account/code/check code=$login", 303), 1);
	assert_int_equal(count(&q, "SELECT count(*) FROM session WHERE district = 990106") - before, 1);
}

SUITE(taken)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_world, close_world)
	static const struct CMUnitTest tests[] = {
		TEST(test_taken__a_time_to_book_has_one),
		TEST(test_taken__what_became_free_is_offered_to_one),
		TEST(test_taken__a_case_is_accepted_once),
		TEST(test_taken__of_new_pins_one_is_good),
		TEST(test_taken__the_key_of_a_form_makes_one_case),
		TEST(test_taken__a_code_lets_one_in),
	};

	return DB_ENV_EACH("what only one can have", &engine, tests);
}
