/* model_group.c: finding near copies, so that no message is measured on its own twin.
 *
 * Every message is sketched by the smallest hashes of its five-character shingles. Two messages
 * whose sketches share a tenth, phrases everybody uses left out, stand in one group, and groups
 * join up. */
#include <stdlib.h>

#include "features/suggest/model_inner.h"
#include "lib/text.h"

enum {
	SHINGLE = 5, /* characters */
	SKETCH = 64, /* shingles kept of a message */
	COMMON = 20, /* a shingle in more messages than this is a phrase of politeness */
	SHARE = 10,  /* one in so many of the smaller sketch must be shared, */
	LEAST = 3,   /* and so many at least; shorter messages must be the same */
};

struct mark {
	uint64_t hash;
	uint32_t example;
};

static int
by_number(const void *a, const void *b)
{
	const uint64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static int
by_mark(const void *a, const void *b)
{
	const struct mark *x = a, *y = b;

	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	return (x->example > y->example) - (x->example < y->example);
}

/* Only what is written counts, not how it is spaced. */
static size_t
letters_of(struct arena *a, const struct model_example *e, uint32_t **ret)
{
	struct str rest = text_fold(a, str_fmt(a, "%.*s%.*s", STR(e->title), STR(e->text)));
	uint32_t *letters = NEW_ARRAY(a, uint32_t, rest.n);
	size_t n = 0;

	for (uint32_t c; str_rune(&rest, &c);)
		if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 0x3400 && c < 0xff00))
			letters[n++] = c;
	*ret = letters;
	return n;
}

/* FNV leaves the hashes of near texts near; this makes the smallest a fair draw. */
static uint64_t
spread(uint64_t h)
{
	h ^= h >> 31;
	h *= 0x9e3779b97f4a7c15u;
	return h ^ h >> 29;
}

static size_t
sketch(struct arena *a, const struct model_example *e, uint32_t example, struct mark *ret)
{
	uint32_t *letters;
	size_t n = letters_of(a, e, &letters), kept = 0;
	size_t shingles = n < SHINGLE ? 1 : n - SHINGLE + 1;
	size_t len = n < SHINGLE ? n : SHINGLE;
	uint64_t *hashes = NEW_ARRAY(a, uint64_t, shingles);

	for (size_t i = 0; i < shingles; i++)
		hashes[i] = spread(
		    str_hash((struct str){(const char *)(letters + i), len * sizeof *letters}));
	qsort(hashes, shingles, sizeof *hashes, by_number);
	for (size_t i = 0; i < shingles && kept < SKETCH; i++)
		if (i == 0 || hashes[i] != hashes[i - 1])
			ret[kept++] = (struct mark){hashes[i], example};
	return kept;
}

static uint32_t
root_of(uint32_t *group, uint32_t i)
{
	while (group[i] != i)
		i = group[i] = group[group[i]];
	return i;
}

/* Writes every pair of examples that share a shingle, once for each; returns how many, also when
 * ret is NULL. Of a common shingle only neighbours are paired: enough for copies, too little for
 * phrases. */
static size_t
pairs_of(const struct mark *marks, size_t n, uint64_t *ret)
{
	size_t count = 0;

	for (size_t i = 0, end; i < n; i = end) {
		for (end = i + 1; end < n && marks[end].hash == marks[i].hash; end++)
			;
		for (size_t j = i; j < end; j++) {
			size_t last = end - i > COMMON && j + 2 < end ? j + 2 : end;

			for (size_t k = j + 1; k < last; k++, count++)
				if (ret)
					ret[count] = (uint64_t)marks[j].example << 32 |
						     marks[k].example;
		}
	}
	return count;
}

void
model_group(const struct model_example *examples, size_t n, uint32_t *ret_group)
{
	struct arena keep, scratch;
	struct mark *marks;
	uint32_t *sizes;
	uint64_t *pairs;
	size_t mark_n = 0, pair_n;

	arena_init(&keep);
	arena_init(&scratch);
	marks = NEW_ARRAY(&keep, struct mark, n * SKETCH);
	sizes = NEW_ARRAY(&keep, uint32_t, n);
	for (uint32_t i = 0; i < n; i++) {
		sizes[i] = (uint32_t)sketch(&scratch, &examples[i], i, marks + mark_n);
		mark_n += sizes[i];
		ret_group[i] = i;
		arena_reset(&scratch);
	}
	qsort(marks, mark_n, sizeof *marks, by_mark);
	pair_n = pairs_of(marks, mark_n, NULL);
	pairs = NEW_ARRAY(&keep, uint64_t, pair_n);
	pairs_of(marks, mark_n, pairs);
	qsort(pairs, pair_n, sizeof *pairs, by_number);
	for (size_t i = 0, end; i < pair_n; i = end) {
		uint32_t x = (uint32_t)(pairs[i] >> 32), y = (uint32_t)pairs[i], least, most;

		for (end = i + 1; end < pair_n && pairs[end] == pairs[i]; end++)
			;
		least = sizes[x] < sizes[y] ? sizes[x] : sizes[y];
		most = sizes[x] > sizes[y] ? sizes[x] : sizes[y];
		least = least <= LEAST ? most : least / SHARE > LEAST ? least / SHARE : LEAST;
		x = root_of(ret_group, x);
		y = root_of(ret_group, y);
		if (end - i >= least && x != y)
			ret_group[x < y ? y : x] = x < y ? x : y;
	}
	for (uint32_t i = 0; i < n; i++)
		ret_group[i] = root_of(ret_group, i);
	arena_release(&scratch);
	arena_release(&keep);
}
