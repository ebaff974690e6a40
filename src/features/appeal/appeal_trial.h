/* appeal_trial.h: rules of dispatching tried on the cases of the months before: what would have gone elsewhere, which rule stands before
 * which, which never decided.
 *
 * A job looks at the newest TRIAL_CASES cases of a place in small reading transactions, and counts; nothing is changed. Tried are the newest
 * versions, also those that have not begun. Cases that no body had are not counted. A trial is its person's, and goes with their next one. */
#ifndef LINLI_APPEAL_TRIAL_H
#define LINLI_APPEAL_TRIAL_H

#include "features/appeal/appeal_queue.h"
#include "kit/rule.h"

struct db;
struct outbox_job;
struct tx;

/* Cases that are looked at; of those that would have gone elsewhere so many are kept to be read; months. */
enum { TRIAL_CASES = 20000, TRIAL_KEPT = 500, TRIAL_MONTHS_MAX = 12 };

/* Begins one at a place of the actor's (0 = the widest where they keep rules). E_INVALID with its field. */
int appeal_trial_begin(struct tx *tx, const struct actor *who, int64_t node, int64_t months, int64_t *ret_id);
/* The actor's own. E_NOTFOUND. */
int appeal_trial_get(struct tx *tx, const struct actor *who, int64_t id, struct trial *ret);
int appeal_trial_rules(struct tx *tx, const struct actor *who, int64_t id, struct trial_rule_list *ret);
int appeal_trial_cases(struct tx *tx, const struct actor *who, int64_t id, int64_t before, int64_t limit, struct trial_case_list *ret);
/* Their last one; id 0: none. */
int appeal_trial_last(struct tx *tx, const struct actor *who, struct trial *ret);

/* OUTBOX_TRIAL: subject is the trial. At least once: it begins anew. */
int appeal_trial_job(struct db *db, const struct outbox_job *job, void *ctx);

#endif
