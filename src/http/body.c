/* body.c: the bytes of a request's body while they come in. */
#include "http/body.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"

enum { FIRST = 16 * 1024 };

int
body_begin(struct body *b, atomic_size_t *held, size_t held_max, size_t expected)
{
	*b = (struct body){.held = held, .held_max = held_max, .expected = expected};
	return expected > held_max || atomic_load(held) > held_max - expected ? E_BUSY : 0;
}

/* The whole length at once when it is known: the system gives pages only as they are written. */
static bool
make_room(struct body *b, size_t need)
{
	size_t cap = b->cap ? b->cap * 2 : b->expected ? b->expected : FIRST;
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
claim(const struct body *b, size_t n)
{
	size_t before = atomic_fetch_add(b->held, n);

	if (before <= b->held_max && n <= b->held_max - before)
		return true;
	atomic_fetch_sub(b->held, n);
	return false;
}

int
body_put(struct body *b, const void *p, size_t n)
{
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
	if (b->n)
		atomic_fetch_sub(b->held, b->n);
	free(b->p);
	*b = (struct body){0};
}
