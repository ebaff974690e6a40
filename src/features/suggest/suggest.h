/* suggest.h: which catalogue item a text is about, how sure that is, and which words decided.
 *
 * Learns from cases that staff classified, and from the catalogue's own keywords while there are none. The
 * newest model of a district is kept in memory by the process; every two seconds at most a suggestion looks
 * whether there is a newer one, else it reads nothing. */
#ifndef LINLI_SUGGEST_H
#define LINLI_SUGGEST_H

#include "base/str.h"
#include "kit/actor.h"

struct progress;
struct tx;

enum { SUGGEST_MAX = 5, SUGGEST_REASONS = 4 };
/* Less confident than this nothing is suggested to people, in thousandths; linli train says how often what reaches it is right. */
enum { SUGGEST_BAR = 300 };

struct suggest_hit {
	int64_t item;	 /* catalogue node */
	struct str path; /* names from the first level, joined by / */
	struct str name;
	struct str name_en, path_en;
	struct str colour;
	int64_t permille; /* confidence: how often it is right when it says so */
	int64_t percent;  /* the same, for pages */
	bool chosen;	  /* pages: this one is taken */
	struct str reasons[SUGGEST_REASONS];
	size_t reasons_n;
	struct str reason_text; /* the reasons with 、 between, for pages */
};

struct suggest_hit_list {
	struct suggest_hit *v;
	size_t n;
	bool sure; /* false: the first one is below the threshold; say "not sure" */
};

/* At most k hits (k <= SUGGEST_MAX), best first. Nothing learned yet, or nothing known in the text: an empty
 * list, not an error. */
int suggest_for(struct tx *tx, int64_t district, struct str title, struct str text, size_t k,
		struct suggest_hit_list *ret);

/* Forgets what is kept in memory: before another database is opened, and in tests. */
void suggest_forget(void);

/* Learning: the caller adds texts with the item each belongs to. A hint (the catalogue's own words for an
 * item) teaches like a case, but is not counted and nothing is measured on it. A part is the hint of an
 * item inside what is taught, such as a whole class. */
struct suggest_case {
	struct str title, text;
	int64_t item;
	bool hint, part;
};
/* All shares are of cases that the measured model had not seen; folds 0 = too few to measure. */
struct suggest_report {
	int64_t classes, cases, hints, folds, f1_permille, accuracy_permille;
	int64_t sure_permille;	/* of the measured cases, how many got a sure suggestion */
	int64_t right_permille; /* of the sure suggestions, how many were right */
	int64_t shown_permille, shown_right_permille; /* the same of those that reach SUGGEST_BAR */
	int64_t seconds_ms, bytes;
};
struct suggest_trainer;
struct suggest_trainer *suggest_trainer_new(struct arena *a);
void suggest_trainer_add(struct suggest_trainer *t, const struct suggest_case *c); /* copies */
/* Learns (no transaction needed) and, with suggest_store, keeps it as the district's newest model. progress
 * may be NULL. E_INVALID: fewer than two items. */
int suggest_train(struct suggest_trainer *t, struct arena *a, struct progress *progress,
		  struct suggest_report *ret, struct str *ret_model);
int suggest_store(struct tx *tx, int64_t district, const struct suggest_report *report,
		  struct str model);

#endif
