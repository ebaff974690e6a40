/* hot_join.h: clusters as the reader may join them, and joining many at once. */
#ifndef LINLI_HOT_JOIN_H
#define LINLI_HOT_JOIN_H

#include "features/hot/hot.h"
#include "gen/hot_row.h"
#include "kit/actor.h"

enum { HOT_SHOWN = 20, HOT_CASES = 12 };

/* One cluster: the case that leads, and those that could be joined to it. */
struct hot_group {
	struct hot_line lead;
	struct hot_line v[HOT_CASES];
	size_t n, joined; /* joined: so many of the cluster are dealt with under it already */
	size_t said;	  /* so many cases said it */
	bool more;	  /* there are more than are listed */
};
/* What the reader may join of the clusters in list, which hold at least one case that leads and one that could be joined to it. */
int hot_groups(struct tx *tx, const struct actor *who, const struct hot_list *list, struct hot_group *v, size_t most, size_t *ret_n);

/* Joins each of the cases to the one that leads; those that cannot be stay. *ret_done: codes that were joined, a space between; *ret_why: what kept
 * the first of the others, a Chinese message key, NULL = none stayed. */
int hot_join(struct tx *tx, const struct actor *who, struct str lead, const struct str *codes, size_t n, struct str *ret_done,
	     const char **ret_why);
/* Takes them out again. */
int hot_undo(struct tx *tx, const struct actor *who, struct str codes, size_t *ret_n);

#endif
