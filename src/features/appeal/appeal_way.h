/* appeal_way.h: the address in a message by which who filed a case does without signing in what its step waits for.
 *
 * It names the step and proves it: a keyed digest of the case, the step, whom the case belongs to and its PIN. So nothing of it is
 * kept anywhere, it opens this one case alone, and a new PIN, an erased account or a contact that was taken out end it at once. It
 * opens while its step is the last one that waits for them, and 30 days after the answer or the end at most. */
#ifndef LINLI_APPEAL_WAY_H
#define LINLI_APPEAL_WAY_H

#include "kit/actor.h"

struct tx;

/* PAST: something newer happened. OVER: its time is over. */
enum appeal_way { APPEAL_WAY_OPEN = 1, APPEAL_WAY_PAST, APPEAL_WAY_OVER };

/* course.way_in: "/appeal/BL-2611-0387/a/5-…"; "" = the step waits for nothing, or nobody is there to be asked. */
int appeal_way_in(struct tx *tx, int64_t district, int64_t matter, int64_t step, struct str *ret);
/* What the address with this code and key opens: who shows the proof may do as who filed it. *ret_last: the last step that ended
 * addresses. E_NOTFOUND: nothing, whatever the reason. */
int appeal_way_open(struct tx *tx, int64_t district, struct str code, struct str key, struct proof *ret_proof, enum appeal_way *ret,
		    int64_t *ret_last);

#endif
