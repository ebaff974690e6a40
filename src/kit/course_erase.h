/* course_erase.h: a matter that was practice is gone, with all that was kept of it.
 *
 * What is practice (matter.part_of MATTER_PRACTICE) walks the whole way of its course and counts in nothing. Nothing else is ever erased
 * whole: of a real matter the history stays. */
#ifndef LINLI_KIT_COURSE_ERASE_H
#define LINLI_KIT_COURSE_ERASE_H

#include "kit/course.h"

/* Deletes row, history, clocks, bodies, desks, links and files of one; its feature deletes what it keeps itself. E_NOTFOUND: there is none;
 * E_DENIED: it is no practice. */
int course_erase(const struct course *c, struct tx *tx, int64_t district, int64_t id);
/* Gives it a title that says nothing: what was read from the index of words is not taken out twice. */
int matter_practice_blank(struct tx *tx, int64_t district, int64_t id, struct str title);
/* Those of a district that are practice, oldest first, from after on. */
int matter_practices(struct tx *tx, int64_t district, enum flow_subject kind, int64_t after, int64_t limit, struct matter_id_list *ret);

#endif
