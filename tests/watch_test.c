/* watch_test.c: live pages learn of changes, in whichever of many districts. */
#include "base/clock.h"
#include "db/driver.h"
#include "features/appeal/appeal_web.h"
#include "features/territory/territory.h"
#include "kit/flow.h"
#include "main/watch.h"
#include "support.h"

/* After all that says "fail" without meaning cmocka's. */
#include "server_help.h"
#include "suite.h"

enum { FIRST = 100001, DISTRICTS = 70, LAST = FIRST + DISTRICTS - 1 };

static struct world W;
static struct watch *watched;

static int
open_districts(struct tx *tx, void *arg)
{
	int64_t root;

	(void)arg;
	for (int64_t code = FIRST; code <= LAST; code++)
		TRY(territory_open_district(tx, code, str_fmt(tx->arena, "第%lld区", (long long)code), &root));
	return 0;
}

static int
open_first(struct tx *tx, void *arg)
{
	int64_t root;

	(void)arg;
	return territory_open_district(tx, FIRST - 1, S("第一区"), &root);
}

static int
write_step(struct tx *tx, void *arg)
{
	struct actor system = actor_system_of;
	struct flow_new step = {.subject = FLOW_APPEAL, .id = 1, .kind = 1, .sight = FLOW_PUBLIC};

	clock_set(clock_now() + 1);
	system.district = *(int64_t *)arg;
	return flow_add(tx, &system, &step);
}

static void
change(int64_t district)
{
	assert_int_equal(db_bulk(W.db, &A, write_step, &district), 0);
}

static void
look(void)
{
	assert_int_equal(watch_look(watched), 0);
}

static int
setup_on(void **state, enum db_engine engine)
{
	setup(state);
	if (!world_open(&W, engine) || db_bulk(W.db, &A, open_districts, NULL) < 0)
		return -1;
	sse_close(W.app.events);
	sse_free(W.app.events);
	W.app.events = hub;
	watched = watch_new(&W.app);
	return 0;
}

static int
setup_watch(void **state)
{
	return setup_on(state, DB_SQLITE);
}

static int
setup_pg(void **state)
{
	return setup_on(state, DB_PG);
}

static int
teardown_watch(void **state)
{
	watch_free(watched);
	W.app.events = NULL;
	world_close(&W);
	return teardown(state);
}

/* A page that listens to this district. */
static int
open_page(int64_t district)
{
	struct str topic = appeal_topic(&A, district);
	int fd = dial();

	tell(fd, str_fmt(&A, "GET /stream/%.*s HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n", STR(topic)));
	while (!sse_listeners(hub, topic))
		usleep(1000);
	return fd;
}

/* How many changes the page was told of until the end of the stream. */
static size_t
told(int fd)
{
	struct str rest;
	size_t n = 0;

	sse_close(hub);
	rest = read_all(&A, fd);
	for (;;) {
		size_t at = str_find(rest, S("event: change\n"));

		if (at == rest.n)
			return n;
		rest = str_sub(rest, at + 1, rest.n);
		n++;
	}
}

static void
test_watch__the_last_of_many_districts(void **state)
{
	int fd = open_page(LAST);

	(void)state;
	look();
	change(LAST);
	look();
	look();
	change(LAST - 1);
	look();
	assert_int_equal(told(fd), 1);
}

static void
test_watch__the_very_first_change(void **state)
{
	int fd = open_page(FIRST);

	(void)state;
	change(LAST);
	look();
	change(FIRST);
	look();
	assert_int_equal(told(fd), 1);
}

/* Districts come in some order, and a new one may come in between. */
static void
test_watch__a_district_opened_meanwhile(void **state)
{
	int fd = open_page(FIRST);

	(void)state;
	change(FIRST);
	look();
	assert_int_equal(db_bulk(W.db, &A, open_first, NULL), 0);
	look();
	assert_int_equal(told(fd), 0);
}

static int
run_text(struct tx *tx, void *arg)
{
	return db_script(tx, arg);
}

static void
script(const char *text)
{
	assert_int_equal(db_bulk(W.db, &A, run_text, (void *)(uintptr_t)text), 0);
}

/* Reading the history of FIRST fails, as on a machine of a cluster that is away. */
static const char broken[] =
	"CREATE FUNCTION refuse(BIGINT) RETURNS BOOLEAN LANGUAGE plpgsql AS "
	"$$ BEGIN IF $1 = 100001 THEN RAISE 'broken'; END IF; RETURN true; END $$; "
	"ALTER TABLE flow_step RENAME TO flow_step_kept; "
	"CREATE VIEW flow_step AS SELECT * FROM flow_step_kept WHERE refuse(district)";

static void
test_watch__a_district_that_fails_holds_no_other(void **state)
{
	int first = open_page(FIRST), last = open_page(LAST);

	(void)state;
	change(FIRST);
	change(LAST);
	script(broken);
	look();
	change(LAST);
	look();
	/* It is let rest; then it is looked at again. */
	script("DROP VIEW flow_step; ALTER TABLE flow_step_kept RENAME TO flow_step");
	clock_set(clock_now() + 40);
	look();
	change(FIRST);
	look();
	assert_int_equal(told(last), 1);
	assert_int_equal(told(first), 1);
}

SUITE(watch)
{
#define WATCH(name) cmocka_unit_test_setup_teardown(name, setup_watch, teardown_watch)
	const struct CMUnitTest tests[] = {
		WATCH(test_watch__the_last_of_many_districts),
		WATCH(test_watch__the_very_first_change),
		WATCH(test_watch__a_district_opened_meanwhile),
		cmocka_unit_test_setup_teardown(test_watch__a_district_that_fails_holds_no_other, setup_pg, teardown_watch),
	};

	size_t n = sizeof tests / sizeof *tests;

	/* The last is of PostgreSQL. */
	return _cmocka_run_group_tests("live pages", tests, world_has(DB_PG) ? n : n - 1, prepare, clean_up);
}
