/* appeal_stage.h: a case while it is moved: what the course's runner (kit/course.h) and the deeds of appeals work on, and its clocks. */
#ifndef LINLI_APPEAL_STAGE_H
#define LINLI_APPEAL_STAGE_H

#include "features/appeal/appeal_move.h"
#include "features/appeal/appeal_sum.h"
#include "features/catalogue/catalogue.h"
#include "kit/course.h"

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

/* Minutes from filing to the answer, by the rule and whether the matter is urgent. */
int64_t appeal_triage_min(const struct matter *m);
int64_t appeal_promise_min(const struct catalogue_rule *rule, const struct matter *m);
/* The rule with the minutes that hold for the case as it is: urgent or not. */
void appeal_fit_rule(struct appeal_moving *a);
/* It lies at no building nor grid any more (appeal_near.h). */
void appeal_near_leave(struct move *m);
/* The present stage ends, and another begins. */
int appeal_next_stage(struct move *m, enum appeal_stage stage, int64_t org, int64_t minutes);
int appeal_promise(struct move *m, int64_t minutes);

/* The text of a deed that says something: E_INVALID with this message when it is missing. appeal_check.c */
int need_text(struct move *m, const char *missing);
/* Refuses an answer without a photo where the item asks for one. */
int appeal_need_photo(struct move *m);
/* What became of the case becomes of those that are dealt with under it, by the outbox. */
int appeal_joined_follow(struct move *m);
/* Refuses what must wait for the parts that were split off. */
int appeal_parts_done(struct move *m);
/* Refuses to begin a part again whose whole was answered. */
int appeal_whole_waits(struct move *m);

#endif
