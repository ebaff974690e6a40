/* appeal_rules.h: what the rule files of appeals share among themselves; pages have the other headers. */
#ifndef LINLI_APPEAL_RULES_H
#define LINLI_APPEAL_RULES_H

#include "features/appeal/appeal_move.h"
#include "features/appeal/appeal_see.h"
#include "lib/calendar.h"

struct catalogue_rule;
struct move;
struct territory_node;

/* Until the community looks at a new case: half a working day. */
enum { APPEAL_TRIAGE_MIN = CALENDAR_DAY_MIN / 2 };
/* Until the tier above rules who takes what was given back twice: a working day. */
enum { APPEAL_RULE_MIN = CALENDAR_DAY_MIN };
/* What is urgent has minutes of the day and night: until somebody looks, until a body accepts, until it answers, where no rule says so. */
enum { URGENT_TRIAGE_MIN = 15, URGENT_ACCEPT_MIN = 15, URGENT_HANDLE_MIN = 120 };

/* appeal_move by id, for the system. */
int appeal_move_id(struct tx *tx, const struct actor *who, int64_t id, const struct appeal_change *c);

/* Where the case stands: at the node, with the names and numbers it has now. */
void appeal_stand_at(struct matter *m, const struct territory_node *n);
/* The same for where it stands, or what that was merged into; *ret_moved: that changed something. */
int appeal_stand_now(struct move *m, bool *ret_moved);
struct place appeal_place(const struct appeal *a);

/* What who filed it is found by when they call: digests of the number, its last four digits and the name. */
struct caller appeal_caller_of(struct arena *a, struct str name, struct str phone);
/* May this reader learn who filed it? */
bool appeal_may_contact(const struct actor *who, const struct appeal *a, const struct place *place);
/* Their name and number: those left with the case; filed from an account, those there. E_NOTFOUND: neither. */
int appeal_contact_of(struct tx *tx, int64_t district, const struct appeal *a, struct appeal_person *ret);

/* Writes the words a new case is found by, with those of its desks (desk_words). */
int appeal_index(struct tx *tx, int64_t district, const struct appeal_words *w, struct str desks);
/* A case's words changed: it is no longer found by those that went. */
int appeal_index_again(struct tx *tx, int64_t district, const struct appeal_words *was, const struct appeal_words *now);

#endif
