/* gate_place.c: of which district a request is, before the database said so.
 *
 * Only shares of the connections hang on it (db_open), so a word a host name is enough: the upper bits of the name's
 * hash, and the district's code below. Names that share a slot forget each other. */
#include "kit/gate_state.h"

enum { CODE_BITS = 20 };
#define CODES ((UINT64_C(1) << CODE_BITS) - 1)
_Static_assert(999999 < 1 << CODE_BITS, "a district's code fits below the hash");

static _Atomic uint64_t *
slot_of(const struct req *r, uint64_t *ret_hash)
{
	uint64_t hash = str_hash(r->host);

	*ret_hash = hash & ~CODES;
	return &r->app->hosts[hash % GATE_HOSTS];
}

int64_t
gate_place(const struct req *r)
{
	uint64_t hash, word;

	if (r->app->district)
		return r->app->district;
	if (r->who)
		return r->who->district;
	word = atomic_load_explicit(slot_of(r, &hash), memory_order_relaxed);
	return (word & ~CODES) == hash ? (int64_t)(word & CODES) : 0;
}

void
gate_place_learn(const struct req *r)
{
	_Atomic uint64_t *slot;
	uint64_t hash;

	if (r->app->district || !r->who->district)
		return;
	slot = slot_of(r, &hash);
	atomic_store_explicit(slot, hash | ((uint64_t)r->who->district & CODES), memory_order_relaxed);
}
