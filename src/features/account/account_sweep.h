/* account_sweep.h: sessions and codes that nobody can use any more, found in a reading transaction and dropped a few
 * at a time in writing ones. */
#ifndef LINLI_ACCOUNT_SWEEP_H
#define LINLI_ACCOUNT_SWEEP_H

#include "gen/account_row.h"

struct tx;
struct account_sweep {
	int64_t district, now;
	struct session_old_list sessions; /* out of find: one batch, in the arena of its transaction */
	struct code_old_list codes;
};
/* arg: struct account_sweep *. */
int account_sweep_find(struct tx *tx, void *arg);
int account_sweep_drop(struct tx *tx, void *arg);

#endif
