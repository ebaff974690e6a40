/* appeal_near.h: the smallest circle first: what a building or a grid may settle lies there before the community has it, and goes up when
 * nobody there took it. The least level is the item's (catalogue_rule.circle). */
#ifndef LINLI_APPEAL_NEAR_H
#define LINLI_APPEAL_NEAR_H

#include "features/appeal/appeal.h"
#include "gen/appeal_row.h"
#include "gen/territory_row.h"

struct move;

/* Stored. What is counted, at the moment of the move and never taken back, but NEAR_GIVEN, which a dispatch that is taken back leaves. */
enum near_kind {
	NEAR_BUILDING = 1, /* settled at the building */
	NEAR_GRID,	   /* … in the grid */
	NEAR_COMMUNITY,	   /* answered by the community itself */
	NEAR_BODY,	   /* answered by another body */
	NEAR_UP_BUILDING,  /* went up from the building, by hand or by time */
	NEAR_UP_GRID,	   /* … from the grid */
	NEAR_GIVEN,	   /* given to a body by the place's staff, by body */
	NEAR__MAX
};
/* Stored beside enum appeal_unit: a day, of buildings and grids. */
enum { APPEAL_DAY = 3 };

/* A new case that its item allows to lie at a building or a grid where somebody has that duty lies there. *ret: it does. */
int appeal_near_file(struct move *m, bool *ret);
/* The item or the place of a case that nobody has dispatched is another one. */
int appeal_near_again(struct move *m);
/* Somebody says that neighbours settle it: from the community it goes down to where somebody has that duty. */
int appeal_near_small(struct move *m);
/* May the actor settle it at the level at which it lies? */
bool appeal_may_settle(const struct move *m);
int do_take(struct move *), do_settle(struct move *), do_pass_up(struct move *), do_rise(struct move *);

/* ---- figures ---- */

/* Answered by the lead, or by the place's staff. */
int appeal_near_answered(struct move *m);
/* sign -1: the dispatch that began at was taken back. */
int appeal_near_given(struct move *m, int64_t org, int64_t at, int sign);

/* The sums of a place from the unit that begins on day start: n[kind], and to whom it was given. */
struct near_sums {
	int64_t n[NEAR__MAX];
	struct appeal_near_sum_list given;
};
int appeal_near_sums_of(struct tx *tx, int64_t district, int64_t place, int64_t unit, int64_t start, struct near_sums *ret);
/* The same of each of these communities, in their order, without to whom. */
int appeal_near_sums_each(struct tx *tx, int64_t district, const struct territory_node_list *communities, int64_t unit, int64_t start,
			  struct near_sums **ret);

#endif
