/* arena.c: chunks of memory, newest first. */
#include "base/arena.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(__SANITIZE_ADDRESS__)
#define ARENA_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_ASAN 1
#endif
#endif
#ifdef ARENA_ASAN
#include <sanitizer/asan_interface.h>
#else
#define ASAN_POISON_MEMORY_REGION(p, n) ((void)(p), (void)(n))
#define ASAN_UNPOISON_MEMORY_REGION(p, n) ((void)(p), (void)(n))
#endif

enum { CHUNK = 16 * 1024, ALIGN = 16 };

struct arena_chunk {
	struct arena_chunk *next;
	size_t size, used;
	_Alignas(ALIGN) unsigned char bytes[];
};

static void
out_of_memory(size_t n)
{
	fprintf(stderr, "linli: out of memory asking for %zu bytes\n", n);
	abort();
}

static struct arena_chunk *
chunk_new(size_t size)
{
	struct arena_chunk *c = malloc(sizeof *c + size);

	if (!c)
		out_of_memory(size);
	c->next = NULL;
	c->size = size;
	c->used = 0;
	ASAN_POISON_MEMORY_REGION(c->bytes, size);
	return c;
}

void
arena_init(struct arena *a)
{
	*a = (struct arena){0};
}

void *
arena_alloc(struct arena *a, size_t n)
{
	size_t need;
	void *p;

	if (n > SIZE_MAX / 2)
		out_of_memory(n);
	need = (n + ALIGN - 1) & ~(size_t)(ALIGN - 1);
	if (!a->head || a->head->size - a->head->used < need) {
		size_t size = a->head ? a->head->size * 2 : CHUNK;
		struct arena_chunk *c;

		if (size > 64 * CHUNK)
			size = 64 * CHUNK;
		c = chunk_new(need > size ? need : size);
		c->next = a->head;
		a->head = c;
	}
	p = a->head->bytes + a->head->used;
	a->head->used += need;
	a->used += need;
	ASAN_UNPOISON_MEMORY_REGION(p, n);
	return memset(p, 0, n);
}

void *
arena_array(struct arena *a, size_t count, size_t size)
{
	if (size && count > SIZE_MAX / 2 / size)
		out_of_memory(SIZE_MAX);
	return arena_alloc(a, count * size);
}

void *
arena_grow(struct arena *a, void *old, size_t old_n, size_t new_n)
{
	struct arena_chunk *c = a->head;
	size_t have = (old_n + ALIGN - 1) & ~(size_t)(ALIGN - 1);
	size_t want = (new_n + ALIGN - 1) & ~(size_t)(ALIGN - 1);
	void *p;

	if (old && c && have && (unsigned char *)old + have == c->bytes + c->used &&
	    c->used - have + want <= c->size) {
		c->used += want - have;
		a->used += want - have;
		ASAN_UNPOISON_MEMORY_REGION(old, new_n);
		return old;
	}
	p = arena_alloc(a, new_n);
	if (old_n)
		memcpy(p, old, old_n);
	return p;
}

void
arena_reset(struct arena *a)
{
	struct arena_chunk *c = a->head;

	while (c && c->next) {
		struct arena_chunk *next = c->next;

		free(c);
		c = next;
	}
	if (c && c->size > CHUNK) {
		free(c);
		c = NULL;
	}
	a->head = c;
	a->used = 0;
	if (c) {
		c->used = 0;
		ASAN_POISON_MEMORY_REGION(c->bytes, c->size);
	}
}

struct arena_mark
arena_mark(const struct arena *a)
{
	return (struct arena_mark){a->head, a->head ? a->head->used : 0, a->used};
}

void
arena_rewind(struct arena *a, struct arena_mark to)
{
	while (a->head != to.head) {
		struct arena_chunk *next = a->head->next;

		free(a->head);
		a->head = next;
	}
	if (a->head) {
		a->head->used = to.head_used;
		ASAN_POISON_MEMORY_REGION(a->head->bytes + to.head_used, a->head->size - to.head_used);
	}
	a->used = to.used;
}

void
arena_release(struct arena *a)
{
	arena_reset(a);
	free(a->head);
	a->head = NULL;
}
