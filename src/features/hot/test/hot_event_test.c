/* hot_event_test.c: two hundred people on one hot issue when it ends: each is told once, however many workers look and however often the
 * job is run again; who left in between is told nothing; the cards agree with their history. */
#include <time.h>

#include "edits.h"
#include "main/main.h"
#include "play.h"

enum { PEOPLE = 200, WORKERS = 2, TOLD_S = 60 };

static void
open_card(void)
{
	play("at 2026-11-18 08:00\n"
	     "as wang\n"
	     "POST /appeal text=地下车库监控坏了&place=@BL-B3&anon=named&open=1\n"
	     "303 /appeal/$lead/receipt\n"
	     "as shequ\n"
	     "POST /hot/new lead=$lead&title=车库监控坏了&text=已经报修，今晚修。&words=监控\n"
	     "303 /hot/$card/desk\n"
	     "jobs\n");
}

/* Each by a program of their own, with the number of the card. */
static void
call(size_t from, size_t n)
{
	play("as guanli with token APPEAL_FILE\n");
	for (size_t i = from; i < from + n; i++)
		play(str_z(&w.arena, str_fmt(&w.arena,
					     "wait 1 minutes\n"
					     "JSON POST /api/appeal {\"text\":\"监控还没好，第%zu户\",\"place\":\"BL-B4\",\"anon\":\"nobody\",\"event\":\"$card\"}\n"
					     "201\n"
					     "json events.0.code $card\n",
					     i)));
}

static int64_t
count(const char *query)
{
	return edit_number(&w, query);
}

/* Steps of a kind in the histories of cases, and cases that have more than one. */
#define STEPS(kind) "SELECT count(*) FROM flow_step WHERE district = 990106 AND subject_kind = 1 AND kind = " kind
#define TWICE(kind) \
	"SELECT count(*) FROM (SELECT subject FROM flow_step WHERE district = 990106 AND subject_kind = 1 AND kind = " kind \
	" GROUP BY subject HAVING count(*) > 1) x"

static void
test_hot_event__two_hundred_are_told_once(void **state)
{
	struct feature_env env;
	outbox_runner *runners[OUTBOX__MAX];
	struct outbox_worker *group;

	(void)state;
	open_card();
	call(0, PEOPLE);
	assert_int_equal(count(STEPS("44")), PEOPLE + 1);
	play("as shequ\n"
	     "GET /hot/$card/desk\n"
	     "200 has 201 户说的是同一件事\n"
	     "has 下一页\n"
	     "POST /hot/$card/over version=1&over=监控好了。\n"
	     "303\n"
	     /* The same again, as a job that is repeated after a crash. */
	     "POST /hot/$card/over version=2&over=监控好了。\n"
	     "422\n");
	edit_rows(&w, "INSERT INTO outbox (district, id, kind, subject, due_at, claimed_until, tries, recipient, title, body, failed_at, error) "
		      "SELECT district, id + 1, kind, subject, due_at, claimed_until, tries, recipient, title, body, failed_at, error "
		      "FROM outbox WHERE district = 990106 AND kind = 16");
	env = world_env(&w);
	feature_runners(w.features, runners);
	group = outbox_start(w.db, runners, &env, WORKERS);
	for (int i = 0; i < TOLD_S * 20 && count("SELECT count(*) FROM outbox WHERE district = 990106 AND kind IN (16, 5)"); i++)
		nanosleep(&(struct timespec){.tv_nsec = 50000000}, NULL);
	outbox_stop(group);
	assert_int_equal(count("SELECT count(*) FROM outbox WHERE district = 990106 AND kind = 16"), 0);
	assert_int_equal(count(STEPS("45")), PEOPLE + 1);
	assert_int_equal(count(TWICE("45")), 0);
	assert_int_equal(count(TWICE("44")), 0);
	play("verify\n");
}

static int
suite(enum db_engine of)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_hot_event__two_hundred_are_told_once, open_world, close_world),
	};

	engine = of;
	return world_has(of) ? cmocka_run_group_tests_name("hot event", tests, NULL, NULL) : 0;
}

SUITE(hot_event)
{
	return suite(DB_SQLITE) + suite(DB_PG);
}
