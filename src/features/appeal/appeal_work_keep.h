/* appeal_work_keep.h: how moves keep what cases took (appeal_work.h), and how it is looked after. */
#ifndef LINLI_APPEAL_WORK_KEEP_H
#define LINLI_APPEAL_WORK_KEEP_H

#include "features/appeal/appeal_stage.h"

/* m, row: the case as it was, or as it is; sign -1: it is no longer over, nor rated. */
int appeal_work_closed(struct appeal_moving *a, const struct matter *m, const struct appeal_row *row, int sign, int64_t at);
int appeal_work_rated(struct appeal_moving *a, const struct matter *m, const struct appeal_row *row, int sign);

/* Tells, a line each, which rows are not the sums of the cases; late: minutes may be those of another calendar. */
int appeal_work_verify(struct tx *tx, int64_t district, bool late, int (*broken)(void *ctx, struct str line), void *ctx);
int appeal_work_missing(struct tx *tx, int64_t district, bool *ret);
/* Makes all of it anew, in one go. A case that is over at the same time, in a week of which nothing was counted yet, may be counted twice:
 * verify tells. */
int appeal_work_anew(struct tx *tx, int64_t district, int64_t after, int64_t most, int64_t *ret_last);

#endif
