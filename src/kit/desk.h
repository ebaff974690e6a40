/* desk.h: on whose desk a matter lies.
 *
 * One row for each place and body that answers for it: the district (its code), every node it lies in, and every body
 * it was given to. So the queue of any reader, of whatever kind and level, is one range of one index. A row holds the
 * state of its matter, so that a queue of one state is a range as well. Rows of matters that are over stay
 * (DESK_OVER), without a state: they list everything a desk ever had.
 *
 * A matter that is urgent lies twice on each desk: with the others, so that every count holds, and under the desk's
 * number below zero, which is a short range of its own that pages read first. */
#ifndef LINLI_KIT_DESK_H
#define LINLI_KIT_DESK_H

#include <stddef.h>

#include "kit/matter.h"

/* Stored. What a live matter needs of this desk. */
enum desk_tab {
	DESK_NEW = 1,	   /* nobody has looked at it */
	DESK_WORK = 2,	   /* somebody works on it */
	DESK_RAISED = 3,   /* the ladder brought it up to this desk */
	DESK_ASKED = 4,	   /* waits for what the raiser was asked */
	DESK_ANSWERED = 5, /* answered; waits for a judgement */
	DESK_JOINED = 6,   /* dealt with under another matter, with others that say the same */
	DESK_PART = 7,	   /* a part of another matter, which its body works on: of its place, not of a body */
	DESK_OWN_LIST = 8, /* a kind that is listed by its feature, and counted in no queue */
	DESK_OVER = 9,
};

/* Six levels of places, the lead, and every other body, each twice: kit/course.h refuses more bodies. */
enum { DESK_ROWS_MAX = 80 };
struct desk_rows {
	struct desk v[DESK_ROWS_MAX];
	size_t n;
	/* What its kind sorts matters by, for queues of one topic: the class of an appeal; 0 = nothing. */
	int64_t topic;
};

/* The part of a desk on which only what is urgent lies. */
static inline int64_t
desk_urgent(int64_t desk)
{
	return -desk;
}

struct course;
struct move;
/* The rows a matter must have, given its parties and clocks. */
void desk_rows(const struct course *c, int64_t district, const struct matter *m, const struct party_list *parties,
	       const struct due_list *clocks, int64_t topic, struct desk_rows *ret);
/* Makes the rows that were into those that are. */
int desk_save(struct tx *tx, int64_t district, const struct desk_rows *was, const struct desk_rows *is);

/* Desks and topic as words of the index (kit/matter_find.h), so that words on a desk are one lookup: of a new matter
 * while it is made; of a matter as it is. */
struct str desk_words(const struct move *m);
int desk_words_of(struct tx *tx, const struct course *c, int64_t district, int64_t id, int64_t topic, struct str *ret);
/* A matter that is in the index has other desks or another topic now. */
int desk_find_again(struct tx *tx, int64_t district, int64_t id, const struct desk_rows *was, const struct desk_rows *is);

/* How many of a tab lie on a desk and are due between two moments: with a state, of that state of the kind; with
 * another desk, on that one too. Counts no further than most. */
int desk_count(struct tx *tx, int64_t district, const struct desk_span *span, int64_t *ret);

#endif
