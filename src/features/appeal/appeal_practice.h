/* appeal_practice.h: cases that are practice: filed by whoever administers the place, they walk the whole way and count nowhere.
 *
 * They are never public, stand in no figure, file or list of what is late, tell nobody, teach the suggestion and the index of what says the
 * same nothing, take no part in joining and splitting, and begin with the community whatever their item. When the practice ends, or after
 * PRACTICE_DAYS, they are erased with their history; the number of their code is not given again. */
#ifndef LINLI_APPEAL_PRACTICE_H
#define LINLI_APPEAL_PRACTICE_H

#include "features/appeal/appeal_list.h"
#include "kit/feature.h"

struct db;
struct outbox_job;

enum { PRACTICE_MOST = 30, PRACTICE_DAYS = 14 };

/* Judges that one more may be filed at a place. E_DENIED; E_INVALID with its field "practice". */
int appeal_practice_check(struct tx *tx, const struct actor *who, const struct place *at);
/* Those the actor may end, newest last. */
struct appeal_practice_case {
	int64_t id, filed_at, state;
	struct str code, title, place_name;
};
struct appeal_practice_list {
	struct appeal_practice_case *v;
	size_t n;
};
int appeal_practices(struct tx *tx, const struct actor *who, struct appeal_practice_list *ret);
/* Ends one; the outbox erases it. E_NOTFOUND: it is none, or not the actor's to end. */
int appeal_practice_end(struct tx *tx, const struct actor *who, struct str code);

/* OUTBOX_ERASE: subject is the case. At least once. */
int appeal_practice_job(struct db *db, const struct outbox_job *job, void *ctx);
/* Those that are too old end. */
int appeal_practice_timer(const struct feature_env *env);

#endif
