/* hot_keep.h: clusters as they were found last, kept in memory: finding them takes seconds. */
#ifndef LINLI_HOT_KEEP_H
#define LINLI_HOT_KEEP_H

#include "features/hot/hot.h"

struct feature_env;

/* Finds the clusters of every district anew. On the thread of timers. */
int hot_timer(const struct feature_env *env);
/* A copy of what is kept of a district, hottest first, at most most clusters; *ret_at: when it was found, 0 = not yet. */
void hot_kept(int64_t district, struct arena *a, size_t most, struct hot_list *ret, int64_t *ret_at);
/* Forgets all: tests. */
void hot_forget(void);

#endif
