/* privacy.h: what a person may ask of the whole program: a copy of everything kept of them, and to be forgotten.
 *
 * Each feature that keeps something of people has a struct personal in main/personal.def. */
#ifndef LINLI_KIT_PRIVACY_H
#define LINLI_KIT_PRIVACY_H

#include <stddef.h>

#include "base/str.h"

struct actor;
struct tx;

struct personal {
	const char *name; /* its key in the copy */
	/* Prints what the feature keeps of who, as one JSON value. */
	int (*print)(struct tx *tx, const struct actor *who, struct buf *json);
	/* Makes the feature forget who; what the law or others' rights keep stays without the person. */
	int (*forget)(struct tx *tx, const struct actor *who);
};
struct personal_list {
	const struct personal *const *v;
	size_t n;
};

/* One JSON object with a member for each feature. */
int privacy_export(const struct personal_list *all, struct tx *tx, const struct actor *who, struct buf *json);
/* The last feature forgets first, the account last: the others find what is the person's by it. */
int privacy_erase(const struct personal_list *all, struct tx *tx, const struct actor *who);

#endif
