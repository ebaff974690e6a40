/* course_job.h: what time does to matters of all kinds. */
#ifndef LINLI_KIT_COURSE_JOB_H
#define LINLI_KIT_COURSE_JOB_H

struct feature_env;

/* Looks at clocks that ran out, in all districts: ends stages, climbs ladders. Nothing is written while none has. A
 * matter that cannot be moved keeps none of the others waiting: it is tried again in an hour. A district that fails
 * does not keep the others from their turn. */
int course_turn(const struct feature_env *env);
/* Counts what has become late (kit/matter_count.h). Nothing is written while nothing has. */
int course_late(const struct feature_env *env);
/* Once a day: forgets the keys of forms that were sent long ago, and notices that were read more than a year ago. */
int course_sweep(const struct feature_env *env);

#endif
