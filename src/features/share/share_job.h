/* share_job.h: the timer of bookings. */
#ifndef LINLI_SHARE_JOB_H
#define LINLI_SHARE_JOB_H

struct feature_env;

/* Ends what is due in each district; writes nothing where nothing is. */
int share_turn(const struct feature_env *env);

#endif
