/* fence.h: what somebody else's id is tried on: the file src/features/X/test/fence.world.
 *
 * It is a script (script.h) that makes things, and between its lines:
 *
 *   thing /appeal/:code secret code=$secret       an address that begins so is tried with this thing; the word tells
 *                                                 a reader whose it is; the longest beginning counts, "/api" aside
 *   thing /appeal/:code secret code=$secret only wang shequ      and no others may be shown it, nor may change it
 *   thing /appeal/:code missing code=BL-2611-9999 what is not there: each address has one
 *   form /appeal/:code text=...&version=999       what its POSTs send, right in every field. A version nobody has
 *                                                 makes a change end as "stale": who gets that far had the right to
 *   form /api/appeal/:code {"act":"note"}         the same for programs, as JSON
 *
 * Everybody below asks for every address with an argument, with each of its things. */
#ifndef LINLI_TEST_FENCE_H
#define LINLI_TEST_FENCE_H

#include "script.h"

enum { FENCE_THINGS = 48, FENCE_FORMS = 24 };

struct fence_thing {
	struct str prefix, word, args, only; /* only: logins with blanks between; "" = no rule */
};

struct fence_form {
	struct str prefix, pairs;
};

struct fence_plan {
	struct fence_thing things[FENCE_THINGS];
	struct fence_form forms[FENCE_FORMS];
	size_t things_n, forms_n;
};

/* Runs the script and fills the plan, its values expanded. false: s->problem says which line and why. */
bool fence_read(struct script *s, const char *path, struct str text, struct fence_plan *ret);
/* Is the thing tried at this route: is its beginning the longest that fits? */
bool fence_fits(const struct fence_plan *p, const struct fence_thing *t, const char *route);
/* The longest form that fits; "" when there is none. */
struct str fence_form(const struct fence_plan *p, const char *route);
/* The route's path with the thing's values; false: the thing has no value for an argument, *ret is its name. */
bool fence_path(struct arena *a, const struct fence_thing *t, const char *route, struct str *ret);

#endif
