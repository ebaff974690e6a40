/* body.c: the bytes of a request's body while they come in. */
#include "http/body.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/err.h"

enum { FIRST = 16 * 1024, NAME_MAX_N = 64, NETWORKS = 256 };

/* Kept while a body of it is there. */
struct body_network {
	struct body_network *next;
	size_t held, bodies, name_n;
	char name[NAME_MAX_N];
};

struct body_budget {
	pthread_mutex_t lock;
	size_t held, all, network;
	struct body_network *networks[NETWORKS]; /* by hash of the name */
};

struct body_budget *
body_budget_new(size_t all, size_t network)
{
	struct body_budget *g = calloc(1, sizeof *g);

	if (!g)
		abort();
	pthread_mutex_init(&g->lock, NULL);
	g->all = all;
	g->network = network;
	return g;
}

void
body_budget_free(struct body_budget *g)
{
	if (!g)
		return;
	pthread_mutex_destroy(&g->lock);
	free(g);
}

static struct body_network **
find(struct body_budget *g, const char *name, size_t n)
{
	struct body_network **at = &g->networks[str_hash((struct str){name, n}) % NETWORKS];

	while (*at && ((*at)->name_n != n || memcmp((*at)->name, name, n) != 0))
		at = &(*at)->next;
	return at;
}

/* Counted in under the lock. */
static struct body_network *
join(struct body_budget *g, struct str name)
{
	size_t n = name.n < NAME_MAX_N ? name.n : NAME_MAX_N;
	struct body_network **at = find(g, name.p, n), *w = *at;

	if (!w) {
		w = calloc(1, sizeof *w);
		if (!w)
			abort();
		memcpy(w->name, name.p, n);
		w->name_n = n;
		*at = w;
	}
	w->bodies++;
	return w;
}

static void
part(struct body_budget *g, struct body_network *w)
{
	if (--w->bodies)
		return;
	*find(g, w->name, w->name_n) = w->next;
	free(w);
}

static bool
fits(size_t held, size_t n, size_t most)
{
	return held <= most && n <= most - held;
}

/* Would n more bytes fit now? Under the lock. */
static bool
has_room(struct body *b, size_t n)
{
	struct body_budget *g = b->budget;
	bool large = b->limits.large;

	if (!b->network)
		b->network = join(g, b->from);
	return fits(g->held, n, large ? g->all - g->all / 4 : g->all) &&
	       fits(b->network->held, n, large ? g->network : g->network + g->network / 4);
}

int
body_begin(struct body *b, struct body_budget *g, struct str from, const struct body_limits *l)
{
	bool ok;

	*b = (struct body){.budget = g, .from = from, .limits = *l, .began_us = clock_tick_us()};
	if (!l->expected) /* most requests have none */
		return 0;
	pthread_mutex_lock(&g->lock);
	ok = has_room(b, l->expected);
	pthread_mutex_unlock(&g->lock);
	if (!ok)
		body_free(b);
	return ok ? 0 : E_BUSY;
}

/* The whole length at once when it is known: the system gives pages only as they are written. */
static bool
make_room(struct body *b, size_t need)
{
	size_t cap = b->cap ? b->cap * 2 : b->limits.expected ? b->limits.expected : FIRST;
	char *p;

	if (need <= b->cap)
		return true;
	if (cap < need)
		cap = need;
	p = realloc(b->p, cap);
	if (!p)
		return false;
	b->p = p;
	b->cap = cap;
	return true;
}

static bool
claim(struct body *b, size_t n)
{
	bool ok;

	pthread_mutex_lock(&b->budget->lock);
	ok = has_room(b, n);
	if (ok) {
		b->budget->held += n;
		b->network->held += n;
	}
	pthread_mutex_unlock(&b->budget->lock);
	return ok;
}

int
body_put(struct body *b, const void *p, size_t n)
{
	int64_t late_us = clock_tick_us() - b->began_us - (int64_t)b->limits.grace_s * 1000000;

	if (late_us > (int64_t)(b->n + n) * 1000000 / b->limits.rate)
		return E_EXPIRED;
	if (!make_room(b, b->n + n) || !claim(b, n))
		return E_BUSY;
	memcpy(b->p + b->n, p, n);
	b->n += n;
	return 0;
}

struct str
body_bytes(const struct body *b)
{
	return (struct str){b->p ? b->p : "", b->n};
}

void
body_free(struct body *b)
{
	if (b->network) {
		pthread_mutex_lock(&b->budget->lock);
		b->budget->held -= b->n;
		b->network->held -= b->n;
		part(b->budget, b->network);
		pthread_mutex_unlock(&b->budget->lock);
	}
	free(b->p);
	*b = (struct body){0};
}
