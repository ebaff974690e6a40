/* id.c: time-ordered ids; randomness from libsodium. */
#include "base/id.h"

#include <sodium.h>
#include <stdatomic.h>
#include <string.h>

#include "base/clock.h"

#define EPOCH_MS INT64_C(946684800000) /* 2000-01-01 UTC: 42 bits last until 2139 */
enum { NODE_BITS = 10, SEQ_BITS = 11 };

static _Atomic int64_t last; /* milliseconds << SEQ_BITS | sequence */
static _Atomic int32_t node = -1;

static int64_t
node_bits(void)
{
	int32_t n = atomic_load_explicit(&node, memory_order_relaxed), none = -1;

	if (n < 0) {
		n = (int32_t)rand_below(1u << NODE_BITS);
		if (!atomic_compare_exchange_strong(&node, &none, n))
			n = none;
	}
	return n;
}

int64_t
id_new(void)
{
	int64_t now = (clock_now_ms() - EPOCH_MS) << SEQ_BITS, was, next;

	if (now < 1)
		now = 1;
	was = atomic_load(&last);
	do
		next = now > was ? now : was + 1;
	while (!atomic_compare_exchange_weak(&last, &was, next));
	return (next >> SEQ_BITS) << (NODE_BITS + SEQ_BITS) | node_bits() << SEQ_BITS |
	       (next & ((1 << SEQ_BITS) - 1));
}

int64_t
id_new_at(int64_t at)
{
	int64_t ms = at * 1000 + (int64_t)rand_below(1000) - EPOCH_MS;

	return (ms > 0 ? ms : (int64_t)rand_below(1000)) << (NODE_BITS + SEQ_BITS) |
	       (int64_t)rand_below(1u << (NODE_BITS + SEQ_BITS));
}

int64_t
id_first_at(int64_t at)
{
	int64_t ms = at * 1000 - EPOCH_MS;

	return (ms > 0 ? ms : 0) << (NODE_BITS + SEQ_BITS);
}

/* Salts and ids are small and many: the kernel is asked for some at a time. What was given out is forgotten here. */
void
rand_bytes(void *p, size_t n)
{
	enum { POOL = 512 };
	static _Thread_local unsigned char pool[POOL];
	static _Thread_local size_t left;

	if (n > POOL / 8) {
		randombytes_buf(p, n);
		return;
	}
	if (left < n) {
		randombytes_buf(pool, POOL);
		left = POOL;
	}
	left -= n;
	memcpy(p, pool + left, n);
	memset(pool + left, 0, n);
}

/* Below n, all equally likely: the first 2^32 % n numbers are one too many. */
uint32_t
rand_below(uint32_t n)
{
	uint32_t v, least = n < 2 ? 0 : (uint32_t)-n % n;

	do
		rand_bytes(&v, sizeof v);
	while (v < least);
	return n < 2 ? 0 : v % n;
}
