/* appeal_rules.h: what the rule files of appeals share among themselves; pages have the other headers. */
#ifndef LINLI_APPEAL_RULES_H
#define LINLI_APPEAL_RULES_H

#include "features/appeal/appeal_move.h"
#include "features/appeal/appeal_see.h"
#include "lib/calendar.h"

struct catalogue_rule;
struct territory_node;

/* Until the community looks at a new case: half a working day. */
enum { APPEAL_TRIAGE_MIN = CALENDAR_DAY_MIN / 2 };
/* queue_at of a case whose clock stands: after everything that has one. */
#define APPEAL_FAR_AWAY INT64_C(99999999999)

/* When the answer is due by the rule. */
int64_t appeal_promise(int64_t filed_at, const struct catalogue_rule *rule);
/* Adds to the figures of the day of at, where and of what class the case is. */
int appeal_count(struct tx *tx, int64_t district, const struct appeal *a, int64_t at,
		 struct appeal_sum add);
/* Writes what a move may change of the case. E_STALE: somebody changed it since it was read. */
int appeal_save(struct tx *tx, const struct appeal *a, int64_t at);

/* Where the case stands: at the node, with the names and numbers it has now. */
void appeal_stand_at(struct appeal *a, const struct territory_node *n);
/* The case's place with the district at its top, so that a role given for the whole district counts. */
int appeal_full_place(struct tx *tx, int64_t district, const struct appeal *a, struct place *ret);

bool appeal_is_filer(const struct actor *who, const struct appeal *a);
/* May this reader make this move from the case's present state? */
bool appeal_may(const struct actor *who, const struct appeal *a, const struct place *place,
		bool filer, enum appeal_act act);
/* The actor as the history remembers them: nobody, when who filed it did not give a name. */
struct actor appeal_in_history(const struct actor *who, const struct appeal *a, bool filer);
/* A case that was answered elsewhere: its answer becomes part of the history, and it is over. */
int appeal_answered(struct tx *tx, const struct actor *who, struct str code, struct str reply,
		    int64_t at);

int appeal_keep_photos(struct tx *tx, int64_t district, int64_t id, enum appeal_photo_kind kind,
		       const struct appeal_file_ref *v, size_t n);
/* Their digests, as the history names them. */
struct str appeal_photo_names(struct arena *a, const struct appeal_file_ref *v, size_t n);

/* Writes the words a new case is found by. */
int appeal_index(struct tx *tx, int64_t district, const struct appeal_words *w);
/* A case's words changed: it is no longer found by those that went. */
int appeal_index_again(struct tx *tx, int64_t district, const struct appeal *was,
		       const struct appeal *now);

#endif
