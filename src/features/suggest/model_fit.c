/* model_fit.c: from texts to vectors to one linear classifier a class, by liblinear. */
#include <linear.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "features/suggest/model_inner.h"

enum {
	MIN_DOCS = 2,          /* a gram of a single example teaches nothing */
	OTHERS = 400000,       /* examples of other classes shown to all classes together, */
	CLASS_OTHERS = 3000,   /* and so many to each class at least, drawn by lot */
	ENTRIES = 3000000,     /* weights kept in all, the largest of each class, */
	CLASS_ENTRIES = 500,   /* and so many for each class at least */
};

static const double COST = 1, BOOST = 0.75, STOP = 0.1;
/* How much the skew of a gram over the classes counts (README.md, "The model"). */
static const double NEUTRAL = 2, LEAST_SKEW = 0.1, SKEW_POWER = 0.35;
/* A weight this much smaller than the largest of its class is dropped. */
static const double SMALL = 0.01;

uint64_t
model_lot(uint64_t seed, uint64_t i)
{
	uint64_t z = (seed + 1) * 0x9e3779b97f4a7c15u + i * 0xbf58476d1ce4e5b9u;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
	z = (z ^ z >> 27) * 0x94d049bb133111ebu;
	return z ^ z >> 31;
}

/* Every gram seen so far, numbered as it came. */
struct lexicon {
	uint32_t *slots; /* open addressing; 1 + number */
	size_t mask;
	uint64_t *hashes;
	uint32_t *docs;  /* how many examples have it */
	uint32_t n;
};

static void *
must(void *p)
{
	if (!p)
		abort(); /* as an arena does */
	return p;
}

static void
lexicon_grow(struct lexicon *l)
{
	size_t size = l->slots ? (l->mask + 1) * 2 : 1 << 16;

	free(l->slots);
	l->slots = must(calloc(size, sizeof *l->slots));
	l->hashes = must(realloc(l->hashes, size / 2 * sizeof *l->hashes));
	l->docs = must(realloc(l->docs, size / 2 * sizeof *l->docs));
	l->mask = size - 1;
	for (uint32_t i = 0; i < l->n; i++) {
		size_t at = l->hashes[i] & l->mask;

		while (l->slots[at])
			at = (at + 1) & l->mask;
		l->slots[at] = i + 1;
	}
}

static uint32_t
lexicon_number(struct lexicon *l, uint64_t hash)
{
	size_t at;

	if (!l->slots || l->n >= (l->mask + 1) / 2)
		lexicon_grow(l);
	for (at = hash & l->mask; l->slots[at]; at = (at + 1) & l->mask)
		if (l->hashes[l->slots[at] - 1] == hash)
			return l->slots[at] - 1;
	l->hashes[l->n] = hash;
	l->docs[l->n] = 0;
	l->slots[at] = ++l->n;
	return l->n - 1;
}

struct ranked {
	uint64_t hash;
	uint32_t number;
};

static int
by_hash(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;

	return (x->hash > y->hash) - (x->hash < y->hash);
}

/* Renumbers the grams of several examples by hash and drops the others. */
static void
corpus_rank(struct corpus *c, struct arena *a, const struct lexicon *l)
{
	struct ranked *ranked = must(calloc(l->n + 1, sizeof *ranked));
	uint32_t *rank = must(calloc(l->n + 1, sizeof *rank)); /* 1 + new number, 0: dropped */

	for (uint32_t i = 0; i < l->n; i++)
		if (l->docs[i] >= MIN_DOCS)
			ranked[c->gram_n++] = (struct ranked){l->hashes[i], i};
	qsort(ranked, c->gram_n, sizeof *ranked, by_hash);
	c->hashes = NEW_ARRAY(a, uint64_t, c->gram_n);
	for (uint32_t i = 0; i < c->gram_n; i++) {
		c->hashes[i] = ranked[i].hash;
		rank[ranked[i].number] = i + 1;
	}
	for (size_t d = 0; d < c->n; d++) {
		struct doc *doc = &c->docs[d];
		size_t kept = 0;

		for (size_t i = 0; i < doc->token_n; i++)
			if (rank[doc->tokens[i].gram])
				doc->tokens[kept++] = (struct token){rank[doc->tokens[i].gram] - 1,
								     doc->tokens[i].count};
		doc->token_n = kept;
	}
	free(rank);
	free(ranked);
}

void
corpus_open(struct corpus *c, struct arena *a, const struct model_example *examples, size_t n)
{
	struct lexicon l = {0};
	struct arena scratch;

	*c = (struct corpus){.docs = NEW_ARRAY(a, struct doc, n), .n = n};
	arena_init(&scratch);
	for (size_t d = 0; d < n; d++) {
		struct doc *doc = &c->docs[d];
		struct gram *grams = model_grams(&scratch, examples[d].title, examples[d].text,
						 &doc->token_n);

		doc->weight = examples[d].weight;
		doc->tokens = NEW_ARRAY(a, struct token, doc->token_n);
		for (size_t i = 0; i < doc->token_n; i++) {
			uint32_t number = lexicon_number(&l, grams[i].hash);

			l.docs[number]++;
			doc->tokens[i] = (struct token){number, grams[i].count};
		}
		arena_reset(&scratch);
	}
	corpus_rank(c, a, &l);
	arena_release(&scratch);
	free(l.slots);
	free(l.hashes);
	free(l.docs);
}

/* One training: the examples in use as rows of liblinear, and the weights it found. */
struct fit {
	const struct corpus *c;
	uint32_t feature_n;
	uint32_t *feature;           /* [gram_n] 1 + feature of a gram, 0: none */
	struct feature_node **rows;
	uint32_t *classes;           /* of the rows */
	size_t row_n;
	uint32_t *positives;         /* [class_n] rows of each class */
	struct entry {
		uint32_t feature;
		uint16_t class;
		float weight;
	} *entries;
	size_t entry_n, entry_cap;
	float *sizes;                /* [feature_n] room to find the cutting point in */
};

/* The examples in use, those of a class together. */
static uint32_t *
order_by_class(const struct fit *f, struct arena *scratch, const bool *use)
{
	const struct corpus *c = f->c;
	uint32_t *order = NEW_ARRAY(scratch, uint32_t, f->row_n);
	uint32_t *next = NEW_ARRAY(scratch, uint32_t, c->class_n + 1);

	for (size_t d = 0; d < c->n; d++)
		next[c->docs[d].class + 1] += use[d];
	for (uint32_t i = 0; i < c->class_n; i++)
		next[i + 1] += next[i];
	for (uint32_t d = 0; d < c->n; d++)
		if (use[d])
			order[next[c->docs[d].class]++] = d;
	return order;
}

/* Of each gram, how far its examples' spread over the classes is from that of all the examples
 * (Kullback-Leibler divergence), as if NEUTRAL more examples had it and were spread like all. */
static double *
skew_of(const struct fit *f, struct arena *scratch, const bool *use, const uint32_t *docs)
{
	const struct corpus *c = f->c;
	const uint32_t *order = order_by_class(f, scratch, use);
	double *skew = NEW_ARRAY(scratch, double, c->gram_n);
	double *left = NEW_ARRAY(scratch, double, c->gram_n); /* share of classes without it */
	uint32_t *own = NEW_ARRAY(scratch, uint32_t, c->gram_n); /* examples of the class at hand */

	for (uint32_t g = 0; g < c->gram_n; g++)
		left[g] = 1;
	for (size_t from = 0, end; from < f->row_n; from = end) {
		uint32_t class = c->docs[order[from]].class;
		double share;

		for (end = from; end < f->row_n && c->docs[order[end]].class == class; end++)
			for (size_t i = 0; i < c->docs[order[end]].token_n; i++)
				own[c->docs[order[end]].tokens[i].gram]++;
		share = (double)(end - from) / (double)f->row_n;
		/* The first example with a gram speaks for all of its class. */
		for (size_t d = from; d < end; d++)
			for (size_t i = 0; i < c->docs[order[d]].token_n; i++) {
				uint32_t g = c->docs[order[d]].tokens[i].gram;
				double q = (own[g] + NEUTRAL * share) / (docs[g] + NEUTRAL);

				if (own[g] == 0)
					continue;
				skew[g] += q * log(q / share);
				left[g] -= share;
				own[g] = 0;
			}
	}
	for (uint32_t g = 0; g < c->gram_n; g++) {
		double q = NEUTRAL / (docs[g] + NEUTRAL);

		skew[g] = fmax(skew[g] + left[g] * q * log(q), 0);
	}
	return skew;
}

/* Which grams are features of this training, and how telling each is: the rarer, and the less its
 * classes are those of any example, the more. */
static struct suggest_model *
choose_features(struct fit *f, struct arena *a, struct arena *scratch, const bool *use)
{
	const struct corpus *c = f->c;
	uint32_t *docs = NEW_ARRAY(scratch, uint32_t, c->gram_n);
	struct suggest_model *m = NEW(a, struct suggest_model);
	float *idf = NEW_ARRAY(scratch, float, c->gram_n);
	double *skew;

	for (size_t d = 0; d < c->n; d++) {
		if (!use[d])
			continue;
		f->row_n++;
		for (size_t i = 0; i < c->docs[d].token_n; i++)
			docs[c->docs[d].tokens[i].gram]++;
	}
	f->feature = NEW_ARRAY(scratch, uint32_t, c->gram_n);
	skew = skew_of(f, scratch, use, docs);
	for (uint32_t g = 0; g < c->gram_n; g++) {
		if (docs[g] < MIN_DOCS)
			continue;
		idf[f->feature_n] = (float)((1 + log((1.0 + (double)f->row_n) / (1.0 + docs[g]))) *
					    pow(skew[g] + LEAST_SKEW, SKEW_POWER));
		f->feature[g] = ++f->feature_n;
	}
	m->class_n = c->class_n;
	m->feature_n = f->feature_n;
	m->idf = idf; /* until the model has its own arrays */
	return m;
}

/* One example as a row, the last number before the end standing for the bias. A light example is a
 * short vector: it pulls less. */
static struct feature_node *
row_of(const struct fit *f, struct arena *scratch, const struct doc *doc, const float *idf)
{
	struct feature_node *row = NEW_ARRAY(scratch, struct feature_node, doc->token_n + 2);
	double square = 0;
	size_t n = 0;

	for (size_t i = 0; i < doc->token_n; i++) {
		uint32_t feature = f->feature[doc->tokens[i].gram];
		double value;

		if (feature == 0)
			continue;
		value = model_value(doc->tokens[i].count, idf[feature - 1]);
		square += value * value;
		row[n++] = (struct feature_node){(int)feature, value};
	}
	for (size_t i = 0; i < n; i++)
		row[i].value *= doc->weight / sqrt(square);
	row[n++] = (struct feature_node){(int)f->feature_n + 1, doc->weight};
	row[n] = (struct feature_node){.index = -1};
	return row;
}

static void
make_rows(struct fit *f, struct arena *scratch, const bool *use, const float *idf)
{
	size_t n = 0;

	f->rows = NEW_ARRAY(scratch, struct feature_node *, f->row_n);
	f->classes = NEW_ARRAY(scratch, uint32_t, f->row_n);
	f->positives = NEW_ARRAY(scratch, uint32_t, f->c->class_n);
	f->sizes = NEW_ARRAY(scratch, float, f->feature_n);
	for (size_t d = 0; d < f->c->n; d++) {
		if (!use[d])
			continue;
		f->rows[n] = row_of(f, scratch, &f->c->docs[d], idf);
		f->classes[n++] = f->c->docs[d].class;
		f->positives[f->c->docs[d].class]++;
	}
}

static int
by_size(const void *a, const void *b)
{
	const float *x = a, *y = b;

	return (*x < *y) - (*x > *y);
}

/* Keeps the weights of a class that matter. */
static void
keep_weights(struct fit *f, uint16_t class, const double *w)
{
	size_t most = ENTRIES / f->c->class_n, n = 0;
	float least = 0;

	most = most < CLASS_ENTRIES ? CLASS_ENTRIES : most;
	for (uint32_t i = 0; i < f->feature_n; i++)
		least = fmaxf(least, (float)fabs(w[i]) * (float)SMALL);
	for (uint32_t i = 0; i < f->feature_n; i++)
		if (fabs(w[i]) > least)
			f->sizes[n++] = (float)fabs(w[i]);
	if (n > most) {
		qsort(f->sizes, n, sizeof *f->sizes, by_size);
		least = f->sizes[most];
	}
	for (uint32_t i = 0; i < f->feature_n; i++) {
		if (!((float)fabs(w[i]) > least))
			continue;
		if (f->entry_n == f->entry_cap) {
			f->entry_cap = f->entry_cap ? f->entry_cap * 2 : 1 << 16;
			f->entries = must(realloc(f->entries, f->entry_cap * sizeof *f->entries));
		}
		f->entries[f->entry_n++] = (struct entry){i, class, (float)w[i]};
	}
}

static void
say_nothing(const char *text)
{
	(void)text;
}

/* This class against the others; returns its bias. Small classes count more, lest they never be
 * said. */
static float
fit_class(struct fit *f, struct arena *scratch, uint16_t class, uint32_t seed)
{
	size_t others = f->row_n - f->positives[class];
	size_t each = OTHERS / f->c->class_n, shown = each > CLASS_OTHERS ? each : CLASS_OTHERS;
	double share = others > shown ? (double)shown / (double)others : 1;
	double boost = pow((double)f->row_n / (f->c->class_n * (double)f->positives[class]), BOOST);
	int signs[] = {1, -1};
	double weights[] = {boost, 1};
	struct parameter how = {.solver_type = L2R_L1LOSS_SVC_DUAL, .C = COST, .eps = STOP,
				.nr_weight = 2, .weight_label = signs, .weight = weights};
	struct problem what = {.n = (int)f->feature_n + 1, .bias = 1};
	struct model *trained;
	float bias;

	if (f->positives[class] == 0 || others == 0)
		return f->positives[class] ? 1 : -1;
	what.x = NEW_ARRAY(scratch, struct feature_node *, f->row_n);
	what.y = NEW_ARRAY(scratch, double, f->row_n);
	for (size_t i = 0; i < f->row_n; i++) {
		bool own = f->classes[i] == class;

		if (!own && (double)(model_lot(seed ^ class, i) >> 11) * 0x1p-53 >= share)
			continue;
		what.x[what.l] = f->rows[i];
		what.y[what.l++] = own ? 1 : -1;
	}
	srand(seed + class); /* liblinear draws from rand() */
	trained = train(&what, &how);
	bias = (float)trained->w[f->feature_n];
	keep_weights(f, class, trained->w);
	free_and_destroy_model(&trained);
	return bias;
}

/* From class by class to feature by feature. */
static void
lay_out(const struct fit *f, struct suggest_model *m)
{
	uint32_t *next = m->start + 1; /* while filling, where the next entry of a feature goes */

	for (size_t i = 0; i < f->entry_n; i++)
		if (f->entries[i].feature + 1 < m->feature_n)
			next[f->entries[i].feature + 1]++;
	for (uint32_t i = 1; i < m->feature_n; i++)
		next[i] += next[i - 1];
	for (size_t i = 0; i < f->entry_n; i++) {
		uint32_t at = next[f->entries[i].feature]++;

		m->classes[at] = f->entries[i].class;
		m->weights[at] = f->entries[i].weight;
	}
}

struct suggest_model *
model_fit(struct arena *a, const struct corpus *c, const bool *use, uint32_t seed,
	  struct progress *progress)
{
	struct fit f = {.c = c};
	struct arena scratch, one;
	struct suggest_model *m;
	float *idf, *bias;

	set_print_string_function(say_nothing);
	arena_init(&scratch);
	arena_init(&one);
	m = choose_features(&f, a, &scratch, use);
	idf = m->idf;
	make_rows(&f, &scratch, use, idf);
	bias = NEW_ARRAY(&scratch, float, c->class_n);
	for (uint32_t class = 0; class < c->class_n; class++) {
		bias[class] = fit_class(&f, &one, (uint16_t)class, seed);
		arena_reset(&one);
		if (progress)
			progress_at(progress, progress->done + 1);
	}
	m->entry_n = (uint32_t)f.entry_n;
	model_room(a, m);
	memcpy(m->labels, c->labels, c->class_n * sizeof *m->labels);
	memcpy(m->bias, bias, c->class_n * sizeof *m->bias);
	memcpy(m->idf, idf, m->feature_n * sizeof *m->idf);
	for (uint32_t g = 0; g < c->gram_n; g++)
		if (f.feature[g])
			m->hashes[f.feature[g] - 1] = c->hashes[g];
	lay_out(&f, m);
	arena_release(&one);
	arena_release(&scratch);
	free(f.entries);
	return m;
}
