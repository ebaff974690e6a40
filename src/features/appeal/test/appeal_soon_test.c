/* appeal_soon_test.c: many cases come near their deadline at one moment: who holds them is told once of each, however many programs look,
 * and those that have been stopped meanwhile find it then. */
#include <pthread.h>

#include "base/clock.h"
#include "db/db.h"
#include "db_env.h"
#include "edits.h"
#include "features/appeal/appeal.h"
#include "features/catalogue/catalogue.h"
#include "features/territory/territory.h"
#include "kit/course_soon.h"
#include "main/main.h"
#include "play.h"

enum { CASES = 200, WORKERS = 3, A_TRANSACTION = 50 };

static int
file_some(struct tx *tx, void *arg)
{
	struct actor system = actor_system_of;
	struct catalogue_node item;
	struct territory_node place;

	(void)arg;
	system.district = WORLD_DISTRICT;
	TRY(catalogue_find(tx, WORLD_DISTRICT, S("路灯不亮"), &item));
	TRY(territory_by_code(tx, WORLD_DISTRICT, S("BL-B3"), &place));
	for (int i = 0; i < A_TRANSACTION; i++) {
		struct appeal_new n = {
			.text = S("楼道灯不亮了"), .item = item.id, .place = place.id, .channel = CHANNEL_WEB, .anon = ANON_NOBODY,
		};
		struct appeal_receipt made;

		TRY(appeal_file(tx, &system, &n, &made));
	}
	return 0;
}

static void
file_all(void)
{
	for (int i = 0; i < CASES; i += A_TRANSACTION) {
		struct arena a;

		arena_init(&a);
		assert_int_equal(db_write_now(w.db, &a, file_some, NULL), 0);
		arena_release(&a);
	}
}

static void *
work(void *arg)
{
	struct feature_env env = world_env(&w);
	int *rc = arg;

	*rc = course_soon(&env);
	return NULL;
}

static void
all_work(void)
{
	pthread_t threads[WORKERS];
	int rc[WORKERS];

	for (int i = 0; i < WORKERS; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, work, &rc[i]), 0);
	for (int i = 0; i < WORKERS; i++) {
		pthread_join(threads[i], NULL);
		assert_int_equal(rc[i], 0);
	}
}

/* Promised notices: each is a job for the worker. */
static int64_t
promised(void)
{
	return edit_number(&w, "SELECT count(*) FROM outbox WHERE district = 990106 AND kind = 5");
}

static void
test_soon__each_is_told_once(void **state)
{
	int64_t due, heard;

	(void)state;
	all_work();
	file_all();
	due = edit_number(&w, "SELECT min(queue_at) FROM matter WHERE district = 990106");
	all_work();
	assert_int_equal(promised(), 0);
	clock_set(due - 60);
	all_work();
	assert_int_equal(promised(), CASES);
	/* The row that says how far it is was lost: the notices are promised again, and nobody hears twice. */
	assert_int_equal(world_jobs(&w) < 0, 0);
	heard = edit_number(&w, "SELECT count(*) FROM notice WHERE district = 990106 AND step < 0");
	assert_true(heard >= CASES);
	edit_rows(&w, "UPDATE due_told SET at = 0, matter = 0 WHERE district = 990106 AND what = 1");
	all_work();
	assert_int_equal(promised(), CASES);
	assert_int_equal(world_jobs(&w) < 0, 0);
	assert_int_equal(edit_number(&w, "SELECT count(*) FROM notice WHERE district = 990106 AND step < 0"), heard);
}

SUITE(appeal_soon)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_world, close_world)
	static const struct CMUnitTest tests[] = {
		TEST(test_soon__each_is_told_once),
	};

	return DB_ENV_EACH("deadlines that come near", &engine, tests);
}
