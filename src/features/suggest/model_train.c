/* model_train.c: learning, and measuring honestly how well. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/err.h"
#include "features/suggest/model_inner.h"

enum {
	FOLDS = 5,
	LONG_TRAINING = 1000000, /* classes times examples; beyond, one fold is held out, not each */
	FEW_CASES = 50,          /* below, nothing is measured */
	CATALOGUE = 50,          /* classes from which on hints alone can make sure */
	STEPS = 24,              /* temperatures tried */
};

/* A suggestion is sure when those at least as confident are right that often, and it is itself more
 * likely right than wrong. */
static const double SURE_RIGHT = 0.8, SURE_LEAST = 0.5, NEVER = 1.5;

/* What stands in while nothing can be measured: found with the default catalogue's 365 items as
 * hints, on the demo district's 292 cases (README.md, "Hints alone"). */
static const double HINTS_TEMPERATURE = 0.15, HINTS_SURE = 0.85;

/* No confidence is taken for more certain than this when it turns out wrong. */
static const double LEAST_CHANCE = 1e-4;

/* Temperature number i, from 0.04 up in steps of a sixth. */
static double
temperature(size_t i)
{
	return 0.04 * pow(1.0 / 6 + 1, (double)i);
}

/* What the held-out cases said. */
struct trial {
	size_t n;
	uint32_t *truth, *said;      /* class numbers */
	float *confidence;           /* [n][STEPS] of what was said, at each temperature */
	double loss[STEPS];          /* minus the logarithm of the chance given to what came true */
};

static int
by_label(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* The labels in ascending order, each example's place among them. */
static int
number_classes(struct corpus *c, struct arena *a, const struct model_example *examples)
{
	int64_t *labels = NEW_ARRAY(a, int64_t, c->n);
	uint32_t count = 0;

	for (size_t i = 0; i < c->n; i++)
		labels[i] = examples[i].label;
	qsort(labels, c->n, sizeof *labels, by_label);
	for (size_t i = 0; i < c->n; i++) {
		if (i && labels[i] == labels[i - 1])
			continue;
		if (count == MODEL_CLASSES_MAX)
			return E_INVALID;
		labels[count++] = labels[i];
	}
	if (count < 2)
		return E_INVALID;
	for (size_t i = 0; i < c->n; i++) {
		const int64_t *at = bsearch(&examples[i].label, labels, count, sizeof *labels,
					    by_label);

		c->docs[i].class = (uint32_t)(at - labels);
	}
	c->labels = labels;
	c->class_n = count;
	return OK;
}

static bool
is_case(const struct doc *doc)
{
	return doc->weight >= 1;
}

/* A group of examples in the order in which groups are dealt out to folds. */
struct dealt {
	uint32_t group, class;
	uint64_t lot;
};

static int
by_lot(const void *a, const void *b)
{
	const struct dealt *x = a, *y = b;

	if (x->class != y->class)
		return x->class < y->class ? -1 : 1;
	return (x->lot > y->lot) - (x->lot < y->lot);
}

/* Deals the groups out, class by class, so that folds are alike; FOLDS where there is no case. */
static uint8_t *
deal(const struct corpus *c, struct arena *a, const struct model_example *examples, uint32_t seed)
{
	uint32_t *group = NEW_ARRAY(a, uint32_t, c->n);
	uint8_t *folds = NEW_ARRAY(a, uint8_t, c->n);
	struct dealt *dealt = NEW_ARRAY(a, struct dealt, c->n);
	bool *seen = NEW_ARRAY(a, bool, c->n);
	size_t n = 0;

	model_group(examples, c->n, group);
	memset(folds, FOLDS, c->n);
	for (size_t i = 0; i < c->n; i++) {
		if (!is_case(&c->docs[i]) || seen[group[i]])
			continue;
		seen[group[i]] = true;
		dealt[n++] = (struct dealt){group[i], c->docs[i].class, model_lot(seed, group[i])};
	}
	qsort(dealt, n, sizeof *dealt, by_lot);
	for (size_t i = 0; i < n; i++)
		folds[dealt[i].group] = (uint8_t)(i % FOLDS);
	for (size_t i = 0; i < c->n; i++)
		folds[i] = folds[group[i]];
	return folds;
}

/* Asks the model about one case it has not seen. */
static void
try_case(struct trial *t, struct arena *scratch, const struct suggest_model *m,
	 const struct corpus *c, const struct doc *doc)
{
	struct gram *grams = NEW_ARRAY(scratch, struct gram, doc->token_n);
	struct choice first[MODEL_RIVALS];
	struct hit *hits;
	size_t hit_n, n;

	for (size_t i = 0; i < doc->token_n; i++)
		grams[i] = (struct gram){.hash = c->hashes[doc->tokens[i].gram],
					 .count = doc->tokens[i].count};
	hits = model_hits(m, scratch, grams, doc->token_n, &hit_n);
	n = model_rank(model_margins(m, scratch, hits, hit_n), m->class_n, MODEL_RIVALS, first);
	for (size_t s = 0; hit_n && s < STEPS; s++) {
		double confidence = model_confidence(first, n, 0, temperature(s));
		bool right = first[0].class == doc->class;

		t->loss[s] -= log(fmax(right ? confidence : 1 - confidence, LEAST_CHANCE));
		t->confidence[t->n * STEPS + s] = (float)confidence;
	}
	t->truth[t->n] = doc->class;
	t->said[t->n++] = hit_n ? first[0].class : c->class_n; /* class_n: nothing */
}

/* Trains without each fold in turn and tries the model on it. */
static void
try_folds(struct trial *t, struct arena *a, const struct corpus *c, const uint8_t *folds,
	  size_t fold_n, uint32_t seed, struct progress *progress)
{
	bool *use = NEW_ARRAY(a, bool, c->n);

	*t = (struct trial){.truth = NEW_ARRAY(a, uint32_t, c->n),
			    .said = NEW_ARRAY(a, uint32_t, c->n),
			    .confidence = NEW_ARRAY(a, float, c->n * STEPS)};
	for (size_t fold = 0; fold < fold_n; fold++) {
		struct arena trained, scratch;
		struct suggest_model *m;

		arena_init(&trained);
		arena_init(&scratch);
		for (size_t i = 0; i < c->n; i++)
			use[i] = folds[i] != fold;
		m = model_fit(&trained, c, use, seed, progress);
		for (size_t i = 0; i < c->n; i++) {
			if (!use[i] && is_case(&c->docs[i]))
				try_case(t, &scratch, m, c, &c->docs[i]);
			arena_reset(&scratch);
		}
		arena_release(&scratch);
		arena_release(&trained);
	}
}

/* Accuracy, and F1 averaged over the classes that occur among the measured cases. */
static void
score(const struct trial *t, struct arena *a, uint32_t class_n, struct model_report *ret)
{
	size_t *hit = NEW_ARRAY(a, size_t, class_n + 1), *said = NEW_ARRAY(a, size_t, class_n + 1);
	size_t *truth = NEW_ARRAY(a, size_t, class_n + 1), right = 0, present = 0;
	double sum = 0;

	for (size_t i = 0; i < t->n; i++) {
		truth[t->truth[i]]++;
		said[t->said[i]]++;
		if (t->truth[i] == t->said[i]) {
			hit[t->truth[i]]++;
			right++;
		}
	}
	for (uint32_t c = 0; c < class_n; c++) {
		present += truth[c] > 0;
		if (truth[c])
			sum += 2.0 * (double)hit[c] / (double)(truth[c] + said[c]);
	}
	ret->measured = t->n;
	ret->accuracy = (double)right / (double)t->n;
	ret->macro_f1 = sum / (double)present;
}

struct answer {
	float confidence;
	bool right;
};

static int
by_confidence(const void *a, const void *b)
{
	const struct answer *x = a, *y = b;

	return (x->confidence < y->confidence) - (x->confidence > y->confidence);
}

/* How many answers reach the bar of what is shown, and how many of those are right. */
static void
count_shown(const struct answer *answers, size_t n, struct model_report *ret)
{
	size_t shown = 0, right = 0;

	for (; shown < n && answers[shown].confidence * 1000 >= MODEL_BAR; shown++)
		right += answers[shown].right;
	ret->shown_share = n ? (double)shown / (double)n : 0;
	ret->shown_right = shown ? (double)right / (double)shown : 0;
}

/* Chooses the temperature that makes confidences truest, and where being sure begins. */
static void
calibrate(const struct trial *t, struct arena *a, struct suggest_model *m, struct model_report *ret)
{
	struct answer *answers = NEW_ARRAY(a, struct answer, t->n);
	size_t best = 0, right = 0;

	for (size_t s = 1; s < STEPS; s++)
		if (t->loss[s] < t->loss[best])
			best = s;
	m->temperature = (float)temperature(best);
	for (size_t i = 0; i < t->n; i++)
		answers[i] = (struct answer){t->confidence[i * STEPS + best],
					     t->truth[i] == t->said[i]};
	qsort(answers, t->n, sizeof *answers, by_confidence);
	count_shown(answers, t->n, ret);
	for (size_t i = 0; i < t->n && answers[i].confidence >= SURE_LEAST; i++) {
		right += answers[i].right;
		if (i + 1 < t->n && answers[i + 1].confidence >= answers[i].confidence)
			continue;
		if ((double)right < SURE_RIGHT * (double)(i + 1))
			continue;
		m->threshold = answers[i].confidence;
		ret->sure_share = (double)(i + 1) / (double)t->n;
		ret->sure_right = (double)right / (double)(i + 1);
	}
}

int
model_train(struct arena *a, const struct model_example *examples, size_t n, uint32_t seed,
	    struct progress *progress, struct suggest_model **ret, struct model_report *ret_report)
{
	int64_t started = clock_tick_us();
	struct model_report report = {0};
	struct suggest_model *m;
	struct arena scratch;
	struct corpus c;
	bool *use, hinted;

	for (size_t i = 0; i < n; i++) {
		if (!(examples[i].weight > 0 && examples[i].weight <= 1))
			return E_INVALID;
		*(examples[i].weight >= 1 ? &report.cases : &report.hints) += 1;
	}
	arena_init(&scratch);
	corpus_open(&c, &scratch, examples, n);
	if (number_classes(&c, &scratch, examples) < 0) {
		arena_release(&scratch);
		return E_INVALID;
	}
	report.classes = c.class_n;
	hinted = report.hints && c.class_n >= CATALOGUE;
	report.folds = report.cases < FEW_CASES ? 0 : c.class_n * n > LONG_TRAINING ? 1 : FOLDS;
	if (progress)
		progress_begin(progress, "learning", (report.folds + 1) * c.class_n);
	use = NEW_ARRAY(&scratch, bool, n);
	memset(use, true, n);
	m = model_fit(a, &c, use, seed, progress);
	m->temperature = (float)HINTS_TEMPERATURE;
	m->threshold = (float)(hinted && !report.folds ? HINTS_SURE : NEVER);
	if (report.folds) {
		struct trial t;

		try_folds(&t, &scratch, &c, deal(&c, &scratch, examples, seed), report.folds, seed,
			  progress);
		if (t.n) {
			score(&t, &scratch, c.class_n, &report);
			calibrate(&t, &scratch, m, &report);
		}
	}
	if (progress)
		progress_end(progress);
	arena_release(&scratch);
	report.threshold = m->threshold;
	report.seconds = (double)(clock_tick_us() - started) / 1e6;
	*ret = m;
	*ret_report = report;
	return OK;
}
