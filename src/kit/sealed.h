/* sealed.h: things with a history and no course: people, bodies, places, the catalogue.
 *
 * A matter's steps hold the seal of its row (kit/course.h). Of other things a feature describes by a struct sealed
 * what of their rows a seal covers, and writes each step by sealed_add, after the rows were changed: the step holds
 * their digest, and `linli verify` sees an edit of any of them. What was there before seals were is sealed as found
 * (`linli seal`, and after each `linli migrate`): a step says so, and from then on an edit is seen.
 *
 * keyed: the rows name people, so the seal is a MAC by the key of the data folder, and tells nobody whether a guess
 * is right. Without the key such steps have no seal and nothing of them is checked. */
#ifndef LINLI_KIT_SEALED_H
#define LINLI_KIT_SEALED_H

#include "kit/feature.h"

/* The kind of a step that seals what was found, in the histories of all features. Stored. */
enum { FLOW_FOUND = 1000 };

struct sealed {
	enum flow_subject subject;
	bool keyed;
	/* Puts what the seal covers of a thing, as it stands (seal_text and seal_number of kit/due.h). E_NOTFOUND:
	 * there is none. */
	int (*put)(struct tx *tx, int64_t district, int64_t id, struct buf *b);
	/* The ids of all things, ascending, from after on, at most so many. */
	int (*things)(struct tx *tx, int64_t district, int64_t after, int64_t *ret_ids, size_t most, size_t *ret_n);
};

/* Adds a step with the seal of its thing as it stands now. */
int sealed_add(struct tx *tx, const struct actor *who, const struct sealed *s, const struct flow_new *step);

/* Tells, a line each, which things are not what their last seal says, have no history, or are gone while their
 * history is there. *ret_unsealed: so many more whose last step has no seal. */
int sealed_verify(struct tx *tx, int64_t district, const struct sealed *s, int (*broken)(void *ctx, struct str line), void *ctx,
		  int64_t *ret_unsealed);

/* Seals the things from the id *after on that have no seal, as they are found; so many are looked at. *ret_n: so many
 * were sealed; *after: where to go on, INT64_MAX when that was all. */
int sealed_found(struct tx *tx, int64_t district, const struct sealed *s, size_t most, int64_t *after, int64_t *ret_n);

#endif
