/* server_test.c: the server over real sockets: heads and replies. */
#include <zlib.h>

#include "server_help.h"
#include "suite.h"

static void
test_reply__carries_security_headers(void **state)
{
	static const char *const wanted[] = {
		"\r\nContent-Security-Policy: default-src 'none'; img-src 'self' data: blob:; ",
		"; frame-ancestors 'none'; manifest-src 'self'; worker-src 'self'\r\n",
		"\r\nX-Content-Type-Options: nosniff\r\n",
		"\r\nReferrer-Policy: same-origin\r\n",
		"\r\nPermissions-Policy: camera=(self), geolocation=(self), microphone=()\r\n",
		"\r\nCross-Origin-Opener-Policy: same-origin\r\n",
		"\r\nCache-Control: private, no-store\r\n",
		"\r\nDate: ",
	};
	struct str replies[3];

	(void)state;
	replies[0] = get("/x", "");
	replies[1] = get("/../x", "");
	replies[2] = ask(S("DELETE /x HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"));
	for (size_t r = 0; r < 3; r++) {
		for (size_t i = 0; i < COUNT(wanted); i++)
			assert_has(replies[r], wanted[i]);
		assert_false(str_has(replies[r], S("Strict-Transport-Security")));
	}
	assert_int_equal(status_of(replies[0]), 200);
	assert_int_equal(status_of(replies[1]), 400);
	assert_int_equal(status_of(replies[2]), 405);
	assert_true(str_is(header_of(replies[2], "Allow"), "GET, HEAD, POST"));
}

static void
test_conf__more_image_sources(void **state)
{
	struct server_conf conf = base_conf;

	(void)state;
	stop();
	conf.img_src = "https://tiles.example";
	start(conf);
	assert_has(get("/x", ""), "img-src 'self' data: blob: https://tiles.example; style-src");
}

static void
test_request__paths_and_hosts(void **state)
{
	static const struct {
		const char *target, *headers;
		int status;
	} rows[] = {
		{"/a", "", 200},
		{"/%E6%A5%BC", "", 200},
		{"/a//b", "", 400},
		{"/a/../b", "", 400},
		{"/a/%2e%2e/b", "", 400},
		{"/a%00b", "", 400},
		{"/a%5cb", "", 400},
		{"/%ff", "", 400},
		{"/a?%00=1", "", 400},
		{"http://h/a", "", 400},
		{"/a", "Host: other\r\n", 400},
		{"/a", "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n", 400},
		{"/a", "Transfer-Encoding : chunked\r\n", 400},
		{"/a", "Content-Length\t: 5\r\n", 400},
		{"/a", "Content-Length: 0\r\nContent-Length: 0\r\n", 400},
		{"/a", "no colon\r\n", 400},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		int status = status_of(get(rows[i].target, rows[i].headers));

		if (status != rows[i].status)
			fail_msg("%s %s: %d", rows[i].target, rows[i].headers, status);
	}
}

/* What other programs would read as another address is refused. */
static void
test_request__nul_and_carriage_return_in_the_target(void **state)
{
	static const struct str heads[] = {
		S("GET /a\0b HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"),
		S("GET /a?x=1\0 HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"),
		S("GET /a\rX: HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"),
		S("GET /a\r\nHost: h\r\nConnection: close\r\n\r\n"),
	};

	(void)state;
	for (size_t i = 0; i < COUNT(heads); i++)
		assert_int_equal(status_of(ask(heads[i])), 400);
	assert_int_equal(atomic_load(&handled), 0);
	assert_int_equal(status_of(ask(S("GET /a HTTP/1.0\r\nHost: h\r\n\r\n"))), 200);
}

static void
test_request__refusal_for_programs_is_a_problem(void **state)
{
	struct str reply;

	(void)state;
	reply = ask(S("DELETE /api/x HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"));
	assert_true(str_is(header_of(reply, "Content-Type"), "application/problem+json"));
	assert_has(body_of(reply), "\"status\":405");
}

static void
test_request__head_too_large(void **state)
{
	struct str reply = get("/a", str_fmt(&A, "X: %.*s\r\n", STR(repeat('x', 20000))).p);
	struct buf many;

	(void)state;
	assert_int_equal(status_of(reply), 431);
	buf_init(&many, &A);
	for (int i = 0; i < 100; i++)
		BUF_LIT(&many, "X: 1\r\n");
	assert_int_equal(status_of(get("/a", many.p)), 431);
	reply = get(str_fmt(&A, "/%.*s", STR(repeat('a', 13000))).p, "");
	assert_int_equal(status_of(reply), 431);
	assert_has(body_of(reply), "Cookie");
	assert_int_equal(atomic_load(&handled), 0);
}

static void
test_request__byte_by_byte(void **state)
{
	struct str text =
		S("POST /body HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Type: "
		  "application/x-www-form-urlencoded\r\nContent-Length: 8\r\n\r\na=%E6%A5");
	int fd = dial();

	(void)state;
	for (size_t i = 0; i < text.n; i++)
		tell(fd, str_sub(text, i, 1));
	assert_has(read_all(&A, fd), "body=0 ");
	assert_int_equal(atomic_load(&handled), 1);
}

static void
test_reply__head(void **state)
{
	struct str reply = ask(S("HEAD /page HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"));

	(void)state;
	assert_int_equal(status_of(reply), 200);
	assert_true(str_is(header_of(reply, "Content-Length"), "8192"));
	assert_int_equal(body_of(reply).n, 0);
}

static void
test_reply__not_modified(void **state)
{
	static const struct {
		const char *format;
		int status;
	} rows[] = {
		{"If-None-Match: %.*s\r\n", 304},
		{"If-None-Match: W/%.*s\r\n", 304},
		{"If-None-Match: \"x\", %.*s\r\n", 304},
		{"If-None-Match: *\r\nX: %.*s\r\n", 304},
		{"If-None-Match: \"x\"\r\nX: %.*s\r\n", 200},
		{"X: %.*s\r\n", 200},
	};
	struct str tag = header_of(get("/tagged", ""), "ETag");

	(void)state;
	assert_true(tag.n > 2);
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct str header = str_fmt(&A, "%s", rows[i].format), reply;
		size_t at = str_find(header, S("%.*s"));

		header = str_fmt(&A, "%.*s%.*s%.*s", STR(str_sub(header, 0, at)), STR(tag),
				 STR(str_sub(header, at + 4, header.n)));
		reply = get("/tagged", header.p);
		if (status_of(reply) != rows[i].status)
			fail_msg("%s: %d", header.p, status_of(reply));
		assert_true(str_eq(header_of(reply, "ETag"), tag));
		assert_true(str_is(header_of(reply, "Cache-Control"), "private, no-cache"));
		assert_int_equal(body_of(reply).n, rows[i].status == 304 ? 0 : PAGE);
	}
}

static struct str
gunzip(struct str in)
{
	z_stream z = {.next_in = (Bytef *)(uintptr_t)in.p, .avail_in = (uInt)in.n};
	char *out = arena_alloc(&A, 2 * PAGE);

	assert_int_equal(inflateInit2(&z, 15 + 16), Z_OK);
	z.next_out = (Bytef *)out;
	z.avail_out = 2 * PAGE;
	assert_int_equal(inflate(&z, Z_FINISH), Z_STREAM_END);
	inflateEnd(&z);
	return (struct str){out, z.total_out};
}

static void
test_reply__gzip(void **state)
{
	static const struct {
		const char *path, *header;
		bool gzip, varies;
	} rows[] = {
		{"/page", "Accept-Encoding: gzip\r\n", true, true},
		{"/page", "Accept-Encoding: br, GZIP;q=0.5\r\n", true, true},
		{"/page", "", false, true},
		{"/page", "Accept-Encoding: gzip;q=0\r\n", false, true},
		{"/page", "Accept-Encoding: br\r\n", false, true},
		{"/small", "Accept-Encoding: gzip\r\n", false, false},
		{"/image", "Accept-Encoding: gzip\r\n", false, false},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct str reply = get(rows[i].path, rows[i].header);

		if (str_is(header_of(reply, "Content-Encoding"), "gzip") != rows[i].gzip ||
		    str_is(header_of(reply, "Vary"), "Accept-Encoding") != rows[i].varies)
			fail_msg("%s %s", rows[i].path, rows[i].header);
		if (rows[i].gzip)
			assert_true(str_eq(gunzip(body_of(reply)), (struct str){page, PAGE}));
	}
}

static void
test_reply__gzip_weakens_the_tag(void **state)
{
	struct str tag = header_of(get("/tagged", ""), "ETag");
	struct str weak = header_of(get("/tagged", "Accept-Encoding: gzip\r\n"), "ETag");

	(void)state;
	assert_true(str_starts(weak, S("W/\"")));
	assert_true(str_eq(str_sub(weak, 2, weak.n), tag));
}

static void
test_reply__cookies(void **state)
{
	struct server_conf conf = base_conf;
	struct str reply = get("/cookies", "");

	(void)state;
	assert_int_equal(status_of(reply), 303);
	assert_true(str_is(header_of(reply, "Location"), "/next?1"));
	assert_has(reply, "\r\nSet-Cookie: a=1; Path=/; HttpOnly; SameSite=Lax\r\n");
	assert_has(reply, "\r\nSet-Cookie: b=2; Path=/; HttpOnly; SameSite=Lax; Max-Age=60\r\n");
	assert_has(reply, "\r\nSet-Cookie: c=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0\r\n");
	stop();
	conf.secure_cookies = true;
	start(conf);
	assert_has(get("/cookies", ""),
		   "\r\nSet-Cookie: a=1; Path=/; HttpOnly; SameSite=Lax; Secure\r\n");
}

static void
test_reply__file_and_download(void **state)
{
	struct str reply = get("/file", "");

	(void)state;
	assert_int_equal(status_of(reply), 200);
	assert_true(str_is(header_of(reply, "Content-Type"), "image/jpeg"));
	assert_true(str_is(body_of(reply), "not really a photo"));
	reply = get("/vanished", "");
	assert_int_equal(status_of(reply), 404);
	assert_false(str_has(reply, S("Content-Disposition")));
	reply = get("/image", "");
	assert_has(reply, "Content-Disposition: attachment; filename=\"______ 1.png\"; "
			  "filename*=UTF-8''%E6%A5%BC%E9%81%93%201.png\r\n");
}

static void
test_request__proxy_is_believed_only_when_named(void **state)
{
	struct server_conf conf = base_conf;
	const char *header = "X-Forwarded-For: 6.6.6.6, 9.8.7.6\r\nX-Forwarded-Proto: https\r\n";
	struct str reply;

	(void)state;
	assert_true(str_is(body_of(get("/who", header)), "127.0.0.1 0"));
	stop();
	conf.trust_proxy = "10.0.0.1";
	start(conf);
	assert_true(str_is(body_of(get("/who", header)), "127.0.0.1 0"));
	stop();
	conf.trust_proxy = "127.0.0.1";
	start(conf);
	reply = get("/who", header);
	assert_true(str_is(body_of(reply), "9.8.7.6 1"));
	assert_has(reply, "Strict-Transport-Security: max-age=");
}

/* Whoever asks may have written all but the last item of the last line. */
static void
test_request__proxy_is_believed_in_its_own_words(void **state)
{
	static const struct {
		const char *headers, *who;
	} rows[] = {
		{"X-Forwarded-For: 6.6.6.6\r\nX-Forwarded-For: 9.8.7.6\r\n", "9.8.7.6 0"},
		{"X-Forwarded-For: 6.6.6.6\r\nX-Forwarded-For: 5.5.5.5,9.8.7.6\r\n", "9.8.7.6 0"},
		{"X-Forwarded-For: 2001:DB8:0::1\r\n", "2001:db8::1 0"},
		{"X-Forwarded-For: ::ffff:9.8.7.6\r\n", "9.8.7.6 0"},
		{"X-Forwarded-For: 9.8.7.6, unknown\r\n", "127.0.0.1 0"},
		{"X-Forwarded-For: 9.8.7.6,\r\n", "127.0.0.1 0"},
		{"X-Forwarded-For: 9.8.7.256\r\n", "127.0.0.1 0"},
		{"X-Forwarded-For: <b>\r\n", "127.0.0.1 0"},
		{"X-Forwarded-For: 9.8.7.6\r\nX-Forwarded-For:\r\n", "127.0.0.1 0"},
		{"X-Forwarded-Proto: https\r\nX-Forwarded-Proto: http\r\n", "127.0.0.1 0"},
		{"X-Forwarded-Proto: http, https\r\n", "127.0.0.1 1"},
	};
	struct server_conf conf = base_conf;

	(void)state;
	stop();
	conf.trust_proxy = "127.0.0.1";
	start(conf);
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct str who = body_of(get("/who", rows[i].headers));

		if (!str_is(who, rows[i].who))
			fail_msg("%s: %.*s", rows[i].headers, STR(who));
	}
}

static void
test_conf__connections_per_address(void **state)
{
	struct server_conf conf = base_conf;
	int fds[2];

	(void)state;
	stop();
	conf.connections_per_address = COUNT(fds);
	start(conf);
	dial_busy(fds, COUNT(fds));
	assert_int_equal(get("/a", "").n, 0);
	close(fds[0]);
	close(fds[1]);
	while (status_of(get("/a", "")) != 200)
		usleep(1000);
}

SUITE(server)
{
	const struct CMUnitTest tests[] = {
		UNIT(test_reply__carries_security_headers),
		UNIT(test_conf__more_image_sources),
		UNIT(test_request__paths_and_hosts),
		UNIT(test_request__nul_and_carriage_return_in_the_target),
		UNIT(test_request__refusal_for_programs_is_a_problem),
		UNIT(test_request__head_too_large),
		UNIT(test_request__byte_by_byte),
		UNIT(test_reply__head),
		UNIT(test_reply__not_modified),
		UNIT(test_reply__gzip),
		UNIT(test_reply__gzip_weakens_the_tag),
		UNIT(test_reply__cookies),
		UNIT(test_reply__file_and_download),
		UNIT(test_request__proxy_is_believed_only_when_named),
		UNIT(test_request__proxy_is_believed_in_its_own_words),
		UNIT(test_conf__connections_per_address),
	};

	return cmocka_run_group_tests(tests, prepare, clean_up);
}
