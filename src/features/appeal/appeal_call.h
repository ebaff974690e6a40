/* appeal_call.h: follow-up calls (回访): answered cases whose filer has not rated after some days and may be reached by phone.
 *
 * A call is taken by one caller, who then reads the number (noted, as any reading), and ends with one of three moves: what the person said
 * as marks with their words (a mark that was taken by phone, which figures count apart), nobody reached, or they would not say. Who has the
 * case, or accepted or answered it, calls nobody about it. */
#ifndef LINLI_APPEAL_CALL_H
#define LINLI_APPEAL_CALL_H

#include "features/appeal/appeal_see.h"

struct move;

/* How a mark was given: the column appeal.repinned. */
enum appeal_mark_by { MARK_BY_OWN = 0, MARK_AFTER_NEW_PIN = 1, MARK_BY_PHONE = 2 };
/* So long a call is one caller's. */
enum { APPEAL_CALL_S = 20 * 60 };

/* For deeds: the case waits for a call from now on, unless nobody can be called; it does not any more; it stands elsewhere. */
int appeal_call_wait(struct move *m);
int appeal_call_end(struct move *m);
int appeal_call_moved(struct move *m);
/* Does the actor have this call now? */
bool appeal_call_is_mine(const struct appeal_call *c, const struct actor *who, int64_t now);
/* E_INVALID: nobody asks about their own work. */
int appeal_call_hands(struct tx *tx, const struct actor *who, int64_t appeal);
int do_call_rate(struct move *), do_call_missed(struct move *), do_call_refused(struct move *);

/* Those of the reader's widest place, the oldest promise first, from behind one on. */
int appeal_calls(struct tx *tx, const struct actor *who, int64_t promised_at, int64_t appeal, int64_t limit, struct appeal_call_line_list *ret);

/* One of them. E_NOTFOUND: nobody waits for a call about it, or the reader may not know of it; E_DENIED. */
struct appeal_followup {
	struct appeal_seen s;
	struct appeal_call call;
	bool mine, theirs; /* taken by the reader, by somebody else */
	struct appeal_person person; /* in full when it is the reader's, else masked */
};
int appeal_call_of(struct tx *tx, const struct actor *who, struct str code, struct appeal_followup *ret);
/* Takes it, and notes that the number is read. E_INVALID: somebody else has it. */
int appeal_call_take(struct tx *tx, const struct actor *who, struct str code);
int appeal_call_leave(struct tx *tx, const struct actor *who, struct str code);

/* Once a day, in all districts: what can be rated no more is called about no more. */
int appeal_call_daily(struct db *db);

#endif
