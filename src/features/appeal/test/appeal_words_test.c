/* appeal_words_test.c: words that were taken out leave the files of the index over several nights: what one night did not reach is one job
 * of the next, and a night that reaches the end leaves none. */
#include "base/clock.h"
#include "db_env.h"
#include "edits.h"
#include "features/appeal/appeal_job.h"
#include "kit/matter_find.h"
#include "play.h"

enum { CASES = 6, NIGHTS_MOST = 60, DAY_S = 86400 };
#define WAITING "FROM outbox WHERE district = 990106 AND kind = 8"
_Static_assert(OUTBOX_WORDS == 8, "as WAITING says");

static int nights;

/* A night in which there is time for one part. */
static int
short_night(struct db *db, const struct outbox_job *job, void *ctx)
{
	(void)ctx;
	nights++;
	return appeal_words_night(db, job, 1);
}

/* Runs what is due; how many nights that were. */
static int
run_due(void)
{
	outbox_runner *const runners[OUTBOX__MAX] = {[OUTBOX_WORDS] = short_night};
	int ran, before = nights;

	assert_int_equal(outbox_drain(w.db, runners, NULL, &ran), 0);
	return nights - before;
}

static int
forget_words(struct tx *tx, void *arg)
{
	const int64_t *id = arg;

	return matter_find_change(tx, WORLD_DISTRICT, *id, S("zzqx"), S(""));
}

static int
put_words(struct tx *tx, void *arg)
{
	const int64_t *id = arg;

	return matter_find_put(tx, WORLD_DISTRICT, *id, S("zzqx"));
}

static int
put_job(struct tx *tx, void *arg)
{
	(void)arg;
	return outbox_put(tx, WORLD_DISTRICT, OUTBOX_WORDS, clock_now(), 0, S(""), S(""), S(""));
}

/* Cases in the index, each with a word that was put and taken out again, and the job that erasing puts. */
static void
fill_index(void)
{
	for (int i = 0; i < CASES; i++) {
		int64_t id;

		play("as wang\nPOST /appeal text=楼道灯坏了两天了&place=@BL-B3&anon=nobody&open=1&once=\n303\n");
		id = edit_number(&w, "SELECT max(id) FROM matter WHERE district = 990106");
		assert_int_equal(db_write_now(w.db, &w.arena, put_words, &id), 0);
		assert_int_equal(db_write_now(w.db, &w.arena, forget_words, &id), 0);
	}
	assert_int_equal(db_write_now(w.db, &w.arena, put_job, NULL), 0);
}

static void
test_words__what_a_night_does_not_reach_is_one_job_of_the_next(void **state)
{
	int64_t first, left;
	int n;

	(void)state;
	nights = 0;
	fill_index();
	first = edit_number(&w, "SELECT due_at " WAITING);
	assert_int_equal(run_due(), 1);
	/* PostgreSQL's index has no files to write anew. */
	if (engine == DB_PG) {
		assert_int_equal(edit_number(&w, "SELECT count(*) " WAITING), 0);
		return;
	}
	assert_int_equal(edit_number(&w, "SELECT count(*) " WAITING), 1);
	assert_int_equal(edit_number(&w, "SELECT due_at " WAITING), first + DAY_S);
	assert_true(edit_number(&w, "SELECT subject " WAITING) != 0); /* it goes on, it does not begin anew */
	assert_int_equal(run_due(), 0);
	for (n = 1, left = 1; left && n < NIGHTS_MOST; n++) {
		clock_set(first + n * DAY_S);
		assert_int_equal(run_due(), 1);
		left = edit_number(&w, "SELECT count(*) " WAITING);
		assert_true(left <= 1);
	}
	assert_int_equal(left, 0);
	assert_true(n > 1);
}

/* The night of a server is long enough for a small district: it ends at once. */
static void
test_words__a_small_index_is_done_in_a_night(void **state)
{
	outbox_runner *const runners[OUTBOX__MAX] = {[OUTBOX_WORDS] = appeal_words_job};
	int ran;

	(void)state;
	fill_index();
	assert_int_equal(outbox_drain(w.db, runners, NULL, &ran), 0);
	assert_int_equal(ran, 1);
	assert_int_equal(edit_number(&w, "SELECT count(*) " WAITING), 0);
	if (engine == DB_SQLITE)
		edit_rows(&w, "INSERT INTO matter_find (matter_find) VALUES ('integrity-check')");
}

SUITE(appeal_words)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_world, close_world)
	static const struct CMUnitTest tests[] = {
		TEST(test_words__what_a_night_does_not_reach_is_one_job_of_the_next),
		TEST(test_words__a_small_index_is_done_in_a_night),
	};

	return DB_ENV_EACH("words that go", &engine, tests);
}
