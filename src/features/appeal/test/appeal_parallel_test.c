/* appeal_parallel_test.c: many people move one case at the same moment, through the gate, on both engines: one of them
 * wins, the others are told so, and the history and the figures agree with that one. */
#include <pthread.h>

#include "db/driver.h"
#include "db_env.h"
#include "edits.h"
#include "http/server.h"
#include "lib/secret.h"
#include "main/main.h"
#include "play.h"

enum { MOVERS = 8, CASES = 6 };

/* One of those who move at the same moment: a browser, its request, and what became of it. */
struct mover {
	pthread_t thread;
	pthread_barrier_t *start;
	struct str cookie, csrf, path, body; /* the body without the token of its form */
	int status;
};

static struct str
name_of(const char *name)
{
	const struct pair *have = script_name(&played, str_of(name));

	assert_non_null(have);
	return have->value;
}

/* A session of its own for each, so that nothing but the case is shared. */
static void
prepare(struct mover *m, pthread_barrier_t *start, const char *login, struct str path, struct str body)
{
	struct str session = world_sign_in(&w, str_of(login));

	assert_true(session.n > 0);
	*m = (struct mover){
		.start = start,
		.cookie = str_fmt(&w.arena, "linli=%.*s", STR(session)),
		.csrf = str_fmt(&w.arena, "%032d%.32s", 0, secret_mac(&w.arena, "csrf", session).p),
		.path = path,
		.body = body,
	};
}

static void *
move(void *arg)
{
	struct mover *m = arg;
	struct req r = {0};
	struct arena a;
	struct str raw;

	arena_init(&a);
	raw = str_fmt(&a,
		      "POST %.*s HTTP/1.1\r\nHost: linli.test\r\nCookie: %.*s\r\n"
		      "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %zu\r\n\r\ncsrf=%.*s&%.*s",
		      STR(m->path), STR(m->cookie), 5 + m->csrf.n + 1 + m->body.n, STR(m->csrf), STR(m->body));
	pthread_barrier_wait(m->start);
	m->status = -1;
	if (req_parse(&a, raw, &r) == 0) {
		r.remote = S("203.0.113.7");
		gate_run(&w.app, &r);
		m->status = r.reply.status;
	}
	req_free(&r);
	arena_release(&a);
	return NULL;
}

static void
all_at_once(struct mover *v)
{
	for (size_t i = 0; i < MOVERS; i++)
		assert_int_equal(pthread_create(&v[i].thread, NULL, move, &v[i]), 0);
	for (size_t i = 0; i < MOVERS; i++)
		pthread_join(v[i].thread, NULL);
}

/* How many won; the others were told that somebody was first, or that it is not theirs any more. */
static size_t
winners(const struct mover *v)
{
	size_t n = 0;

	for (size_t i = 0; i < MOVERS; i++) {
		if (v[i].status == 303)
			n++;
		else if (v[i].status != 409 && v[i].status != 403 && v[i].status != 404)
			fail_msg("mover %zu at %.*s: %d", i, STR(v[i].path), v[i].status);
	}
	return n;
}

static void
file_case(void)
{
	play("as wang\n"
	     "POST /appeal text=楼道灯坏了两天了&place=@BL-B3&anon=named&open=1&item=%楼道灯不亮%\n"
	     "303 /appeal/$code/receipt\n"
	     "as shequ\n"
	     "GET /appeal/$code/desk\n"
	     "200\n"
	     "keep version name=\"version\" value=\"([0-9]+)\"\n");
}

static void
forget_case(void)
{
	played.names_n = 0;
	played.browsers_n = 0;
	played.me = NULL;
}

/* Every step chained to the one before, and the case as its history says. */
static void
check_whole(void)
{
	struct options o = {.district = WORLD_DISTRICT};

	assert_int_equal(verify_cmd(&o, w.db, 0, NULL), 0);
}

/* Of every history of the district. */
static int64_t
steps(void)
{
	return edit_number(&w, "SELECT count(*) FROM flow_step WHERE district = 990106");
}

static struct str
to(const char *move)
{
	return str_fmt(&w.arena, "/appeal/%.*s/%s", STR(name_of("code")), move);
}

static struct str
form(const char *pairs)
{
	return str_fmt(&w.arena, "%s&version=%.*s", pairs, STR(name_of("version")));
}

static struct str
to_body(const char *code)
{
	return form(str_fmt(&w.arena, "org=%lld", (long long)world_org(&w, str_of(code))).p);
}

/* ---- */

/* A button pressed by eight hands of one office: it happens once. */
static void
test_parallel__the_same_move_is_made_once(void **state)
{
	struct mover v[MOVERS];
	pthread_barrier_t start;

	(void)state;
	pthread_barrier_init(&start, NULL, MOVERS);
	for (int n = 0; n < CASES; n++) {
		int64_t before, one;

		file_case();
		before = steps();
		for (size_t i = 0; i < MOVERS; i++)
			prepare(&v[i], &start, "shequ", to("dispatch"), to_body("bl-pm"));
		all_at_once(v);
		assert_true(winners(v) >= 1);
		one = steps() - before;
		assert_int_equal(one, 1);
		forget_case();
	}
	check_whole();
	pthread_barrier_destroy(&start);
}

/* Four bodies named, refused, classed: the case goes the way of one of them. */
static void
test_parallel__of_different_moves_one_wins(void **state)
{
	static const char *const bodies[] = {"bl-pm", "yh-city", "yh-enforce", "yh-police"};
	static const char *const handlers[] = {"wuye", "shizheng", "zhifa", "minjing"};
	struct mover v[MOVERS];
	pthread_barrier_t start;

	(void)state;
	pthread_barrier_init(&start, NULL, MOVERS);
	for (int n = 0; n < CASES; n++) {
		int64_t before;

		file_case();
		before = steps();
		for (size_t i = 0; i < MOVERS; i++)
			if (i < 4)
				prepare(&v[i], &start, i % 2 ? "shequ" : "diaodu", to("dispatch"), to_body(bodies[i]));
			else
				prepare(&v[i], &start, i % 2 ? "shequ" : "guanli", to("refuse"), form(str_fmt(&w.arena, "text=《x》 no %zu", i).p));
		all_at_once(v);
		assert_int_equal(winners(v), 1);
		assert_int_equal(steps() - before, 1);
		for (size_t i = 0; i < 4; i++)
			play(str_fmt(&w.arena, "as %s\nGET /appeal/$code/desk\n%s\n", handlers[i],
				     v[i].status == 303 ? "200" : "403").p); /* all may read the public page */
		forget_case();
	}
	check_whole();
	pthread_barrier_destroy(&start);
}

/* Without a version each takes the case as it finds it: as many steps as were answered "done". */
static void
test_parallel__both_sides_at_once_leave_a_whole_history(void **state)
{
	struct mover v[MOVERS];
	pthread_barrier_t start;

	(void)state;
	pthread_barrier_init(&start, NULL, MOVERS);
	for (int n = 0; n < CASES; n++) {
		int64_t before;

		file_case();
		play("as shequ\nPOST /appeal/$code/dispatch org=org:bl-pm\n303\n");
		before = steps();
		for (size_t i = 0; i < MOVERS; i++)
			if (i < 3)
				prepare(&v[i], &start, "wuye", to("accept"), S("text="));
			else if (i < 6)
				prepare(&v[i], &start, "wuye", to("bounce"), S("why=1&text=no"));
			else
				prepare(&v[i], &start, "wang", to("withdraw"), S("text=no"));
		all_at_once(v);
		assert_true(winners(v) >= 1);
		assert_int_equal(steps() - before, winners(v));
		forget_case();
	}
	check_whole();
	pthread_barrier_destroy(&start);
}

/* The body that has it and the one that gave it back both give it back, several hands each: it is given back once, and that is the
 * second time. Then two dispatchers rule at once: one ruling binds. */
static void
test_parallel__two_bodies_bounce_and_one_ruling_binds(void **state)
{
	struct mover v[MOVERS];
	pthread_barrier_t start;

	(void)state;
	pthread_barrier_init(&start, NULL, MOVERS);
	for (int n = 0; n < CASES; n++) {
		int64_t before;

		file_case();
		play("as shequ\nPOST /appeal/$code/dispatch org=org:bl-pm\n303\n"
		     "as wuye\nPOST /appeal/$code/bounce why=1&text=not+ours\n303\n"
		     "as shequ\nPOST /appeal/$code/dispatch org=org:yh-city\n303\n");
		before = steps();
		for (size_t i = 0; i < MOVERS; i++)
			prepare(&v[i], &start, i % 2 ? "wuye" : "shizheng", to("bounce"), str_fmt(&w.arena, "why=1&text=no+%zu", i));
		all_at_once(v);
		assert_int_equal(winners(v), 1);
		assert_int_equal(steps() - before, 1);
		play("as diaodu\nGET /appeal/queue?tab=ruling\n200 has $code\n"
		     "GET /appeal/$code/desk\n200\nkeep version name=\"version\" value=\"([0-9]+)\"\n");
		before = steps();
		for (size_t i = 0; i < MOVERS; i++)
			prepare(&v[i], &start, "diaodu", to("rule"),
				str_fmt(&w.arena, "%.*s&text=ruled+%zu", STR(to_body(i % 2 ? "bl-pm" : "yh-city")), i));
		all_at_once(v);
		assert_int_equal(winners(v), 1);
		assert_int_equal(steps() - before, 1);
		forget_case();
	}
	check_whole();
	pthread_barrier_destroy(&start);
}

/* Five marks and three wishes to go on from one page, at the same moment: one counts, and the figures with it. Then five changes of mind
 * that name no version: each is a step, and the figures hold one mark. */
static void
test_parallel__one_mark_counts(void **state)
{
	struct mover v[MOVERS];
	pthread_barrier_t start;

	(void)state;
	pthread_barrier_init(&start, NULL, MOVERS);
	for (int n = 0; n < CASES; n++) {
		int64_t before;

		file_case();
		play("as shequ\nPOST /appeal/$code/dispatch org=org:yh-city\n303\n"
		     "as shizheng\nPOST /appeal/$code/accept\n303\nUPLOAD /appeal/$code/reply text=换好了，又试了一遍&photo=<after.jpg\n303\n"
		     "as wang\nGET /appeal/$code\n200\nkeep version name=\"version\" value=\"([0-9]+)\"\n");
		before = steps();
		for (size_t i = 0; i < MOVERS; i++)
			if (i < 5)
				prepare(&v[i], &start, "wang", to("rate"), form(str_fmt(&w.arena, "result=%zu&attitude=5", i + 1).p));
			else
				prepare(&v[i], &start, "wang", to("reopen"), form(str_fmt(&w.arena, "text=no %zu", i).p));
		all_at_once(v);
		assert_int_equal(winners(v), 1);
		assert_int_equal(steps() - before, 1);
		check_whole();
		before = steps();
		for (size_t i = 0; i < MOVERS; i++)
			prepare(&v[i], &start, "wang", to("rate"), str_fmt(&w.arena, "result=%zu&attitude=3&text=w%zu", i % 5 + 1, i));
		all_at_once(v);
		assert_int_equal(steps() - before, winners(v));
		check_whole();
		forget_case();
	}
	pthread_barrier_destroy(&start);
}

/* Urged by who filed it and by staff for a caller, at one moment and from no version: once a day of the calendar, whoever it was. */
static void
test_parallel__one_urging_a_day(void **state)
{
	struct mover v[MOVERS];
	pthread_barrier_t start;

	(void)state;
	pthread_barrier_init(&start, NULL, MOVERS);
	for (int n = 0; n < CASES; n++) {
		int64_t before;
		size_t won = 0;

		file_case();
		before = steps();
		for (size_t i = 0; i < MOVERS; i++)
			prepare(&v[i], &start, i % 2 ? "wang" : "shequ", to("urge"), str_fmt(&w.arena, "text=dark+%zu", i));
		all_at_once(v);
		for (size_t i = 0; i < MOVERS; i++) {
			assert_true(v[i].status == 303 || v[i].status == 422);
			won += v[i].status == 303;
		}
		assert_int_equal(won, 1);
		assert_int_equal(steps() - before, 1);
		forget_case();
	}
	check_whole();
	pthread_barrier_destroy(&start);
}

/* More time granted and refused by many at one moment: one decision, and the clock is put off once. */
static void
test_parallel__more_time_is_decided_once(void **state)
{
	struct mover v[MOVERS];
	pthread_barrier_t start;

	(void)state;
	pthread_barrier_init(&start, NULL, MOVERS);
	for (int n = 0; n < CASES; n++) {
		int64_t before;

		play("as wang\n"
		     "POST /appeal text=路灯不亮&place=@BL-B3&anon=named&open=1&item=%市政设施/路灯与公共照明/路灯不亮%\n"
		     "303 /appeal/$code/receipt\n"
		     "as shequ\nPOST /appeal/$code/dispatch org=org:yh-city\n303\n"
		     "as shizheng\nPOST /appeal/$code/accept\n303\nPOST /appeal/$code/extend_ask days=1&text=wait\n303\n");
		before = steps();
		for (size_t i = 0; i < MOVERS; i++)
			prepare(&v[i], &start, i % 2 ? "shequ" : "diaodu", to(i < 4 ? "extend_grant" : "extend_refuse"),
				str_fmt(&w.arena, "text=so+%zu", i));
		all_at_once(v);
		assert_int_equal(winners(v), 1);
		assert_int_equal(steps() - before, 1);
		assert_true(edit_number(&w, "SELECT max(extended) FROM appeal WHERE district = 990106") <= 1);
		forget_case();
	}
	check_whole();
	pthread_barrier_destroy(&start);
}

/* A follow-up call that two people take at one moment, with several hands each, is one person's; of marks and misses written down at one
 * moment one counts. */
static void
test_parallel__one_caller_takes_a_call(void **state)
{
	struct mover v[MOVERS];
	pthread_barrier_t start;

	(void)state;
	pthread_barrier_init(&start, NULL, MOVERS);
	for (int n = 0; n < CASES; n++) {
		int64_t before;
		const char *winner;
		int won[2] = {0};

		file_case();
		play("as shequ\nPOST /appeal/$code/dispatch org=org:yh-city\n303\n"
		     "as shizheng\nPOST /appeal/$code/accept\n303\nUPLOAD /appeal/$code/reply text=换好了，又试了一遍&photo=<after.jpg\n303\n");
		for (size_t i = 0; i < MOVERS; i++)
			prepare(&v[i], &start, i % 2 ? "shequ" : "diaodu",
				str_fmt(&w.arena, "/appeal/calls/%.*s/take", STR(name_of("code"))), S("x=1"));
		all_at_once(v);
		for (size_t i = 0; i < MOVERS; i++) {
			assert_true(v[i].status == 303 || v[i].status == 422);
			won[i % 2] += v[i].status == 303;
		}
		assert_true((won[0] == 0) != (won[1] == 0));
		winner = won[1] ? "shequ" : "diaodu";
		before = steps();
		for (size_t i = 0; i < MOVERS; i++)
			prepare(&v[i], &start, winner,
				str_fmt(&w.arena, "/appeal/calls/%.*s/%s", STR(name_of("code")), i % 2 ? "rate" : "refused"),
				S("result=5&attitude=5&text=ok"));
		all_at_once(v);
		assert_int_equal(steps() - before, 1);
		forget_case();
	}
	check_whole();
	pthread_barrier_destroy(&start);
}

/* Two cases with one name each, a and b, and their versions va and vb. */
static void
file_two(void)
{
	play("as wang\n"
	     "POST /appeal text=楼道灯坏了两天了&place=@BL-B3&anon=named&open=1&item=%楼道灯不亮%\n"
	     "303 /appeal/$a/receipt\n"
	     "POST /appeal text=三楼的灯也坏了&place=@BL-B1&anon=named&open=1&item=%楼道灯不亮%\n"
	     "303 /appeal/$b/receipt\n"
	     "as shequ\n"
	     "GET /appeal/$a/desk\n200\nkeep va name=\"version\" value=\"([0-9]+)\"\n"
	     "GET /appeal/$b/desk\n200\nkeep vb name=\"version\" value=\"([0-9]+)\"\n");
}

/* Every mover was answered, and with what a person understands: nobody waited for somebody who waited for them until a lock ran out. */
static void
all_ended(const struct mover *v)
{
	for (size_t i = 0; i < MOVERS; i++)
		if (v[i].status != 303 && v[i].status != 409 && v[i].status != 422)
			fail_msg("mover %zu at %.*s: %d", i, STR(v[i].path), v[i].status);
}

/* The same two cases ticked from above and from below: both lists end, each case is sent once. */
static void
test_parallel__lists_in_opposite_order_both_end(void **state)
{
	struct mover v[MOVERS];
	pthread_barrier_t start;

	(void)state;
	pthread_barrier_init(&start, NULL, MOVERS);
	for (int n = 0; n < CASES; n++) {
		struct str a, b;
		int64_t before;

		file_two();
		a = str_fmt(&w.arena, "id=%.*s.%.*s", STR(name_of("a")), STR(name_of("va")));
		b = str_fmt(&w.arena, "id=%.*s.%.*s", STR(name_of("b")), STR(name_of("vb")));
		before = steps();
		for (size_t i = 0; i < MOVERS; i++)
			prepare(&v[i], &start, i % 4 < 2 ? "shequ" : "diaodu", S("/appeal/queue"),
				str_fmt(&w.arena, "%.*s&%.*s&org=%lld", STR(i % 2 ? a : b), STR(i % 2 ? b : a),
					(long long)world_org(&w, S("bl-pm"))));
		all_at_once(v);
		all_ended(v);
		assert_int_equal(steps() - before, 2);
		forget_case();
	}
	check_whole();
	pthread_barrier_destroy(&start);
}

/* Each case is linked to the other from both ends, and the link taken away again, all at once. */
static void
test_parallel__links_from_both_ends_both_end(void **state)
{
	struct mover v[MOVERS];
	pthread_barrier_t start;

	(void)state;
	pthread_barrier_init(&start, NULL, MOVERS);
	for (int n = 0; n < CASES; n++) {
		int64_t before, done = 0;

		file_two();
		before = steps();
		for (size_t i = 0; i < MOVERS; i++)
			prepare(&v[i], &start, i % 4 < 2 ? "shequ" : "diaodu",
				str_fmt(&w.arena, "/appeal/%.*s/%s", STR(name_of(i % 2 ? "a" : "b")), i < 6 ? "link" : "unlink"),
				str_fmt(&w.arena, "other=%.*s", STR(name_of(i % 2 ? "b" : "a"))));
		all_at_once(v);
		all_ended(v);
		for (size_t i = 0; i < MOVERS; i++)
			done += v[i].status == 303;
		assert_true(done >= 1);
		assert_true(steps() - before >= 1 && steps() - before <= done);
		assert_true(edit_number(&w, "SELECT count(*) FROM link WHERE district = 990106 AND ended_at = 0") <= n + 1);
		forget_case();
	}
	check_whole();
	pthread_barrier_destroy(&start);
}

/* Two transactions that hold a case each and ask for the other's, as no rule does: one is undone and made again, and both end. */
struct crossing {
	pthread_t thread;
	pthread_barrier_t *held;
	const char *first, *second;
	int runs, rc;
};

static int
cross(struct tx *tx, void *arg)
{
	struct crossing *c = arg;

	TRY(db_script(tx, c->first));
	/* Made again, it holds nothing that the other waits for. */
	if (c->runs++ == 0)
		pthread_barrier_wait(c->held);
	return db_script(tx, c->second);
}

static void *
run_cross(void *arg)
{
	struct crossing *c = arg;
	struct arena a;

	arena_init(&a);
	c->rc = db_write_now(w.db, &a, cross, c);
	arena_release(&a);
	return NULL;
}

#define COUNT_UP(which) "UPDATE matter SET updated_at = updated_at + 1 WHERE district = 990106 AND id = (SELECT " which "(id) FROM matter)"

static void
test_parallel__two_that_hold_what_the_other_wants_both_end(void **state)
{
	pthread_barrier_t held;
	struct crossing v[] = {
		{.held = &held, .first = COUNT_UP("min"), .second = COUNT_UP("max")},
		{.held = &held, .first = COUNT_UP("max"), .second = COUNT_UP("min")},
	};
	int64_t before;

	(void)state;
	if (engine != DB_PG)
		return; /* SQLite has one writer */
	file_two();
	before = edit_number(&w, "SELECT CAST(sum(updated_at) AS BIGINT) FROM matter WHERE district = 990106");
	pthread_barrier_init(&held, NULL, 2);
	for (size_t i = 0; i < 2; i++)
		assert_int_equal(pthread_create(&v[i].thread, NULL, run_cross, &v[i]), 0);
	for (size_t i = 0; i < 2; i++)
		pthread_join(v[i].thread, NULL);
	pthread_barrier_destroy(&held);
	assert_int_equal(v[0].rc, 0);
	assert_int_equal(v[1].rc, 0);
	assert_true(v[0].runs + v[1].runs > 2);
	assert_int_equal(edit_number(&w, "SELECT CAST(sum(updated_at) AS BIGINT) FROM matter WHERE district = 990106") - before, 4);
}

/* Eight cases of one community at the same moment: eight codes, none left out, and the ledger counts eight. */
static void
test_parallel__codes_follow_each_other(void **state)
{
	struct mover v[MOVERS];
	pthread_barrier_t start;
	long long place = world_place(&w, S("BL-B1"));

	(void)state;
	pthread_barrier_init(&start, NULL, MOVERS);
	for (size_t i = 0; i < MOVERS; i++)
		prepare(&v[i], &start, i % 2 ? "wang" : "qian", S("/appeal"),
			str_fmt(&w.arena, "text=lamp+%zu+of+the+stairs+is+out&place=%lld&anon=named&open=1", i, place));
	all_at_once(v);
	for (size_t i = 0; i < MOVERS; i++) {
		assert_int_equal(v[i].status, 303);
		play(str_fmt(&w.arena, "as visitor\nGET /appeal/BL-2611-%04zu\n200\n", i + 1).p);
		forget_case();
	}
	play("as visitor\nGET /appeal/BL-2611-0009\n404\n");
	check_whole();
	pthread_barrier_destroy(&start);
}

SUITE(appeal_parallel)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_world, close_world)
	static const struct CMUnitTest tests[] = {
		TEST(test_parallel__the_same_move_is_made_once),
		TEST(test_parallel__of_different_moves_one_wins),
		TEST(test_parallel__both_sides_at_once_leave_a_whole_history),
		TEST(test_parallel__two_bodies_bounce_and_one_ruling_binds),
		TEST(test_parallel__one_mark_counts),
		TEST(test_parallel__one_urging_a_day),
		TEST(test_parallel__one_caller_takes_a_call),
		TEST(test_parallel__more_time_is_decided_once),
		TEST(test_parallel__codes_follow_each_other),
		TEST(test_parallel__lists_in_opposite_order_both_end),
		TEST(test_parallel__links_from_both_ends_both_end),
		TEST(test_parallel__two_that_hold_what_the_other_wants_both_end),
	};

	return DB_ENV_EACH("parallel moves", &engine, tests);
}
