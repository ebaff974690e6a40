/* reply_test.c: filling in an answer. */
#include "http/reply.h"

#include <jansson.h>

#include "http/route.h"
#include "http_help.h"
#include "suite.h"

static void
test_redirect__stays_here(void **state)
{
	static const struct {
		const char *to, *location;
	} rows[] = {
		{"/appeal/BL-1?x=1", "/appeal/BL-1?x=1"},
		{"//evil.example", "/"},
		{"/\\evil", "/"},
		{"https://evil", "/"},
		{"", "/"},
		{"/a\r\nSet-Cookie: x", "/a%0D%0ASet-Cookie:%20x"},
		{"/楼", "/%E6%A5%BC"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		assert_int_equal(parse(S("GET / HTTP/1.1\r\n\r\n")), 0);
		assert_int_equal(redirect(&R, "%s", rows[i].to), 0);
		assert_int_equal(R.reply.status, 303);
		assert_str(R.reply.location, rows[i].location);
	}
}

static void
test_redirect__long_target(void **state)
{
	char to[2000];

	(void)state;
	memset(to, 'a', sizeof to);
	to[0] = '/';
	to[sizeof to - 1] = '\0';
	assert_int_equal(parse(S("GET / HTTP/1.1\r\n\r\n")), 0);
	redirect(&R, "%s", to);
	assert_str(R.reply.location, to);
}

static void
test_reply_problem__lists_fields(void **state)
{
	struct test_in {
		struct str text;
		int64_t number;
	};
	static const struct field fields[] = {
		FIELD(test_in, text, FIELD_TEXT, .max = 5),
		FIELD_AS(test_in, number, "int", FIELD_INT, .max = 0),
	};
	static const struct form form = FORM(test_in, fields);
	static const struct route route = {.method = POST, .path = "/a", .form = &form};
	json_t *j, *e;

	(void)state;
	assert_int_equal(
		post("/a", "application/x-www-form-urlencoded", S("text=abcdef&int=%22%5C")), 0);
	assert_int_equal(form_read(&form, &R), 0);
	R.route = &route;
	assert_int_equal(reply_problem(&R, E_INVALID, S("")), 0);
	assert_int_equal(R.reply.status, 422);
	assert_str(R.reply.type, "application/problem+json");
	j = json_loadb(R.reply.body.p, R.reply.body.n, 0, NULL);
	assert_non_null(j);
	assert_string_equal(json_string_value(json_object_get(j, "title")), "INVALID");
	assert_int_equal(json_integer_value(json_object_get(j, "status")), 422);
	assert_string_equal(json_string_value(json_object_get(j, "detail")), err_text(E_INVALID));
	e = json_object_get(j, "errors");
	assert_int_equal(json_array_size(e), 2);
	assert_string_equal(json_string_value(json_object_get(json_array_get(e, 0), "field")),
			    "text");
	assert_string_equal(json_string_value(json_object_get(json_array_get(e, 0), "detail")),
			    "太长了，最多 5 个字");
	json_decref(j);
}

static void
test_reply__keeps_headers_whole(void **state)
{
	(void)state;
	assert_int_equal(parse(S("GET / HTTP/1.1\r\n\r\n")), 0);
	reply_header(&R, S("X-A"), S("b\r\nX-Evil: 1"));
	reply_header(&R, S("X-A\n"), S("b"));
	reply_cookie(&R, S("a"), S("b; Domain=x"), 0);
	reply_cookie(&R, S("a;"), S("b"), 0);
	assert_int_equal(R.reply.headers_n, 0);
	assert_int_equal(R.reply.cookies_n, 0);
	reply_cookie(&R, S("a"), S("1"), 0);
	reply_cookie(&R, S("a"), S("2"), 0);
	assert_int_equal(R.reply.cookies_n, 1);
	assert_str(R.reply.cookies[0].value, "2");
	for (int i = 0; i < 20; i++) {
		reply_cookie(&R, str_fmt(&A, "c%d", i), S("1"), 0);
		reply_header(&R, S("X-A"), S("1"));
	}
	assert_int_equal(R.reply.cookies_n, COUNT(R.reply.cookies));
	assert_int_equal(R.reply.headers_n, COUNT(R.reply.headers));
}

static void
test_reply_file__missing(void **state)
{
	(void)state;
	assert_int_equal(parse(S("GET / HTTP/1.1\r\n\r\n")), 0);
	assert_int_equal(reply_file(&R, S("image/jpeg"), S("/nonexistent/x"), S("")), E_NOTFOUND);
	assert_int_equal(reply_file(&R, S("image/jpeg"), S("/tmp"), S("")), E_NOTFOUND);
}

SUITE(reply)
{
	const struct CMUnitTest tests[] = {
		UNIT(test_redirect__stays_here),
		UNIT(test_redirect__long_target),
		UNIT(test_reply_problem__lists_fields),
		UNIT(test_reply__keeps_headers_whole),
		UNIT(test_reply_file__missing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
