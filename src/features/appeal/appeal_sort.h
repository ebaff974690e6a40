/* appeal_sort.h: the first look at a case: 大事, 小事 or 私事 (great, small, private), and 政务 or 居务 (the government's business or the
 * residents' own). It routes: a small one goes down to the building or the grid, a private one is answered with where to find help, what is
 * the government's goes to its bodies, the rest is the committee's. What the item's rule says of it is proposed; a person decides. */
#ifndef LINLI_APPEAL_SORT_H
#define LINLI_APPEAL_SORT_H

#include "features/appeal/appeal_figure.h"
#include "features/appeal/appeal_stage.h"

/* Stored beside what cases took: one number for both; 0 = nobody has said. */
int64_t appeal_kind_of(int64_t sort, int64_t affair);

/* What the rule of an item says by whom it names: settled at the building or in the grid first is small; named is a body of the
 * neighbourhood (community, grid, property, owners), it is the residents' own business and else great; another body, the government's.
 * *ret_sort and *ret_affair are 0 where it says nothing. */
void appeal_sort_proposed(const struct catalogue_rule *rule, enum appeal_sort *ret_sort, enum appeal_affair *ret_affair);

/* A dispatch says what the case is: as its form does, else as it was, else as its item's rule does. Its step tells. */
void appeal_sort_sent(struct move *m);
int do_sort(struct move *), do_advise(struct move *);

/* ---- figures ---- */

/* Cases that were over from the unit on, by what they were. own: carried by the community's own body; their working minutes from the
 * dispatch to the answer are own_minutes. Every other case of a kind kept that time from the community's desk. */
struct appeal_kind_sum {
	int64_t closed, own, near, triage, work;
};
struct appeal_kinds {
	struct appeal_kind_sum v[SORT__MAX][AFFAIR__MAX]; /* 0 = nobody has said that of the two; [0][0] is empty */
	int64_t own, own_minutes;			  /* of all kinds, also of none */
};
/* Fewer own cases than these say nothing of what one takes. */
enum { APPEAL_OWN_FEW = 5 };
/* community 0: of the whole district. */
int appeal_kinds(struct tx *tx, int64_t district, int64_t community, struct appeal_period p, struct appeal_kinds *ret);
/* Working minutes that did not lie on the community's desk for these cases: those others carried, times what one takes when the community
 * carries it itself. -1: too few to say. */
int64_t appeal_freed(const struct appeal_kinds *k, const struct appeal_kind_sum *s);

#endif
