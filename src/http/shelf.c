/* shelf.c: a table with one place for each hash; whoever comes later stands there. */
#include "http/shelf.h"

#include <microhttpd.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

/* An answer and those who use it: the shelf, and whoever is sending it. */
struct kept {
	atomic_int users;
	int64_t stamp;
	struct MHD_Response *response;
	size_t key_n;
	char key[];
};

struct shelf {
	pthread_mutex_t lock;
	bool closed;
	struct kept *places[SHELF_PLACES];
};

struct shelf *
shelf_new(void)
{
	struct shelf *s = calloc(1, sizeof *s);

	if (!s)
		abort();
	pthread_mutex_init(&s->lock, NULL);
	return s;
}

void
shelf_close(struct shelf *s)
{
	pthread_mutex_lock(&s->lock);
	s->closed = true;
	pthread_mutex_unlock(&s->lock);
}

void
shelf_free(struct shelf *s)
{
	if (!s)
		return;
	for (size_t i = 0; i < SHELF_PLACES; i++)
		kept_free(s->places[i]);
	pthread_mutex_destroy(&s->lock);
	free(s);
}

struct kept *
shelf_take(struct shelf *s, struct str key, int64_t stamp)
{
	size_t at = str_hash(key) % SHELF_PLACES;
	struct kept *k;

	pthread_mutex_lock(&s->lock);
	k = s->places[at];
	if (k && !s->closed && k->stamp == stamp && str_eq((struct str){k->key, k->key_n}, key))
		atomic_fetch_add(&k->users, 1);
	else
		k = NULL;
	pthread_mutex_unlock(&s->lock);
	return k;
}

void
shelf_put(struct shelf *s, struct str key, int64_t stamp, struct MHD_Response *m)
{
	struct kept *k = malloc(sizeof *k + key.n), *old;
	size_t at = str_hash(key) % SHELF_PLACES;

	if (!k)
		abort();
	*k = (struct kept){.users = 1, .stamp = stamp, .response = m, .key_n = key.n};
	memcpy(k->key, key.p, key.n);
	pthread_mutex_lock(&s->lock);
	old = s->places[at];
	s->places[at] = k;
	pthread_mutex_unlock(&s->lock);
	kept_free(old);
}

struct MHD_Response *
kept_response(const struct kept *k)
{
	return k->response;
}

void
kept_free(struct kept *k)
{
	if (!k || atomic_fetch_sub(&k->users, 1) > 1)
		return;
	MHD_destroy_response(k->response);
	free(k);
}
