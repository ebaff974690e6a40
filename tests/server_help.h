/* server_help.h: a server with an application for tests, and clients of it. */
#ifndef LINLI_TEST_SERVER_HELP_H
#define LINLI_TEST_SERVER_HELP_H

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/id.h"
#include "http/reply.h"
#include "http/server.h"
#include "http/sse.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

enum { BODY_MAX = 32 * 1024, BIG_MAX = 256 * 1024, PAGE = 8192, PATIENCE_S = 20, QUEUE = 256 };

static struct arena A;
static struct server *server;
static struct sse_hub *hub;
static atomic_int handled;
static char page[PAGE];
static char file_path[] = "/tmp/linli-server-test-XXXXXX";

/* Requests that wait for the resuming thread. */
static struct {
	pthread_mutex_t lock;
	pthread_cond_t more;
	struct req *v[QUEUE];
	size_t n;
	bool over;
} queue = {.lock = PTHREAD_MUTEX_INITIALIZER, .more = PTHREAD_COND_INITIALIZER};

static inline void *
resume_all(void *arg)
{
	(void)arg;
	for (;;) {
		struct req *r;

		pthread_mutex_lock(&queue.lock);
		while (queue.n == 0 && !queue.over)
			pthread_cond_wait(&queue.more, &queue.lock);
		if (queue.n == 0) {
			pthread_mutex_unlock(&queue.lock);
			return NULL;
		}
		r = queue.v[--queue.n];
		pthread_mutex_unlock(&queue.lock);
		if (rand_below(4) == 0)
			usleep(rand_below(300));
		reply_text(r, 200, "text/plain", r->target);
		server_resume(r);
	}
}

/* "/later?0": resumed before handle returns; else by the thread, at any moment. */
static inline bool
handle_later(struct req *r)
{
	if (r->query_n && str_is(r->query[0].name, "0")) {
		reply_text(r, 200, "text/plain", r->target);
		server_resume(r);
		return false;
	}
	pthread_mutex_lock(&queue.lock);
	assert_true(queue.n < QUEUE);
	queue.v[queue.n++] = r;
	pthread_cond_signal(&queue.more);
	pthread_mutex_unlock(&queue.lock);
	return false;
}

static inline void
handle_body(struct req *r)
{
	int rc = req_parse_body(r);
	struct str text =
		rc < 0 ? str_of(err_name(rc))
		       : str_fmt(&r->arena, "body=%zu sum=%llx posted=%zu uploads=%zu a=%.*s",
				 r->body.n, (unsigned long long)str_hash(r->body), r->posted_n,
				 r->uploads_n, STR(req_posted(r, "a")));

	reply_text(r, 200, "text/plain", text);
}

static inline bool
handle(void *arg, struct req *r)
{
	(void)arg;
	atomic_fetch_add(&handled, 1);
	if (str_is(r->path, "/later"))
		return handle_later(r);
	if (str_is(r->path, "/body") || str_is(r->path, "/big-body"))
		handle_body(r);
	else if (str_is(r->path, "/page"))
		reply_text(r, 200, "text/html; charset=utf-8", (struct str){page, sizeof page});
	else if (str_is(r->path, "/tagged")) {
		reply_text(r, 200, "text/html; charset=utf-8", (struct str){page, sizeof page});
		r->reply.etag = S("\"tag\"");
		r->reply.cache = S("private, no-cache");
	} else if (str_is(r->path, "/image"))
		reply_bytes(r, S("image/png"), (struct str){page, sizeof page}, S("楼道 1.png"));
	else if (str_is(r->path, "/file"))
		reply_file(r, S("image/jpeg"), str_of(file_path), S(""));
	else if (str_is(r->path, "/vanished")) {
		reply_file(r, S("image/jpeg"), str_of(file_path), S("x.jpg"));
		r->reply.file_path = S("/nonexistent/x");
	} else if (str_is(r->path, "/cookies")) {
		reply_cookie(r, S("a"), S("1"), 0);
		reply_cookie(r, S("b"), S("2"), 60);
		reply_cookie(r, S("c"), S(""), -1);
		redirect(r, "/next?%d", 1);
	} else if (str_is(r->path, "/who"))
		reply_text(r, 200, "text/plain",
			   str_fmt(&r->arena, "%.*s %d", STR(r->remote), r->tls));
	else if (str_starts(r->path, S("/stream/")))
		reply_events(r, hub, str_sub(r->path, 8, r->path.n));
	else
		reply_text(r, 200, "text/plain",
			   str_fmt(&r->arena, "%.*s host=%.*s", STR(r->path), STR(r->host)));
	return true;
}

static inline bool
big_ok(void *arg, enum method m, struct str path)
{
	(void)arg;
	return m == POST && str_is(path, "/big-body");
}

static const struct server_conf base_conf = {
	.listen = "127.0.0.1:0",
	.threads = 2,
	.body_max = BODY_MAX,
	.body_big_max = BIG_MAX,
	.big_ok = big_ok,
	.handle = handle,
	.timeout_s = 60,
};

static inline void
start(struct server_conf conf)
{
	struct str why = S("");

	if (server_start(&conf, &A, &server, &why) < 0)
		fail_msg("%.*s", STR(why));
	assert_true(server_port(server) > 0);
}

static inline int
setup(void **state)
{
	(void)state;
	arena_init(&A);
	atomic_store(&handled, 0);
	hub = sse_new();
	start(base_conf);
	return 0;
}

static inline void
stop(void)
{
	sse_close(hub);
	server_stop(server, PATIENCE_S);
	server = NULL;
}

static inline int
teardown(void **state)
{
	(void)state;
	if (server)
		stop();
	sse_free(hub);
	arena_release(&A);
	return 0;
}

static inline int
dial(void)
{
	struct sockaddr_in at = {.sin_family = AF_INET,
				 .sin_port = htons((uint16_t)server_port(server)),
				 .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	struct timeval patience = {.tv_sec = PATIENCE_S};
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), on = 1;

	assert_true(fd >= 0);
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
	assert_int_equal(connect(fd, (struct sockaddr *)&at, sizeof at), 0);
	return fd;
}

/* False: the server closed before it had all. */
static inline bool
tell_all(int fd, struct str text)
{
	while (text.n) {
		ssize_t n = send(fd, text.p, text.n, MSG_NOSIGNAL);

		if (n <= 0)
			return false;
		text = str_sub(text, (size_t)n, text.n);
	}
	return true;
}

/* What the server said before it closed counts. */
static inline void
tell(int fd, struct str text)
{
	(void)tell_all(fd, text);
}

/* Connections that have asked and stay. */
static inline void
dial_busy(int *fds, size_t n)
{
	int before = atomic_load(&handled);

	for (size_t i = 0; i < n; i++) {
		fds[i] = dial();
		tell(fds[i], S("GET /a HTTP/1.1\r\nHost: h\r\n\r\n"));
	}
	while (atomic_load(&handled) < before + (int)n)
		usleep(1000);
}

static inline struct str
read_all(struct arena *a, int fd)
{
	struct buf b;
	char part[4096];
	ssize_t n;

	buf_init(&b, a);
	while ((n = recv(fd, part, sizeof part, 0)) > 0)
		buf_put(&b, part, (size_t)n);
	close(fd);
	return buf_done(&b);
}

/* One request on a connection of its own; everything that comes back. */
static inline struct str
ask(struct str text)
{
	int fd = dial();

	tell(fd, text);
	return read_all(&A, fd);
}

static inline struct str
get(const char *path, const char *headers)
{
	return ask(str_fmt(&A, "GET %s HTTP/1.1\r\nHost: h\r\nConnection: close\r\n%s\r\n", path,
			   headers));
}

static inline struct str
post(const char *path, const char *headers, struct str body)
{
	struct buf b;

	buf_init(&b, &A);
	buf_fmt(&b,
		"POST %s HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: %zu\r\n%s\r\n",
		path, body.n, headers);
	buf_str(&b, body);
	return ask(buf_done(&b));
}

static inline int
status_of(struct str reply)
{
	int64_t v = 0;

	return str_int(str_sub(reply, 9, 3), &v) ? (int)v : 0;
}

static inline struct str
header_of(struct str reply, const char *name)
{
	struct str mark = str_fmt(&A, "\r\n%s: ", name), rest;

	rest = str_sub(reply, str_find(reply, mark) + mark.n, reply.n);
	return str_sub(rest, 0, str_find(rest, S("\r\n")));
}

static inline struct str
body_of(struct str reply)
{
	return str_sub(reply, str_find(reply, S("\r\n\r\n")) + 4, reply.n);
}

static inline void
assert_has(struct str s, const char *part)
{
	if (!str_has(s, str_of(part)))
		fail_msg("no \"%s\" in: %.*s", part, STR(str_sub(s, 0, 2000)));
}

static inline struct str
repeat(char c, size_t n)
{
	char *p = arena_alloc(&A, n + 1);

	memset(p, c, n);
	return (struct str){p, n};
}

static inline int
prepare(void **state)
{
	struct rlimit files;
	int fd = mkstemp(file_path);

	(void)state;
	for (size_t i = 0; i < sizeof page; i++)
		page[i] = (char)(i % 61 == 60 ? '\n' : 'a' + i % 7);
	if (fd < 0 || write(fd, "not really a photo", 18) != 18)
		return -1;
	if (getrlimit(RLIMIT_NOFILE, &files) == 0) { /* a thousand listeners have two ends each */
		files.rlim_cur = files.rlim_max;
		setrlimit(RLIMIT_NOFILE, &files);
	}
	return close(fd);
}

static inline int
clean_up(void **state)
{
	(void)state;
	return unlink(file_path);
}

#define UNIT(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

#endif
