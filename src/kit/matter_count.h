/* matter_count.h: how many matters of a kind are not over in a community, and how many of those are late.
 *
 * A row of matter_count a kind and community, kept by the moves themselves. late holds those that were late at the
 * moment until; what became late since lies on the community's desk between until and now, is little, and is counted
 * when somebody asks: so the sum is exact at any moment. matter_late_turn moves until forward. A move changes the row
 * of its own community alone and holds it until it commits: moves of different communities do not wait for each
 * other, and none is missed while until moves. */
#ifndef LINLI_KIT_MATTER_COUNT_H
#define LINLI_KIT_MATTER_COUNT_H

#include "kit/matter.h"

struct move;

struct matter_count {
	int64_t live; /* not over */
	int64_t late; /* of those, should have been looked at: the office has them, and queue_at has passed */
};

/* community 0 = the whole district. */
int matter_count(struct tx *tx, int64_t district, enum flow_subject kind, int64_t community, struct matter_count *ret);

/* Of each community that has or had any, in no order. */
int matter_count_each(struct tx *tx, int64_t district, enum flow_subject kind, struct matter_count_of_list *ret);

/* What a move changed: m->was and m->m are counted where they stand. */
int matter_count_move(const struct move *m);

/* Is there something late that no row counts yet? */
int matter_late_waits(struct tx *tx, int64_t district, bool *ret);
/* Counts it in some communities, some thousand matters at most. *ret_more: there may be more. */
int matter_late_turn(struct tx *tx, int64_t district, bool *ret_more);

/* Counts every row anew, while matters move or not. */
int matter_recount(struct tx *tx, int64_t district);

#endif
