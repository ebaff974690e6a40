/* dispatch.c: what dispatching by rules, finding cases that say the same, and gathering them cost; by bench/dispatch.
 *
 *   dispatch_bench rules N     which of N rules decides, for 1,000 cases
 *   dispatch_bench find N      what of N cases says the same, for 1,000 new ones
 *   dispatch_bench cluster N   the clusters of N cases
 *
 * Each part is one function measure_…, which a counter of instructions is told of. Prints the seconds of it, and what it found, so that two
 * programs are known to have done the same. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "kit/rule.h"
#include "lib/like.h"

enum { CASES = 1000, WORDS = 2000, THINGS = 300, PLACES = 400, SAME_OF = 8 };

__attribute__((noinline)) void measure_rules(const struct rule_list *rules, const struct rule_facts *f, size_t *ret);
__attribute__((noinline)) void measure_find(const struct like *l, const struct like_text *v, size_t *ret);
__attribute__((noinline)) void measure_cluster(struct like *l, struct arena *a, size_t *ret);

static struct arena arena;
static uint64_t seed = 88172645463325252u;

static uint64_t
next(uint64_t below)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return seed % below;
}

/* A word of two characters of its own. */
static void
put_word(struct buf *b, uint64_t n)
{
	buf_rune(b, 0x4e00 + (uint32_t)(n % 1000));
	buf_rune(b, 0x5200 + (uint32_t)(n * 7 % 3000));
}

static struct str
text_of(size_t words)
{
	struct buf b;

	buf_init(&b, &arena);
	for (size_t i = 0; i < words; i++)
		put_word(&b, next(WORDS));
	return buf_done(&b);
}

static struct rule_list
make_rules(size_t n)
{
	struct rule_list rules = {NEW_ARRAY(&arena, struct rule, n), n};

	for (size_t i = 0; i < n; i++) {
		struct rule *r = &rules.v[i];
		struct buf b;

		*r = (struct rule){.id = (int64_t)i + 1, .rule = (int64_t)i + 1, .number = (int64_t)i, .until_at = RULE_FOREVER, .node_level = LEVEL_DISTRICT,
				   .node = 1};
		if (i % 3) {
			r->thing = 1 + (int64_t)next(THINGS);
			r->thing_level = 3;
		}
		if (i % 2) {
			r->node = 1000 + (int64_t)next(PLACES);
			r->node_level = LEVEL_COMMUNITY;
		}
		buf_init(&b, &arena);
		for (int k = 0; i % 4 == 0 && k < 8; k++) {
			put_word(&b, next(WORDS));
			buf_char(&b, '\n');
		}
		r->words_any = buf_done(&b);
	}
	rule_order(&rules);
	return rules;
}

static struct rule_facts *
make_facts(void)
{
	struct rule_facts *v = NEW_ARRAY(&arena, struct rule_facts, CASES);

	for (size_t i = 0; i < CASES; i++) {
		v[i] = (struct rule_facts){.at = 1000, .way = 1, .text = rule_fold_text(&arena, text_of(6), text_of(60))};
		v[i].thing[3] = 1 + (int64_t)next(THINGS);
		v[i].place.at[LEVEL_DISTRICT] = 1;
		v[i].place.at[LEVEL_COMMUNITY] = v[i].place.node = 1000 + (int64_t)next(PLACES);
	}
	return v;
}

/* One of SAME_OF says what one of the ten before it said, with other words besides; of those behind the first `held`, what one of these said. */
static struct like_text *
make_texts(size_t held, size_t n)
{
	struct like_text *v = NEW_ARRAY(&arena, struct like_text, n);

	for (size_t i = 0; i < n; i++) {
		v[i] = (struct like_text){.id = (int64_t)i + 1, .at = (int64_t)i * 600, .title = text_of(6), .text = text_of(60)};
		v[i].place[1] = 1 + (int64_t)next(PLACES);
		if (i > 10 && i % SAME_OF == 0) {
			const struct like_text *other = &v[i < held ? i - 1 - next(10) : next(held)];

			v[i].title = other->title;
			v[i].text = str_fmt(&arena, "%.*s%.*s", STR(text_of(6)), STR(other->text));
			v[i].place[1] = other->place[1];
		}
	}
	return v;
}

void
measure_rules(const struct rule_list *rules, const struct rule_facts *f, size_t *ret)
{
	for (size_t i = 0; i < CASES; i++)
		*ret += rule_first(rules, &f[i], 1000) != NULL;
}

void
measure_find(const struct like *l, const struct like_text *v, size_t *ret)
{
	struct like_hit hits[16];

	for (size_t i = 0; i < CASES; i++)
		*ret += like_find(l, &v[i], LIKE_ASK, hits, 16);
}

void
measure_cluster(struct like *l, struct arena *a, size_t *ret)
{
	struct like_cluster *clusters;

	*ret = like_clusters(l, a, &clusters);
}

int
main(int argc, char **argv)
{
	size_t n = argc == 3 ? strtoul(argv[2], NULL, 10) : 0, found = 0;
	int64_t begun;

	if (n < 1 || n > 200000) {
		fprintf(stderr, "dispatch_bench rules|find|cluster N\n");
		return 2;
	}
	arena_init(&arena);
	if (strcmp(argv[1], "rules") == 0) {
		struct rule_list rules = make_rules(n);
		struct rule_facts *f = make_facts();

		begun = clock_tick_us();
		measure_rules(&rules, f, &found);
	} else {
		struct like_text *v = make_texts(n, n + CASES);
		struct like *l = like_new(&arena, n);

		for (size_t i = 0; i < n; i++)
			like_add(l, &v[i]);
		begun = clock_tick_us();
		if (strcmp(argv[1], "find") == 0)
			measure_find(l, v + n, &found);
		else
			measure_cluster(l, &arena, &found);
	}
	printf("%s %zu found %zu seconds %.3f\n", argv[1], n, found, (double)(clock_tick_us() - begun) / 1e6);
	arena_release(&arena);
	return 0;
}
