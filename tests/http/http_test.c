/* http_test.c: requests and bodies from text. */
#include "http_help.h"

#include "http/listen.h"
#include "suite.h"

static void
test_parse__reads_a_request(void **state)
{
	(void)state;
	assert_int_equal(parse(S("GET /appeal/BL-1?q=%E6%A5%BC+%E9%81%93&x=&y HTTP/1.1\r\n"
				 "host: linli.example:8080\r\nCOOKIE: a=1; b=\"two\"; broken; "
				 "=3\r\nAccept:  text/html \r\n\r\n")),
			 0);
	assert_int_equal(R.method, GET);
	assert_false(R.head);
	assert_str(R.path, "/appeal/BL-1");
	assert_str(R.target, "/appeal/BL-1?q=%E6%A5%BC+%E9%81%93&x=&y");
	assert_str(R.host, "linli.example:8080");
	assert_str(req_query(&R, "q"), "楼 道");
	assert_str(req_query(&R, "y"), "");
	assert_int_equal(R.query_n, 3);
	assert_str(req_header(&R, "accept"), "text/html");
	assert_str(req_header(&R, "Missing"), "");
	assert_str(req_cookie(&R, "a"), "1");
	assert_str(req_cookie(&R, "b"), "two");
	assert_int_equal(R.cookies_n, 2);
}

static void
test_parse__head_is_a_get(void **state)
{
	(void)state;
	assert_int_equal(parse(S("HEAD / HTTP/1.1\n\n")), 0);
	assert_int_equal(R.method, GET);
	assert_true(R.head);
}

static void
test_parse__body_by_length(void **state)
{
	(void)state;
	assert_int_equal(parse(S("POST /a HTTP/1.1\r\nContent-Length: 3\r\n\r\nabcdef")), 0);
	assert_str(R.body, "abc");
	assert_int_equal(parse(S("POST /a HTTP/1.1\r\nContent-Length: 30\r\n\r\nabcdef")),
			 E_MALFORMED);
}

static void
test_parse__paths(void **state)
{
	static const struct {
		const char *target;
		int rc;
		const char *path;
	} rows[] = {
		{"/", 0, "/"},
		{"/a/", 0, "/a/"},
		{"/%E6%A5%BC", 0, "/楼"},
		{"/\xe6\xa5\xbc", 0, "/楼"},
		{"/a%2Fb", 0, "/a/b"},
		{"/a.b/..c/c..", 0, "/a.b/..c/c.."},
		{"/a%2541", 0, "/a%41"},
		{"/a+b", 0, "/a+b"},
		{"", E_MALFORMED, NULL},
		{"a", E_MALFORMED, NULL},
		{"*", E_MALFORMED, NULL},
		{"http://h/a", E_MALFORMED, NULL},
		{"//", E_MALFORMED, NULL},
		{"//evil.example", E_MALFORMED, NULL},
		{"/a//b", E_MALFORMED, NULL},
		{"/a/%2Fb", E_MALFORMED, NULL},
		{"/./a", E_MALFORMED, NULL},
		{"/a/.", E_MALFORMED, NULL},
		{"/a/..", E_MALFORMED, NULL},
		{"/../a", E_MALFORMED, NULL},
		{"/a/%2e%2E/b", E_MALFORMED, NULL},
		{"/a%2f..%2fb", E_MALFORMED, NULL},
		{"/a\\b", E_MALFORMED, NULL},
		{"/a%5Cb", E_MALFORMED, NULL},
		{"/a%00b", E_MALFORMED, NULL},
		{"/a%0Ab", E_MALFORMED, NULL},
		{"/a%09b", E_MALFORMED, NULL},
		{"/a%7Fb", E_MALFORMED, NULL},
		{"/a%", E_MALFORMED, NULL},
		{"/a%4", E_MALFORMED, NULL},
		{"/a%4g", E_MALFORMED, NULL},
		{"/%ff", E_MALFORMED, NULL},
		{"/%C0%AF", E_MALFORMED, NULL},
		{"/%ED%A0%80", E_MALFORMED, NULL},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		int rc = parse(str_fmt(&A, "GET %s HTTP/1.1\r\n\r\n", rows[i].target));

		if (rc != rows[i].rc)
			fail_msg("%s: %s", rows[i].target, err_name(rc));
		if (rc == 0)
			assert_str(R.path, rows[i].path);
	}
}

static void
test_parse__refuses_bad_heads(void **state)
{
	static const struct {
		const char *text;
		int rc;
	} rows[] = {
		{"", E_MALFORMED},
		{"GET", E_MALFORMED},
		{"GET / HTTP/1.1", E_MALFORMED},
		{"GET / HTTP/1.1\r\n", E_MALFORMED},
		{"GET / HTTP/2.0\r\n\r\n", E_MALFORMED},
		{"GET / HTTP/1.1 x\r\n\r\n", E_MALFORMED},
		{"PUT / HTTP/1.1\r\n\r\n", E_METHOD},
		{"get / HTTP/1.1\r\n\r\n", E_METHOD},
		{"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", E_MALFORMED},
		{"GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", E_MALFORMED},
		{"GET / HTTP/1.1\r\nHost: a@b\r\n\r\n", E_MALFORMED},
		{"GET / HTTP/1.1\r\nno colon\r\n\r\n", E_MALFORMED},
		{"GET / HTTP/1.1\r\nA : b\r\n\r\n", E_MALFORMED},
		{"GET / HTTP/1.1\r\n: b\r\n\r\n", E_MALFORMED},
		{"GET / HTTP/1.1\r\nA: b\r\n folded\r\n\r\n", E_MALFORMED},
		{"POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\nx", E_MALFORMED},
		{"POST / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\nx",
		 E_MALFORMED},
		{"POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\nx", E_MALFORMED},
		{"POST / HTTP/1.1\r\nContent-Length: 1x\r\n\r\nx", E_MALFORMED},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		int rc = parse(str_of(rows[i].text));

		if (rc != rows[i].rc)
			fail_msg("%s: %s", rows[i].text, err_name(rc));
	}
}

static void
test_urlencoded__reads(void **state)
{
	(void)state;
	assert_int_equal(post("/a", "application/x-www-form-urlencoded; charset=UTF-8",
			      S("a=1&b=%e6%a5%bc&a=2&&c=x%3D%26y+z&d=100%&e=%zz&f=a=b")),
			 0);
	assert_int_equal(R.posted_n, 7);
	assert_str(req_posted(&R, "a"), "1");
	assert_str(req_posted(&R, "b"), "楼");
	assert_str(req_posted(&R, "c"), "x=&y z");
	assert_str(req_posted(&R, "d"), "100%");
	assert_str(req_posted(&R, "e"), "%zz");
	assert_str(req_posted(&R, "f"), "a=b");
	assert_int_equal(R.body.n, 0);
	assert_int_equal(req_parse_body(&R), 0);
	assert_int_equal(R.posted_n, 7);
}

static void
test_urlencoded__refuses_names(void **state)
{
	static const char *const bad[] = {
		"=1",	 "a%00b=1",
		"%ff=1", "a%0Ab=1",
		"%09=1", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa=1"};

	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++)
		if (post("/a", "application/x-www-form-urlencoded", str_of(bad[i])) != E_MALFORMED)
			fail_msg("%s", bad[i]);
}

static void
test_urlencoded__limits_the_fields(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, &A);
	for (int i = 0; i < 255; i++)
		buf_z(&b, "a=1&");
	buf_z(&b, "a=1");
	assert_int_equal(post("/a", "application/x-www-form-urlencoded", buf_done(&b)), 0);
	assert_int_equal(R.posted_n, 256);
	buf_z(&b, "&a=1");
	assert_int_equal(post("/a", "application/x-www-form-urlencoded", buf_done(&b)), E_TOOBIG);
}

static void
test_body__other_types_stay_raw(void **state)
{
	(void)state;
	assert_int_equal(post("/api/a", "application/json", S("{\"a\":1}")), 0);
	assert_str(R.body, "{\"a\":1}");
	assert_int_equal(R.posted_n, 0);
}

static void
test_multipart__reads(void **state)
{
	const struct upload *u;

	(void)state;
	assert_int_equal(
		post("/a", "multipart/form-data; charset=utf-8; boundary=\"B\"",
		     S(PART("name=\"title\"") "楼道灯\r\n" PART(
			     "name=empty") "\r\n"
					   "--B\r\nContent-Disposition: form-data; name=\"photo\"; "
					   "filename=\"C:\\tmp\\灯%22.jpg\"\r\n"
					   "Content-Type: "
					   "image/jpeg\r\n\r\n\xff\xd8\0\r\n--A\r\n--\r\n" PART(
						   "name=\"photo\"; filename=\"\"") "\r\n--B--"
										    "\r\n")),
		0);
	assert_int_equal(R.posted_n, 2);
	assert_str(req_posted(&R, "title"), "楼道灯");
	assert_str(R.posted[1].value, "");
	assert_int_equal(R.uploads_n, 1);
	u = &R.uploads[0];
	assert_str(u->field, "photo");
	assert_str(u->filename, "灯\".jpg");
	assert_str(u->type, "image/jpeg");
	assert_true(str_eq(u->bytes, S("\xff\xd8\0\r\n--A\r\n--")));
}

static void
test_multipart__filename_is_the_last_segment(void **state)
{
	static const struct {
		const char *sent, *name;
	} rows[] = {{"a.jpg", "a.jpg"},
		    {"../../etc/passwd", "passwd"},
		    {"C:\\\\x\\\\y.png", "y.png"},
		    {"a/b\\c.png", "c.png"},
		    {"x\\\"y", "x\"y"},
		    {"dir/", ""}};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct str body =
			str_fmt(&A, PART("name=f; filename=\"%s\"") "x\r\n--B--", rows[i].sent);

		assert_int_equal(post("/a", "multipart/form-data; boundary=B", body), 0);
		assert_int_equal(R.uploads_n, 1);
		assert_str(R.uploads[0].filename, rows[i].name);
	}
}

static void
test_multipart__refuses(void **state)
{
	static const struct str bad[] = {
		{"x", 1},
#define BAD(literal) {literal, sizeof(literal) - 1}
		BAD("--B"),
		BAD("--B\r\n"),
		BAD("--B\r\n--B--"),
		BAD("--B\n\n"),
		BAD("--Bx\r\n" PART("name=a") "1\r\n--B--"),
		BAD("preamble\r\n" PART("name=a") "1\r\n--B--"),
		BAD(PART("name=a") "1"),
		BAD(PART("name=a") "1\r\n--B"),
		BAD(PART("name=a") "1\r\n--B-"),
		BAD(PART("name=a") "1\r\n--C--"),
		BAD(PART("name=a") "1\r\n--B--\r\nepilogue"),
		BAD(PART("name=a") "1\n--B--"),
		BAD(PART("name=a") "--B--"),
		BAD(PART("nome=a") "1\r\n--B--"),
		BAD(PART("name=\"a") "1\r\n--B--"),
		BAD(PART("name=\"\"") "1\r\n--B--"),
		BAD(PART("name") "1\r\n--B--"),
		BAD(PART("name=a; name=b") "1\r\n--B--"),
		BAD(PART("name=a; filename=b; filename=c") "1\r\n--B--"),
		BAD(PART("name=\"a\0b\"") "1\r\n--B--"),
		BAD(PART("name=\"\xff\"") "1\r\n--B--"),
		BAD(PART("name=a; filename=\"\xc0\xaf\"") "1\r\n--B--"),
		BAD(
			PART("name="
			     "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
			     "\"") "1\r"
				   "\n--"
				   "B-"
				   "-"),
		BAD("--B\r\n\r\n1\r\n--B--"),
		BAD("--B\r\nContent-Type: text/plain\r\n\r\n1\r\n--B--"),
		BAD("--B\r\nContent-Disposition: attachment; name=a\r\n\r\n1\r\n--B--"),
		BAD("--B\r\nContent-Disposition: form-data; name=a\r\nContent-Disposition: "
		    "form-data; "
		    "name=b\r\n\r\n1\r\n--B--"),
		BAD("--B\r\nContent-Disposition: form-data; name=a\r\nContent-Transfer-Encoding: "
		    "base64\r\n\r\nMQ==\r\n--B--"),
		BAD("--B\r\nContent-Disposition: form-data; name=a\r\nno colon\r\n\r\n1\r\n--B--"),
		BAD("--B\r\nContent-Disposition: form-data; name=a\r\nA: 1\r\nA: 1\r\nA: 1\r\nA: "
		    "1\r\nA: 1\r\nA: 1\r\nA: 1\r\nA: "
		    "1\r\nA: 1\r\n\r\n1\r\n--B--"),
	};

	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++)
		if (post("/a", "multipart/form-data; boundary=B", bad[i]) != E_MALFORMED)
			fail_msg("row %zu: %.*s", i, STR(bad[i]));
}

static void
test_multipart__refuses_boundaries(void **state)
{
	static const char *const params[] = {
		"",
		"; boundary=",
		"; boundary=\"",
		"; boundary",
		"; bound=B",
		"; boundary=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(params); i++) {
		struct str type = str_fmt(&A, "multipart/form-data%s", params[i]);

		if (post("/a", type.p, S(PART("name=a") "1\r\n--B--")) != E_MALFORMED)
			fail_msg("%s", params[i]);
	}
}

static void
test_multipart__limits_the_parts(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, &A);
	for (int i = 0; i < 40; i++)
		buf_z(&b, PART("name=a") "1\r\n");
	assert_int_equal(post("/a", "multipart/form-data; boundary=B", str_fmt(&A, "%s--B--", b.p)),
			 0);
	assert_int_equal(R.posted_n, 40);
	buf_z(&b, PART("name=a") "1\r\n--B--");
	assert_int_equal(post("/a", "multipart/form-data; boundary=B", buf_done(&b)), E_TOOBIG);
}

static void
test_wants_json__by_path_or_accept(void **state)
{
	static const struct {
		const char *path, *accept;
		bool json;
	} rows[] = {
		{"/api/appeal", "text/html", true},
		{"/appeal", "application/json", true},
		{"/appeal", "application/problem+json, */*", true},
		{"/appeal", "text/html,application/json;q=0.9", false},
		{"/appeal", "*/*", false},
		{"/apian", "", false},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		assert_int_equal(parse(str_fmt(&A, "GET %s HTTP/1.1\r\nAccept: %s\r\n\r\n",
					       rows[i].path, rows[i].accept)),
				 0);
		if (req_wants_json(&R) != rows[i].json)
			fail_msg("%s %s", rows[i].path, rows[i].accept);
	}
}

static void
test_network__of_the_address(void **state)
{
	static const struct {
		const char *remote, *network;
	} rows[] = {
		{"9.8.7.6", "9.8.7.6"},
		{"2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"},
		{"2001:db8:1:2:ffff::", "2001:db8:1:2::/64"},
		{"2001:db8:1:3::6", "2001:db8:1:3::/64"},
		{"::1", "::/64"},
		{"", ""},
		{"nobody", "nobody"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		R.remote = str_of(rows[i].remote);
		assert_str(req_network(&A, &R), rows[i].network);
	}
}

static void
test_listen__local(void **state)
{
	static const struct {
		const char *where;
		bool local;
	} rows[] = {
		{"127.0.0.1:80", true},	 {"127.9.9.9:80", true}, {"[::1]:80", true},
		{"localhost:80", true},	 {"[::ffff:127.0.0.1]:80", true},
		{"0.0.0.0:80", false},	 {":80", false},	 {"[::]:80", false},
		{"10.0.0.127:80", false}, {"linli.example:80", false}, {"[fe80::1]:80", false},
		{"[::ffff:10.0.0.1]:80", false}, {"127.0.0.1.evil.example:80", false},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		if (listen_is_local(rows[i].where) != rows[i].local)
			fail_msg("%s", rows[i].where);
}

SUITE(http)
{
	const struct CMUnitTest tests[] = {
		UNIT(test_parse__reads_a_request),
		UNIT(test_parse__head_is_a_get),
		UNIT(test_parse__body_by_length),
		UNIT(test_parse__paths),
		UNIT(test_parse__refuses_bad_heads),
		UNIT(test_urlencoded__reads),
		UNIT(test_urlencoded__refuses_names),
		UNIT(test_urlencoded__limits_the_fields),
		UNIT(test_body__other_types_stay_raw),
		UNIT(test_multipart__reads),
		UNIT(test_multipart__filename_is_the_last_segment),
		UNIT(test_multipart__refuses),
		UNIT(test_multipart__refuses_boundaries),
		UNIT(test_multipart__limits_the_parts),
		UNIT(test_wants_json__by_path_or_accept),
		UNIT(test_network__of_the_address),
		UNIT(test_listen__local),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
