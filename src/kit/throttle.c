/* throttle.c: token buckets. A bucket is one number: the moment it will be full again. */
#include "kit/throttle.h"

#include <assert.h>
#include <pthread.h>
#include <sodium.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/id.h"

enum { WAYS = 8 }; /* places a key may be kept at */

struct bucket {
	uint64_t key;
	int64_t full_at; /* microseconds; 0 = never used */
};

struct throttle {
	pthread_mutex_t lock;
	unsigned char seed[crypto_shorthash_KEYBYTES];
	size_t sets; /* power of two */
	struct bucket buckets[];
};

struct throttle *
throttle_new(size_t keys)
{
	size_t sets = 1;
	struct throttle *t;

	assert(keys > 0);
	while (sets * WAYS < keys)
		sets *= 2;
	t = calloc(1, sizeof *t + sets * WAYS * sizeof t->buckets[0]);
	if (!t)
		abort();
	pthread_mutex_init(&t->lock, NULL);
	rand_bytes(t->seed, sizeof t->seed);
	t->sets = sets;
	return t;
}

void
throttle_free(struct throttle *t)
{
	if (!t)
		return;
	pthread_mutex_destroy(&t->lock);
	free(t);
}

static uint64_t
hash(const struct throttle *t, struct str key)
{
	union {
		unsigned char bytes[crypto_shorthash_BYTES];
		uint64_t number;
	} h;

	crypto_shorthash(h.bytes, (const unsigned char *)(key.p ? key.p : ""), key.n, t->seed);
	return h.number;
}

/* The bucket of this key, or the one of its set that is full soonest. */
static struct bucket *
find(struct throttle *t, uint64_t key)
{
	struct bucket *set = &t->buckets[(key & (t->sets - 1)) * WAYS], *best = set;

	for (struct bucket *b = set; b < set + WAYS; b++) {
		if (b->key == key && b->full_at)
			return b;
		if (b->full_at < best->full_at)
			best = b;
	}
	return best;
}

bool
throttle_take(struct throttle *t, struct str key, int burst, int per_minute)
{
	return throttle_take_many(t, key, 1, burst, per_minute);
}

bool
throttle_take_many(struct throttle *t, struct str key, int n, int burst, int per_minute)
{
	int64_t now = clock_now_ms() * 1000, token, empty, full_at;
	uint64_t h = hash(t, key);
	struct bucket *b;
	bool ok;

	assert(n > 0 && burst > 0 && per_minute > 0);
	token = 60000000 / per_minute;
	empty = now + burst * token;
	pthread_mutex_lock(&t->lock);
	b = find(t, h);
	full_at = b->key == h && b->full_at > now ? b->full_at : now;
	if (full_at > empty) /* the clock went back: an empty bucket is the worst there is */
		full_at = empty;
	ok = full_at + n * token <= empty;
	*b = (struct bucket){h, ok ? full_at + n * token : full_at};
	pthread_mutex_unlock(&t->lock);
	return ok;
}

void
throttle_give_back(struct throttle *t, struct str key, int per_minute)
{
	uint64_t h = hash(t, key);
	struct bucket *b;

	assert(t && per_minute > 0);
	pthread_mutex_lock(&t->lock);
	b = find(t, h);
	if (b->key == h && b->full_at)
		b->full_at -= 60000000 / per_minute;
	pthread_mutex_unlock(&t->lock);
}
