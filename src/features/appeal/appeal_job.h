/* appeal_job.h: what is done for appeals without anybody asking. */
#ifndef LINLI_APPEAL_JOB_H
#define LINLI_APPEAL_JOB_H

#include "db/outbox.h"

/* Clocks that ran out, in all districts; *ret_n = how many were looked at. A district that fails keeps no other waiting. */
int appeal_clock_turn(struct db *db, int64_t *ret_n);

/* OUTBOX_PLACE: cases follow a place that was merged or moved. At least once. */
int appeal_place_job(struct db *db, const struct outbox_job *job, void *ctx);

/* Once a day, in all districts: forgets who filed what has been over for longer than that is kept, and keys of forms. */
int appeal_forget_daily(struct db *db);

#endif
