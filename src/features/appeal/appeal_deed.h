/* appeal_deed.h: a case while it is moved: what the course's runner (kit/course.h) and the deeds of appeals work on. */
#ifndef LINLI_APPEAL_DEED_H
#define LINLI_APPEAL_DEED_H

#include "features/appeal/appeal_move.h"
#include "features/appeal/appeal_sum.h"
#include "features/catalogue/catalogue.h"
#include "kit/course.h"

struct org;

/* A case that was given back so often goes up for a ruling; so often it is ruled at most. */
enum { APPEAL_BOUNCES_MAX = 2, APPEAL_RULINGS_MAX = 2 };

/* move stands first: a deed gets it and finds the rest around it. */
struct appeal_moving {
	struct move move;
	const struct appeal_change *c;
	struct appeal_row was, a; /* the case's own row, before and after */
	struct catalogue_rule rule;
	struct str name, phone; /* FILE: of who filed it, sealed; "" = left none */
	struct str body, answers, spot; /* FORGET: what is left of them */
	bool forgets;
	struct appeal_sums *sums; /* figures are added up there; NULL: each is written at once */
};

static inline struct appeal_moving *
appeal_of(struct move *m)
{
	return (struct appeal_moving *)m;
}

/* A case whose item is never public is seen by nobody but its parties, whatever was agreed before; one whose item no longer is waits. */
void appeal_never(struct appeal_moving *a, bool never);

/* The deeds of act.def. */
int do_triage(struct move *), do_dispatch(struct move *), do_accept(struct move *), do_bounce(struct move *),
	do_note(struct move *), do_ask(struct move *), do_answer(struct move *), do_add(struct move *),
	do_reply(struct move *), do_close(struct move *), do_rate(struct move *), do_reopen(struct move *),
	do_refuse(struct move *), do_contest(struct move *), do_withdraw(struct move *), do_publish(struct move *),
	do_follow(struct move *), do_forget(struct move *), do_pin(struct move *), do_help(struct move *),
	do_help_accept(struct move *), do_help_reply(struct move *), do_help_bounce(struct move *),
	do_link(struct move *), do_unlink(struct move *), do_settled(struct move *), do_hide(struct move *), do_hurry(struct move *),
	do_calm(struct move *), do_unsend(struct move *), do_rule(struct move *), do_appeal_ruling(struct move *), do_join(struct move *), do_leave(struct move *),
	do_share_reply(struct move *), do_split(struct move *);

/* The rule with the minutes that hold for the case as it is: urgent or not. appeal_urgent.c */
void appeal_fit_rule(struct appeal_moving *a);
/* The case is urgent from now on, or no more: what runs begins anew with other minutes. */
int appeal_make_urgent(struct move *m, bool urgent);
/* The present stage ends, and another begins. appeal_deed.c */
int appeal_next_stage(struct move *m, enum appeal_stage stage, int64_t org, int64_t minutes);
int appeal_promise(struct move *m, int64_t minutes);

/* The text of a deed that says something: E_INVALID with this message when it is missing. appeal_check.c */
int need_text(struct move *m, const char *missing);

/* Gives the case to a body, which then leads. */
int appeal_give(struct move *m, const struct org *org);

/* ---- appeal_rule.c: what was given back twice ---- */

/* May the actor rule who takes this case, at the tier it waits for or waited for last? */
bool appeal_may_rule(const struct move *m);

/* ---- appeal_join.c, appeal_split.c: many cases as one, one case as many ---- */

/* What became of the case becomes of those that are dealt with under it, by the outbox. */
int appeal_joined_follow(struct move *m);
/* Refuses what must wait for the parts that were split off. */
int appeal_parts_done(struct move *m);
/* Refuses to begin a part again whose whole was answered. */
int appeal_whole_waits(struct move *m);

/* ---- appeal.c: filing ---- */

/* The next code of the place the matter stands at. */
int appeal_next_code(struct tx *tx, int64_t district, int64_t place, int64_t at, struct str *ret);


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
