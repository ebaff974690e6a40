/* catalogue_web_test.c: the pages and the API of the catalogue, through the gate. */
#include "catalogue_web_help.h"
#include "suite.h"

/* ---- reading ---- */

static void
test_pages__everybody_may_read(void **state)
{
	struct catalogue_node item = now("0101-01").node;
	const struct str targets[] = {
		S("/catalogue"),
		S("/catalogue?q=%E8%B7%AF%E7%81%AF"),
		S("/catalogue?q=%F0%9F%98%80"),
		S("/catalogue/export"),
		S("/catalogue/export?format=csv"),
		S("/catalogue/export?format=xlsx"),
		AT("/catalogue/%lld", item.id),
		AT("/catalogue/%lld", item.parent),
		AT("/catalogue/%lld", item.class),
		S("/api/catalogue"),
		AT("/api/catalogue?parent=%lld", item.class),
		S("/api/catalogue?q=pothole"),
		S("/api/catalogue/bodies"),
		AT("/api/catalogue/%lld", item.id),
	};

	(void)state;
	for (size_t i = 0; i < COUNT(targets); i++) {
		assert_true(get(targets[i]).n > 0);
		assert_int_equal(status(), 200);
	}
}

static void
test_pages__an_item_says_who_when_and_how(void **state)
{
	struct str page = get(AT("/catalogue/%lld", now("0101-01").node.id));
	static const char *const words[] = {
		"车行道坑洼破损",
		"街道城市管理（市政）",
		"城市管理",
		"2 个工作小时",
		"3 个工作日（24 个工作小时）",
		"安全蓝",
		"s-blue",
		"《城市道路管理条例》",
		"处置前后照片",
		"是否已有人摔倒或车辆受损",
		"是或否",
		"0101-01",
		"从建立起",
		"市政设施",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(words); i++)
		if (!str_has(page, str_of(words[i])))
			fail_msg("%s is missing", words[i]);
	assert_false(str_has(page, S("/rule\"")));
	assert_false(str_has(page, S("爆胎")));
}

static void
test_pages__nothing_there_is_404(void **state)
{
	const struct str targets[] = {
		S("/catalogue/1"),     S("/catalogue/-1"),
		S("/catalogue/x"),     S("/catalogue/99999999999999999999"),
		S("/api/catalogue/1"), S("/api/catalogue/x"),
	};

	(void)state;
	for (size_t i = 0; i < COUNT(targets); i++) {
		get(targets[i]);
		assert_int_equal(status(), 404);
	}
	get(S("/catalogue/export?format=pdf"));
	assert_int_equal(status(), 404);
	get(S("/api/catalogue?limit=0"));
	assert_int_equal(status(), 422);
}

static void
test_api__pages_by_cursor(void **state)
{
	struct str first = get(S("/api/catalogue?limit=10")), next, second;
	size_t at = str_find(first, S("\"next\":\""));

	(void)state;
	next = str_sub(first, at + 8, first.n);
	next = str_sub(next, 0, str_find(next, S("\"")));
	assert_true(next.n > 0);
	assert_true(R->reply.etag.n > 0);
	second = get(str_fmt(&A, "/api/catalogue?limit=10&after=%.*s", STR(next)));
	assert_true(str_has(second, S("政务服务与作风监督")));
	assert_true(str_has(second, S("\"next\":\"\"")));
	assert_false(str_has(second, S("市政设施")));
}

/* ---- who may change ---- */

static void
test_edit__only_the_administrator(void **state)
{
	struct catalogue_node item = now("0101-01").node;
	const struct str pages[] = {
		S("/catalogue/add"),
		S("/catalogue/import"),
		S("/catalogue/import/check"),
		AT("/catalogue/%lld/rule", item.id),
		AT("/catalogue/%lld/name", item.id),
		AT("/catalogue/%lld/move", item.id),
	};
	const struct str posts[] = {
		S("/catalogue/add"),
		AT("/catalogue/%lld/rule", item.id),
		AT("/catalogue/%lld/name", item.id),
		AT("/catalogue/%lld/move", item.id),
		AT("/catalogue/%lld/retire", item.id),
		AT("/catalogue/%lld/restore", item.id),
		AT("/catalogue/%lld/unplan", item.id),
		S("/catalogue/import/confirm"),
	};

	(void)state;
	for (size_t i = 0; i < COUNT(pages); i++) {
		as_visitor();
		get(pages[i]);
		assert_int_equal(status(), 303);
		as_clerk();
		get(pages[i]);
		assert_int_equal(status(), 403);
	}
	for (size_t i = 0; i < COUNT(posts); i++) {
		as_visitor();
		post(posts[i], S("version=1&name=x&rule=1&parent=1"));
		assert_int_equal(status(), 401);
		as_clerk();
		post(posts[i], S("version=1&name=x&rule=1&parent=1"));
		assert_int_equal(status(), 403);
	}
	post_json(AT("/api/catalogue/%lld/retire", item.id), S("{\"version\":1}"));
	assert_int_equal(status(), 403);
	/* A token without the scope. */
	as_admin();
	me.kind = ACTOR_TOKEN;
	me.scopes = (struct perm_set){0};
	perm_set_add(&me.scopes, API);
	post_json(AT("/api/catalogue/%lld/retire", item.id), S("{\"version\":1}"));
	assert_int_equal(status(), 403);
	assert_int_equal(now("0101-01").node.state, CATALOGUE_LIVE);
}

static void
test_edit__needs_the_csrf_token(void **state)
{
	(void)state;
	as_admin();
	send_body(AT("/catalogue/%lld/retire", now("0101-01").node.id),
		  "application/x-www-form-urlencoded", S("version=1"));
	assert_int_equal(status(), 403);
	assert_int_equal(now("0101-01").node.state, CATALOGUE_LIVE);
}

/* ---- changing ---- */

#define RULE_FORM \
	"body=grid&co=city&co=property&level=grid&accept=1.5&handle=16&follow=40&standard=ok&" \
	"basis=&evidence=&keywords=a"

static void
test_edit__a_new_rule_from_the_form(void **state)
{
	struct find f = now("0101-01");
	struct str page;

	(void)state;
	as_admin();
	page = get(AT("/catalogue/%lld/rule", f.node.id));
	assert_true(str_has(page, S("value=\"street_city\" selected")));
	assert_true(str_has(page, S("坑洼大约多深（厘米）|number\n")));
	clock_set(NOON + 60);
	post(AT("/catalogue/%lld/rule", f.node.id),
	     AT("version=%lld&questions=%%E5%%A4%%9A%%E6%%B7%%B1%%7Cnumber%%0Ab&why=%%E4%%BF%%AE%%"
		"E8%%AE%%A2&" RULE_FORM,
		f.node.version));
	assert_int_equal(status(), 303);
	f = now("0101-01");
	assert_true(str_is(f.rule.body, "grid"));
	assert_true(str_is(f.rule.co, "city;property"));
	assert_int_equal(f.rule.circle, LEVEL_GRID);
	assert_int_equal(f.rule.accept_min, 90);
	assert_true(str_is(f.rule.questions, "多深|number;b|text"));
	page = get(AT("/catalogue/%lld", f.node.id));
	assert_true(str_has(page, S("<del>24</del>")));
	assert_true(str_has(page, S("<ins>16</ins>")));
	assert_true(str_has(page, S("修订")));
}

static void
test_edit__a_refused_form_keeps_what_was_typed(void **state)
{
	struct find f = now("0101-01");
	struct str page;

	(void)state;
	as_admin();
	page = post(AT("/catalogue/%lld/rule", f.node.id),
		    AT("version=%lld&from=2020-01-01&why=abcxyz&" RULE_FORM, f.node.version));
	assert_int_equal(status(), 422);
	assert_true(str_has(page, S("abcxyz")));
	assert_true(str_has(page, S("过去的日子")));
	assert_true(str_has(page, S("value=\"property\" checked")));
	page = post(AT("/catalogue/%lld/rule", f.node.id),
		    S("version=1&body=grid&level=grid&accept=soon&handle=0&follow=-1"));
	assert_int_equal(status(), 422);
	assert_true(str_has(page, S("soon")));
	assert_true(str_has(page, S("太小了，最小填 0.02")));
	page = post(AT("/catalogue/%lld/rule", f.node.id),
		    AT("version=%lld&" RULE_FORM, f.node.version + 1));
	assert_int_equal(status(), 409);
	/* What holds, and what was typed. */
	assert_true(str_has(page, S("<del>24</del> → <ins>16</ins>")));
	assert_true(str_is(now("0101-01").rule.body, "street_city"));
}

static void
test_edit__plan_and_take_back(void **state)
{
	struct find f = now("0101-01");
	struct str page;
	size_t at;

	(void)state;
	as_admin();
	post(AT("/catalogue/%lld/rule", f.node.id),
	     AT("version=%lld&from=2026-12-07&" RULE_FORM, f.node.version));
	assert_int_equal(status(), 303);
	page = get(AT("/catalogue/%lld", f.node.id));
	assert_true(str_has(page, S("还没到日子")));
	assert_true(str_has(get(AT("/catalogue/%lld/rule", f.node.id)), S("起已经定了另一版")));
	page = get(AT("/catalogue/%lld/rule?from=2026-12-07", f.node.id));
	assert_true(str_has(page, S("value=\"2026-12-07\"")));
	assert_true(str_has(page, S("value=\"16\"")));
	page = get(AT("/catalogue/%lld", f.node.id));
	at = str_find(page, S("name=\"rule\" value=\""));
	page = str_sub(page, at + 19, page.n);
	page = str_sub(page, 0, str_find(page, S("\"")));
	post(AT("/catalogue/%lld/unplan", f.node.id),
	     str_fmt(&A, "version=%lld&rule=%.*s", (long long)f.node.version + 1, STR(page)));
	assert_int_equal(status(), 303);
	assert_false(str_has(get(AT("/catalogue/%lld", f.node.id)), S("还没到日子")));
}

static void
test_edit__add_rename_move_retire_restore(void **state)
{
	struct catalogue_node class = now("物业服务").node, item;

	(void)state;
	as_admin();
	assert_true(str_has(get(AT("/catalogue/add?under=%lld", class.id)), S("物业服务")));
	post(S("/catalogue/add"), AT("parent=%lld&name=group1&colour=green", class.id));
	assert_int_equal(status(), 303);
	post(S("/catalogue/add"),
	     AT("parent=%lld&name=item1&code=X-1&colour=green", now("group1").node.id));
	assert_int_equal(status(), 303);
	assert_true(str_has(post(S("/catalogue/add"),
				 AT("parent=%lld&name=item1&code=X-2", now("group1").node.id)),
			    S("同一级已经有这个名称了")));
	assert_int_equal(status(), 422);
	item = now("X-1").node;
	post(AT("/catalogue/%lld/name", item.id),
	     AT("version=%lld&name=item2&name_en=Second", item.version));
	assert_int_equal(status(), 303);
	assert_true(str_is(now("X-1").node.path, "物业服务/group1/item2"));
	assert_true(str_has(get(AT("/catalogue/%lld/move", item.id)), S("市政设施/道路与人行道")));
	post(AT("/catalogue/%lld/move", item.id),
	     str_fmt(&A, "version=2&parent=%lld", (long long)now("道路与人行道").node.id));
	assert_int_equal(status(), 303);
	assert_true(str_is(now("X-1").node.path, "市政设施/道路与人行道/item2"));
	post(AT("/catalogue/%lld/retire", item.id), S("version=3"));
	assert_int_equal(status(), 303);
	assert_int_equal(now("X-1").node.state, CATALOGUE_RETIRED);
	assert_true(str_has(get(AT("/catalogue/%lld", item.id)), S("已停用")));
	post(AT("/catalogue/%lld/restore", item.id), S("version=3"));
	assert_int_equal(status(), 409);
	post(AT("/catalogue/%lld/restore", item.id), S("version=4"));
	assert_int_equal(status(), 303);
	get(S("/catalogue/add?under=4242"));
	assert_int_equal(status(), 404);
	get(AT("/catalogue/%lld/move", class.id));
	assert_int_equal(status(), 404);
}

static void
test_api__adds_and_changes(void **state)
{
	struct catalogue_node class = now("物业服务").node;
	struct str body, etag;

	(void)state;
	as_admin();
	me.kind = ACTOR_TOKEN;
	me.scopes = (struct perm_set){0};
	perm_set_add(&me.scopes, CATALOGUE_EDIT);
	perm_set_add(&me.scopes, OPEN);
	body = post_json(S("/api/catalogue"),
			 AT("{\"parent\":\"%lld\",\"name\":\"新小类\",\"colour\":\"red\"}",
			    class.id));
	assert_int_equal(status(), 201);
	assert_true(str_has(body, S("物业服务/新小类")));
	body = post_json(AT("/api/catalogue/%lld/rule", now("新小类").node.id),
			 S("{\"version\":1,\"body\":\"grid\",\"co\":[\"city\"],\"level\":\"grid\","
			   "\"accept\":2,\"handle\":8.5,\"follow\":40}"));
	assert_int_equal(status(), 200);
	assert_true(str_has(body, S("\"handle_minutes\":510")));
	assert_true(str_has(body, S("\"body_name\":\"网格\"")));
	etag = str_dup(&A, R->reply.etag);
	get(AT("/api/catalogue/%lld", now("新小类").node.id));
	assert_true(str_eq(etag, R->reply.etag));
	post_json(AT("/api/catalogue/%lld/retire", now("新小类").node.id), S("{\"version\":1}"));
	assert_int_equal(status(), 409);
	body = post_json(AT("/api/catalogue/%lld/retire", now("新小类").node.id),
			 S("{\"version\":2}"));
	assert_int_equal(status(), 200);
	assert_true(str_has(body, S("\"state\":\"retired\"")));
	body = post_json(S("/api/catalogue"), S("{\"name\":\"\"}"));
	assert_int_equal(status(), 422);
	assert_true(str_has(body, S("\"field\":\"name\"")));
	post_json(S("/api/catalogue"), S("[1]"));
	assert_int_equal(status(), 400);
	post_json(AT("/api/catalogue/%lld/name", class.id), S("{\"name\":\"x\"}"));
	assert_int_equal(status(), 422);
}

/* ---- tables ---- */

/* What the button of a preview sends. */
static void
confirm(struct str page)
{
	static const char seen[] = "name=\"seen\" value=\"";
	size_t at = str_find(page, str_of(seen));

	assert_true(at < page.n);
	post(S("/catalogue/import/confirm"),
	     str_fmt(&A, "seen=%.*s", STR(str_sub(page, at + sizeof seen - 1, 32))));
}

static void
test_import__looks_first_and_then_changes(void **state)
{
	struct str table = S("class,group,item,body\n甲类,乙组,丙项,grid\n甲类,乙组,丁项,"
			     "nobody\n市政设施,道路与人行道,车行道坑洼破损,grid\n"),
		   page;

	(void)state;
	as_admin();
	assert_true(str_has(get(S("/catalogue/import")), S("365 项")));
	upload("t.csv", table, "");
	assert_int_equal(status(), 303);
	page = get(S("/catalogue/import/check"));
	assert_int_equal(status(), 200);
	assert_true(str_has(page, S("甲类/乙组/丙项")));
	assert_true(str_has(page, S("没有这种责任单位")));
	assert_true(str_has(page, S("改规则")));
	assert_true(str_is(now("0101-01").rule.body, "street_city"));
	clock_set(NOON + 60);
	confirm(page);
	assert_int_equal(status(), 303);
	assert_int_equal(now("丙项").node.level, CATALOGUE_ITEM);
	assert_true(str_is(now("0101-01").rule.body, "grid"));
	/* The cookie is gone; so is the preview. */
	get(S("/catalogue/import/check"));
	assert_int_equal(status(), 303);
	post(S("/catalogue/import/confirm"), S(""));
	assert_int_equal(status(), 303);
	assert_true(str_is(R->reply.location, "/catalogue/import"));
}

static void
test_import__takes_back_its_own_export(void **state)
{
	static const char *const formats[] = {"csv", "xlsx"};

	(void)state;
	as_admin();
	for (size_t i = 0; i < 2; i++) {
		struct str bytes = get(str_fmt(&A, "/catalogue/export?format=%s", formats[i]));

		assert_true(str_has(R->reply.download, str_of(formats[i])));
		upload(i ? "c.xlsx" : "c.csv", bytes,
		       "--xyz\r\nContent-Disposition: form-data; name=\"retire\"\r\n\r\n1\r\n");
		assert_int_equal(status(), 303);
		assert_true(str_has(get(S("/catalogue/import/check")), S("没有要改的")));
	}
}

static void
test_import__refuses_what_is_no_table(void **state)
{
	static const struct bad {
		const char *bytes, *more;
	} bad[] = {
		{"a,b\n1,2\n", ""},
		{"\x89PNG\r\n\x1a\n\0", ""},
		{"", ""},
		{"class\n", ""},
		{"class\n甲\n",
		 "--xyz\r\nContent-Disposition: form-data; name=\"from\"\r\n\r\n2020-01-01\r\n"},
		{"class\n甲\n",
		 "--xyz\r\nContent-Disposition: form-data; name=\"from\"\r\n\r\nsoon\r\n"},
	};

	(void)state;
	as_admin();
	for (size_t i = 0; i < COUNT(bad); i++) {
		struct str page = upload("x.csv", str_of(bad[i].bytes), bad[i].more);

		assert_int_equal(status(), 422);
		assert_true(str_has(page, S("class=\"err\"")));
	}
	sealed = S("");
	post(S("/catalogue/import"), S(""));
	assert_int_equal(status(), 422);
}

static void
test_import__going_back_keeps_the_table(void **state)
{
	struct str table = S("class,group,item\n甲类,乙组,丙项\n"), page;

	(void)state;
	as_admin();
	upload("t.csv", table,
	       "--xyz\r\nContent-Disposition: form-data; name=\"from\"\r\n\r\n2026-12-24\r\n"
	       "--xyz\r\nContent-Disposition: form-data; name=\"new\"\r\n\r\n1\r\n");
	page = get(S("/catalogue/import"));
	assert_true(str_has(page, S("刚才的表格“t.csv”还在")));
	assert_true(str_has(page, S("2026-12-24")));
	assert_true(str_has(page, S("checked")));
	/* Sent again without a file it is the same table, with what was said now. */
	post(S("/catalogue/import"), S("retire=1"));
	assert_int_equal(status(), 303);
	page = get(S("/catalogue/import/check"));
	assert_true(str_has(page, S("甲类/乙组/丙项")));
	assert_true(str_has(page, S("表格里没有的停用")));
	assert_false(str_has(page, S("12月24日")));
	/* So does a day that is refused. */
	sealed = S("");
	upload("u.csv", table,
	       "--xyz\r\nContent-Disposition: form-data; name=\"from\"\r\n\r\n2020-01-01\r\n");
	assert_int_equal(status(), 422);
	assert_true(str_has(get(S("/catalogue/import")), S("u.csv")));
}

static void
test_import__another_plan_is_shown_before_it_is_done(void **state)
{
	struct catalogue_node item = now("0101-01").node;
	struct str table = S("code,class,group,item\n0101-01,市政设施,道路与人行道,路面有坑\n"), page;

	(void)state;
	as_admin();
	upload("t.csv", table, "");
	page = get(S("/catalogue/import/check"));
	assert_true(str_has(page, S("<del>市政设施/道路与人行道/车行道坑洼破损</del>")));
	/* Somebody else was faster. */
	post(AT("/catalogue/%lld/retire", item.id),
	     str_fmt(&A, "version=%lld", (long long)item.version));
	assert_int_equal(status(), 303);
	confirm(page);
	assert_int_equal(status(), 409);
	assert_int_equal(now("0101-01").node.state, CATALOGUE_RETIRED);
	page = get(S("/catalogue/import/check"));
	confirm(page);
	assert_int_equal(status(), 303);
	assert_true(str_is(now("0101-01").node.name, "路面有坑"));
	assert_int_equal(now("0101-01").node.id, item.id);
}

static void
test_import__a_forged_cookie_opens_nothing(void **state)
{
	(void)state;
	as_admin();
	sealed = S("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
	get(S("/catalogue/import/check"));
	assert_int_equal(status(), 303);
	assert_true(str_is(R->reply.location, "/catalogue/import"));
	post(S("/catalogue/import/confirm"), S(""));
	assert_int_equal(status(), 303);
	assert_true(str_is(R->reply.location, "/catalogue/import"));
}

SUITE(catalogue_web)
{
#define T_(f) cmocka_unit_test_setup_teardown(f, open_app, close_app)
	const struct CMUnitTest tests[] = {
		T_(test_pages__everybody_may_read),
		T_(test_pages__an_item_says_who_when_and_how),
		T_(test_pages__nothing_there_is_404),
		T_(test_api__pages_by_cursor),
		T_(test_edit__only_the_administrator),
		T_(test_edit__needs_the_csrf_token),
		T_(test_edit__a_new_rule_from_the_form),
		T_(test_edit__a_refused_form_keeps_what_was_typed),
		T_(test_edit__plan_and_take_back),
		T_(test_edit__add_rename_move_retire_restore),
		T_(test_api__adds_and_changes),
		T_(test_import__looks_first_and_then_changes),
		T_(test_import__takes_back_its_own_export),
		T_(test_import__refuses_what_is_no_table),
		T_(test_import__going_back_keeps_the_table),
		T_(test_import__another_plan_is_shown_before_it_is_done),
		T_(test_import__a_forged_cookie_opens_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
