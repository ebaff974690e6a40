/* server.c: connections, requests as they arrive, and those that wait for another thread. */
#include "http/server.h"

#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include <microhttpd.h>

#include "http/body.h"
#include "http/head.h"
#include "http/listen.h"
#include "http/read.h"
#include "http/reply.h"
#include "http/send.h"
#include "http/shelf.h"

enum {
	HEAD_MAX = 16 * 1024, /* a connection's memory; libmicrohttpd answers beyond it */
	CONNECTIONS = 20000,
	SPARE = 256, /* connections beyond the limit, which hear that there are too many */
	DRAIN = 64 * 1024 * 1024,
	THREADS_MAX = 64,
	BODY_BUDGET = 320 * 1024 * 1024, /* an eighth of it is six photos a phone could not shrink */
	BODY_GRACE_S = 30,
	BODY_RATE = 32 * 1024,
	IDLE_MAX = 256, /* requests kept for the next ones, with the first chunk of their arenas */
	RETRY_S = 10,
	PEM_MAX = 256 * 1024
};

enum stage {
	STAGE_HEAD = 1, /* the head is being read */
	STAGE_BODY,
	STAGE_REFUSED, /* the body is thrown away, then the answer is w->refusal */
	STAGE_WAITING, /* the application has it */
};

/* Handed over by whoever comes second, the wire thread that parks or the thread that resumes. */
enum parking { PARK_NOT = 1, PARK_PARKED, PARK_RESUMED };

/* A request in the server. struct req is first: server_resume finds the rest from it. */
struct wire {
	struct req req;
	struct server *server;
	struct wire *next; /* idle ones */
	enum stage stage;
	atomic_int parking;
	atomic_int holders; /* the connection, and who works for its answer */
	bool running; /* counted in server->running */
	struct body body;
	const char *target; /* as libmicrohttpd has it */
	size_t drain; /* of a refused body, so much more is read */
	int refusal;
};

struct server {
	struct server_conf conf;
	struct MHD_Daemon *daemon;
	struct sender *sender;
	int fd, port;
	char *cert, *key;
	pthread_mutex_t lock;
	pthread_cond_t calmer;
	struct body_budget *budget; /* of bodies */
	atomic_int open;    /* connections */
	struct wire *idle;
	size_t idle_n;
	size_t running; /* given to the application and not yet sent to the end */
	bool closed;	/* nothing runs any more, nothing may begin */
};

static struct wire *
wire_take(struct server *s)
{
	struct wire *w;

	pthread_mutex_lock(&s->lock);
	w = s->idle;
	if (w) {
		s->idle = w->next;
		s->idle_n--;
	}
	pthread_mutex_unlock(&s->lock);
	if (!w) {
		w = calloc(1, sizeof *w);
		if (!w)
			abort();
		arena_init(&w->req.arena);
		arena_init(&w->req.tx_arena);
		w->server = s;
	}
	req_begin(&w->req);
	w->stage = STAGE_HEAD;
	atomic_store_explicit(&w->parking, PARK_NOT, memory_order_relaxed);
	atomic_store_explicit(&w->holders, 1, memory_order_relaxed);
	return w;
}

static void
wire_free(struct wire *w)
{
	req_free(&w->req);
	free(w);
}

static void
wire_give(struct wire *w)
{
	struct server *s = w->server;
	bool keep;

	body_free(&w->body);
	kept_free(w->req.reply.kept);
	w->req.reply.kept = NULL;
	arena_reset(&w->req.arena);
	arena_reset(&w->req.tx_arena);
	pthread_mutex_lock(&s->lock);
	assert(s->running >= (size_t)w->running);
	s->running -= w->running;
	w->running = false;
	if (s->running == 0)
		pthread_cond_signal(&s->calmer);
	keep = s->idle_n < IDLE_MAX;
	if (keep) {
		w->next = s->idle;
		s->idle = w;
		s->idle_n++;
	}
	pthread_mutex_unlock(&s->lock);
	if (!keep)
		wire_free(w);
}

static void
drop(struct wire *w)
{
	if (atomic_fetch_sub(&w->holders, 1) == 1)
		wire_give(w);
}

void
server_hold(struct req *r)
{
	atomic_fetch_add(&((struct wire *)r)->holders, 1);
}

void
server_let_go(struct req *r)
{
	drop((struct wire *)r);
}

/* The target as it was sent, before libmicrohttpd takes it apart. */
static void *
on_target(void *arg, const char *target, struct MHD_Connection *conn)
{
	struct wire *w = wire_take(arg);

	w->req.conn = conn;
	w->req.target = str_dup(&w->req.arena, str_of(target));
	w->target = target;
	return w;
}

static void
on_done(void *arg, struct MHD_Connection *conn, void **ctx, enum MHD_RequestTerminationCode why)
{
	(void)arg;
	(void)conn;
	(void)why;
	if (*ctx)
		drop(*ctx);
	*ctx = NULL;
}

/* One that is too many may say what it wants, in its language, and hears that it is. */
static void
on_connection(void *arg, struct MHD_Connection *conn, void **ret_crowded,
	      enum MHD_ConnectionNotificationCode what)
{
	struct server *s = arg;

	(void)conn;
	if (what == MHD_CONNECTION_NOTIFY_CLOSED)
		atomic_fetch_sub(&s->open, 1);
	else
		*ret_crowded = atomic_fetch_add(&s->open, 1) < s->conf.connections ? NULL : s;
}

static bool
is_crowded(const struct req *r)
{
	const union MHD_ConnectionInfo *info =
		MHD_get_connection_info(r->conn, MHD_CONNECTION_INFO_SOCKET_CONTEXT);

	return info && info->socket_context;
}

/* Targets and queries are decoded here alone (req.c). */
static size_t
keep_encoded(void *arg, struct MHD_Connection *conn, char *s)
{
	(void)arg;
	(void)conn;
	return strlen(s);
}

/* What the server refuses itself, before the application sees it. */
static enum MHD_Result
refuse(struct wire *w, int err)
{
	struct req *r = &w->req;
	const struct server_conf *conf = &w->server->conf;

	if (err == E_METHOD)
		reply_header(r, S("Allow"), S("GET, HEAD, POST"));
	if (err == E_BUSY)
		reply_header(r, S("Retry-After"), str_fmt(&r->arena, "%d", RETRY_S));
	if (is_crowded(r) || err == E_MALFORMED) /* where the next request would begin is in doubt */
		reply_header(r, S("Connection"), S("close"));
	if (conf->refuse)
		conf->refuse(conf->arg, r, err);
	else if (req_wants_json(r))
		reply_problem(r, err, S(""));
	else
		reply_text(r, err_status(err), "text/plain; charset=utf-8", str_of(err_text(err)));
	return send_reply(w->server->sender, r);
}

/* The version stands right behind the target in what libmicrohttpd read. A target with a NUL in it ends before
 * that, and one with a carriage return has no version: where other programs see another address, nobody goes on. */
static bool
is_whole(const struct wire *w, const char *version)
{
	return strncmp(version, "HTTP/1.", 7) == 0 &&
	       (uintptr_t)version - (uintptr_t)w->target == w->req.target.n + 1;
}

static int
read_request(struct wire *w, const char *method, const char *version)
{
	struct req *r = &w->req;
	const struct server_conf *conf = &w->server->conf;
	struct body_limits limits = {.grace_s = conf->body_grace_s, .rate = conf->body_rate};
	int64_t length = 0;
	bool known;

	r->tls = conf->tls_cert != NULL;
	r->body_max = conf->body_max;
	TRY(head_read(r, method, conf->trust_proxy));
	if (!is_whole(w, version))
		return E_MALFORMED;
	if (is_crowded(r))
		return E_BUSY;
	if (conf->big_ok && conf->body_big_max > conf->body_max && r->method == POST &&
	    conf->big_ok(conf->arg, r->method, r->path))
		r->body_max = conf->body_big_max;
	known = str_int(req_header(r, "Content-Length"), &length);
	if (known && (uint64_t)length > r->body_max)
		return E_TOOBIG;
	/* However many photos are on their way, a form still gets through. */
	limits.large = r->body_max > conf->body_max && (!known || (uint64_t)length > conf->body_max);
	limits.expected = (size_t)length;
	return body_begin(&w->body, w->server->budget, req_network(&r->arena, r), &limits);
}

/* A browser sends its whole body before it looks for an answer, and one that is cut off shows its own
 * page instead of ours. So a refused body is read to its end and thrown away, unless the sender waits
 * for leave to send it, or it would take too long, or where it ends is in doubt. */
static bool
may_drain(const struct wire *w, int err)
{
	const struct req *r = &w->req;
	int64_t length = 0;

	str_int(req_header(r, "Content-Length"), &length);
	return err != E_MALFORMED && err != E_HEAD && (uint64_t)length <= w->drain &&
	       !req_header(r, "Expect").n;
}

static enum MHD_Result
begin(struct wire *w, const char *method, const char *version)
{
	int rc = read_request(w, method, version);

	w->drain = w->server->conf.body_drain;
	if (rc < 0 && !may_drain(w, rc))
		return refuse(w, rc);
	w->refusal = rc;
	w->stage = rc < 0 ? STAGE_REFUSED : STAGE_BODY;
	return MHD_YES;
}

/* A chunked body says its length last, and others may have filled the budget meanwhile. One that does
 * not end, or comes too slowly, is cut off: libmicrohttpd cannot answer in the middle of a body. */
static enum MHD_Result
take_body(struct wire *w, const char *p, size_t *n)
{
	if (w->stage == STAGE_BODY) {
		w->refusal =
			*n > w->req.body_max - w->body.n ? E_TOOBIG : body_put(&w->body, p, *n);
		if (w->refusal == E_EXPIRED)
			return MHD_NO;
		if (w->refusal < 0) {
			body_free(&w->body);
			w->stage = STAGE_REFUSED;
		}
	} else {
		if (*n > w->drain)
			return MHD_NO;
		assert(*n <= w->drain);
		w->drain -= *n;
	}
	*n = 0;
	return MHD_YES;
}

/* Suspended first and resumed second, or not suspended at all: the application may be quicker than
 * the wire thread, which learns it from the exchange. */
static enum MHD_Result
park(struct wire *w)
{
	int before = PARK_NOT;

	w->stage = STAGE_WAITING;
	if (atomic_load(&w->parking) == PARK_RESUMED)
		return send_reply(w->server->sender, &w->req);
	MHD_suspend_connection(w->req.conn);
	if (!atomic_compare_exchange_strong(&w->parking, &before, PARK_PARKED))
		MHD_resume_connection(w->req.conn);
	return MHD_YES;
}

void
server_resume(struct req *r)
{
	struct wire *w = (struct wire *)r;
	struct MHD_Connection *conn = r->conn;

	/* From here on the wire thread may send, finish and reuse the request, unless it is parked.
	 */
	if (atomic_exchange(&w->parking, PARK_RESUMED) == PARK_PARKED)
		MHD_resume_connection(conn);
}

static enum MHD_Result
run(struct wire *w)
{
	struct server *s = w->server;

	if (w->stage == STAGE_REFUSED)
		return refuse(w, w->refusal);
	w->req.body = body_bytes(&w->body);
	pthread_mutex_lock(&s->lock);
	w->running = !s->closed;
	s->running += w->running;
	pthread_mutex_unlock(&s->lock);
	if (!w->running)
		return refuse(w, E_BUSY);
	return s->conf.handle(s->conf.arg, &w->req) ? send_reply(s->sender, &w->req) : park(w);
}

static enum MHD_Result
on_request(void *arg, struct MHD_Connection *conn, const char *url, const char *method,
	   const char *version, const char *upload, size_t *upload_n, void **ctx)
{
	struct wire *w = *ctx;

	(void)arg;
	(void)conn;
	(void)url;
	switch (w->stage) {
	case STAGE_HEAD:
		return begin(w, method, version);
	case STAGE_BODY:
	case STAGE_REFUSED:
		return *upload_n ? take_body(w, upload, upload_n) : run(w);
	case STAGE_WAITING:
		return send_reply(w->server->sender, &w->req);
	}
	return MHD_NO;
}

static int
fail(struct arena *a, struct str *ret_why, const char *what, const char *name, const char *why)
{
	*ret_why = str_fmt(a, "%s %s: %s", what, name, why);
	return E_IO;
}

static int
read_pem(const char *path, struct arena *a, char **ret, struct str *ret_why)
{
	FILE *f = fopen(path, "re");
	char *text;
	size_t n;

	if (!f)
		return fail(a, ret_why, "read", path, strerror(errno));
	text = calloc(1, PEM_MAX);
	if (!text)
		abort();
	n = fread(text, 1, PEM_MAX - 1, f);
	fclose(f);
	if (n == 0 || n == PEM_MAX - 1) {
		free(text);
		return fail(a, ret_why, "read", path, "this is no PEM file");
	}
	*ret = text;
	return 0;
}

static struct MHD_Daemon *
start_daemon(struct server *s)
{
	const struct server_conf *c = &s->conf;
	unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ITC;
	struct MHD_OptionItem more[6] = {{MHD_OPTION_END, 0, NULL}};
	/* Neither CBC nor plain Diffie-Hellman nor keys without it. */
	static char tls[] = "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2:-CIPHER-ALL:+AES-256-GCM:"
			    "+AES-128-GCM:+CHACHA20-POLY1305:-KX-ALL:+ECDHE-ECDSA:+ECDHE-RSA";
	size_t n = 0;

	if (c->threads > 1)
		more[n++] = (struct MHD_OptionItem){MHD_OPTION_THREAD_POOL_SIZE, c->threads, NULL};
	if (c->connections_per_address > 0)
		more[n++] = (struct MHD_OptionItem){MHD_OPTION_PER_IP_CONNECTION_LIMIT,
						    c->connections_per_address, NULL};
	if (s->cert) {
		flags |= MHD_USE_TLS;
		more[n++] = (struct MHD_OptionItem){MHD_OPTION_HTTPS_MEM_CERT, 0, s->cert};
		more[n++] = (struct MHD_OptionItem){MHD_OPTION_HTTPS_MEM_KEY, 0, s->key};
		more[n++] = (struct MHD_OptionItem){MHD_OPTION_HTTPS_PRIORITIES, 0, tls};
	}
	more[n] = (struct MHD_OptionItem){MHD_OPTION_END, 0, NULL};
	return MHD_start_daemon(
		flags, 0, NULL, NULL, on_request, s, MHD_OPTION_LISTEN_SOCKET, s->fd,
		MHD_OPTION_URI_LOG_CALLBACK, on_target, s, MHD_OPTION_NOTIFY_COMPLETED, on_done, s,
		MHD_OPTION_NOTIFY_CONNECTION, on_connection, s,
		MHD_OPTION_UNESCAPE_CALLBACK, keep_encoded, s, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
		(size_t)HEAD_MAX, MHD_OPTION_CONNECTION_LIMIT, (unsigned)c->connections + SPARE,
		MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)c->timeout_s, MHD_OPTION_STRICT_FOR_CLIENT,
		1, MHD_OPTION_ARRAY, more, MHD_OPTION_END);
}

/* Every connection is an open file. */
static void
allow_files(int connections)
{
	struct rlimit l;
	rlim_t want = (rlim_t)connections + SPARE + 256;

	if (getrlimit(RLIMIT_NOFILE, &l) != 0 || l.rlim_cur >= want)
		return;
	l.rlim_cur = l.rlim_max < want ? l.rlim_max : want;
	setrlimit(RLIMIT_NOFILE, &l);
}

static void
destroy(struct server *s)
{
	while (s->idle) {
		struct wire *w = s->idle;

		s->idle = w->next;
		wire_free(w);
	}
	if (s->fd >= 0)
		close(s->fd);
	if (s->key)
		explicit_bzero(s->key, strlen(s->key));
	free(s->cert);
	free(s->key);
	sender_free(s->sender);
	body_budget_free(s->budget);
	pthread_cond_destroy(&s->calmer);
	pthread_mutex_destroy(&s->lock);
	free(s);
}

static struct server *
server_new(const struct server_conf *conf)
{
	struct server *s = calloc(1, sizeof *s);
	pthread_condattr_t clock;
	long cores = sysconf(_SC_NPROCESSORS_ONLN);

	if (!s)
		abort();
	s->conf = *conf;
	s->fd = -1;
	if (s->conf.threads <= 0)
		s->conf.threads = cores < 1 ? 1 : cores > THREADS_MAX ? THREADS_MAX : (int)cores;
	if (s->conf.connections <= 0)
		s->conf.connections = CONNECTIONS;
	if (s->conf.body_budget == 0)
		s->conf.body_budget = BODY_BUDGET;
	if (s->conf.body_share == 0)
		s->conf.body_share = s->conf.body_budget / 8;
	if (s->conf.body_grace_s == 0)
		s->conf.body_grace_s = BODY_GRACE_S;
	if (s->conf.body_rate == 0)
		s->conf.body_rate = BODY_RATE;
	if (s->conf.body_drain == 0)
		s->conf.body_drain = DRAIN;
	s->budget = body_budget_new(s->conf.body_budget, s->conf.body_share);
	s->sender = sender_new(conf->img_src, conf->secure_cookies);
	pthread_mutex_init(&s->lock, NULL);
	pthread_condattr_init(&clock);
	pthread_condattr_setclock(&clock, CLOCK_MONOTONIC);
	pthread_cond_init(&s->calmer, &clock);
	pthread_condattr_destroy(&clock);
	return s;
}

static int
open_server(struct server *s, struct arena *a, struct str *ret_why)
{
	if (s->conf.tls_cert) {
		TRY(read_pem(s->conf.tls_cert, a, &s->cert, ret_why));
		TRY(read_pem(s->conf.tls_key, a, &s->key, ret_why));
	}
	TRY(listen_on(s->conf.listen, a, &s->fd, ret_why));
	s->port = listen_port(s->fd);
	allow_files(s->conf.connections);
	s->daemon = start_daemon(s);
	if (!s->daemon)
		return fail(a, ret_why, "start server on", s->conf.listen,
			    s->cert ? "is the certificate of this key?" : strerror(errno));
	return 0;
}

int
server_start(const struct server_conf *conf, struct arena *a, struct server **ret,
	     struct str *ret_why)
{
	struct server *s = server_new(conf);
	int rc = open_server(s, a, ret_why);

	if (rc < 0) {
		destroy(s);
		return rc;
	}
	*ret = s;
	return 0;
}

int
server_port(const struct server *s)
{
	return s->port;
}

bool
server_stop(struct server *s, int wait_s)
{
	struct timespec until;
	bool calm;
	int rc = 0;

	MHD_quiesce_daemon(s->daemon);
	sender_last(s->sender);
	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec += wait_s;
	pthread_mutex_lock(&s->lock);
	while (s->running && rc == 0)
		rc = pthread_cond_timedwait(&s->calmer, &s->lock, &until);
	calm = s->closed = s->running == 0;
	pthread_mutex_unlock(&s->lock);
	/* Somebody may still write to a running request: its memory must stay. */
	if (!calm)
		return false;
	MHD_stop_daemon(s->daemon);
	destroy(s);
	return true;
}
