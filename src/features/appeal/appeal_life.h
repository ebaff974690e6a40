/* appeal_life.h: cases whose whole life is known, written at once: a district made for measuring has them by the million. */
#ifndef LINLI_APPEAL_LIFE_H
#define LINLI_APPEAL_LIFE_H

#include "features/appeal/appeal_move.h"
#include "features/appeal/appeal_sum.h"

/* One move of a life: c.at is set. */
struct appeal_lived {
	const struct actor *who;
	struct appeal_change c;
};
/* Files n at n->at and makes the moves in order of time; clocks that ran out in between, and until now, did what they do. A move that
 * the case's state no longer allows is left out. sums gets the ledger's figures of many lives; whoever tells them writes it in the
 * same transaction. */
int appeal_live(struct tx *tx, const struct actor *who, const struct appeal_new *n, const struct appeal_lived *v, size_t moves,
		int64_t now, struct appeal_sums *sums);
/* How many cases were ever filed: where a district that is being filled stands. */
int appeal_filed(struct tx *tx, int64_t district, int64_t *ret);

#endif
