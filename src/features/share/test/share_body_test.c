/* share_body_test.c: bodies book: who may, limits, absences, leaving, two at once. */
#include "features/share/share.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "features/share/share_see.h"
#include "features/territory/territory.h"
#include "kit/feature.h"
#include "kit/privacy.h"
#include "share_help.h"

static struct actor wuye, shizheng;

static int
open_world(void **state)
{
	(void)state;
	if (open_with(court_draft) < 0)
		return -1;
	load("wuye", &wuye);
	load("shizheng", &shizheng);
	return 0;
}

/* Somebody joins a body. */
static void
join(const char *login, const char *body, struct actor *ret)
{
	struct actor system = actor_system_of;

	system.district = WORLD_DISTRICT;
	assert_int_equal(RUN(account_grant(tx, &system, ret->person, ROLE_HANDLER, 0, world_org(&W, str_of(body)))), 0);
	load(login, ret);
}

static int
book_for(const struct actor *who, const char *body, int day, int from, struct share_booking *ret)
{
	const struct share_wish w = {.thing = court, .from = at(day, from), .to = at(day, from + 1), .people = 1,
				     .for_org = world_org(&W, str_of(body))};

	return RUN(share_book(tx, who, &w, ret));
}

/* Whoever works for a body books for it when the body lies in reach; its people have the booking together. */
static void
test_share__bodies_book(void **state)
{
	struct share_line_list lines;
	struct share_booking a, b;

	(void)state;
	assert_int_equal(book_for(&wang, "bl-pm", 21, 9, &a), E_INVALID); /* works for nobody */
	assert_int_equal(book_for(&wuye, "bl-com", 21, 9, &a), E_INVALID);
	assert_int_equal(book_for(&shizheng, "yh-city", 21, 9, &a), E_DENIED); /* the court is for people and bodies of BL */
	assert_int_equal(book(&wuye, 21, 9, 10, &a), E_DENIED); /* lives elsewhere, but works here */
	assert_int_equal(book_for(&wuye, "bl-pm", 21, 9, &a), 0);
	assert_true(a.for_org == world_org(&W, S("bl-pm")) && a.person == wuye.person);
	assert_int_equal(RUN(share_booking(tx, &wang, a.id, &b)), E_NOTFOUND);
	assert_int_equal(RUN(share_cancel(tx, &wang, a.id)), E_NOTFOUND);
	join("wang", "bl-pm", &wang);
	assert_int_equal(RUN(share_mine_for(tx, &wang, S(""), 100, &lines)), 0);
	assert_int_equal(lines.n, 1);
	assert_true(str_is(lines.v[0].for_name, "北岭物业服务中心"));
	assert_int_equal(RUN(share_mine_for(tx, &wuye, S(""), 100, &lines)), 0);
	assert_int_equal(lines.n, 0); /* it stands among their own */
	assert_int_equal(RUN(share_cancel(tx, &wang, a.id)), 0);
	assert_int_equal(state_of(&wuye, a.id), SHARE_CANCELLED);
}

/* What bodies have ahead goes on page by page, the nearest first, whichever body each is for, without the reader's own. */
static void
test_share__bodies_of_a_person_are_one_list(void **state)
{
	struct share_booking own, first, second, third;
	struct share_line_list lines;
	struct str key;

	(void)state;
	join("wang", "bl-pm", &wang);
	join("wang", "bl-com", &wang);
	assert_int_equal(book_for(&wuye, "bl-pm", 21, 9, &first), 0);
	assert_int_equal(book_for(&shequ, "bl-com", 21, 10, &second), 0);
	assert_int_equal(book_for(&wuye, "bl-pm", 21, 11, &third), 0);
	assert_int_equal(book_for(&wang, "bl-com", 21, 12, &own), 0);
	assert_int_equal(RUN(share_mine_for(tx, &wang, S(""), 2, &lines)), 0);
	assert_int_equal(lines.n, 2);
	assert_true(lines.v[0].id == first.id && lines.v[1].id == second.id);
	key = share_mine_key(&W.arena, &lines.v[1]);
	assert_int_equal(RUN(share_mine_for(tx, &wang, key, 2, &lines)), 0);
	assert_int_equal(lines.n, 1);
	assert_true(lines.v[0].id == third.id);
	assert_int_equal(RUN(share_mine_for(tx, &qian, S(""), 2, &lines)), 0);
	assert_int_equal(lines.n, 0);
	assert_int_equal(RUN(share_mine_for(tx, &wang, S("nonsense"), 2, &lines)), E_NOTFOUND);
}

/* A body has a limit of its own, and its bookings do not count as those of who booked. */
static void
test_share__limits_of_bodies_and_people_are_apart(void **state)
{
	struct share_draft d = court_draft();
	struct share_booking a, b;

	(void)state;
	d.thing.open_most = 1;
	d.thing.org_most = 2;
	assert_int_equal(put_thing(&shequ, &d, &court), 0);
	join("wang", "bl-pm", &wang);
	assert_int_equal(book_for(&wang, "bl-pm", 21, 9, &a), 0);
	assert_int_equal(book_for(&wuye, "bl-pm", 21, 10, &b), 0);
	assert_int_equal(book_for(&wuye, "bl-pm", 21, 11, &b), E_INVALID);
	assert_int_equal(book(&wang, 21, 12, 13, &b), 0);
	assert_int_equal(book(&wang, 21, 13, 14, &b), E_INVALID);
	assert_int_equal(RUN(share_cancel(tx, &wuye, a.id)), 0);
	assert_int_equal(book_for(&wang, "bl-pm", 21, 11, &b), 0);
}

/* A body that does not come is paused as a body: its people still book for themselves. */
static void
test_share__absences_of_a_body_are_the_bodys(void **state)
{
	struct share_pause_line_list pauses;
	struct share_booking a, b, c;
	struct share_thing t;

	(void)state;
	join("wang", "bl-pm", &wang);
	assert_int_equal(book_for(&wang, "bl-pm", 21, 9, &a), 0);
	assert_int_equal(book_for(&wuye, "bl-pm", 21, 10, &b), 0);
	clock_set(at(21, 11));
	assert_int_equal(RUN(share_absent(tx, &shequ, a.id)), 0);
	assert_int_equal(RUN(share_absent(tx, &shequ, b.id)), 0);
	assert_int_equal(book_for(&wuye, "bl-pm", 22, 9, &c), E_INVALID);
	assert_int_equal(book(&wang, 22, 9, 10, &c), 0);
	assert_int_equal(RUN(share_get(tx, WORLD_DISTRICT, court, &t)), 0);
	assert_int_equal(RUN(share_pauses_at(tx, &shequ, &t, &pauses)), 0);
	assert_int_equal(pauses.n, 1);
	assert_true(str_is(pauses.v[0].person_name, "北岭物业服务中心"));
	assert_int_equal(RUN(share_pause_lift(tx, &shequ, court, pauses.v[0].id)), 0);
	assert_int_equal(book_for(&wuye, "bl-pm", 22, 10, &c), 0);
}

/* Who goes leaves the body its booking, without the name; the chain and what is taken hold. */
static void
test_share__a_body_keeps_its_booking_when_a_person_goes(void **state)
{
	struct share_booking a, b;
	struct buf json;

	(void)state;
	assert_int_equal(book_for(&wuye, "bl-pm", 21, 9, &a), 0);
	buf_init(&json, &W.arena);
	assert_int_equal(RUN(share_personal.print(tx, &wuye, &json)), 0);
	assert_true(str_has(buf_done(&json), S("\"for\":\"北岭物业服务中心\"")));
	join("wang", "bl-pm", &wang);
	assert_int_equal(RUN(share_personal.forget(tx, &wuye)), 0);
	assert_int_equal(RUN(share_booking(tx, &wang, a.id, &b)), 0);
	assert_true(b.state == SHARE_BOOKED && b.person == 0);
	assert_int_equal(RUN(share_verify(tx, WORLD_DISTRICT, tell_broken, NULL)), 0);
}

/* Who moved up and was not answered before it began did not get it. */
static void
test_share__asked_after_waiting_lapses_when_it_begins(void **state)
{
	struct share_draft d = court_draft();
	struct share_booking a, b, c;

	(void)state;
	d.thing.approval = 1;
	d.slot.wait = SLOT_WAIT_AUTO;
	assert_int_equal(put_thing(&shequ, &d, &court), 0);
	assert_int_equal(book(&wang, 21, 9, 10, &a), 0);
	assert_int_equal(book(&shequ, 21, 9, 10, &b), 0);
	assert_int_equal(book(&qian, 21, 9, 10, &c), 0);
	assert_int_equal(RUN(share_cancel(tx, &wang, a.id)), 0);
	assert_int_equal(state_of(&qian, c.id), SHARE_ASKED);
	clock_set(at(21, 9));
	assert_int_equal(RUN(share_sweep(tx, WORLD_DISTRICT, 100)), 0);
	assert_int_equal(state_of(&qian, c.id), SHARE_LAPSED);
	assert_int_equal(RUN(share_verify(tx, WORLD_DISTRICT, tell_broken, NULL)), 0);
}

struct window {
	const struct actor *who;
	struct share_wish wish;
	int rc;
};

static int
book_in_window(struct tx *tx, void *arg)
{
	struct window *v = arg;
	struct share_booking b;

	return share_book(tx, v->who, &v->wish, &b);
}

static void *
run_window(void *arg)
{
	struct window *v = arg;
	struct arena a;

	arena_init(&a);
	v->rc = db_write_now(W.db, &a, book_in_window, v);
	arena_release(&a);
	return NULL;
}

/* Two people of one body at once: the body's limit holds, whoever of them is first. */
static void
test_share__two_at_once_keep_a_bodys_limit(void **state)
{
	struct share_draft d = court_draft();
	struct window v[2];
	pthread_t t[2];

	(void)state;
	d.thing.org_most = 1;
	assert_int_equal(put_thing(&shequ, &d, &court), 0);
	join("wang", "bl-pm", &wang);
	for (int i = 0; i < 2; i++) {
		v[i] = (struct window){.who = i ? &wang : &wuye,
				       .wish = {.thing = court, .from = at(21, 9 + i), .to = at(21, 10 + i), .people = 1, .for_org = world_org(&W, S("bl-pm"))}};
		assert_int_equal(pthread_create(&t[i], NULL, run_window, &v[i]), 0);
	}
	for (int i = 0; i < 2; i++)
		pthread_join(t[i], NULL);
	assert_true((v[0].rc == 0) != (v[1].rc == 0));
	assert_true((v[0].rc == E_INVALID) != (v[1].rc == E_INVALID));
	assert_int_equal(RUN(share_verify(tx, WORLD_DISTRICT, tell_broken, NULL)), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_world, close_world)
static const struct CMUnitTest tests[] = {
	TEST(test_share__bodies_book),
	TEST(test_share__bodies_of_a_person_are_one_list),
	TEST(test_share__limits_of_bodies_and_people_are_apart),
	TEST(test_share__absences_of_a_body_are_the_bodys),
	TEST(test_share__a_body_keeps_its_booking_when_a_person_goes),
	TEST(test_share__asked_after_waiting_lapses_when_it_begins),
	TEST(test_share__two_at_once_keep_a_bodys_limit),
};

SUITE(share_body)
{
	return DB_ENV_EACH("share_body", &engine, tests);
}
