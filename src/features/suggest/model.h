/* model.h: which item a message belongs to, learnt from settled cases.
 *
 * A linear classifier over character grams. It knows texts and numbers called labels, nothing of
 * items, districts or databases. The same examples in the same order and the same seed give the
 * same model, byte for byte, as long as no other thread of the process calls rand() meanwhile. */
#ifndef LINLI_SUGGEST_MODEL_H
#define LINLI_SUGGEST_MODEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/log.h"
#include "base/str.h"

struct suggest_model;

/* weight 1: a settled case. Less: a hint, such as an item's name and keywords; hints teach, but the
 * figures of the report are measured on cases alone. More than 1 or not above 0 is refused. */
struct model_example {
	struct str title, text;
	int64_t label;
	double weight;
};

/* Confidence from which on a suggestion is shown to people, in thousandths: the report measures what reaches it. */
enum { MODEL_BAR = 300 };

/* Figures measured on cases the measured model had not seen, nor anything nearly the same. */
struct model_report {
	size_t classes, cases, hints;
	size_t folds;      /* parts held out in turn: 5, 1 with much to learn, 0 with few cases */
	size_t measured;   /* cases in those parts */
	double macro_f1, accuracy;
	/* Below this confidence a suggestion is not sure; above 1: none is. With few cases, but
	 * hints for 50 classes or more, it is a set value and not measured. */
	double threshold;
	double sure_share; /* of the measured cases, how many got a sure suggestion */
	double sure_right; /* of the sure suggestions, how many were right */
	double shown_share, shown_right; /* the same of those that reach MODEL_BAR */
	double seconds;
};

enum { MODEL_REASONS = 4 };

struct suggestion {
	int64_t label;
	double confidence; /* 0 to 1: how often such a suggestion is right */
	bool sure;
	size_t reason_n;
	struct str reasons[MODEL_REASONS]; /* words of the text, the weightiest first */
};

/* The model lives in a, and needs nothing else of it. progress may be NULL. E_INVALID: fewer than
 * two labels, more than 65,535, or a bad weight. */
int model_train(struct arena *a, const struct model_example *examples, size_t n, uint32_t seed,
		struct progress *progress, struct suggest_model **ret,
		struct model_report *ret_report);

/* The best k labels, the best first; none when the text has no gram the model knows. Threads may
 * share the model. *ret_n is at most k; ret has room for k. */
void model_suggest(const struct suggest_model *m, struct arena *a, struct str title,
		   struct str text, size_t k, struct suggestion *ret, size_t *ret_n);

/* The model as bytes to keep, and back. E_MALFORMED: damaged, cut off, or of another version. */
int model_save(const struct suggest_model *m, struct arena *a, struct str *ret);
int model_load(struct arena *a, struct str bytes, struct suggest_model **ret);

/* Memory the model takes, in bytes. */
size_t model_size(const struct suggest_model *m);

#endif
