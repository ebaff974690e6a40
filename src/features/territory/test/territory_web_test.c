/* territory_web_test.c: the pages and the API of the territory, through the gate. */
#include "features/territory/territory_web.h"
#include "http/server.h"
#include "kit/feature_list.h"
#include "kit/gate.h"
#include "kit/pool.h"
#include "territory_help.h"
#include "suite.h"

extern const struct feature account_feature, territory_feature;
static struct app app;
static struct actor me; /* who asks */
static struct req *R;   /* the last request */

static int
identify(struct tx *tx, struct req *r, struct actor *ret)
{
	(void)tx;
	(void)r;
	*ret = me;
	return 0;
}

static int
open_app(void **state)
{
	static const struct feature *const used[] = {&territory_feature, &account_feature};
	static const struct feature_list features = {used, 2};

	if (setup(state) < 0)
		return -1;
	commit();
	app = (struct app){.db = db, .base_url = "https://linli.test"};
	feature_install(&features, &app, &A);
	app.identify = identify;
	me = (struct actor){.kind = ACTOR_VISITOR, .district = D, .scopes = PERM_SET_ALL};
	return pools_open(1, 4, &app.pools);
}

static int
close_app(void **state)
{
	if (R)
		req_free(R);
	R = NULL;
	pools_close(&app.pools);
	router_free(app.router);
	return teardown(state);
}

static struct str
ask(struct str raw)
{
	if (R)
		req_free(R);
	R = NEW(&A, struct req);
	assert_int_equal(req_parse(&A, raw, R), 0);
	gate_run(&app, R);
	return str_dup(&A, R->reply.body.n ? buf_done(&R->reply.body) : R->reply.body_static);
}

static struct str
get(struct str target)
{
	return ask(str_fmt(&A, "GET %.*s HTTP/1.1\r\nHost: linli.test\r\n\r\n", STR(target)));
}

#define AT(fmt, ...) str_fmt(&A, fmt, (long long)__VA_ARGS__)

static int
status(void)
{
	return R->reply.status ? R->reply.status : 200;
}

/* A page's token masked with nothing. */
static struct str
csrf(struct str visitor)
{
	return str_fmt(&A, "%032d%.32s", 0, secret_mac(&A, "csrf", visitor).p);
}

static struct str
post(struct str target, struct str form)
{
	struct str visitor = S("0123456789abcdef0123456789abcdef");
	struct str body = str_fmt(&A, "csrf=%.*s&%.*s", STR(csrf(visitor)), STR(form));

	return ask(str_fmt(
		&A,
		"POST %.*s HTTP/1.1\r\nHost: linli.test\r\nCookie: visitor=%.*s\r\nContent-Type: "
		"application/x-www-form-urlencoded\r\nContent-Length: %zu\r\n\r\n%.*s",
		STR(target), STR(visitor), body.n, STR(body)));
}

static struct str
post_json(struct str target, struct str body)
{
	return ask(str_fmt(&A,
			   "POST %.*s HTTP/1.1\r\nHost: linli.test\r\nContent-Type: "
			   "application/json\r\nContent-Length: %zu\r\n\r\n%.*s",
			   STR(target), body.n, STR(body)));
}

static struct territory_node
now(int64_t id)
{
	struct territory_node n;

	begin();
	n = node(id);
	commit();
	return n;
}

/* ---- reading ---- */

static void
test_pages__visitors_may_look(void **state)
{
	const struct str targets[] = {
		S("/territory"),
		S("/territory?q=bl"),
		S("/territory?q=%F0%9F%98%80"),
		S("/territory/national"),
		S("/territory/national?q=bl"),
		S("/territory/at"),
		S("/territory/at?lon=114.01&lat=22.61"),
		AT("/territory/%lld", house),
		S("/territory/BL-B3"),
		S("/territory/bl-b3"),
		AT("/territory/%lld/poster", house),
		AT("/territory/%lld/posters", D),
		AT("/territory/%lld/posters?each=unit&size=a5", house),
		AT("/territory/%lld/qr.svg", house),
		AT("/territory/%lld/table.csv", north),
		S("/api/territory"),
		S("/api/territory?q=hpl"),
		AT("/api/territory/%lld", house),
		S("/api/territory/national"),
	};

	(void)state;
	for (size_t i = 0; i < COUNT(targets); i++) {
		assert_true(get(targets[i]).n > 0);
		assert_int_equal(status(), 200);
	}
}

static void
test_pages__nobody_answers_for_what_is_not_there(void **state)
{
	const struct str targets[] = {
		S("/territory/1"),
		S("/territory/NO-SUCH"),
		S("/territory/-1"),
		S("/territory/99999999999999999999"),
		AT("/territory/%lld/poster", D),
		AT("/territory/%lld/posters?print=2", north),
		S("/territory/1/posters"),
		S("/territory/1/poster"),
		S("/api/territory/1"),
		AT("/api/territory/%lld/boundary", house),
		S("/api/territory/at?lon=114.01&lat=22.61"),
		S("/territory/national?parent=5"),
		S("/territory/1/table.csv"),
	};

	(void)state;
	for (size_t i = 0; i < COUNT(targets); i++) {
		get(targets[i]);
		assert_int_equal(status(), 404);
	}
	get(S("/api/territory/at?lon=x&lat=22"));
	assert_int_equal(status(), 422);
	get(S("/api/territory/at"));
	assert_int_equal(status(), 422);
	assert_true(str_has(get(S("/territory/at?lon=x&lat=22")), S("value=\"x\"")));
	assert_int_equal(status(), 422);
}

static void
test_pages__visitors_see_no_rooms(void **state)
{
	int64_t room;
	struct str page;

	(void)state;
	begin();
	room = add(house, LEVEL_ROOM, "101室");
	commit();
	assert_false(str_has(get(AT("/territory/%lld", house)), S("101")));
	assert_false(str_has(get(AT("/api/territory?parent=%lld", house)), S("101")));
	assert_false(str_has(get(AT("/territory/%lld/table.csv", house)), S("101")));
	get(AT("/territory/%lld", room));
	assert_int_equal(status(), 404);
	get(AT("/api/territory/%lld", room));
	assert_int_equal(status(), 404);
	me = person(ROLE_COMMUNITY, LEVEL_COMMUNITY, north);
	page = get(AT("/territory/%lld", house));
	assert_true(str_has(page, S("101室")));
	assert_true(str_has(get(AT("/territory/%lld/table.csv", house)), S("101室")));
	me = person(ROLE_COMMUNITY, LEVEL_COMMUNITY, south);
	assert_false(str_has(get(AT("/territory/%lld", house)), S("101室")));
	get(AT("/territory/%lld", room));
	assert_int_equal(status(), 404);
}

static void
test_poster__says_who_to_call_in_both_languages(void **state)
{
	int64_t id;
	struct str page;

	(void)state;
	begin();
	assert_int_equal(territory_duty_add(T, &sys, north,
					    &(struct territory_duty_new){
						    .name = S("王<b>师傅"),
						    .duty = S("社区值班"),
						    .phone = S("0755-0000 0012"),
						    .days = 0x1f,
						    .from_min = 510,
						    .to_min = 1200,
					    },
					    &id),
			 0);
	commit();
	page = get(AT("/territory/%lld/poster", house));
	assert_true(str_has(page, S("王&lt;b&gt;师傅")));
	assert_true(str_has(page, S("0755-0000 0012")));
	assert_true(str_has(page, S("周一至周五 8:30–20:00")));
	assert_true(str_has(page, S("https://linli.test/appeal/new?at=BL-B3&amp;via=poster")));
	assert_true(str_has(page, S("<svg")));
	assert_true(str_has(page, S("Scan and tell us")));
	assert_true(str_has(page, S("看到问题，扫一扫")));
	assert_true(str_has(get(AT("/territory/%lld", house)), S("正在值班")));
	clock_set(clock_at(2026, 11, 18, 21, 0, 0));
	assert_false(str_has(get(AT("/territory/%lld", house)), S("正在值班")));
}

/* ---- changing ---- */

static void
test_forms__only_for_those_whose_place_it_is(void **state)
{
	const struct str pages[] = {S("add"), S("edit"), S("duty"), S("boundary"), S("import")};

	(void)state;
	for (size_t i = 0; i < COUNT(pages); i++) {
		me = (struct actor){.kind = ACTOR_VISITOR, .district = D, .scopes = PERM_SET_ALL};
		get(str_fmt(&A, "/territory/%lld/%.*s", (long long)grid, STR(pages[i])));
		assert_int_equal(status(), 303);
		me = person(ROLE_COMMUNITY, LEVEL_COMMUNITY, south);
		get(str_fmt(&A, "/territory/%lld/%.*s", (long long)grid, STR(pages[i])));
		assert_int_equal(status(), 403);
		me = person(ROLE_COMMUNITY, LEVEL_COMMUNITY, north);
		get(str_fmt(&A, "/territory/%lld/%.*s", (long long)grid, STR(pages[i])));
		assert_int_equal(status(), 200);
	}
	get(AT("/territory/%lld/reorg", grid));
	assert_int_equal(status(), 403);
	post(AT("/territory/%lld/add", other_grid), S("level=building&name=9"));
	assert_int_equal(status(), 403);
	post(AT("/territory/%lld/retire", house), S("version=1"));
	assert_int_equal(status(), 403);
}

static void
test_add__and_again_at_the_field(void **state)
{
	struct str page;

	(void)state;
	me = person(ROLE_COMMUNITY, LEVEL_COMMUNITY, north);
	post(AT("/territory/%lld/add", grid),
	     S("level=building&name=8%E5%8F%B7%E6%A5%BC&lon=114.01&lat=22.61"));
	assert_int_equal(status(), 303);
	assert_true(str_has(get(AT("/territory/%lld", grid)), S("8号楼")));
	page = post(AT("/territory/%lld/add", grid), S("level=building&name=8%E5%8F%B7%E6%A5%BC"));
	assert_int_equal(status(), 422);
	assert_true(str_has(page, S("这里已经有同名的了")));
	assert_true(str_has(page, S("value=\"8号楼\"")));
	page = post(AT("/territory/%lld/add", grid), S("level=palace&name=x"));
	assert_int_equal(status(), 422);
	page = post(AT("/territory/%lld/buildings", grid), S("from=5&to=2"));
	assert_int_equal(status(), 422);
	post(AT("/territory/%lld/buildings", grid), S("from=1&to=2"));
	assert_int_equal(status(), 303);
	page = post(AT("/territory/%lld/rooms", house), S("floors=1"));
	assert_int_equal(status(), 422);
}

static void
test_edit__a_stale_form_is_told(void **state)
{
	struct str page;

	(void)state;
	me = person(ROLE_ADMIN, LEVEL_DISTRICT, D);
	post(AT("/territory/%lld/edit", house), S("version=1&name=three&code=BL-B3"));
	assert_int_equal(status(), 303);
	page = post(AT("/territory/%lld/edit", house), S("version=1&name=drei&code=BL-B3"));
	assert_int_equal(status(), 409);
	assert_true(str_has(page, S("value=\"drei\"")));
	assert_true(str_has(page, S("name=\"version\" value=\"2\"")));
	assert_str(now(house).name, "three");
	post(AT("/territory/%lld/edit", house), S("name=no-version"));
	assert_int_equal(status(), 422);
}

static void
test_duty__form(void **state)
{
	struct str page;

	(void)state;
	me = person(ROLE_COMMUNITY, LEVEL_COMMUNITY, north);
	post(AT("/territory/%lld/duty", house),
	     S("name=W&duty=head&days=1&days=7&from=8:30&to=20:00"));
	assert_int_equal(status(), 303);
	assert_true(str_has(get(AT("/territory/%lld", house)), S("周一、周日 8:30–20:00")));
	page = post(AT("/territory/%lld/duty", house),
		    S("name=W&duty=head&days=1&from=late&to=20:00"));
	assert_int_equal(status(), 422);
	assert_true(str_has(page, S("请填几点开始")));
	post(AT("/territory/%lld/duty/5/remove", house), S(""));
	assert_int_equal(status(), 404);
}

static void
test_reorg__merge_leaves_a_page_that_says_where(void **state)
{
	struct str page;

	(void)state;
	me = person(ROLE_ADMIN, LEVEL_DISTRICT, D);
	get(AT("/territory/%lld/reorg", north));
	assert_int_equal(status(), 200);
	page = post(AT("/territory/%lld/merge", north),
		    str_fmt(&A, "version=1&sure=1&into=%lld", (long long)grid));
	assert_int_equal(status(), 422);
	assert_true(str_has(page, S("只能并到同一个上级下面")));
	post(AT("/territory/%lld/merge", north),
	     str_fmt(&A, "version=9&sure=1&into=%lld", (long long)south));
	assert_int_equal(status(), 409);
	post(AT("/territory/%lld/merge", north),
	     str_fmt(&A, "version=1&sure=1&into=%lld", (long long)south));
	assert_int_equal(status(), 303);
	page = get(AT("/territory/%lld", north));
	assert_true(str_has(page, S("已并入")));
	assert_true(str_has(page, AT("/territory/%lld\"", south)));
	page = get(S("/territory/BL"));
	assert_true(str_has(page, S("南塘社区")));
	post(AT("/territory/%lld/retire", house), S("version=1"));
	assert_int_equal(status(), 422);
	post(AT("/territory/%lld/retire", house), S("version=1&sure=1"));
	assert_int_equal(status(), 303);
	get(AT("/territory/%lld/edit", house));
	assert_int_equal(status(), 404);
}

static struct str
upload(struct str target, const char *field, const char *name, const char *more, struct str bytes)
{
	struct str visitor = S("0123456789abcdef0123456789abcdef");
	struct str body = str_fmt(
		&A,
		"--b\r\nContent-Disposition: form-data; "
		"name=\"csrf\"\r\n\r\n%.*s\r\n%s--b\r\nContent-Disposition: "
		"form-data; name=\"%s\"; filename=\"%s\"\r\n\r\n%.*s\r\n--b--\r\n",
		STR(csrf(visitor)), more, field, name,
		STR(bytes));

	return ask(str_fmt(&A,
			   "POST %.*s HTTP/1.1\r\nHost: linli.test\r\nCookie: "
			   "visitor=%.*s\r\nContent-Type: multipart/form-data; "
			   "boundary=b\r\nContent-Length: %zu\r\n\r\n%.*s",
			   STR(target), STR(visitor), body.n, STR(body)));
}

static void
test_import__says_which_rows_were_bad(void **state)
{
	struct str page;

	(void)state;
	me = person(ROLE_COMMUNITY, LEVEL_COMMUNITY, north);
	page = upload(AT("/territory/%lld/import", north), "file", "t.csv", "",
		      S("code,name,parent\nBL-B7,7号楼,BL-G1\nNT-B7,7号楼,NT-G1\nBL-X,,BL-G1\n"));
	assert_int_equal(status(), 200);
	assert_true(str_has(page, S("有 2 行没有收")));
	assert_true(str_has(page, S("还没写名字")));
	page = upload(AT("/territory/%lld/import", north), "file", "t.csv", "",
		      S("code,name,parent\n"));
	assert_int_equal(status(), 422);
}

/* A long table goes in by turns, and others write in between: each is a transaction of its own. */
static void
test_import__goes_in_by_turns(void **state)
{
	struct territory_node first, last;
	struct db_stats before, after;
	struct str page;
	struct buf b;

	(void)state;
	me = person(ROLE_COMMUNITY, LEVEL_COMMUNITY, north);
	buf_init(&b, &A);
	BUF_LIT(&b, "code,name,parent\nBL-BAD,,BL-G1\n");
	for (int i = 0; i < 120; i++)
		buf_fmt(&b, "BL-T%d,%d号楼,BL-G1\n", 100 + i, 100 + i);
	BUF_LIT(&b, "BL-WORSE,,BL-G1\n");
	db_stats(db, &before);
	page = upload(AT("/territory/%lld/import", north), "file", "t.csv", "", buf_done(&b));
	db_stats(db, &after);
	assert_int_equal(status(), 200);
	assert_true(after.writes - before.writes > 2);
	assert_int_equal(R->turn, after.writes - before.writes);
	assert_true(str_has(page, S("有 2 行没有收")));
	assert_true(str_has(page, S("120")));
	begin();
	assert_int_equal(territory_by_code(T, D, S("BL-T100"), &first), 0);
	assert_int_equal(territory_by_code(T, D, S("BL-T219"), &last), 0);
	assert_int_equal(first.parent, grid);
	assert_int_equal(last.parent, grid);
	commit();
}

/* The boundary was drawn inside one that somebody changed meanwhile. */
static void
test_boundary__the_outer_one_changed_meanwhile(void **state)
{
	struct str large = S("{\"type\":\"Polygon\",\"coordinates\":[[[114,22.6],[114.1,22.6],[114.1,22.7],[114,22.7],"
			     "[114,22.6]]]}"),
		   small = S("{\"type\":\"Polygon\",\"coordinates\":[[[114,22.6],[114.02,22.6],[114.02,22.62],[114,22.62],"
			     "[114,22.6]]]}");
	struct territory_around around;
	struct territory_drawn drawn;
	const char *why = NULL;
	int64_t west;

	(void)state;
	begin();
	assert_int_equal(territory_set_boundary(T, &sys, north, 0, large), 0);
	assert_int_equal(territory_boundary_around(T, &sys, grid, &around), 0);
	assert_int_equal(around.outer.node, north);
	assert_int_equal(territory_boundary_draw(&A, small, 0, &around, &drawn, &why), 0);
	west = drawn.box.west;
	assert_int_equal(territory_boundary_draw(&A, small, DATUM_WGS84, &around, &drawn, &why), 0);
	assert_int_equal(drawn.box.west, west);
	/* Moved by half a kilometre it no longer lies where it was drawn. */
	assert_int_equal(territory_boundary_draw(&A, small, DATUM_GCJ02, &around, &drawn, &why), E_INVALID);
	assert_int_equal(territory_boundary_draw(&A, S("{}"), 0, &around, &drawn, &why), E_INVALID);
	assert_non_null(why);
	assert_int_equal(territory_boundary_draw(&A, small, 0, &around, &drawn, &why), 0);
	assert_int_equal(territory_set_boundary(T, &sys, north, 0, S("")), 0);
	REFUSED(territory_boundary_put(T, &sys, grid, 0, &drawn), E_STALE, "");
	assert_int_equal(territory_boundary_around(T, &sys, grid, &around), 0);
	assert_int_equal(around.outer.node, 0);
	commit();
}

static void
test_boundary__form_and_map(void **state)
{
	static const char version[] =
		"--b\r\nContent-Disposition: form-data; name=\"version\"\r\n\r\n1\r\n";
	struct str square = S("{\"type\":\"Polygon\",\"coordinates\":[[[114,22.6],[114.1,22.6],["
			      "114.1,22.7],[114,22.7],[114,22.6]]]}");
	struct str page;

	(void)state;
	me = person(ROLE_COMMUNITY, LEVEL_COMMUNITY, north);
	page = upload(AT("/territory/%lld/boundary", north), "boundary", "b.json", version,
		      S("{}"));
	assert_int_equal(status(), 422);
	assert_true(str_has(page, S("f-boundary-err")));
	upload(AT("/territory/%lld/boundary", north), "boundary", "b.json", version, square);
	assert_int_equal(status(), 303);
	page = get(AT("/territory/%lld", house));
	assert_true(str_has(page, S("class=\"edge e3\"")));
	assert_true(str_has(page, S("<title>北岭社区</title>")));
	page = get(S("/api/territory/at?lon=114.05&lat=22.65"));
	assert_int_equal(status(), 200);
	assert_true(str_has(page, S("\"code\":\"BL\"")));
	page = get(AT("/api/territory/%lld/boundary", north));
	assert_true(str_starts(page, S("{\"type\":\"Feature\"")));
	post(AT("/territory/%lld/boundary", north), S("version=2"));
	assert_int_equal(status(), 422);
	post(AT("/territory/%lld/boundary", north), S("version=2&drop=1"));
	assert_int_equal(status(), 303);
	get(AT("/api/territory/%lld/boundary", north));
	assert_int_equal(status(), 404);
}

static void
test_api__adds_and_edits(void **state)
{
	struct str answer;

	(void)state;
	post_json(AT("/api/territory/%lld/children", grid),
		  S("{\"level\":\"building\",\"name\":\"8号楼\"}"));
	assert_int_equal(status(), 401);
	me = person(ROLE_COMMUNITY, LEVEL_COMMUNITY, north);
	me.kind = ACTOR_TOKEN;
	answer = post_json(AT("/api/territory/%lld/children", grid),
			   S("{\"level\":\"building\",\"name\":\"8号楼\"}"));
	assert_int_equal(status(), 200);
	assert_true(str_has(answer, S("\"code\":\"BL-B8\"")));
	answer = post_json(S("/api/territory/BL-B8/edit"),
			   S("{\"name\":\"八号楼\",\"version\":1}"));
	assert_int_equal(status(), 200);
	assert_true(str_has(answer, S("八号楼")));
	post_json(S("/api/territory/BL-B8/edit"), S("{\"name\":\"x\",\"version\":1}"));
	assert_int_equal(status(), 409);
	answer = post_json(AT("/api/territory/%lld/children", grid),
			   S("{\"level\":\"building\",\"name\":\"\"}"));
	assert_int_equal(status(), 422);
	assert_true(str_has(answer, S("\"field\":\"name\"")));
	post_json(AT("/api/territory/%lld/children", other_grid),
		  S("{\"level\":\"building\",\"name\":\"8号楼\"}"));
	assert_int_equal(status(), 403);
}

/* Ids of the district next door are nobody's here. */
static void
test_api__the_neighbour_is_not_there(void **state)
{
	static const struct {
		const char *path, *body;
	} calls[] = {
		{"children", "{\"level\":\"community\",\"name\":\"东湖社区\"}"},
		{"edit", "{\"name\":\"东湖街道\",\"version\":1}"},
		{"merge", "{\"into\":\"1\",\"version\":1,\"sure\":true}"},
		{"move", "{\"parent\":\"1\",\"version\":1}"},
		{"retire", "{\"version\":1,\"sure\":true}"},
		{"duty", "{\"name\":\"王师傅\",\"duty\":\"楼长\",\"days\":[\"1\"],\"from\":\"8\","
			 "\"to\":\"18\"}"},
		{"boundary", "{\"drop\":true,\"version\":1}"},
	};
	int64_t root, theirs;

	(void)state;
	begin();
	assert_int_equal(territory_open_district(T, NEXT_DOOR, S("青浦区"), &root), 0);
	sys.district = NEXT_DOOR;
	theirs = add(root, LEVEL_STREET, "湖滨街道");
	sys.district = D;
	commit();
	me = person(ROLE_ADMIN, LEVEL_DISTRICT, D);
	me.kind = ACTOR_TOKEN;
	for (size_t i = 0; i < COUNT(calls); i++) {
		post_json(str_fmt(&A, "/api/territory/%lld/%s", (long long)theirs, calls[i].path),
			  str_of(calls[i].body));
		assert_int_equal(status(), 404);
	}
	post_json(AT("/api/territory/%lld/merge", street),
		  AT("{\"into\":\"%lld\",\"version\":1,\"sure\":true}", theirs));
	assert_int_equal(status(), 422);
	post_json(AT("/api/territory/%lld/move", north),
		  AT("{\"parent\":\"%lld\",\"version\":1}", theirs));
	assert_int_equal(status(), 422);
}

static void
test_api__lists_by_pages(void **state)
{
	struct str first, second, next;
	size_t at;

	(void)state;
	begin();
	add(grid, LEVEL_BUILDING, "4号楼");
	commit();
	first = get(AT("/api/territory?parent=%lld&limit=1", grid));
	assert_true(str_has(first, S("3号楼")));
	assert_false(str_has(first, S("4号楼")));
	at = str_find(first, S("\"next\":\""));
	next = str_sub(first, at + 8, str_find(str_sub(first, at + 8, first.n), S("\"")));
	assert_true(next.n > 0);
	second = get(str_fmt(&A, "/api/territory?parent=%lld&limit=1&after=%.*s", (long long)grid,
			     STR(next)));
	assert_true(str_has(second, S("4号楼")));
	assert_true(str_has(second, S("\"next\":null")) || str_has(second, S("\"next\":\"\"")));
}

#define TEST(name) cmocka_unit_test_setup_teardown(test_##name, open_app, close_app)

SUITE(territory_web)
{
	const struct CMUnitTest tests[] = {
		TEST(pages__visitors_may_look),
		TEST(pages__nobody_answers_for_what_is_not_there),
		TEST(pages__visitors_see_no_rooms),
		TEST(poster__says_who_to_call_in_both_languages),
		TEST(forms__only_for_those_whose_place_it_is),
		TEST(add__and_again_at_the_field),
		TEST(edit__a_stale_form_is_told),
		TEST(duty__form),
		TEST(reorg__merge_leaves_a_page_that_says_where),
		TEST(import__says_which_rows_were_bad),
		TEST(import__goes_in_by_turns),
		TEST(boundary__the_outer_one_changed_meanwhile),
		TEST(boundary__form_and_map),
		TEST(api__adds_and_edits),
		TEST(api__the_neighbour_is_not_there),
		TEST(api__lists_by_pages),
	};

	return DB_ENV_EACH("territory pages", &engine, tests);
}
