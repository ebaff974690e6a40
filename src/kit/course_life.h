/* course_life.h: matters whose whole life is known, as a district made for measuring has them by the million.
 *
 * Each move is made in memory by the same tables, deeds, clocks, ladder and seals as any other and its step is
 * written, but the rows only once, as they are at the end. Who may make a move is not asked: it was made. The
 * course's load() finds m->tail set and takes its part from memory. m, its arena and its change stay until
 * course_tell_last. */
#ifndef LINLI_KIT_COURSE_LIFE_H
#define LINLI_KIT_COURSE_LIFE_H

#include "kit/course.h"

/* As course_file, without writing rows. */
int course_tell_first(struct move *m, int move, int first);
/* The next move, at c->at, by m->who; clocks that ran out before are looked at first. E_DENIED: the state does not
 * allow it. */
int course_tell(struct move *m, const struct change *c);
/* Looks at the clocks that ran out until now, and writes the rows; the feature writes its own after it. */
int course_tell_last(struct move *m, int64_t now);

#endif
