/* flow.h: what happened to a matter, append-only and chained.
 *
 * Every change of a matter (an appeal now; proposals and projects later) writes one step in the same
 * transaction. Each step carries the digest of the one before it and of its own fields; the text itself goes
 * in by its digest, so that a personal text can be erased (a tombstone stays) and the chain still holds. */
#ifndef LINLI_KIT_FLOW_H
#define LINLI_KIT_FLOW_H

#include "db/db.h"
#include "gen/kit_row.h" /* struct flow_step, struct flow_step_list */
#include "kit/actor.h"

enum flow_subject {
#define SUBJECT(number, name, word) FLOW_##name = number,
#include "kit/subject.def"
#undef SUBJECT
};
enum flow_sight { FLOW_PUBLIC = 1, FLOW_PARTIES = 2 /* who filed it, and staff */, FLOW_INTERNAL = 3 };

/* Appends a step; at = now. kind is the feature's own enum. org: body that acts, 0 = none. data: small machine
 * text ("from=3 to=4"). photos: digests separated by spaces. */
struct flow_new {
	enum flow_subject subject;
	int64_t id;
	int64_t kind;
	enum flow_sight sight;
	int64_t org;
	struct str text, data, photos;
	int64_t at; /* 0 = now; imports and the demo set it */
	struct str seal; /* digest of the matter's row after the step, see kit/course.h; "" = none */
	struct str once; /* mark of the form that was sent, "" = none */
	bool first;	 /* it is known to be the matter's first */
	struct flow_tail *tail; /* the step before, which need not be read; becomes this one. NULL = it is read */
};
int flow_add(struct tx *tx, const struct actor *who, const struct flow_new *step);
/* Erases the text of a step; its digest stays, which no guess at the text can be held against, and the chain holds. */
int flow_forget_text(struct tx *tx, int64_t district, enum flow_subject subject, int64_t id, int64_t seq);
/* Had this step a text that is gone? */
bool flow_forgotten(struct arena *a, const struct flow_step *step);
/* Steps oldest first, at most so widely seen as sight. The names of who did them are empty: gate_steps on a page,
 * account_name_steps in a rule. */
int flow_list(struct tx *tx, int64_t district, enum flow_subject subject, int64_t id,
	      enum flow_sight sight, struct flow_step_list *ret);
/* Checks the chain of one matter; *ret_bad = number of the first wrong step, 0 = holds. */
int flow_verify(struct tx *tx, int64_t district, enum flow_subject subject, int64_t id,
		int64_t *ret_bad);

/* Every step of the district without its text, matter by matter, oldest first: enough to check the chains. */
int flow_each(struct tx *tx, int64_t district, int (*row)(void *ctx, const struct flow_link *row),
	      void *ctx);
/* What the digest of this step must be after the step with the digest before ("" for a matter's first). */
struct str flow_digest(struct arena *a, struct str before, int64_t district,
		       const struct flow_link *l);

/* Ids of matters of a kind that have a history, ascending, from after on; *ret_n < most: that was all. */
int flow_subjects(struct tx *tx, int64_t district, enum flow_subject subject, int64_t after,
		  int64_t *ret_ids, size_t most, size_t *ret_n);
/* The next kind after this number that has a history in the district, known to this program or not; 0 = no more. */
int flow_kind_after(struct tx *tx, int64_t district, int64_t kind, int64_t *ret_kind);
/* "appeal"; "unknown" for a kind that this program does not have. */
const char *flow_word(int64_t subject);
bool flow_knows(int64_t subject);
/* Newest step of any matter of a kind in the district: live pages ask once a second. */
int flow_newest(struct tx *tx, int64_t district, enum flow_subject subject, int64_t *ret_mark);

#endif
