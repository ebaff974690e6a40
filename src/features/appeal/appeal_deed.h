/* appeal_deed.h: the deeds of appeals: what each move of act.def changes besides the state. */
#ifndef LINLI_APPEAL_DEED_H
#define LINLI_APPEAL_DEED_H

#include "features/appeal/appeal_stage.h"

struct org;

/* A case that was given back so often goes up for a ruling; so often it is ruled at most. */
enum { APPEAL_BOUNCES_MAX = 2, APPEAL_RULINGS_MAX = 2 };

/* A case whose item is never public is seen by nobody but its parties, whatever was agreed before; one whose item no longer is waits. */
void appeal_never(struct appeal_moving *a, bool never);

/* The deeds of act.def that are in appeal_deed.c; the others in appeal_help.c, appeal_rule.c and appeal_urgent.c. */
int do_triage(struct move *), do_dispatch(struct move *), do_accept(struct move *), do_note(struct move *), do_ask(struct move *),
	do_answer(struct move *), do_add(struct move *), do_reply(struct move *), do_close(struct move *), do_rate(struct move *),
	do_reopen(struct move *), do_refuse(struct move *), do_contest(struct move *), do_withdraw(struct move *),
	do_publish(struct move *), do_follow(struct move *), do_forget(struct move *), do_pin(struct move *), do_settled(struct move *),
	do_hide(struct move *);

/* The marks of the change, given by one of enum appeal_mark_by. */
int appeal_rate_by(struct move *m, int64_t by);

/* Gives the case to a body, which then leads. */
int appeal_give(struct move *m, const struct org *org);

/* ---- appeal.c: filing ---- */

/* Judges what was filed and fills in everything of the row but its state; tx, who, course, at and m.id are set. */
int appeal_prepare(struct appeal_moving *a, const struct appeal_new *n);
/* Writes the filer of the case, and the words it is found by. */
int appeal_write_beside(struct appeal_moving *a, const struct appeal_new *n);

/* What the first step says of the contact left with the case. appeal_contact.c */
struct str appeal_contact_said(struct arena *a, struct str name, struct str phone);
/* Is the contact as the steps say? For verify. */
int appeal_contact_check(struct move *m, const struct flow_step_list *steps, const char **ret_why);

/* ---- appeal_count.c: the figures ---- */

/* m: the row as it was, or as it is. */
int appeal_count_filed(struct appeal_moving *a, const struct matter *m, int64_t class, int sign);
/* What was counted as filed follows the case to another community or class. */
int appeal_count_elsewhere(struct appeal_moving *a);
/* What was counted of the case is counted elsewhere from now on: in another community, class or, of what is never public, in none. */
int appeal_count_again(struct appeal_moving *a);
int appeal_count_closed(struct appeal_moving *m, int sign);
int appeal_count_rated(struct appeal_moving *m, int sign);

#endif
