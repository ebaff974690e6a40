/* arena.h: memory that ends all at once, with the request that used it.
 *
 * Nothing allocated here is freed alone. arena_reset keeps the first chunk for the next request,
 * but not one made larger for a large thing; what the program still holds after a reset is caught by
 * AddressSanitizer. An allocation never returns NULL: when the system has no memory the process says
 * so and aborts, a supervisor restarts it. What a user can make large is limited at the door, not
 * here. */
#ifndef LINLI_BASE_ARENA_H
#define LINLI_BASE_ARENA_H

#include <stddef.h>

struct arena_chunk;

struct arena {
	struct arena_chunk *head; /* newest chunk, used for the next allocation */
	size_t used;              /* bytes handed out since the last reset */
};

void arena_init(struct arena *a);
/* Zeroed memory aligned for any type; n may be 0. */
void *arena_alloc(struct arena *a, size_t n);
/* The same for an array; aborts when the product overflows. */
void *arena_array(struct arena *a, size_t count, size_t size);
/* Grows the newest allocation in place when possible, else copies. old may be NULL. */
void *arena_grow(struct arena *a, void *old, size_t old_n, size_t new_n);
void arena_reset(struct arena *a);
/* Where an arena stands, and going back there: what was allocated since is gone. For work that may
 * have to be done again in somebody else's arena. */
struct arena_mark {
	struct arena_chunk *head;
	size_t head_used, used;
};
struct arena_mark arena_mark(const struct arena *a);
void arena_rewind(struct arena *a, struct arena_mark to);
void arena_release(struct arena *a);

#define NEW(a, type) ((type *)arena_alloc((a), sizeof(type)))
#define NEW_ARRAY(a, type, count) ((type *)arena_array((a), (count), sizeof(type)))

#endif
