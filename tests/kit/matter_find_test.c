/* matter_find_test.c: words are taken out of the index as often as one likes, also of the only matter there is. */
#include "kit/matter_find.h"

#include "gen/kit_sql.h"
#include "kit/matter.h"
#include "kit_help.h"

enum { ONE = 1001 };

static void
file_one(void)
{
	const struct matter m = {
		.id = ONE, .kind = FLOW_APPEAL, .code = S("BL-2611-0001"), .title = S("路灯不亮"), .place = D, .state = 1,
		.live = LIVE_OFFICE, .sight = FLOW_PUBLIC, .filed_at = NOON, .updated_at = NOON,
	};

	assert_int_equal(sql_matter_insert(begin(), D, &m), 0);
	commit();
	assert_int_equal(matter_find_put(begin(), D, ONE, S("aa bb cc dd")), 0);
	commit();
}

static int64_t
found_by(const char *word)
{
	return db_env_int(&env, engine == DB_SQLITE
					? str_fmt(&A, "SELECT count(*) FROM matter_find WHERE matter_find MATCH '%s'", word).p
					: str_fmt(&A, "SELECT count(*) FROM matter_find WHERE tokens @@ CAST('%s' AS tsquery)", word).p);
}

static void
test_find__words_of_the_only_matter_go_one_after_the_other(void **state)
{
	static const char *const words[] = {"aa", "bb", "cc", "dd"};

	(void)state;
	file_one();
	for (size_t i = 0; i < 4; i++) {
		assert_int_equal(found_by(words[i]), 1);
		assert_int_equal(matter_find_change(begin(), D, ONE, str_of(words[i]), S("")), 0);
		commit();
		assert_int_equal(found_by(words[i]), 0);
	}
	assert_int_equal(matter_find_change(begin(), D, ONE, S(""), S("ee ff")), 0);
	commit();
	assert_int_equal(matter_find_change(begin(), D, ONE, S("ff"), S("gg")), 0);
	commit();
	assert_int_equal(found_by("ee"), 1);
	assert_int_equal(found_by("ff"), 0);
	assert_int_equal(found_by("gg"), 1);
	if (engine == DB_SQLITE)
		assert_int_equal(db_env_script(&env, "INSERT INTO matter_find (matter_find) VALUES ('integrity-check')"), 0);
}

static void
test_find__words_that_went_leave_the_files_of_the_index(void **state)
{
	bool done = false;

	(void)state;
	file_one();
	assert_int_equal(matter_find_change(begin(), D, ONE, S("aa bb"), S("")), 0);
	commit();
	assert_int_equal(matter_find_merge(begin(), D, true, &done), 0);
	commit();
	for (int i = 0; i < 5 && !done; i++) {
		assert_int_equal(matter_find_merge(begin(), D, false, &done), 0);
		commit();
	}
	assert_true(done);
	assert_int_equal(matter_find_change(begin(), D, ONE, S("cc"), S("")), 0);
	commit();
	assert_int_equal(found_by("dd"), 1);
	if (engine == DB_SQLITE)
		assert_int_equal(db_env_script(&env, "INSERT INTO matter_find (matter_find) VALUES ('integrity-check')"), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
static const struct CMUnitTest tests[] = {
	TEST(test_find__words_of_the_only_matter_go_one_after_the_other),
	TEST(test_find__words_that_went_leave_the_files_of_the_index),
};

SUITE(matter_find)
{
	return DB_ENV_EACH("matter_find", &engine, tests);
}
