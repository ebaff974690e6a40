/* id.c: time-ordered ids; randomness from libsodium. */
#include "base/id.h"

#include <sodium.h>
#include <stdatomic.h>

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

void
rand_bytes(void *p, size_t n)
{
	randombytes_buf(p, n);
}

uint32_t
rand_below(uint32_t n)
{
	return randombytes_uniform(n);
}
