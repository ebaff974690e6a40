/* appeal_auto.h: rules of dispatching that send a new case by themselves (appeal_steer.h says which rule decides). Invariants:
 *
 *  - somebody with APPEAL_AUTO said so of this very version of the rule; a version after it sends nothing until they say so again;
 *  - only what is certain goes: the case is as it was filed and lies on nobody's desk below, its item was chosen by who filed it or
 *    suggested with at least the rule's bar, the rule decides before all others, and no ruling of such a case named another body;
 *    never what is urgent or never public;
 *  - each case is sent so once at most, in the transaction that counts it, however many workers look and however often;
 *  - what is taken back, given back or sent elsewhere is undone: a rule of which AUTO_UNDONE of AUTO_LOOK or more are undone stops by
 *    itself, and who switched it on is told. */
#ifndef LINLI_APPEAL_AUTO_H
#define LINLI_APPEAL_AUTO_H

#include "features/appeal/appeal_stage.h"
#include "gen/appeal_row.h"

struct tx;

/* Stored. */
enum auto_state { AUTO_OFF = 1, AUTO_ON, AUTO_HALTED };
/* Bars in thousandths; so many are sent before the undone ones are judged; so many thousandths of them stop it. */
enum { AUTO_BAR_MIN = 500, AUTO_BAR_USUAL = 900, AUTO_BAR_MAX = 1000, AUTO_LOOK = 5, AUTO_UNDONE = 200 };

/* The switch of a rule as it stands; state AUTO_OFF when there is none, or when the rule has another version by now. */
int appeal_auto_of(struct tx *tx, int64_t district, int64_t rule, int64_t version, struct steer_auto *ret);
/* E_DENIED: not at that place; E_STALE: another version; E_INVALID with its field: it is off, or has no condition but its place. */
int appeal_auto_on(struct tx *tx, const struct actor *who, int64_t rule, int64_t version, int64_t bar);
/* From this moment. Whoever keeps the rule may; again is fine. */
int appeal_auto_off(struct tx *tx, const struct actor *who, int64_t rule);

/* The case that was just filed is looked at after this transaction, if any rule sends by itself. chosen: who filed it chose its item. */
int appeal_auto_promise(struct tx *tx, const struct appeal_moving *a, bool chosen);
/* What was promised; said is the text of the job. *ret: all is certain, also by what was ruled before, which is read here alone. */
int appeal_auto_look(struct tx *tx, int64_t district, int64_t id, struct str said, bool *ret);
/* Sends it if that still holds but for rulings. Again changes nothing. */
int appeal_auto_send(struct tx *tx, int64_t district, int64_t id, struct str said);
/* The case leaves the body to which it was sent last. */
int appeal_auto_undone(struct tx *tx, int64_t district, int64_t id, int64_t at);

#endif
