/* districts_test.c: what is done by the clock is done for every district, whatever becomes of one of them: rows that refuse to be changed
 * (both engines), rows that another session holds (PostgreSQL). */
#include <pthread.h>

#include "base/clock.h"
#include "db/driver.h"
#include "db_env.h"
#include "features/territory/territory.h"
#include "suite.h"
#include "support.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

/* The second of three fails. */
enum { FIRST = 990106, BROKEN = 990107, LAST = 990108 };

static enum db_engine engine;
static struct world w;

static int
open_others(struct tx *tx, void *arg)
{
	int64_t root;

	(void)arg;
	TRY(territory_open_district(tx, BROKEN, S("第二区"), &root));
	return territory_open_district(tx, LAST, S("第三区"), &root);
}

static int
run_text(struct tx *tx, void *arg)
{
	return db_script(tx, arg);
}

static void
script(const char *text)
{
	assert_int_equal(db_bulk(w.db, &w.arena, run_text, (void *)(uintptr_t)text), 0);
}

/* In each district a key of a form and a session that ended long ago. */
static int
open_world(void **state)
{
	(void)state;
	if (!world_open(&w, engine) || db_bulk(w.db, &w.arena, open_others, NULL) < 0)
		return -1;
	script("DELETE FROM session; DELETE FROM matter_once; "
	       "INSERT INTO matter_once (district, key, matter, at) SELECT code, 'k', 1, 1 FROM district; "
	       "INSERT INTO session (district, id, token, person, created_at, seen_at, expires_at, agent, remote, factor)"
	       " SELECT code, 1, 't', 1, 1, 1, 1, '', '', 1 FROM district");
	return 0;
}

static int
close_world(void **state)
{
	(void)state;
	world_close(&w);
	return 0;
}

static int
put_number(void *ctx, const struct db_val *cols)
{
	*(int64_t *)ctx = cols[0].i;
	return 0;
}

struct question {
	int64_t district, n;
};

static int
count_rows(struct tx *tx, void *arg)
{
	static const char text[] = "SELECT (SELECT count(*) FROM session WHERE district = $1)"
				   " + (SELECT count(*) FROM matter_once WHERE district = $1)";
	static const struct db_stmt count = {.name = "districts_left", .sqlite = text, .pg = text, .params = "i", .cols = "i"};
	struct question *q = arg;

	return db_run(tx, &count, (struct db_val[]){{.i = q->district}}, put_number, &q->n, false, NULL);
}

/* How many of the two are left. */
static int64_t
left(int64_t district)
{
	struct question q = {.district = district, .n = -1};

	assert_int_equal(db_read_now(w.db, &w.arena, count_rows, &q), 0);
	return q.n;
}

/* All timers of all features, as when the program starts. */
static void
tick(void)
{
	struct feature_env env = world_env(&w);

	feature_tick(&env, -1, clock_now());
}

static void
test_timers__a_district_that_refuses_holds_no_other(void **state)
{
	(void)state;
	script(engine == DB_SQLITE
		       ? "CREATE TRIGGER broken1 BEFORE DELETE ON session WHEN OLD.district = 990107 BEGIN SELECT RAISE(ABORT, 'broken'); END; "
			 "CREATE TRIGGER broken2 BEFORE DELETE ON matter_once WHEN OLD.district = 990107 BEGIN SELECT RAISE(ABORT, 'broken'); END"
		       : "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'broken'; END $$; "
			 "CREATE TRIGGER broken1 BEFORE DELETE ON session FOR EACH ROW WHEN (OLD.district = 990107) EXECUTE FUNCTION refuse(); "
			 "CREATE TRIGGER broken2 BEFORE DELETE ON matter_once FOR EACH ROW WHEN (OLD.district = 990107) EXECUTE FUNCTION refuse()");
	tick();
	assert_int_equal(left(FIRST), 0);
	assert_int_equal(left(BROKEN), 2);
	assert_int_equal(left(LAST), 0);
	script(engine == DB_SQLITE ? "DROP TRIGGER broken1; DROP TRIGGER broken2"
				   : "DROP TRIGGER broken1 ON session; DROP TRIGGER broken2 ON matter_once");
	tick();
	assert_int_equal(left(BROKEN), 0);
}

/* ---- rows that another session holds ---- */

static struct {
	pthread_mutex_t lock;
	pthread_cond_t changed;
	bool holds, ends;
} held = {.lock = PTHREAD_MUTEX_INITIALIZER, .changed = PTHREAD_COND_INITIALIZER};

static int
hold(struct tx *tx, void *arg)
{
	(void)arg;
	TRY(db_script(tx, "SELECT 1 FROM session WHERE district = 990107 FOR UPDATE"));
	TRY(db_script(tx, "SELECT 1 FROM matter_once WHERE district = 990107 FOR UPDATE"));
	pthread_mutex_lock(&held.lock);
	held.holds = true;
	pthread_cond_broadcast(&held.changed);
	while (!held.ends)
		pthread_cond_wait(&held.changed, &held.lock);
	pthread_mutex_unlock(&held.lock);
	return 0;
}

static void *
hold_thread(void *other)
{
	struct arena a;

	arena_init(&a);
	(void)db_write_now(other, &a, hold, NULL);
	arena_release(&a);
	return NULL;
}

static void
test_timers__a_district_that_is_held_holds_no_other(void **state)
{
	struct str why = S("");
	pthread_t holder;
	struct db *other;

	(void)state;
	if (engine == DB_SQLITE) /* has no locks of rows */
		return;
	held.holds = held.ends = false;
	assert_int_equal(db_open(w.url, 1, &w.arena, &other, &why), 0);
	assert_int_equal(pthread_create(&holder, NULL, hold_thread, other), 0);
	pthread_mutex_lock(&held.lock);
	while (!held.holds)
		pthread_cond_wait(&held.changed, &held.lock);
	pthread_mutex_unlock(&held.lock);
	tick();
	assert_int_equal(left(FIRST), 0);
	assert_int_equal(left(BROKEN), 2);
	assert_int_equal(left(LAST), 0);
	pthread_mutex_lock(&held.lock);
	held.ends = true;
	pthread_cond_broadcast(&held.changed);
	pthread_mutex_unlock(&held.lock);
	pthread_join(holder, NULL);
	db_close(other);
	tick();
	assert_int_equal(left(BROKEN), 0);
}

SUITE(districts)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_world, close_world)
	static const struct CMUnitTest tests[] = {
		TEST(test_timers__a_district_that_refuses_holds_no_other),
		TEST(test_timers__a_district_that_is_held_holds_no_other),
	};

	return DB_ENV_EACH("districts", &engine, tests);
}
