/* sse.c: listeners by topic, and the bytes each still has to get.
 *
 * One lock guards the hub. It is taken by whoever sends and by the wire threads that fetch; a
 * listener without bytes to fetch is suspended, and whoever brings bytes resumes it. */
#include "http/sse.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <microhttpd.h>

#include "http/reply.h"

enum { BEHIND_MAX = 64 * 1024, FETCH_MAX = 4096, ALIVE_S = 20, TOPICS = 1024 };

struct listener {
	struct listener *next, *prev;
	struct sse_hub *hub;
	struct topic *topic;
	struct MHD_Connection *conn;
	bool asleep; /* suspended */
	bool over;   /* dropped, or the hub closes */
	char *bytes;
	size_t n, cap;
};

struct topic {
	struct topic *next;
	struct listener *first;
	size_t n;
	size_t name_n;
	char name[];
};

struct sse_hub {
	pthread_mutex_t lock;
	pthread_cond_t closing, empty;
	pthread_t alive;
	bool closed;
	size_t n; /* listeners */
	struct topic *topics[TOPICS];
};

/* What reply_events leaves for open_stream. */
struct wish {
	struct sse_hub *hub;
	struct str topic;
};

static void *
must(void *p)
{
	if (!p)
		abort();
	return p;
}

static struct topic **
topic_place(struct sse_hub *h, struct str name)
{
	struct topic **at = &h->topics[str_hash(name) % TOPICS];

	while (*at && !str_eq((struct str){(*at)->name, (*at)->name_n}, name))
		at = &(*at)->next;
	return at;
}

static struct topic *
topic_get(struct sse_hub *h, struct str name)
{
	struct topic **at = topic_place(h, name);

	if (!*at) {
		*at = must(calloc(1, sizeof **at + name.n));
		memcpy((*at)->name, name.p, name.n);
		(*at)->name_n = name.n;
	}
	return *at;
}

static void
wake(struct listener *l)
{
	if (!l->asleep)
		return;
	l->asleep = false;
	MHD_resume_connection(l->conn);
}

/* Adds bytes for one listener; false drops one that is too far behind. */
static bool
give(struct listener *l, struct str text)
{
	if (l->over)
		return false;
	if (l->n + text.n > BEHIND_MAX) {
		l->over = true;
		l->n = 0; /* who did not read so far shall come back and read afresh */
		return false;
	}
	if (l->n + text.n > l->cap) {
		l->cap = (l->n + text.n) * 2;
		l->bytes = must(realloc(l->bytes, l->cap));
	}
	memcpy(l->bytes + l->n, text.p, text.n);
	l->n += text.n;
	wake(l);
	return true;
}

/* A wire thread asks for bytes; 0 only together with going to sleep. */
static ssize_t
fetch(void *arg, uint64_t at, char *to, size_t max)
{
	struct listener *l = arg;
	ssize_t rc = 0;

	(void)at;
	pthread_mutex_lock(&l->hub->lock);
	/* A stream that ends still delivers what it was given before. */
	if (l->n == 0 && l->over) {
		rc = MHD_CONTENT_READER_END_OF_STREAM;
	} else if (l->n == 0) {
		l->asleep = true;
		MHD_suspend_connection(l->conn);
	} else {
		size_t n = l->n < max ? l->n : max;

		memcpy(to, l->bytes, n);
		memmove(l->bytes, l->bytes + n, l->n - n);
		l->n -= n;
		rc = (ssize_t)n;
	}
	pthread_mutex_unlock(&l->hub->lock);
	return rc;
}

static void
gone(void *arg)
{
	struct listener *l = arg;
	struct sse_hub *h = l->hub;
	struct topic *t = l->topic;

	pthread_mutex_lock(&h->lock);
	if (l->next)
		l->next->prev = l->prev;
	if (l->prev)
		l->prev->next = l->next;
	else
		t->first = l->next;
	if (--t->n == 0) {
		*topic_place(h, (struct str){t->name, t->name_n}) = t->next;
		free(t);
	}
	if (--h->n == 0)
		pthread_cond_broadcast(&h->empty);
	pthread_mutex_unlock(&h->lock);
	free(l->bytes);
	free(l);
}

static struct MHD_Response *
open_stream(struct req *r)
{
	struct wish *wish = r->reply.stream_arg;
	struct sse_hub *h = wish->hub;
	struct listener *l = must(calloc(1, sizeof *l));
	struct MHD_Response *m;

	l->hub = h;
	l->conn = r->conn;
	pthread_mutex_lock(&h->lock);
	l->topic = topic_get(h, wish->topic);
	l->next = l->topic->first;
	if (l->next)
		l->next->prev = l;
	l->topic->first = l;
	l->topic->n++;
	h->n++;
	give(l, S(":\n\n")); /* the browser learns that it is connected */
	l->over = h->closed;
	pthread_mutex_unlock(&h->lock);
	m = MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, FETCH_MAX, fetch, l, gone);
	if (!m)
		gone(l);
	return m;
}

int
reply_events(struct req *r, struct sse_hub *h, struct str topic)
{
	struct wish *wish = NEW(&r->arena, struct wish);
	bool closed;

	pthread_mutex_lock(&h->lock);
	closed = h->closed;
	pthread_mutex_unlock(&h->lock);
	if (closed)
		return E_BUSY;
	*wish = (struct wish){h, str_dup(&r->arena, topic)};
	r->reply.status = 200;
	r->reply.type = S("text/event-stream; charset=utf-8");
	r->reply.cache = S("no-store");
	reply_header(r, S("X-Accel-Buffering"), S("no"));
	r->reply.stream = open_stream;
	r->reply.stream_arg = wish;
	return 0;
}

static size_t
give_topic(struct topic *t, struct str text)
{
	size_t told = 0;

	for (struct listener *l = t ? t->first : NULL; l; l = l->next)
		told += give(l, text);
	return told;
}

size_t
sse_send(struct sse_hub *h, struct str topic, struct str event, struct str data)
{
	struct arena a;
	struct buf b;
	struct str line;
	size_t told;

	arena_init(&a);
	buf_init(&b, &a);
	if (event.n)
		buf_fmt(&b, "event: %.*s\n", STR(event));
	if (!data.p)
		data = S("");
	while (str_next(&data, '\n', &line)) {
		BUF_LIT(&b, "data: ");
		buf_str(&b, line);
		buf_char(&b, '\n');
	}
	buf_char(&b, '\n');
	pthread_mutex_lock(&h->lock);
	told = give_topic(*topic_place(h, topic), buf_done(&b));
	pthread_mutex_unlock(&h->lock);
	arena_release(&a);
	return told;
}

size_t
sse_listeners(struct sse_hub *h, struct str topic)
{
	struct topic *t;
	size_t n;

	pthread_mutex_lock(&h->lock);
	t = *topic_place(h, topic);
	n = t ? t->n : 0;
	pthread_mutex_unlock(&h->lock);
	return n;
}

/* A comment now and then: proxies keep the line open, and lines that are dead get noticed. */
static void *
keep_alive(void *arg)
{
	struct sse_hub *h = arg;
	struct timespec until;

	pthread_mutex_lock(&h->lock);
	while (!h->closed) {
		clock_gettime(CLOCK_MONOTONIC, &until);
		until.tv_sec += ALIVE_S;
		if (pthread_cond_timedwait(&h->closing, &h->lock, &until) == 0)
			continue;
		for (size_t i = 0; i < TOPICS; i++)
			for (struct topic *t = h->topics[i]; t; t = t->next)
				give_topic(t, S(":\n\n"));
	}
	pthread_mutex_unlock(&h->lock);
	return NULL;
}

struct sse_hub *
sse_new(void)
{
	struct sse_hub *h = must(calloc(1, sizeof *h));
	pthread_condattr_t clock;

	pthread_mutex_init(&h->lock, NULL);
	pthread_condattr_init(&clock);
	pthread_condattr_setclock(&clock, CLOCK_MONOTONIC);
	pthread_cond_init(&h->closing, &clock);
	pthread_condattr_destroy(&clock);
	pthread_cond_init(&h->empty, NULL);
	if (pthread_create(&h->alive, NULL, keep_alive, h) != 0)
		abort();
	return h;
}

void
sse_close(struct sse_hub *h)
{
	pthread_mutex_lock(&h->lock);
	h->closed = true;
	for (size_t i = 0; i < TOPICS; i++)
		for (struct topic *t = h->topics[i]; t; t = t->next)
			for (struct listener *l = t->first; l; l = l->next) {
				l->over = true;
				wake(l);
			}
	pthread_cond_signal(&h->closing);
	pthread_mutex_unlock(&h->lock);
}

void
sse_free(struct sse_hub *h)
{
	sse_close(h);
	pthread_join(h->alive, NULL);
	pthread_mutex_lock(&h->lock);
	while (h->n)
		pthread_cond_wait(&h->empty, &h->lock);
	pthread_mutex_unlock(&h->lock);
	pthread_cond_destroy(&h->empty);
	pthread_cond_destroy(&h->closing);
	pthread_mutex_destroy(&h->lock);
	free(h);
}
