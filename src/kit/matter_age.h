/* matter_age.h: how old is what is not over: of each community, of the district and of each body that leads.
 *
 * Sums by day that the moves themselves keep. A row goes when nothing of its day is left, so there are as many rows as days on which
 * something still lies: few at any depth. What is never public is counted by the district alone; parts of a matter are not counted. */
#ifndef LINLI_KIT_MATTER_AGE_H
#define LINLI_KIT_MATTER_AGE_H

#include "kit/matter.h"

struct move;

/* Stored. What a day is: on which it was filed, of the community or, where it has none, the district; the same of the body that leads;
 * on which that body should have acted on it (queue_at), of what waits for the office. */
enum matter_age_what { AGE_PLACE = 1, AGE_BODY = 2, AGE_BODY_DUE = 3 };

/* Filed so many days ago at most; the last: longer ago. */
enum { MATTER_AGES = 5 };
extern const int matter_age_days[MATTER_AGES - 1];

struct matter_ages {
	int64_t n[MATTER_AGES];
};

/* Of one desk among those that were read; of a desk that has none they are zeroes. desk 0 = all of them. */
struct matter_ages matter_ages_of(const struct matter_ages_row_list *rows, int64_t desk);
int matter_ages(struct tx *tx, int64_t district, enum flow_subject kind, enum matter_age_what what, struct matter_ages_row_list *ret);
/* What of each body should have been acted on before today. */
int matter_overdue(struct tx *tx, int64_t district, enum flow_subject kind, struct matter_overdue_list *ret);

/* What a move changed: m->was and m->m are counted where they stand. */
int matter_age_move(const struct move *m);
/* Does anything of it differ for the ages? */
bool matter_age_differs(const struct move *m);

/* Counts every row anew. Whoever calls holds all rows of matter_count, which every move that changes an age changes too. */
int matter_age_recount(struct tx *tx, int64_t district);
/* Rows that are not what the matters say, a few at most. */
int matter_age_wrong(struct tx *tx, int64_t district, enum flow_subject kind, struct matter_age_list *ret);

#endif
