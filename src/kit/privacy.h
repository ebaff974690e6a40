/* privacy.h: what a person may ask of the whole program: a copy of everything kept of them, and to be forgotten.
 *
 * Each feature that keeps something of people has a struct personal in its struct feature. */
#ifndef LINLI_KIT_PRIVACY_H
#define LINLI_KIT_PRIVACY_H

#include <stddef.h>

#include "base/str.h"

struct actor;
struct feature_list;
struct tx;

struct personal {
	const char *name; /* its key in the copy */
	/* Prints what the feature keeps of who, as one JSON value. */
	int (*print)(struct tx *tx, const struct actor *who, struct buf *json);
	/* Makes the feature forget who; what the law or others' rights keep stays without the person. */
	int (*forget)(struct tx *tx, const struct actor *who);
};

/* One JSON object with a member for each feature. */
int privacy_export(const struct feature_list *all, struct tx *tx, const struct actor *who, struct buf *json);
/* The last feature forgets first: a feature finds what is the person's by those it uses. */
int privacy_erase(const struct feature_list *all, struct tx *tx, const struct actor *who);

#endif
