/* appeal_job.h: what is done for appeals without anybody asking. */
#ifndef LINLI_APPEAL_JOB_H
#define LINLI_APPEAL_JOB_H

#include "db/outbox.h"

/* OUTBOX_PLACE: cases follow a place that was merged or moved. At least once. */
int appeal_place_job(struct db *db, const struct outbox_job *job, void *ctx);
/* OUTBOX_ITEM: cases of an item that is never public from now on are taken back. At least once. */
int appeal_item_job(struct db *db, const struct outbox_job *job, void *ctx);
/* OUTBOX_JOINED: what became of a case becomes of those that were joined to it. At least once. */
int appeal_joined_job(struct db *db, const struct outbox_job *job, void *ctx);
/* OUTBOX_EVENT: what an event card says now is told to everybody who is dealt with under its case. At least once; each is told once. */
int appeal_event_job(struct db *db, const struct outbox_job *job, void *ctx);
/* OUTBOX_WORDS: words of cases that were forgotten leave the files of the index, at night and over as many nights as it takes. */
int appeal_words_job(struct db *db, const struct outbox_job *job, void *ctx);
/* One night of it: so many parts of the index at most (matter_find_merge). What is left is put for the next night in the transaction that
 * retires the job. */
int appeal_words_night(struct db *db, const struct outbox_job *job, int parts);

/* Once a day, in all districts: forgets who filed what has been over for longer than that is kept. */
int appeal_forget_daily(struct db *db);

/* OUTBOX_AUTO: a new case goes where a rule sends by itself (appeal_auto.h); subject is the case. At least once; a case is sent once. */
int appeal_auto_job(struct db *db, const struct outbox_job *job, void *ctx);

/* The next rows of a table of cases (appeal_take.h): subject is the id of the import. */
int appeal_take_job(struct db *db, const struct outbox_job *job, void *ctx);

#endif
