/* refusal_test.c: what people and programs read when the wire refuses them, over real sockets. */
#include "db/db.h" /* before cmocka, whose fail() is a macro */

#include "server_help.h"
#include "support.h"
#include "suite.h"

static struct world W;

static int
open_world(void **state)
{
	struct server_conf conf = base_conf;

	(void)state;
	arena_init(&A);
	if (!world_open(&W, DB_SQLITE))
		return -1;
	conf.connections = 8;
	conf.big_ok = gate_big_ok;
	conf.handle = gate_handle;
	conf.refuse = gate_refuse;
	conf.arg = &W.app;
	start(conf);
	return 0;
}

static int
close_world(void **state)
{
	(void)state;
	server_stop(server, PATIENCE_S);
	server = NULL;
	world_close(&W);
	arena_release(&A);
	return 0;
}

static void
assert_page(struct str reply, int status, const char *lang, const char *title)
{
	assert_int_equal(status_of(reply), status);
	assert_true(str_is(header_of(reply, "Content-Type"), "text/html; charset=utf-8"));
	assert_has(reply, str_fmt(&A, "<html lang=\"%s\"", lang).p);
	assert_has(reply, str_fmt(&A, "<h1>%s</h1>", title).p);
	assert_has(reply, "<a class=\"btn\" href=\"/\">");
}

/* A photo of 20 MB where a form of words was expected: what happened, how much may come, the way back. */
static void
test_too_large__is_a_page(void **state)
{
	struct str photo = repeat('x', 20 * 1024 * 1024), reply;

	(void)state;
	reply = post("/account/sign-in", "Referer: http://h/account/sign-in?next=/appeal\r\n",
		     photo);
	assert_page(reply, 413, "zh-CN", "内容太大了");
	assert_has(reply, "32.0 KB");
	assert_has(reply, "href=\"/account/sign-in?next=/appeal\"");
	reply = post("/account/sign-in", "Cookie: lang=en; theme=dark; elder=1\r\n", photo);
	assert_page(reply, 413, "en", "Too large");
	assert_has(reply, "data-theme=\"dark\" class=\"elder\"");
	assert_has(reply, "32.0 KB");
	reply = post("/appeal", "", photo);
	assert_page(reply, 413, "zh-CN", "内容太大了");
	assert_has(reply, "256.0 KB");
}

static void
test_too_large__is_a_problem_for_programs(void **state)
{
	struct str reply = post("/api/v1/appeals", "Content-Type: application/json\r\n",
				repeat(' ', BODY_MAX + 1));

	(void)state;
	assert_int_equal(status_of(reply), 413);
	assert_true(str_is(header_of(reply, "Content-Type"), "application/problem+json"));
	assert_has(body_of(reply), "\"status\":413");
	assert_has(body_of(reply), "最多 32768 字节");
}

static void
test_malformed__is_a_page(void **state)
{
	static const char *const bodies[] = {
		"nothing of the kind",
		"--B\r\nContent-Disposition: form-data; name=\"login\"\r\n\r\nwang",
		"--B\r\nContent-Disposition: form-data\r\n\r\nwang\r\n--B--\r\n",
	};
	struct str reply;

	(void)state;
	for (size_t i = 0; i < COUNT(bodies); i++)
		assert_page(post("/account/sign-in",
				 "Content-Type: multipart/form-data; boundary=B\r\n",
				 str_of(bodies[i])),
			    400, "zh-CN", "没有收完整");
	assert_page(get("/a/../b", "Cookie: lang=en\r\n"), 400, "en", "Not received in full");
	reply = get("/%ff\"<x>", "");
	assert_page(reply, 400, "zh-CN", "没有收完整");
	assert_false(str_has(reply, S("<x>")));
	assert_page(get("/a", "Host: other\r\n"), 400, "zh-CN", "没有收完整");
}

static void
test_head__is_a_page(void **state)
{
	(void)state;
	assert_page(get(str_fmt(&A, "/?q=%.*s", STR(repeat('a', 13000))).p, ""), 431, "zh-CN",
		    "这个地址太长了");
	assert_page(ask(S("DELETE / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")), 405,
		    "zh-CN", "这里不能这样用");
}

static void
test_crowd__is_a_page(void **state)
{
	struct str reply;
	int fds[8];

	(void)state;
	for (size_t i = 0; i < COUNT(fds); i++) {
		fds[i] = dial();
		tell(fds[i], S("GET /health HTTP/1.1\r\nHost: h\r\n\r\n"));
		assert_int_equal(recv(fds[i], (char[1]){0}, 1, 0), 1); /* it counts now */
	}
	reply = get("/", "Cookie: lang=en\r\n");
	assert_page(reply, 503, "en", "Please come back shortly");
	assert_true(str_is(header_of(reply, "Retry-After"), "10"));
	reply = get("/api/v1/appeals", "");
	assert_has(body_of(reply), "\"status\":503");
	for (size_t i = 0; i < COUNT(fds); i++)
		close(fds[i]);
}

#undef UNIT
#define UNIT(name) cmocka_unit_test_setup_teardown(name, open_world, close_world)

SUITE(refusal)
{
	const struct CMUnitTest tests[] = {
		UNIT(test_too_large__is_a_page), UNIT(test_too_large__is_a_problem_for_programs),
		UNIT(test_malformed__is_a_page), UNIT(test_head__is_a_page),
		UNIT(test_crowd__is_a_page),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
