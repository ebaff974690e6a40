/* hot_keep.h: clusters as they were found last, kept in memory: finding them takes seconds. */
#ifndef LINLI_HOT_KEEP_H
#define LINLI_HOT_KEEP_H

#include "features/hot/hot.h"

struct feature_env;

/* Clusters are found anew when they are so old. */
enum { HOT_AGAIN_S = 600, HOT_TURN_S = 15 };
/* Each HOT_TURN_S, one district: that whose clusters are the oldest, when they are old enough. So what waits on the thread of timers waits for one
 * district, however many there are. */
int hot_timer(const struct feature_env *env);
/* A copy of what is kept of a district, hottest first, at most most clusters; *ret_at: when it was found, 0 = not yet. */
void hot_kept(int64_t district, struct arena *a, size_t most, struct hot_list *ret, int64_t *ret_at);
/* Forgets all: tests. */
void hot_forget(void);

#endif
