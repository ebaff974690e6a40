/* server_body_test.c: bodies of requests over real sockets, and what the server refuses itself. */
#include "server_help.h"
#include "suite.h"

/* A body of this length is announced and held back until the server wants it. */
static struct str
announce(const char *path, int length)
{
	return ask(str_fmt(&A,
			   "POST %s HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\n"
			   "Content-Length: %d\r\n\r\n",
			   path, length));
}

static struct str
chunked(size_t chunks, size_t size, const char *end)
{
	struct buf b;

	buf_init(&b, &A);
	buf_z(&b, "POST /body HTTP/1.1\r\nHost: h\r\nConnection: close\r\nTransfer-Encoding: "
		  "chunked\r\n\r\n");
	for (size_t i = 0; i < chunks; i++) {
		buf_fmt(&b, "%zx\r\n", size);
		buf_str(&b, repeat('x', size));
		buf_z(&b, "\r\n");
	}
	buf_z(&b, end);
	return ask(buf_done(&b));
}

static void
test_body__whole(void **state)
{
	struct str body = repeat('x', BODY_MAX), reply;

	(void)state;
	reply = post("/body", "", body);
	assert_int_equal(status_of(reply), 200);
	assert_has(
		reply,
		str_fmt(&A, "body=%d sum=%llx ", BODY_MAX, (unsigned long long)str_hash(body)).p);
	assert_has(post("/body", "Content-Type: application/x-www-form-urlencoded\r\n",
			S("a=%E6%A5%BC")),
		   "body=0 sum=cbf29ce484222325 posted=1 uploads=0 a=楼");
	assert_has(post("/body", "Content-Type: multipart/form-data; boundary=B\r\n", S("--B")),
		   "MALFORMED");
}

static void
test_body__too_large_is_said_to_who_asks_first(void **state)
{
	struct str reply = announce("/body", BODY_MAX + 1);

	(void)state;
	assert_int_equal(status_of(reply), 413);
	assert_true(str_is(header_of(reply, "Connection"), "close"));
	assert_int_equal(atomic_load(&handled), 0);
}

/* As browsers do it: first all of the body, far more than sockets hold, then the answer. The
 * connection is as good as before. */
static void
test_body__too_large_is_said_to_who_sends_all(void **state)
{
	enum { MUCH = 20 * 1024 * 1024 };
	struct str body = repeat('x', MUCH), reply;
	int fd = dial();

	(void)state;
	assert_true(
		tell_all(fd,
			 str_fmt(&A, "POST /body HTTP/1.1\r\nHost: h\r\nContent-Length: %d\r\n\r\n",
				 MUCH)));
	assert_true(tell_all(fd, body));
	assert_true(tell_all(fd, S("GET /a HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")));
	reply = read_all(&A, fd);
	assert_int_equal(status_of(reply), 413);
	assert_has(reply, "\r\n\r\n/a host=h");
	assert_int_equal(atomic_load(&handled), 1);
}

static void
test_body__far_too_large_is_not_waited_for(void **state)
{
	struct server_conf conf = base_conf;

	(void)state;
	stop();
	conf.body_drain = 2 * BODY_MAX;
	start(conf);
	assert_int_equal(status_of(post("/body", "", repeat('x', 2 * BODY_MAX))), 413);
	assert_int_equal(status_of(ask(str_fmt(
				 &A, "POST /body HTTP/1.1\r\nHost: h\r\nContent-Length: %d\r\n\r\n",
				 2 * BODY_MAX + 1))),
			 413);
	assert_int_equal(status_of(chunked(17, BODY_MAX / 8, "0\r\n\r\n")), 413);
	assert_int_equal(status_of(chunked(100, BODY_MAX / 8, "0\r\n\r\n")), 0);
	assert_int_equal(atomic_load(&handled), 0);
}

static void
test_body__big_where_allowed(void **state)
{
	(void)state;
	assert_int_equal(status_of(post("/big-body", "", repeat('x', BIG_MAX))), 200);
	assert_int_equal(atomic_load(&handled), 1);
	assert_int_equal(status_of(announce("/big-body", BIG_MAX + 1)), 413);
	assert_int_equal(atomic_load(&handled), 1);
}

static void
test_body__big_ones_leave_room_for_forms(void **state)
{
	struct server_conf conf = base_conf;

	(void)state;
	stop();
	conf.body_budget = conf.body_share = BIG_MAX;
	start(conf);
	assert_int_equal(status_of(announce("/big-body", BIG_MAX / 4 * 3 + 1)), 503);
	assert_int_equal(atomic_load(&handled), 0);
	assert_int_equal(status_of(post("/big-body", "", repeat('x', BIG_MAX / 4 * 3))), 200);
}

/* A request to the big route through a proxy, from a network of its own. */
static struct str
from(const char *address, size_t length)
{
	return post("/big-body", str_fmt(&A, "X-Forwarded-For: %s\r\n", address).p, repeat('x', length));
}

/* Who sends much and never ends fills the part of one network; others file, and so do small forms of that one. */
static void
test_body__slow_ones_hold_the_part_of_one_network(void **state)
{
	struct server_conf conf = base_conf;
	int fds[5];

	(void)state;
	stop();
	conf.trust_proxy = "127.0.0.1";
	conf.body_budget = 8 * BIG_MAX;
	start(conf);
	for (size_t i = 0; i < COUNT(fds); i++) {
		fds[i] = dial();
		tell_all(fds[i], str_fmt(&A,
					 "POST /big-body HTTP/1.1\r\nHost: h\r\nX-Forwarded-For: 192.0.2.1\r\n"
					 "Content-Length: %d\r\n\r\n",
					 BIG_MAX));
		tell_all(fds[i], repeat('x', BIG_MAX - 20));
	}
	while (status_of(from("192.0.2.1", BIG_MAX)) != 503)
		usleep(1000);
	assert_int_equal(status_of(from("192.0.2.2", BIG_MAX)), 200);
	assert_int_equal(status_of(from("192.0.2.1", BODY_MAX)), 200);
	for (size_t i = 0; i < COUNT(fds); i++)
		close(fds[i]);
	while (status_of(from("192.0.2.1", BIG_MAX)) != 200)
		usleep(1000);
}

/* A body that comes a byte now and then is given up. */
static void
test_body__too_slow_is_cut_off(void **state)
{
	struct server_conf conf = base_conf;
	int fd;

	(void)state;
	stop();
	conf.body_grace_s = 1;
	conf.body_rate = 1000000;
	start(conf);
	fd = dial();
	tell(fd, S("POST /body HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\n12345"));
	usleep(1200000);
	tell(fd, S("6"));
	assert_int_equal(read_all(&A, fd).n, 0);
	assert_int_equal(atomic_load(&handled), 0);
}

static void
test_body__chunked(void **state)
{
	(void)state;
	assert_has(chunked(3, 1000, "0\r\n\r\n"), "body=3000 ");
	assert_int_equal(atomic_load(&handled), 1);
	assert_int_equal(status_of(chunked(1, 10, "zz\r\n")), 400);
	assert_int_equal(status_of(chunked(1, 10, "-1\r\n\r\n")), 400);
	assert_int_equal(status_of(chunked(1, 10, "ffffffffffffffffff\r\n")), 413);
	assert_int_equal(atomic_load(&handled), 1);
}

static void
test_body__chunked_too_large(void **state)
{
	struct str reply = chunked(9, BODY_MAX / 8, "0\r\n\r\n");

	(void)state;
	assert_int_equal(status_of(reply), 413);
	assert_int_equal(atomic_load(&handled), 0);
}

static void
test_body__truncated_is_never_handled(void **state)
{
	static const char *const texts[] = {
		"GET /a HTTP/1.1\r\nHost: h",
		"POST /body HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\n12345",
		"POST /body HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\n",
		"POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n12345\r\n",
		"POST /body HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n12",
	};
	struct server_conf conf = base_conf;
	int fds[COUNT(texts)];

	(void)state;
	stop();
	conf.timeout_s = 1;
	start(conf);
	for (size_t i = 0; i < COUNT(texts); i++) {
		fds[i] = dial();
		tell(fds[i], str_of(texts[i]));
		shutdown(fds[i], SHUT_WR);
	}
	for (size_t i = 0; i < COUNT(texts);
	     i++) /* ends at once, or by the timeout when only a part of a head came */
		assert_int_equal(read_all(&A, fds[i]).n, 0);
	stop();
	assert_int_equal(atomic_load(&handled), 0);
}

static void
test_body__expect_continue(void **state)
{
	int fd = dial();
	char part[256];
	ssize_t n;

	(void)state;
	tell(fd, S("POST /body HTTP/1.1\r\nHost: h\r\nConnection: close\r\nExpect: "
		   "100-continue\r\nContent-Length: 3\r\n\r\n"));
	n = recv(fd, part, sizeof part, 0);
	assert_true(n > 0 && str_starts((struct str){part, (size_t)n}, S("HTTP/1.1 100 ")));
	tell(fd, S("abc"));
	assert_has(read_all(&A, fd), "body=3 ");
}

/* The connection that is one too many is told so; those before it go on. */
static void
test_conf__connections(void **state)
{
	struct server_conf conf = base_conf;
	struct str reply;
	int fds[2];

	(void)state;
	stop();
	conf.connections = COUNT(fds);
	start(conf);
	dial_busy(fds, COUNT(fds));
	reply = ask(S("GET /a HTTP/1.1\r\nHost: h\r\n\r\n"));
	assert_int_equal(status_of(reply), 503);
	assert_true(str_is(header_of(reply, "Connection"), "close"));
	assert_true(str_is(header_of(reply, "Retry-After"), "10"));
	tell(fds[0], S("GET /a HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"));
	assert_has(read_all(&A, fds[0]), "Connection: close");
	close(fds[1]);
	while (status_of(get("/a", "")) != 200)
		usleep(1000);
}

static void
refuse(void *arg, struct req *r, int err)
{
	(void)arg;
	reply_text(r, err_status(err), "text/plain",
		   str_fmt(&r->arena, "%s %.*s %zu", err_name(err), STR(req_cookie(r, "lang")),
			   r->body_max));
}

static void
test_conf__refuse_has_the_words(void **state)
{
	static const struct {
		const char *head, *words;
	} rows[] = {
		{"GET /a/../b HTTP/1.1", "MALFORMED en 32768"},
		{"GET /a?%00=1 HTTP/1.1", "MALFORMED en 32768"},
		{"DELETE /a HTTP/1.1", "METHOD en 32768"},
		{"POST /body HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 9999999",
		 "TOOBIG en 32768"},
		{"POST /big-body HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 9999999",
		 "TOOBIG en 262144"},
	};
	struct server_conf conf = base_conf;
	struct str long_path = repeat('a', 13000);

	(void)state;
	stop();
	conf.refuse = refuse;
	start(conf);
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_has(
			ask(str_fmt(&A,
				    "%s\r\nHost: h\r\nCookie: lang=en\r\nConnection: close\r\n\r\n",
				    rows[i].head)),
			rows[i].words);
	assert_has(get(str_fmt(&A, "/%.*s", STR(long_path)).p, "Cookie: lang=en\r\n"),
		   "HEAD en 32768");
	assert_int_equal(atomic_load(&handled), 0);
}

SUITE(server_body)
{
	const struct CMUnitTest tests[] = {
		UNIT(test_body__whole),
		UNIT(test_body__too_large_is_said_to_who_asks_first),
		UNIT(test_body__too_large_is_said_to_who_sends_all),
		UNIT(test_body__far_too_large_is_not_waited_for),
		UNIT(test_body__big_where_allowed),
		UNIT(test_body__big_ones_leave_room_for_forms),
		UNIT(test_body__slow_ones_hold_the_part_of_one_network),
		UNIT(test_body__too_slow_is_cut_off),
		UNIT(test_body__chunked),
		UNIT(test_body__chunked_too_large),
		UNIT(test_body__truncated_is_never_handled),
		UNIT(test_body__expect_continue),
		UNIT(test_conf__connections),
		UNIT(test_conf__refuse_has_the_words),
	};

	return cmocka_run_group_tests(tests, prepare, clean_up);
}
