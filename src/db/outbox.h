/* outbox.h: work promised in a transaction and done after it.
 *
 * outbox_put writes a row in the caller's transaction: nothing is told that did not happen. A worker
 * claims due rows with a lease, runs them outside any transaction, then retires or postpones them.
 * Kinds and their promise stand in outbox.def: AT_LEAST once (claimed, run, retired: may repeat) or
 * AT_MOST once (retired, then run: may be lost). */
#ifndef LINLI_DB_OUTBOX_H
#define LINLI_DB_OUTBOX_H

#include "db/db.h"
#include "gen/db_row.h"

enum outbox_kind {
	OUTBOX__NONE,
#define JOB(number, name, promise, tries, about) OUTBOX_##name = number,
#include "db/outbox.def"
#undef JOB
	OUTBOX__MAX
};

struct outbox_job {
	int64_t district, id, subject, due_at, tries;
	int64_t claimed_until; /* the lease under which this worker has it */
	enum outbox_kind kind;
	struct str to, title, text; /* text is for the person; never a secret other than a code */
};

/* due_at 0 = now. to: who or what is told, as the kind says. */
int outbox_put(struct tx *tx, int64_t district, enum outbox_kind kind, int64_t due_at, int64_t subject,
	       struct str to, struct str title, struct str text);

/* Nobody is told any more at this recipient, written as outbox_put got it. */
int outbox_unsend(struct tx *tx, int64_t district, struct str to);

/* Runs one job: 0 done, E_BUSY try later, other errors count as a try. On a worker thread, no
 * transaction open. A kind without a runner is left to other workers. */
typedef int outbox_runner(struct db *db, const struct outbox_job *job, void *ctx);
/* Retires the job that is being run, in a transaction of its runner: what the transaction writes and the end of the job are
 * one. A long job does a part, puts the rest as a new job and retires: no part is done twice. E_STALE: another worker has it. */
int outbox_retire(struct tx *tx, const struct outbox_job *job);

struct outbox_worker;
enum { OUTBOX_WORKERS_MAX = 64 };
/* So many threads claim and run, at most half of them at one kind in one district, so that a slow gateway
 * does not hold the others. They look every second and when woken; an idle outbox is only read. A district
 * whose database answers with an error rests up to a minute, and the others are served meanwhile. */
struct outbox_worker *outbox_start(struct db *db, outbox_runner *const runners[OUTBOX__MAX], void *ctx,
				   int workers);
/* Something is due now: look at once. From any thread, after the commit. */
void outbox_wake(struct outbox_worker *w);
/* Waits for the jobs at hand. NULL is fine. */
void outbox_stop(struct outbox_worker *w);
/* Runs everything that is due now, on this thread: for tests and commands. The error of a district that
 * failed, after the others were served. */
int outbox_drain(struct db *db, outbox_runner *const runners[OUTBOX__MAX], void *ctx, int *ret_ran);

/* What failed for good stays until somebody decides. The rows of a district, newest first. */
int outbox_rows(struct tx *tx, int64_t district, bool only_failed, int64_t limit,
		struct outbox_row_list *ret);
int outbox_failed(struct tx *tx, int64_t district, int64_t *ret_n);
/* From the beginning, with all its tries. id 0 = every failed one. E_NOTFOUND: none failed, or what failed was for a
 * number (subject 0), which is not kept: that can only be dropped. */
int outbox_retry(struct tx *tx, int64_t district, int64_t id, int64_t *ret_n);
/* Nobody will be told. E_NOTFOUND: it did not fail. */
int outbox_drop(struct tx *tx, int64_t district, int64_t id);
/* Its name in outbox.def. */
const char *outbox_kind_name(int64_t kind);

#endif
