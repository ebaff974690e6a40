/* appeal_narrow.h: conditions on cases that no index of a desk has: place, body, channel, state, sight of who filed it, days.
 *
 * A queue is read in its order and those that do not fit are left out; it reads no further than APPEAL_READ_MOST cases, and says so. */
#ifndef LINLI_APPEAL_NARROW_H
#define LINLI_APPEAL_NARROW_H

#include "features/appeal/appeal_queue.h"

enum { APPEAL_READ_MOST = 2000 };

/* A state that is asked for besides those that are stored: all that are not over. */
enum { APPEAL_STATE_LIVE = 100 };

/* 0 = any. from and to are moments: filed at or after, and before. */
struct appeal_narrow {
	int64_t place; /* a street or community */
	int64_t class_, org, channel, state, anon, sort, affair, from, to;
};
bool appeal_is_narrow(const struct appeal_narrow *n);
bool appeal_fits_out(const struct appeal_narrow *n, const struct appeal_out *o);

/* Reads a queue for those that fit. *ret_next: it has read APPEAL_READ_MOST and goes on behind this; "" = it found as many as were asked
 * for, or has read all. */
int appeal_queue_narrow(struct tx *tx, const struct actor *who, enum appeal_tab tab, const struct appeal_filter *f,
			const struct appeal_narrow *n, struct appeal_line_list *ret, struct str *ret_next);

#endif
