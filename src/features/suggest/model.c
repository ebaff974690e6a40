/* model.c: suggesting with a trained model. */
#include "features/suggest/model.h"

#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "features/suggest/model_inner.h"
#include "lib/text.h"

enum {
	TITLE_COUNT = 3,   /* a gram of the title counts as that many of the text */
	TEXT_CHARS = 1000, /* what comes later in a text is not read */
	STRONG_GRAMS = 16, /* reasons are made of this many grams, */
	WEAK = 8,	   /* none of which pushed this many times less than the first */
	REASON_CHARS = 6,
	LITTLE = 30,	   /* square of a vector that says little: few grams, none of them telling */
};

/* Characters of grammar and politeness; a gram with one of them says nothing about the matter, and
 * would read badly as a reason. */
static const char grammar[] =
	"的了是我们这和就都也还而他她它其但与并什么被你您将让又吗且那或才把怎己很样些之着吧呢"
	"啊及于以到从给对向等在已请〇一个不能可没会";

static pthread_once_t grammar_once = PTHREAD_ONCE_INIT;
static bool is_grammar[0x10000];

static void
grammar_open(void)
{
	struct str rest = str_of(grammar);

	for (uint32_t c; str_rune(&rest, &c);)
		is_grammar[c] = true;
}

/* Numbers, single letters and grams with a character of grammar carry no meaning here. */
static bool
means_something(struct str gram)
{
	if (gram.n == 1)
		return false;
	for (uint32_t c; str_rune(&gram, &c);)
		if ((c >= '0' && c <= '9') || (c < 0x10000 && is_grammar[c]))
			return false;
	return true;
}

/* Grams as they come, each once. */
struct bag {
	struct gram *grams;
	uint32_t *slots; /* open addressing; 1 + place in grams */
	size_t n, mask;
};

static void
bag_add(struct bag *bag, struct str grams, float count)
{
	struct str token;

	while (grams.n && str_next(&grams, ' ', &token)) {
		uint64_t hash;
		size_t at;

		if (!means_something(token))
			continue;
		hash = str_hash(token);
		for (at = hash & bag->mask; bag->slots[at]; at = (at + 1) & bag->mask)
			if (bag->grams[bag->slots[at] - 1].hash == hash)
				break;
		if (!bag->slots[at]) {
			bag->grams[bag->n] = (struct gram){.hash = hash, .text = token};
			bag->slots[at] = (uint32_t)++bag->n;
		}
		bag->grams[bag->slots[at] - 1].count += count;
	}
}

static bool
is_han(uint32_t c)
{
	return c >= 0x3400 && c <= 0x9fff;
}

/* What is read of a text, folded. Chinese has no spaces between words; where a text came with some,
 * as out of a web form or a word splitter, they would hide the grams across them. */
static struct str
close_up(struct arena *a, struct str s)
{
	struct str rest = text_fold(a, str_clip(s, TEXT_CHARS));
	uint32_t before = 0, c, next;
	struct buf out;

	buf_init(&out, a);
	buf_room(&out, rest.n);
	while (str_rune(&rest, &c)) {
		struct str ahead = rest;

		if (c == ' ' && is_han(before) && str_rune(&ahead, &next) && is_han(next))
			continue;
		buf_rune(&out, c);
		before = c;
	}
	return buf_done(&out);
}

struct gram *
model_grams(struct arena *a, struct str title, struct str text, size_t *ret_n)
{
	struct str of_title = text_grams(a, close_up(a, title));
	struct str of_text = text_grams(a, close_up(a, text));
	/* A gram that means something has two bytes at least and a space behind it. */
	size_t most = (of_title.n + of_text.n) / 3 + 2, size = 16;
	struct bag bag;

	pthread_once(&grammar_once, grammar_open);
	while (size < most * 2)
		size *= 2;
	bag = (struct bag){NEW_ARRAY(a, struct gram, most), NEW_ARRAY(a, uint32_t, size), 0,
			   size - 1};
	bag_add(&bag, of_title, TITLE_COUNT);
	bag_add(&bag, of_text, 1);
	*ret_n = bag.n;
	return bag.grams;
}

double
model_value(double count, double idf)
{
	return log(1 + count / 2) * idf;
}

size_t
model_rank(const double *margins, size_t class_n, size_t k, struct choice *ret)
{
	size_t n = 0;

	for (uint32_t c = 0; c < class_n && k; c++) {
		size_t at;

		if (n == k && margins[c] <= ret[n - 1].margin)
			continue;
		n += n < k;
		for (at = n - 1; at > 0 && ret[at - 1].margin < margins[c]; at--)
			ret[at] = ret[at - 1];
		ret[at] = (struct choice){c, margins[c]};
	}
	return n;
}

double
model_confidence(const struct choice *choices, size_t n, size_t i, double temperature)
{
	double sum = 0;

	for (size_t j = 0; j < n && j < MODEL_RIVALS; j++)
		sum += exp((choices[j].margin - choices[0].margin) / temperature);
	return exp((choices[i].margin - choices[0].margin) / temperature) / sum;
}

void
model_room(struct arena *a, struct suggest_model *m)
{
	m->labels = NEW_ARRAY(a, int64_t, m->class_n);
	m->bias = NEW_ARRAY(a, float, m->class_n);
	m->hashes = NEW_ARRAY(a, uint64_t, m->feature_n);
	m->idf = NEW_ARRAY(a, float, m->feature_n);
	m->start = NEW_ARRAY(a, uint32_t, m->feature_n + 1);
	m->classes = NEW_ARRAY(a, uint16_t, m->entry_n);
	m->weights = NEW_ARRAY(a, float, m->entry_n);
}

size_t
model_size(const struct suggest_model *m)
{
	return sizeof *m + m->class_n * (sizeof *m->labels + sizeof *m->bias) +
	       m->feature_n * (sizeof *m->hashes + sizeof *m->idf + sizeof *m->start) +
	       m->entry_n * (sizeof *m->classes + sizeof *m->weights);
}

/* Where hash stands among the model's features, or feature_n. */
static uint32_t
feature_of(const struct suggest_model *m, uint64_t hash)
{
	uint32_t low = 0, high = m->feature_n;

	while (low < high) {
		uint32_t mid = low + (high - low) / 2;

		if (m->hashes[mid] < hash)
			low = mid + 1;
		else
			high = mid;
	}
	return low < m->feature_n && m->hashes[low] == hash ? low : m->feature_n;
}

struct hit *
model_hits(const struct suggest_model *m, struct arena *a, const struct gram *grams, size_t n,
	   size_t *ret_n)
{
	struct hit *hits = NEW_ARRAY(a, struct hit, n);
	double square = 0;
	size_t hit_n = 0;

	for (size_t i = 0; i < n; i++) {
		uint32_t f = feature_of(m, grams[i].hash);
		double value;

		if (f == m->feature_n)
			continue;
		value = model_value(grams[i].count, m->idf[f]);
		square += value * value;
		hits[hit_n++] = (struct hit){grams[i].text, f, (float)value};
	}
	for (size_t i = 0; i < hit_n; i++)
		hits[i].value = (float)(hits[i].value / sqrt(square + LITTLE));
	*ret_n = hit_n;
	return hits;
}

double *
model_margins(const struct suggest_model *m, struct arena *a, const struct hit *hits, size_t n)
{
	double *margins = NEW_ARRAY(a, double, m->class_n);

	for (uint32_t c = 0; c < m->class_n; c++)
		margins[c] = m->bias[c];
	for (size_t i = 0; i < n; i++)
		for (uint32_t e = m->start[hits[i].feature]; e < m->start[hits[i].feature + 1]; e++)
			margins[m->classes[e]] += (double)hits[i].value * m->weights[e];
	return margins;
}

/* A stretch of the folded text and how far it pushed the decision. */
struct push {
	struct str text;
	double by;
};

static int
by_push(const void *a, const void *b)
{
	const struct push *x = a, *y = b;

	return x->by != y->by ? (x->by < y->by) - (x->by > y->by) : str_cmp(x->text, y->text);
}

/* The grams of at least two characters that spoke loudest for the class. */
static size_t
strong_grams(const struct suggest_model *m, struct arena *a, const struct hit *hits, size_t n,
	     uint32_t class, struct push **ret)
{
	struct push *all = NEW_ARRAY(a, struct push, n);
	size_t all_n = 0;

	for (size_t i = 0; i < n; i++) {
		if (str_chars(hits[i].text) < 2)
			continue;
		for (uint32_t e = m->start[hits[i].feature]; e < m->start[hits[i].feature + 1]; e++)
			if (m->classes[e] == class) {
				if (m->weights[e] > 0)
					all[all_n++] =
						(struct push){hits[i].text, (double)hits[i].value *
										    m->weights[e]};
				break;
			}
	}
	qsort(all, all_n, sizeof *all, by_push);
	*ret = all;
	for (n = 0; n < all_n && n < STRONG_GRAMS && all[n].by * WEAK > all[0].by; n++)
		;
	return n;
}

/* The text as the grams cover it, byte by byte. */
struct cover {
	struct str whole;
	double *by;   /* how far the grams over a byte pushed */
	double *join; /* how strongly a character is tied to the one before; 0: a new stretch */
};

static struct cover
lay_over(struct arena *a, const struct push *grams, size_t n, struct str whole)
{
	struct cover c = {whole, NEW_ARRAY(a, double, whole.n + 1),
			  NEW_ARRAY(a, double, whole.n + 1)};

	for (size_t i = 0; i < n; i++) {
		struct str gram = grams[i].text;

		for (size_t at = 0; (at += str_find(str_sub(whole, at, whole.n), gram)) < whole.n;
		     at += gram.n)
			for (size_t b = 0; b < gram.n; b++) {
				c.by[at + b] += grams[i].by / (double)gram.n;
				if (((unsigned char)gram.p[b] & 0xc0) == 0x80)
					c.join[at + b] = INFINITY; /* inside a character */
				else if (b > 0)
					c.join[at + b] += grams[i].by;
			}
	}
	return c;
}

/* Adds the stretch from to end; a long one is parted where its characters hang together least. */
static size_t
add_stretch(const struct cover *c, size_t from, size_t end, struct push *ret)
{
	struct push push = {str_sub(c->whole, from, end - from), 0};

	if (str_chars(push.text) > REASON_CHARS) {
		size_t weakest = from + str_clip(push.text, 1).n, n;

		for (size_t i = weakest; i < end; i++)
			if (c->join[i] < c->join[weakest])
				weakest = i;
		n = add_stretch(c, from, weakest, ret);
		return n + add_stretch(c, weakest, end, ret + n);
	}
	if (str_chars(push.text) < 2)
		return 0;
	for (size_t i = from; i < end; i++)
		push.by += c->by[i];
	*ret = push;
	return 1;
}

/* Reasons are the stretches of the text that overlapping grams cover: 楼道 and 道灯 make 楼道灯. */
static void
explain(struct arena *a, const struct push *grams, size_t n, struct str whole,
	struct suggestion *ret)
{
	struct cover c = lay_over(a, grams, n, whole);
	struct push *reasons = NEW_ARRAY(a, struct push, whole.n / 2 + 1);
	size_t reason_n = 0;

	for (size_t from = 0, end; from < whole.n; from = end) {
		for (end = from + 1; end < whole.n && c.join[end] > 0; end++)
			;
		if (c.by[from] > 0)
			reason_n += add_stretch(&c, from, end, reasons + reason_n);
	}
	qsort(reasons, reason_n, sizeof *reasons, by_push);
	for (size_t i = 0; i < reason_n && ret->reason_n < MODEL_REASONS; i++) {
		bool had = false;

		for (size_t j = 0; j < ret->reason_n; j++)
			had = had || str_has(ret->reasons[j], reasons[i].text) ||
			      str_has(reasons[i].text, ret->reasons[j]);
		if (!had)
			ret->reasons[ret->reason_n++] = str_dup(a, reasons[i].text);
	}
}

void
model_suggest(const struct suggest_model *m, struct arena *a, struct str title, struct str text,
	      size_t k, struct suggestion *ret, size_t *ret_n)
{
	size_t gram_n, hit_n;
	struct gram *grams = model_grams(a, title, text, &gram_n);
	struct hit *hits = model_hits(m, a, grams, gram_n, &hit_n);
	struct str head = close_up(a, title), rest = close_up(a, text), whole = str_fmt(a, "%.*s\n%.*s", STR(head), STR(rest));
	size_t most = k > MODEL_RIVALS ? k : MODEL_RIVALS, choice_n;
	struct choice *choices = NEW_ARRAY(a, struct choice, most);

	*ret_n = 0;
	if (hit_n == 0)
		return;
	choice_n = model_rank(model_margins(m, a, hits, hit_n), m->class_n, most, choices);
	for (; *ret_n < k && *ret_n < choice_n; ++*ret_n) {
		struct suggestion *s = &ret[*ret_n];
		uint32_t class = choices[*ret_n].class;
		struct push *strong;
		size_t strong_n = strong_grams(m, a, hits, hit_n, class, &strong);

		*s = (struct suggestion){
			.label = m->labels[class],
			.confidence = model_confidence(choices, choice_n, *ret_n, m->temperature),
		};
		s->sure = s->confidence >= m->threshold;
		explain(a, strong, strong_n, whole, s);
	}
}
