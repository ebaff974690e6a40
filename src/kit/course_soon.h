/* course_soon.h: who holds a matter is told before its deadline, and when the promised answer is broken although the present stage
 * still has time; that a stage itself ran out is told by the ladder's move.
 *
 * Each is told once however many programs run: a row of the district says up to which deadline that was done, and moves on in the
 * transaction that promises the notices. What came to its holder when the deadline was near already is not told again. What is urgent
 * has minutes, and an alarm of its own. */
#ifndef LINLI_KIT_COURSE_SOON_H
#define LINLI_KIT_COURSE_SOON_H

struct feature_env;

/* Looks at all districts; nothing is written while nothing came near. */
int course_soon(const struct feature_env *env);

#endif
