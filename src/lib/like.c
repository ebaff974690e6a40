/* like.c: texts as weighted words in an inverted index, how alike two are, and clusters of them. */
#include "lib/like.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "lib/text.h"

/* A text has so many different words at most, those of the title first; so many places. */
enum { WORDS_MAX = 240, PLACES_MAX = 12, CHUNK = 14 };
/* A word that more than one in so many texts has finds nothing; every index knows so many of each anyway. */
enum { COMMON = 8, COMMON_LEAST = 40 };
/* A cluster is compared by so many of its texts; a pair of clusters is joined when so many of their texts are alike. */
enum { NEAR = 5, FOUND = 40 };
static const double place_weight = 0.7, title_weight = 1.5, half_life_s = 7.0 * 86400;

struct word {
	uint64_t hash; /* 0 = free */
	uint32_t df;
	struct chunk *texts;
};

struct chunk {
	struct chunk *more;
	uint32_t n, v[CHUNK];
};

/* A word in a text: its number and how much it counts there. */
struct term {
	uint32_t word;
	float weight;
};

struct entry {
	int64_t id, at;
	int64_t place[LIKE_PLACES];
	uint64_t copy; /* digest of the words alone */
	struct term *terms;
	uint64_t *places;
	uint16_t terms_n, places_n;
	float norm; /* as the index knew its words when it was measured last */
};

struct like {
	struct arena *a;
	struct entry *v;
	size_t n, most;
	struct word *words; /* open addressing; a power of two */
	size_t room, used;
};

static uint64_t
hash_of(struct str s)
{
	uint64_t h = UINT64_C(0xcbf29ce484222325);

	for (size_t i = 0; i < s.n; i++)
		h = (h ^ (unsigned char)s.p[i]) * UINT64_C(0x100000001b3);
	h ^= h >> 29;
	return h ? h : 1;
}

struct like *
like_new(struct arena *a, size_t most)
{
	struct like *l = NEW(a, struct like);

	l->a = a;
	l->most = most;
	l->v = NEW_ARRAY(a, struct entry, most);
	l->room = 1 << 14;
	l->words = NEW_ARRAY(a, struct word, l->room);
	return l;
}

size_t
like_count(const struct like *l)
{
	return l->n;
}

int64_t
like_id(const struct like *l, uint32_t at)
{
	return l->v[at].id;
}

/* ---- words ---- */

static size_t
slot_of(const struct like *l, uint64_t hash)
{
	size_t i = hash & (l->room - 1);

	while (l->words[i].hash && l->words[i].hash != hash)
		i = (i + 1) & (l->room - 1);
	return i;
}

/* The table doubles; texts name words by their slot, so their numbers move with them. */
static void
grow(struct like *l)
{
	struct word *old = l->words;
	size_t was = l->room;
	uint32_t *moved = NEW_ARRAY(l->a, uint32_t, was);

	l->room *= 2;
	l->words = NEW_ARRAY(l->a, struct word, l->room);
	for (size_t i = 0; i < was; i++) {
		if (!old[i].hash)
			continue;
		moved[i] = (uint32_t)slot_of(l, old[i].hash);
		l->words[moved[i]] = old[i];
	}
	for (size_t i = 0; i < l->n; i++)
		for (size_t k = 0; k < l->v[i].terms_n; k++)
			l->v[i].terms[k].word = moved[l->v[i].terms[k].word];
}

static double
idf(const struct like *l, uint32_t df)
{
	/* As if there were some more texts: of a handful, nothing is common yet. */
	return log((double)(l->n + 50) / (df + 0.5));
}

static bool
is_common(const struct like *l, uint32_t df)
{
	return df > COMMON_LEAST && df > l->n / COMMON;
}

/* The weights of a text as the index knows its words: the sum of their squares. */
static double
norm_of(const struct like *l, const struct term *terms, size_t n)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++) {
		const struct word *w = &l->words[terms[i].word];
		double x = is_common(l, w->df) ? 0 : terms[i].weight * idf(l, w->df);

		sum += x * x;
	}
	return sum;
}

/* Words become common while texts are added: all are measured again each time the index has doubled. */
static void
measure(struct like *l)
{
	for (size_t i = 0; i < l->n; i++)
		l->v[i].norm = (float)norm_of(l, l->v[i].terms, l->v[i].terms_n);
}

/* The words of a text before they are looked up. */
struct words {
	uint64_t hash[WORDS_MAX];
	float times[WORDS_MAX];
	size_t n;
	uint64_t places[PLACES_MAX];
	size_t places_n;
	uint64_t copy;
};

static void
put_word(struct words *w, uint64_t hash, double times)
{
	for (size_t i = 0; i < w->n; i++)
		if (w->hash[i] == hash) {
			if (times > w->times[i])
				w->times[i] = (float)times;
			return;
		}
	if (w->n == WORDS_MAX)
		return;
	w->hash[w->n] = hash;
	w->times[w->n++] = (float)times;
}

static void
put_words(struct words *w, struct str tokens, double times)
{
	struct str token;

	/* A Han character alone says nothing. */
	while (str_next(&tokens, ' ', &token))
		if (token.n && str_chars(token) > 1)
			put_word(w, hash_of(token), times);
}

/* Letters, digits and Han alone: the same text with other stops and blanks is a copy. */
static uint64_t
copy_of(struct arena *a, struct str title, struct str text)
{
	struct str rest = text_fold(a, str_fmt(a, "%.*s%.*s", STR(title), STR(text))), start;
	uint64_t h = UINT64_C(0xcbf29ce484222325);
	uint32_t c;

	for (start = rest; str_rune(&rest, &c); start = rest) {
		if (c < 0x3400 && !(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'z'))
			continue;
		h = (h ^ c) * UINT64_C(0x100000001b3);
	}
	(void)start;
	return h;
}

/* A3区: too wide to tell two places apart. */
static bool
is_district(struct str name)
{
	return name.n > 3 && (unsigned char)name.p[name.n - 4] < 0x80;
}

/* A text without the names of places in it: that two texts name the same place is no sign that they are about the same. */
static struct str
without(struct arena *a, struct str text, const struct str *names, size_t n)
{
	struct str rest = text_fold(a, text);
	struct buf b;

	buf_init(&b, a);
	while (rest.n) {
		size_t longest = 0;
		struct str before = rest;
		uint32_t c;

		for (size_t i = 0; i < n; i++)
			if (names[i].n > longest && str_starts(rest, names[i]))
				longest = names[i].n;
		if (longest) {
			buf_char(&b, ' ');
			rest = str_sub(rest, longest, rest.n - longest);
			continue;
		}
		if (!str_rune(&rest, &c))
			break;
		buf_str(&b, str_sub(before, 0, before.n - rest.n));
	}
	return buf_done(&b);
}

static void
words_of(struct arena *a, const struct like_text *t, struct words *w)
{
	struct str places[PLACES_MAX];

	size_t n;

	memset(w, 0, sizeof *w);
	n = like_places(a, str_fmt(a, "%.*s\n%.*s", STR(t->title), STR(t->text)), places, PLACES_MAX);
	for (size_t i = 0; i < n; i++) {
		put_word(w, hash_of(places[i]) ^ 1, place_weight);
		if (!is_district(places[i]))
			w->places[w->places_n++] = hash_of(places[i]);
	}
	put_words(w, text_tokens(a, without(a, t->title, places, n)), title_weight);
	put_words(w, text_tokens(a, without(a, t->text, places, n)), 1);
	w->copy = copy_of(a, t->title, t->text);
}

bool
like_add(struct like *l, const struct like_text *t)
{
	struct arena scratch;
	struct entry *e = &l->v[l->n];
	struct words w;

	if (l->n == l->most)
		return false;
	arena_init(&scratch);
	words_of(&scratch, t, &w);
	arena_release(&scratch);
	while ((l->used + w.n) * 2 > l->room)
		grow(l);
	*e = (struct entry){.id = t->id, .at = t->at, .copy = w.copy};
	memcpy(e->place, t->place, sizeof e->place);
	e->terms = NEW_ARRAY(l->a, struct term, w.n);
	e->places = NEW_ARRAY(l->a, uint64_t, w.places_n);
	memcpy(e->places, w.places, w.places_n * sizeof *w.places);
	e->places_n = (uint16_t)w.places_n;
	for (size_t i = 0; i < w.n; i++) {
		size_t slot = slot_of(l, w.hash[i]);
		struct word *word = &l->words[slot];

		l->used += !word->hash;
		word->hash = w.hash[i];
		word->df++;
		if (!word->texts || word->texts->n == CHUNK) {
			struct chunk *c = NEW(l->a, struct chunk);

			c->more = word->texts;
			word->texts = c;
		}
		word->texts->v[word->texts->n++] = (uint32_t)l->n;
		e->terms[i] = (struct term){(uint32_t)slot, w.times[i]};
	}
	e->terms_n = (uint16_t)w.n;
	l->n++;
	e->norm = (float)norm_of(l, e->terms, e->terms_n);
	if (!(l->n & (l->n - 1)))
		measure(l);
	return true;
}

/* ---- how alike ---- */

/* Two places of which both are known: the narrowest level they share, LIKE_PLACES = none; -1 = not known. */
static int
shared_level(const int64_t *a, const int64_t *b)
{
	bool known = false;

	for (int i = 0; i < LIKE_PLACES; i++) {
		if (a[i] && a[i] == b[i])
			return i;
		known |= a[i] && b[i];
	}
	return known ? LIKE_PLACES : -1;
}

/* Both name places, and none is the same: -1; one is: 1; else 0. */
static int
named(const uint64_t *a, size_t an, const uint64_t *b, size_t bn)
{
	for (size_t i = 0; i < an; i++)
		for (size_t k = 0; k < bn; k++)
			if (a[i] == b[k])
				return 1;
	return an && bn ? -1 : 0;
}

static double
by_place(const int64_t *a, const int64_t *b, int names)
{
	static const double level[LIKE_PLACES + 1] = {1.3, 1.15, 1.0, 0.85, 0.55};
	int shared = shared_level(a, b);
	double f = shared < 0 ? 1.0 : level[shared];

	/* In one building, or named alike, it is one place; what names others is elsewhere. */
	if (names < 0)
		f *= shared == 0 ? 0.8 : 0.25;
	return names > 0 ? f * 1.5 : f;
}

static double
by_time(int64_t a, int64_t b)
{
	int64_t days = llabs(a - b) / 86400;

	return days <= 3 ? 1.1 : days <= 14 ? 1.0 : days <= 60 ? 0.9 : days <= 180 ? 0.8 : 0.65;
}

/* Of what both have: the cosine, and how much of the shorter one is in the longer. */
static double
by_words(double shared, double a, double b)
{
	double less = a < b ? a : b;

	if (shared <= 0 || less <= 0)
		return 0;
	return 0.6 * shared / sqrt(a * b) + 0.4 * shared / less * (less / (less + 60));
}

struct scratch {
	double *shared; /* by number of text */
	uint32_t *touched;
	size_t n;
};

static void
share(const struct like *l, const struct term *terms, size_t n, struct scratch *s)
{
	for (size_t i = 0; i < n; i++) {
		const struct word *w = &l->words[terms[i].word];
		double x = idf(l, w->df);

		if (is_common(l, w->df))
			continue;
		for (const struct chunk *c = w->texts; c; c = c->more)
			for (uint32_t k = 0; k < c->n; k++) {
				double add = x * x * terms[i].weight;

				if (s->shared[c->v[k]] == 0)
					s->touched[s->n++] = c->v[k];
				s->shared[c->v[k]] += add;
			}
	}
}

static int
by_best(const void *a, const void *b)
{
	const struct like_hit *x = a, *y = b;

	return x->permille != y->permille ? y->permille - x->permille : x->at < y->at ? 1 : x->at > y->at ? -1 : 0;
}

/* The texts that are most like one given as an entry; before: only those added before that number. */
static size_t
find(const struct like *l, const struct entry *e, size_t before, int least, struct scratch *s, struct like_hit *v, size_t most)
{
	double norm = norm_of(l, e->terms, e->terms_n);
	size_t n = 0;

	s->n = 0;
	share(l, e->terms, e->terms_n, s);
	for (size_t i = 0; i < s->n; i++) {
		uint32_t at = s->touched[i];
		const struct entry *o = &l->v[at];
		double shared = s->shared[at];
		struct like_hit hit = {.id = o->id, .at = at};
		double x;

		s->shared[at] = 0;
		if (at >= before || o->id == e->id)
			continue;
		if (o->copy == e->copy) {
			hit.permille = LIKE_COPY;
		} else {
			/* Weights of the one were counted for both: those of titles and places more than of texts. */
			x = by_words(shared, norm, o->norm) *
			    by_place(e->place, o->place, named(e->places, e->places_n, o->places, o->places_n)) * by_time(e->at, o->at);
			hit.permille = x > 0.999 ? 999 : (int)(x * 1000);
		}
		if (hit.permille < least)
			continue;
		if (n < most) {
			v[n++] = hit;
			if (n == most)
				qsort(v, n, sizeof *v, by_best);
		} else if (by_best(&hit, &v[n - 1]) < 0) {
			size_t k = n - 1;

			for (; k > 0 && by_best(&hit, &v[k - 1]) < 0; k--)
				v[k] = v[k - 1];
			v[k] = hit;
		}
	}
	qsort(v, n, sizeof *v, by_best);
	return n;
}

static void
scratch_make(struct arena *a, const struct like *l, struct scratch *s)
{
	s->shared = NEW_ARRAY(a, double, l->n + 1);
	s->touched = NEW_ARRAY(a, uint32_t, l->n + 1);
	s->n = 0;
}

size_t
like_find(const struct like *l, const struct like_text *t, int least, struct like_hit *v, size_t most)
{
	struct entry e = {.id = t->id, .at = t->at};
	struct scratch s;
	struct arena a;
	struct words *w;
	size_t n;

	arena_init(&a);
	w = NEW(&a, struct words);
	words_of(&a, t, w);
	memcpy(e.place, t->place, sizeof e.place);
	e.copy = w->copy;
	e.places = w->places;
	e.places_n = (uint16_t)w->places_n;
	e.terms = NEW_ARRAY(&a, struct term, w->n);
	/* Words that no text has yet find nothing. */
	for (size_t i = 0; i < w->n; i++) {
		size_t slot = slot_of(l, w->hash[i]);

		if (l->words[slot].hash)
			e.terms[e.terms_n++] = (struct term){(uint32_t)slot, w->times[i]};
	}
	scratch_make(&a, l, &s);
	n = most ? find(l, &e, l->n, least, &s, v, most) : 0;
	arena_release(&a);
	return n;
}

/* ---- clusters ---- */

struct group {
	uint32_t *v;
	size_t n, room;
};

static void
group_put(struct arena *a, struct group *g, uint32_t text)
{
	if (g->n == g->room) {
		size_t more = g->room ? g->room * 2 : 4;
		uint32_t *v = NEW_ARRAY(a, uint32_t, more);

		if (g->n)
			memcpy(v, g->v, g->n * sizeof *v);
		g->v = v;
		g->room = more;
	}
	g->v[g->n++] = text;
}

/* The cluster that the nearest texts belong to, when they are near enough on average; a lone copy is enough. n: no cluster. */
static uint32_t
belongs(const uint32_t *of, const struct like_hit *hits, size_t n)
{
	uint32_t best = UINT32_MAX;
	double best_sum = 0;

	for (size_t i = 0; i < n; i++) {
		double sum = 0;
		size_t k = 0;

		if (hits[i].permille == LIKE_COPY)
			return of[hits[i].at];
		for (size_t j = 0; j < n && k < NEAR; j++)
			if (of[hits[j].at] == of[hits[i].at]) {
				sum += hits[j].permille;
				k++;
			}
		sum /= (double)k;
		if (sum >= LIKE_SAME && sum > best_sum) {
			best_sum = sum;
			best = of[hits[i].at];
		}
	}
	return best;
}

static int
by_at(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return x < y ? -1 : x > y;
}

static int
by_heat(const void *a, const void *b)
{
	const struct like_cluster *x = a, *y = b;

	if (x->heat != y->heat)
		return x->heat < y->heat ? 1 : -1;
	return x->title < y->title ? -1 : x->title > y->title;
}

/* What is said of a cluster: when, how hot, and which of its texts says it best: the one whose words the others share most. */
static void
describe(const struct like *l, struct scratch *s, int64_t newest, struct like_cluster *c)
{
	double best = -1;

	c->from = INT64_MAX;
	c->to = INT64_MIN;
	for (size_t i = 0; i < c->n; i++) {
		const struct entry *e = &l->v[c->v[i]];
		double sum = 0, norm = norm_of(l, e->terms, e->terms_n);

		c->from = e->at < c->from ? e->at : c->from;
		c->to = e->at > c->to ? e->at : c->to;
		c->heat += exp2(-(double)(newest - e->at) / half_life_s);
		if (c->n > 400 && i % (c->n / 400))
			continue;
		s->n = 0;
		share(l, e->terms, e->terms_n, s);
		for (size_t k = 0; k < c->n; k++)
			sum += by_words(s->shared[c->v[k]], norm, norm);
		for (size_t k = 0; k < s->n; k++)
			s->shared[s->touched[k]] = 0;
		if (sum > best) {
			best = sum;
			c->title = c->v[i];
		}
	}
}

size_t
like_clusters(struct like *l, struct arena *a, struct like_cluster **ret)
{
	struct group *groups = NEW_ARRAY(a, struct group, l->n + 1);
	uint32_t *of = NEW_ARRAY(a, uint32_t, l->n + 1);
	struct like_cluster *out = NEW_ARRAY(a, struct like_cluster, l->n / 2 + 1);
	struct like_hit hits[FOUND];
	size_t groups_n = 0, n = 0;
	int64_t newest = 0;
	struct scratch s;

	measure(l);
	scratch_make(a, l, &s);
	for (size_t i = 0; i < l->n; i++) {
		size_t found = find(l, &l->v[i], i, LIKE_ASK, &s, hits, FOUND);
		uint32_t to = belongs(of, hits, found);

		if (to == UINT32_MAX)
			to = (uint32_t)groups_n++;
		of[i] = to;
		group_put(a, &groups[to], (uint32_t)i);
		newest = l->v[i].at > newest ? l->v[i].at : newest;
	}
	for (size_t i = 0; i < groups_n; i++) {
		if (groups[i].n < 2)
			continue;
		qsort(groups[i].v, groups[i].n, sizeof *groups[i].v, by_at);
		out[n] = (struct like_cluster){.v = groups[i].v, .n = groups[i].n};
		describe(l, &s, newest, &out[n++]);
	}
	qsort(out, n, sizeof *out, by_heat);
	*ret = out;
	return n;
}
