/* account_job.h: telling people things, after the transaction that promised it.
 *
 * By which channels the district's settings say (kit/setting.def, linli setting); each may be missing. Secrets are read
 * from files that only we may read, never from the table. */
#ifndef LINLI_ACCOUNT_JOB_H
#define LINLI_ACCOUNT_JOB_H

#include "db/outbox.h"

/* outbox_runner for OUTBOX_CODE and OUTBOX_NOTICE; ctx = const struct feature_env *; in the
 * demo messages are shown under /account/outbox. E_IO: the gateway
 * did not take it, try later. A notice for which the district has no channel is done: there is no other way. */
int account_code_job(struct db *db, const struct outbox_job *job, void *ctx);
int account_notice_job(struct db *db, const struct outbox_job *job, void *ctx);
/* The same for OUTBOX_NUMBER, with the address by which the step is answered. */
int account_number_job(struct db *db, const struct outbox_job *job, void *ctx);
/* outbox_runner for OUTBOX_PHONE and OUTBOX_MAIL: one notice (kit/notice.h) of a person, by one gateway. */
int account_send_job(struct db *db, const struct outbox_job *job, void *ctx);

/* Once a day, in all districts: drops sessions that have ended and codes of earlier days. */
int account_sweep_daily(struct db *db);

#endif
