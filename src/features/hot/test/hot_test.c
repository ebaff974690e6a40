/* hot_test.c: clusters are found, shown to who dispatches them and nobody else, joined by one press and taken apart by another. */
#include "features/hot/hot_keep.h"
#include "kit/feature.h"
#include "play.h"

static int
close_and_forget(void **state)
{
	hot_forget();
	return close_world(state);
}

static void
test_hot__is_gathered_joined_and_undone(void **state)
{
	struct feature_env env;

	(void)state;
	play("as wang\n"
	     "POST /appeal text=北岭路口围墙歪了，三号楼旁边&place=@BL-B3&anon=named\n"
	     "303 /appeal/$one/receipt\n"
	     "POST /appeal text=三号楼边上的围墙歪了，北岭路口那段&place=@BL-B3&anon=named\n"
	     "303 /appeal/$two/receipt\n"
	     "POST /appeal text=北岭路口的围墙歪了，什么时候修&place=@BL-B3&anon=named\n"
	     "303 /appeal/$three/receipt\n"
	     "POST /appeal text=想问问老年卡怎么办&place=@BL-B3&anon=named\n"
	     "303 /appeal/$other/receipt\n"
	     "as shequ\n"
	     "GET /hot\n"
	     "200 has 还没找过\n");
	env = world_env(&w);
	assert_int_equal(hot_timer(&env), 0);
	play("as shequ\n"
	     "GET /hot\n"
	     "200 has $two\n"
	     "has $three\n"
	     "not $other\n"
	     "has 3 件说的像同一件事\n"
	     "as shequ2\n"
	     "GET /hot\n"
	     "200\n"
	     "not $two\n"
	     "as shequ2\n"
	     "POST /hot/join lead=$one&id=$two\n"
	     "422 has 没有这一件\n"
	     "as shequ\n"
	     "POST /hot/join lead=$one&id=$two&id=$three\n"
	     "303 /hot?lead=$lead&done=$done\n"
	     "GET /hot?lead=$one&done=$two\\x20$three\n"
	     "200 has 刚并进来 2 件\n"
	     "GET /appeal/$one/desk\n"
	     "200 has 并进来的 2 件\n"
	     "POST /hot/undo codes=$two\\x20$three\n"
	     "303 /hot\n"
	     "GET /appeal/$two/desk\n"
	     "200 has 待受理\n"
	     "verify\n");
}

static int
suite(enum db_engine of)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_hot__is_gathered_joined_and_undone, open_world, close_and_forget),
	};

	engine = of;
	return world_has(of) ? cmocka_run_group_tests_name("hot", tests, NULL, NULL) : 0;
}

SUITE(hot)
{
	return suite(DB_SQLITE) + suite(DB_PG);
}
