/* whistle_test.c: what no script can show: the codes at the places, when a task is done, and that who did not come is marked once. */
#include "play.h"

#include "features/whistle/whistle.h"
#include "kit/course_job.h"
#include "kit/feature_list.h"
#include "main/main.h"
#include "kit/feature.h"
#include "kit/matter.h"

static void
test_code__of_one_whistle_alone(void **state)
{
	struct whistle_row a = {.id = 7, .salt = S("a")}, b = {.id = 7, .salt = S("b")}, c = {.id = 8, .salt = S("a")};
	struct str code = whistle_code(&w.arena, 1, &a);

	(void)state;
	assert_int_equal(code.n, WHISTLE_CODE_DIGITS);
	assert_true(str_eq(code, whistle_code(&w.arena, 1, &a)));
	assert_false(str_eq(whistle_token(&w.arena, 1, &a), whistle_token(&w.arena, 1, &b)));
	assert_false(str_eq(whistle_token(&w.arena, 1, &a), whistle_token(&w.arena, 1, &c)));
	assert_false(str_eq(whistle_token(&w.arena, 1, &a), whistle_token(&w.arena, 2, &a)));
}

static void
test_task__done_here_or_with_its_part(void **state)
{
	struct whistle_task_line t = {.number = 1};

	(void)state;
	assert_false(whistle_task_done(&t));
	t.done_at = 1;
	assert_true(whistle_task_done(&t));
	t.part = 5;
	t.part_live = LIVE_OFFICE;
	assert_false(whistle_task_done(&t));
	t.part_live = LIVE_OVER;
	assert_true(whistle_task_done(&t));
}

/* However often a worker looks, and after however long a pause. */
static void
test_late__marked_once(void **state)
{
	struct feature_env env = {.features = &all_features, .db = w.db};

	(void)state;
	play("as diaodu\n"
	     "POST /whistle title=井盖&about=三家都说不归自己&goal=归谁&place=@BL-B3&org=org:yh-city&org=org:yh-police&within=30\n"
	     "303 /whistle/$w\n"
	     "wait 29 minutes\n");
	assert_int_equal(course_turn(&env), 0);
	play("GET /whistle/$w\n200\ncount 0 没按时\nwait 2 hours\n");
	for (int i = 0; i < 3; i++)
		assert_int_equal(course_turn(&env), 0);
	play("GET /whistle/$w\n200\ncount 2 没按时\ncount 2 <b>到点没到</b>\nverify\n");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, open_world, close_world)

SUITE(whistle)
{
	const struct CMUnitTest tests[] = {
		TEST(test_code__of_one_whistle_alone),
		TEST(test_task__done_here_or_with_its_part),
		TEST(test_late__marked_once),
	};

	engine = DB_SQLITE;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
