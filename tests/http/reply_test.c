/* reply_test.c: filling in an answer. */
#include "http/reply.h"

#include <jansson.h>
#include <stdlib.h>
#include <unistd.h>

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

/* An archive of tiles is read in pieces: what is asked for beyond its end is cut, what begins there is refused. */
static void
test_reply_ranged_file__pieces(void **state)
{
	static const struct {
		const char *asks, *range;
		int status;
		uint64_t from, size;
	} rows[] = {
		{"", "", 200, 0, 0},
		{"Range: bytes=0-9\r\n", "bytes 0-9/100", 206, 0, 10},
		{"Range: bytes=90-\r\n", "bytes 90-99/100", 206, 90, 10},
		{"Range: bytes=-5\r\n", "bytes 95-99/100", 206, 95, 5},
		{"Range: bytes=-500\r\n", "bytes 0-99/100", 206, 0, 100},
		{"Range: bytes=50-16383\r\n", "bytes 50-99/100", 206, 50, 50},
		{"Range: bytes=100-\r\n", "bytes */100", 416, 0, 0},
		{"Range: bytes=-0\r\n", "bytes */100", 416, 0, 0},
		{"Range: bytes=9-3\r\n", "", 200, 0, 0},
		{"Range: bytes=-\r\n", "", 200, 0, 0},
		{"Range: bytes=0-1,5-6\r\n", "", 200, 0, 0},
		{"Range: lines=0-1\r\n", "", 200, 0, 0},
		{"Range: bytes=99999999999999999999-\r\n", "", 200, 0, 0},
		{"Range: bytes=0-9\r\nIf-Range: \"other\"\r\n", "", 200, 0, 0},
	};
	char path[] = "/tmp/linli-range-XXXXXX";
	char bytes[100] = {0};
	int fd = mkstemp(path);

	(void)state;
	assert_true(fd >= 0);
	assert_int_equal(write(fd, bytes, sizeof bytes), sizeof bytes);
	close(fd);
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct str said = S("");

		assert_int_equal(parse(str_fmt(&A, "GET / HTTP/1.1\r\n%s\r\n", rows[i].asks)), 0);
		assert_int_equal(reply_ranged_file(&R, S("application/octet-stream"), str_of(path)), 0);
		assert_int_equal(R.reply.status, rows[i].status);
		for (size_t k = 0; k < R.reply.headers_n; k++)
			if (str_is(R.reply.headers[k].name, "Content-Range"))
				said = R.reply.headers[k].value;
		assert_str(said, rows[i].range);
		assert_int_equal(R.reply.part_from, rows[i].from);
		assert_int_equal(R.reply.part_size, rows[i].size);
	}
	unlink(path);
	assert_int_equal(reply_ranged_file(&R, S("application/octet-stream"), str_of(path)), E_NOTFOUND);
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
		UNIT(test_reply_ranged_file__pieces),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
