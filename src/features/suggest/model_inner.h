/* model_inner.h: what the files of the model share; nobody else includes it. */
#ifndef LINLI_SUGGEST_MODEL_INNER_H
#define LINLI_SUGGEST_MODEL_INNER_H

#include "features/suggest/model.h"

/* Confidence is shared out among the first so many classes. */
enum { MODEL_RIVALS = 5 };

enum { MODEL_CLASSES_MAX = UINT16_MAX, MODEL_FEATURES_MAX = 1 << 24, MODEL_ENTRIES_MAX = 1 << 26 };

/* Weights are kept by feature, because a text touches few features of many: those of feature f are
 * entries start[f] to start[f + 1]. */
struct suggest_model {
	uint32_t class_n, feature_n, entry_n;
	float temperature; /* the higher, the less a difference of margins says */
	float threshold;
	int64_t *labels;   /* [class_n] */
	float *bias;       /* [class_n] */
	uint64_t *hashes;  /* [feature_n], ascending */
	float *idf;        /* [feature_n] how telling: rarity times skew over the classes */
	uint32_t *start;   /* [feature_n + 1] */
	uint16_t *classes; /* [entry_n] */
	float *weights;    /* [entry_n] */
};

/* A gram of a text: its hash, how much of it there is, and where it stands first. */
struct gram {
	uint64_t hash;
	float count;
	struct str text;
};

/* A gram of the text that the model knows; the values make a vector of length 1. */
struct hit {
	struct str text;
	uint32_t feature;
	float value;
};

/* A class as a possible answer. */
struct choice {
	uint32_t class;
	double margin;
};

/* The grams of a message that mean something, in the order of their first appearance, each once. */
struct gram *model_grams(struct arena *a, struct str title, struct str text, size_t *ret_n);
/* How much a gram weighs in a text before the vector is brought to length 1. */
double model_value(double count, double idf);
struct hit *model_hits(const struct suggest_model *m, struct arena *a, const struct gram *grams,
		       size_t n, size_t *ret_n);
/* Of each class, how far the text lies on its side. */
double *model_margins(const struct suggest_model *m, struct arena *a, const struct hit *hits,
		      size_t n);
/* The k classes of the greatest margins, the greatest first; ret has room for k. Returns how many:
 * fewer where there are fewer classes. */
size_t model_rank(const double *margins, size_t class_n, size_t k, struct choice *ret);
/* How far choice i is to be believed, out of all the choices ranked. */
double model_confidence(const struct choice *choices, size_t n, size_t i, double temperature);
/* Arrays of a model whose numbers of classes, features and entries are set. */
void model_room(struct arena *a, struct suggest_model *m);

/* Groups of nearly the same messages: ret_group[i] is the first example of the group of i. */
void model_group(const struct model_example *examples, size_t n, uint32_t *ret_group);

/* The examples, cut into grams once for all trainings. A token is a gram by its place in hashes. */
struct corpus {
	struct doc {
		uint32_t class;
		double weight;
		struct token {
			uint32_t gram;
			float count;
		} *tokens;
		size_t token_n;
	} *docs;
	size_t n;
	uint64_t *hashes; /* [gram_n], ascending: the grams that occur in two examples at least */
	uint32_t gram_n;
	int64_t *labels;  /* [class_n], ascending */
	uint32_t class_n;
};

void corpus_open(struct corpus *c, struct arena *a, const struct model_example *examples, size_t n);
/* A model without calibration, out of the examples whose use is true. */
struct suggest_model *model_fit(struct arena *a, const struct corpus *c, const bool *use,
				uint32_t seed, struct progress *progress);
/* A number that looks drawn by lot but is the same every time. */
uint64_t model_lot(uint64_t seed, uint64_t i);

#endif
