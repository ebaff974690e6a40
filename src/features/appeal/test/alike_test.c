/* alike_test.c: who files is shown what neighbours said of the same matter, and may say that it is the same; the desk is shown it too. */
#include "features/appeal/appeal_like.h"
#include "kit/feature.h"
#include "play.h"

/* As the thread of timers does every few seconds. */
static void
keep_in_mind(void)
{
	struct feature_env env = world_env(&w);

	assert_int_equal(appeal_like_timer(&env), 0);
}

static int
close_and_forget(void **state)
{
	appeal_like_forget();
	return close_world(state);
}

static void
test_alike__is_asked_and_joined(void **state)
{
	(void)state;
	play("as wang\n"
	     "POST /appeal text=三号楼二单元门禁坏了，刷卡没有反应&place=@BL-B3&anon=named&open=1\n"
	     "303 /appeal/$one/receipt\n"
	     "POST /appeal text=我家楼下总有人抽烟，电话13900001234&place=@BL-B3&anon=named&open=1\n"
	     "303 /appeal/$secret/receipt\n"
	     "as shequ\n"
	     "POST /appeal/$one/publish open=1\n"
	     "303\n");
	keep_in_mind();
	/* What everybody reads is offered, what nobody has let out is not; nothing is found of another community. */
	play("as qian\n"
	     "POST /appeal text=门禁刷卡没反应，进不了门，三号楼二单元&place=@BL-B3&community=BL&anon=named&look=1\n"
	     "200 has 是这件：\n"
	     "has $one\n"
	     "POST /appeal text=楼下总有人抽烟&place=@BL-B3&community=BL&anon=named&look=1\n"
	     "200\n"
	     "not 是这件：\n"
	     "as zhang\n"
	     "POST /appeal text=门禁刷卡没反应，进不了门&place=@NT-B1&community=NT&anon=named&look=1\n"
	     "200\n"
	     "not 是这件：\n"
	     /* Whose words nobody has let out, or what is not there, is joined by nobody. */
	     "as qian\n"
	     "POST /appeal text=楼下总有人抽烟&place=@BL-B3&community=BL&anon=named&open=1&same=$secret\n"
	     "303 /appeal/$alone/receipt\n"
	     "GET /appeal/$alone\n"
	     "200\n"
	     "not 位邻居也说了这件事\n"
	     "POST /appeal text=门禁刷卡没反应，进不了门&place=@BL-B3&community=BL&anon=named&open=1&same=$one\n"
	     "303 /appeal/$two/receipt\n"
	     "GET /appeal/$two\n"
	     "200 has 1 位邻居也说了这件事\n"
	     "as shequ\n"
	     "GET /appeal/$one/desk\n"
	     "200 has 并进来的 1 件\n"
	     "verify\n");
}

static void
test_alike__stands_at_the_desk(void **state)
{
	(void)state;
	play("as wang\n"
	     "POST /appeal text=三号楼二单元门禁坏了，刷卡没有反应&place=@BL-B3&anon=named\n"
	     "303 /appeal/$one/receipt\n"
	     "POST /appeal text=二单元门禁刷卡没反应，三号楼的&place=@BL-B3&anon=named\n"
	     "303 /appeal/$two/receipt\n"
	     "POST /appeal text=想问问老年卡怎么办&place=@BL-B3&anon=named\n"
	     "303 /appeal/$three/receipt\n");
	keep_in_mind();
	play("as shequ\n"
	     "GET /appeal/$two/desk\n"
	     "200 has 可能说的是同一件事\n"
	     "has $one\n"
	     "GET /appeal/$three/desk\n"
	     "200\n"
	     "not 可能说的是同一件事\n"
	     "as guanli\n"
	     "GET /appeal/$two/desk\n"
	     "200\n"
	     "as shequ\n"
	     "POST /appeal/$two/join other=$one\n"
	     "303 /appeal/$two/desk\n"
	     "GET /appeal/$two/desk\n"
	     "200\n"
	     "not 可能说的是同一件事\n");
}

static int
suite(enum db_engine of)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_alike__is_asked_and_joined, open_world, close_and_forget),
		cmocka_unit_test_setup_teardown(test_alike__stands_at_the_desk, open_world, close_and_forget),
	};

	engine = of;
	return world_has(of) ? cmocka_run_group_tests_name("alike", tests, NULL, NULL) : 0;
}

SUITE(alike)
{
	return suite(DB_SQLITE) + suite(DB_PG);
}
