/* appeal_sum.h: figures of many cases, added up in memory and written once. */
#ifndef LINLI_APPEAL_SUM_H
#define LINLI_APPEAL_SUM_H

#include "base/arena.h"
#include "gen/appeal_row.h"

struct tx;

/* What cases took (appeal_work.h), in the order of the rows' key. */
struct appeal_works {
	struct arena memory;
	struct appeal_work *v;
	size_t n, room;
};
void appeal_works_add(struct appeal_works *s, const struct appeal_work *w, int64_t sign);
/* Adds all entries to the rows and leaves s empty, whether that failed or not. */
int appeal_works_write(struct tx *tx, int64_t district, struct appeal_works *s);

/* It begins as zeroes, and is empty then. It has one entry for each place, class and week or month. */
struct appeal_sums {
	struct arena memory;
	struct appeal_figure *v; /* open addressing; unit 0 = free */
	size_t n, size;
	struct appeal_works works;
};

void appeal_sums_add(struct appeal_sums *s, const struct appeal_figure *f);
/* Adds all entries to the rows, in the order of the rows' key, and leaves s empty, whether that failed or not. */
int appeal_sums_write(struct tx *tx, int64_t district, struct appeal_sums *s);
/* Forgets all of it. */
void appeal_sums_drop(struct appeal_sums *s);

#endif
