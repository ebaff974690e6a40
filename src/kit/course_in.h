/* course_in.h: what the files of the runner share; nobody else includes it. */
#ifndef LINLI_KIT_COURSE_IN_H
#define LINLI_KIT_COURSE_IN_H

#include "kit/course.h"

/* The matter as it is after its first move, in memory: m->m has what its feature knows of it. */
void course_begin(struct move *m, int move, int first);
int64_t course_state_after(const struct move *m);
/* Puts what the clocks say into the columns of the row, and into each clock when it must be looked at. */
void course_show_clocks(struct move *m);
/* The body the actor of the move acts for, 0 = none. */
int64_t course_body(const struct move *m);
/* Bodies, clocks, desks and files, when the row itself is written. */
int course_save_beside(struct move *m);
/* Seals the matter as it is in memory and adds the step of the move to its history. */
int course_add_step(struct move *m, bool first);

/* Tells whom the course's table names; the move is saved. */
int course_hear(struct move *m);

/* What the seal of a matter must be now. */
int course_seal(struct move *m, struct str *ret);

#endif
