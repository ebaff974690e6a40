/* server_wait_test.c: requests that wait for other threads, the end of a server, event streams. */
#include "server_help.h"
#include "suite.h"

struct client {
	pthread_t thread;
	const char *path;
	int requests, good;
	int port_fd;
};

/* Reads one reply with Content-Length off a kept connection; true when its body is want. */
static bool
reply_is(int fd, struct str want)
{
	char text[4096];
	size_t n = 0;

	for (;;) {
		ssize_t more = recv(fd, text + n, sizeof text - n, 0);
		struct str reply, body;
		size_t head;
		int64_t length;

		if (more <= 0)
			return false;
		n += (size_t)more;
		reply = (struct str){text, n};
		head = str_find(reply, S("\r\n\r\n"));
		if (head == n)
			continue;
		body = str_sub(reply, str_find(reply, S("Content-Length: ")) + 16, n);
		if (!str_int(str_sub(body, 0, str_find(body, S("\r\n"))), &length))
			return false;
		if (n == head + 4 + (size_t)length)
			return str_eq(str_sub(reply, head + 4, n), want);
	}
}

static void *
run_client(void *arg)
{
	struct client *c = arg;
	char request[128], want[64];

	for (int i = 0; i < c->requests; i++) {
		int n = snprintf(want, sizeof want, "%s?%d=%d", c->path, (int)rand_below(3), i);
		int m = snprintf(request, sizeof request, "GET %s HTTP/1.1\r\nHost: h\r\n\r\n",
				 want);

		tell(c->port_fd, (struct str){request, (size_t)m});
		c->good += reply_is(c->port_fd, (struct str){want, (size_t)n});
	}
	close(c->port_fd);
	return NULL;
}

/* Every answer must be the one to its own question. */
static void
run_clients(size_t n, int requests)
{
	struct client *v = NEW_ARRAY(&A, struct client, n);
	pthread_t resumer;

	queue.over = false;
	assert_int_equal(pthread_create(&resumer, NULL, resume_all, NULL), 0);
	for (size_t i = 0; i < n; i++) {
		v[i] = (struct client){.path = "/later", .requests = requests, .port_fd = dial()};
		assert_int_equal(pthread_create(&v[i].thread, NULL, run_client, &v[i]), 0);
	}
	for (size_t i = 0; i < n; i++)
		pthread_join(v[i].thread, NULL);
	pthread_mutex_lock(&queue.lock);
	queue.over = true;
	pthread_cond_signal(&queue.more);
	pthread_mutex_unlock(&queue.lock);
	pthread_join(resumer, NULL);
	for (size_t i = 0; i < n; i++)
		assert_int_equal(v[i].good, requests);
	assert_int_equal(atomic_load(&handled), (int)n * requests);
}

static void
test_resume__at_any_moment(void **state)
{
	(void)state;
	run_clients(16, 625);
}

static void
test_resume__64_kept_connections(void **state)
{
	(void)state;
	run_clients(64, 40);
}

static void
test_resume__one_thread(void **state)
{
	struct server_conf conf = base_conf;

	(void)state;
	stop();
	conf.threads = 1;
	start(conf);
	run_clients(8, 200);
}

static void *
resume_after_a_while(void *arg)
{
	(void)arg;
	usleep(100000);
	queue.over = true;
	return resume_all(NULL);
}

/* The application has it, and nobody answers yet. */
static int
ask_later(struct str request)
{
	int fd = dial();

	tell(fd, request);
	for (int i = 0; i < PATIENCE_S * 1000 && atomic_load(&handled) == 0; i++)
		usleep(1000);
	assert_int_not_equal(atomic_load(&handled), 0);
	return fd;
}

static void
test_stop__waits_for_a_waiting_request(void **state)
{
	int fd = ask_later(S("GET /later?1 HTTP/1.1\r\nHost: h\r\n\r\n"));
	pthread_t resumer;

	(void)state;
	assert_int_equal(pthread_create(&resumer, NULL, resume_after_a_while, NULL), 0);
	stop();
	pthread_join(resumer, NULL);
	assert_has(read_all(&A, fd), "/later?1");
}

static void
test_stop__says_that_something_still_runs(void **state)
{
	int fd = ask_later(S("GET /later?1 HTTP/1.1\r\nHost: h\r\n\r\n"));
	pthread_t resumer;

	(void)state;
	assert_false(server_stop(server, 0));
	assert_int_equal(pthread_create(&resumer, NULL, resume_after_a_while, NULL), 0);
	assert_true(server_stop(server, PATIENCE_S));
	server = NULL;
	pthread_join(resumer, NULL);
	assert_has(read_all(&A, fd), "/later?1");
}

/* One body waits with the application: what does not fit beside it is refused, by what it says its
 * length is or in the middle, until the first is done. */
static void
test_body__beyond_the_budget(void **state)
{
	struct server_conf conf = base_conf;
	struct str announced = str_fmt(&A,
				       "POST /body HTTP/1.1\r\nHost: h\r\nExpect: "
				       "100-continue\r\nContent-Length: %d\r\n\r\n",
				       BODY_MAX);
	struct str chunked = str_fmt(&A,
				     "POST /body HTTP/1.1\r\nHost: h\r\nConnection: close\r\n"
				     "Transfer-Encoding: chunked\r\n\r\n%x\r\n%.*s\r\n0\r\n\r\n",
				     BODY_MAX, STR(repeat('x', BODY_MAX)));
	struct str reply;
	pthread_t resumer;
	int fd;

	(void)state;
	stop();
	conf.body_budget = conf.body_share = BODY_MAX + BODY_MAX / 2;
	start(conf);
	fd = ask_later(str_fmt(&A,
			 "POST /later?1 HTTP/1.1\r\nHost: h\r\nConnection: "
			 "close\r\nContent-Length: %d\r\n\r\n%.*s",
			 BODY_MAX, STR(repeat('x', BODY_MAX))));
	reply = ask(announced);
	assert_int_equal(status_of(reply), 503);
	assert_true(str_is(header_of(reply, "Retry-After"), "10"));
	assert_int_equal(status_of(ask(chunked)), 503);
	assert_int_equal(atomic_load(&handled), 1);
	assert_has(post("/body", "", repeat('x', BODY_MAX / 4)), "body=8192 ");
	assert_int_equal(pthread_create(&resumer, NULL, resume_after_a_while, NULL), 0);
	assert_int_equal(status_of(read_all(&A, fd)), 200);
	pthread_join(resumer, NULL);
	while (status_of(post("/body", "", repeat('x', BODY_MAX))) == 503)
		usleep(1000);
	assert_has(ask(chunked), "body=32768 ");
}

static void
test_stop__takes_no_new_connections(void **state)
{
	struct sockaddr_in at = {.sin_family = AF_INET,
				 .sin_port = htons((uint16_t)server_port(server)),
				 .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	(void)state;
	stop();
	assert_int_not_equal(connect(fd, (struct sockaddr *)&at, sizeof at), 0);
	close(fd);
}

static void
test_start__says_why_not(void **state)
{
	static const struct {
		const char *listen, *cert, *why;
	} rows[] = {
		{"nowhere", NULL, "ADDRESS:PORT"},
		{"256.1.1.1:0", NULL, "256.1.1.1:0"},
		{"127.0.0.1:http x", NULL, "127.0.0.1"},
		{"127.0.0.1:0", "/nonexistent/cert.pem", "/nonexistent/cert.pem: No such file"},
		{"127.0.0.1:0", "/dev/null", "/dev/null"},
		{"127.0.0.1:0", file_path, "certificate"},
	};
	struct server *s = NULL;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct server_conf conf = base_conf;
		struct str why = S("");

		conf.listen = rows[i].listen;
		conf.tls_cert = conf.tls_key = rows[i].cert;
		assert_int_equal(server_start(&conf, &A, &s, &why), E_IO);
		assert_null(s);
		assert_has(why, rows[i].why);
	}
}

/* Reads until the text ends with end; what came is in a. */
static struct str
read_until(struct arena *a, int fd, const char *end)
{
	struct buf b;
	char c;

	buf_init(&b, a);
	while (!str_ends(buf_done(&b), str_of(end)) && recv(fd, &c, 1, 0) == 1)
		buf_char(&b, c);
	return buf_done(&b);
}

static int
listen_to(const char *topic)
{
	int fd = dial();

	tell(fd,
	     str_fmt(&A, "GET /stream/%s HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n", topic));
	assert_has(read_until(&A, fd, ":\n\n"), "Content-Type: text/event-stream");
	return fd;
}

static void
test_sse__tells_the_listeners_of_the_topic(void **state)
{
	int fd = listen_to("queue/1"), other = listen_to("queue/2");
	struct str told;

	(void)state;
	assert_int_equal(sse_listeners(hub, S("queue/1")), 1);
	assert_int_equal(sse_listeners(hub, S("none")), 0);
	assert_int_equal(sse_send(hub, S("none"), S("x"), S("y")), 0);
	assert_int_equal(sse_send(hub, S("queue/1"), S("new"), S("第一行\n第二行")), 1);
	told = read_until(&A, fd, "\n\n");
	assert_has(told, "event: new\ndata: 第一行\ndata: 第二行\n\n");
	assert_int_equal(sse_send(hub, S("queue/2"), S(""), S("z")), 1);
	told = read_until(&A, other, "\n\n");
	assert_has(told, "data: z\n\n");
	assert_false(str_has(told, S("event:")));
	sse_close(hub);
	assert_has(read_all(&A, fd), "0\r\n\r\n");
	assert_has(read_all(&A, other), "0\r\n\r\n");
}

static void
test_sse__a_thousand_listeners(void **state)
{
	enum { LISTENERS = 1000, ROUNDS = 3 };
	int *fds = NEW_ARRAY(&A, int, LISTENERS);
	struct arena a;

	(void)state;
	arena_init(&a);
	for (size_t i = 0; i < LISTENERS; i++)
		fds[i] = listen_to("all");
	assert_int_equal(sse_listeners(hub, S("all")), LISTENERS);
	for (int round = 0; round < ROUNDS; round++) {
		assert_int_equal(sse_send(hub, S("all"), S(""), str_fmt(&A, "round %d", round)),
				 LISTENERS);
		for (size_t i = 0; i < LISTENERS; i++)
			assert_has(read_until(&a, fds[i], "\n\n"),
				   str_fmt(&a, "data: round %d\n\n", round).p);
		arena_reset(&a);
	}
	sse_close(hub);
	for (size_t i = 0; i < LISTENERS; i++)
		read_all(&a, fds[i]);
	arena_release(&a);
	stop();
	assert_int_equal(sse_listeners(hub, S("all")), 0);
}

static void
test_sse__drops_who_is_too_slow(void **state)
{
	int fd = listen_to("slow");
	struct str much = repeat('x', 16 * 1024);
	size_t sent = 0;

	(void)state;
	while (sse_send(hub, S("slow"), S(""), much) == 1 && sent < 10000)
		sent++;
	assert_true(sent < 10000);
	read_all(&A, fd);
	while (sse_listeners(hub, S("slow")))
		usleep(1000);
}

static void
test_sse__forgets_who_left(void **state)
{
	int fd = listen_to("left");

	(void)state;
	close(fd);
	while (sse_listeners(hub, S("left"))) {
		sse_send(hub, S("left"), S(""), S("x"));
		usleep(1000);
	}
}

static void
test_sse__closed_hub_takes_nobody(void **state)
{
	struct req r;

	(void)state;
	sse_close(hub);
	assert_int_equal(req_parse(&A, S("GET / HTTP/1.1\r\n\r\n"), &r), 0);
	assert_int_equal(reply_events(&r, hub, S("a")), E_BUSY);
	req_free(&r);
}

/* Senders, listeners that come and go, and the end of it all at once. */
static void *
send_much(void *arg)
{
	(void)arg;
	for (int i = 0; i < 3000; i++)
		sse_send(hub, S("storm"), S("e"), S("some text"));
	return NULL;
}

static void
test_sse__storm(void **state)
{
	pthread_t senders[2];
	int kept[20];

	(void)state;
	for (size_t i = 0; i < COUNT(senders); i++)
		assert_int_equal(pthread_create(&senders[i], NULL, send_much, NULL), 0);
	for (size_t i = 0; i < COUNT(kept); i++) {
		close(listen_to("storm"));
		kept[i] = listen_to("storm");
	}
	for (size_t i = 0; i < COUNT(senders); i++)
		pthread_join(senders[i], NULL);
	sse_close(hub);
	for (size_t i = 0; i < COUNT(kept); i++)
		read_all(&A, kept[i]);
}

SUITE(server_wait)
{
	const struct CMUnitTest tests[] = {
		UNIT(test_resume__at_any_moment),
		UNIT(test_resume__64_kept_connections),
		UNIT(test_resume__one_thread),
		UNIT(test_stop__waits_for_a_waiting_request),
		UNIT(test_stop__says_that_something_still_runs),
		UNIT(test_body__beyond_the_budget),
		UNIT(test_stop__takes_no_new_connections),
		UNIT(test_start__says_why_not),
		UNIT(test_sse__tells_the_listeners_of_the_topic),
		UNIT(test_sse__a_thousand_listeners),
		UNIT(test_sse__drops_who_is_too_slow),
		UNIT(test_sse__forgets_who_left),
		UNIT(test_sse__closed_hub_takes_nobody),
		UNIT(test_sse__storm),
	};

	return cmocka_run_group_tests(tests, prepare, clean_up);
}
