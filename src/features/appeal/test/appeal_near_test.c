/* appeal_near_test.c: a thousand small matters of one building that nobody took are due at once: each goes up once, however many workers
 * look at them, and the figures are the sums of it. */
#include <pthread.h>

#include "base/clock.h"
#include "db/db.h"
#include "db_env.h"
#include "edits.h"
#include "features/appeal/appeal.h"
#include "features/catalogue/catalogue.h"
#include "features/territory/territory.h"
#include "kit/course_job.h"
#include "main/main.h"
#include "play.h"

enum { CASES = 1000, WORKERS = 2, A_TRANSACTION = 50 };

static int
file_some(struct tx *tx, void *arg)
{
	struct actor system = actor_system_of;
	struct catalogue_node item;
	struct territory_node place;

	(void)arg;
	system.district = WORLD_DISTRICT;
	TRY(catalogue_find(tx, WORLD_DISTRICT, S("楼道灯不亮"), &item));
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

	*rc = course_turn(&env);
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

/* Steps of the district that went up by themselves, and what the figures of it say. */
static void
check_rose(int64_t steps, int64_t from_building, int64_t from_grid)
{
	assert_int_equal(edit_number(&w, "SELECT count(*) FROM flow_step WHERE district = 990106 AND kind = 63"), steps);
	assert_int_equal(edit_number(&w, "SELECT CAST(COALESCE(sum(n), 0) AS BIGINT) FROM appeal_near WHERE district = 990106 AND place = 990106 "
					 "AND unit = 1 AND kind = 5"),
			 from_building);
	assert_int_equal(edit_number(&w, "SELECT CAST(COALESCE(sum(n), 0) AS BIGINT) FROM appeal_near WHERE district = 990106 AND place = 990106 "
					 "AND unit = 1 AND kind = 6"),
			 from_grid);
}

static void
test_near__all_that_is_due_rises_once(void **state)
{
	struct options o = {.district = WORLD_DISTRICT};

	(void)state;
	file_all();
	assert_int_equal(edit_number(&w, "SELECT count(*) FROM appeal WHERE district = 990106 AND held = 6"), CASES);
	all_work();
	check_rose(0, 0, 0);
	clock_set(clock_at(2026, 11, 18, 17, 0, 0));
	all_work();
	check_rose(CASES, CASES, 0);
	/* The program was stopped meanwhile: what is due waits in its row, and is made then. */
	all_work();
	check_rose(CASES, CASES, 0);
	assert_int_equal(edit_number(&w, "SELECT count(*) FROM appeal WHERE district = 990106 AND held = 5"), CASES);
	clock_set(clock_at(2026, 11, 19, 17, 0, 0));
	all_work();
	check_rose(2 * CASES, CASES, CASES);
	assert_int_equal(edit_number(&w, "SELECT count(*) FROM appeal WHERE district = 990106 AND held > 0"), 0);
	assert_int_equal(verify_cmd(&o, w.db, 0, NULL), 0);
}

SUITE(appeal_near)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_world, close_world)
	static const struct CMUnitTest tests[] = {
		TEST(test_near__all_that_is_due_rises_once),
	};

	return DB_ENV_EACH("small matters", &engine, tests);
}
