/* appeal_like.h: which cases may say the same: the newest of a district as words in memory (lib/like.h). What is found is a proposal, and who
 * asks looks up what they may see of it. */
#ifndef LINLI_APPEAL_LIKE_H
#define LINLI_APPEAL_LIKE_H

#include "gen/appeal_row.h"
#include "lib/like.h"

struct feature_env;
struct tx;

/* So many of a district's newest cases are kept in mind. */
enum { APPEAL_LIKE_MOST = 10000 };

/* Each few seconds: cases that were filed since are kept in mind too. On the thread of timers. */
int appeal_like_timer(const struct feature_env *env);
/* Those most alike among the cases that are kept in mind, best first; of a district that is not known yet none. Reads no table. */
size_t appeal_like_find(int64_t district, const struct like_text *t, int least, struct like_hit *v, size_t most);
/* Forgets all that is kept in mind: tests. */
void appeal_like_forget(void);

#endif
