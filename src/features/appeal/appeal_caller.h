/* appeal_caller.h: the cases of somebody who calls: by their number, its last digits, or their name. */
#ifndef LINLI_APPEAL_CALLER_H
#define LINLI_APPEAL_CALLER_H

#include "gen/appeal_row.h"
#include "kit/actor.h"

struct db;
struct feature_env;
struct tx;

enum { APPEAL_CALLER_MOST = 50 };

/* Cases whose contact the actor may see and who filed which is called so, newest first, 50 at most. caller: a whole number, four last
 * digits of it or more, or a whole name. Every search is logged with its reason, at each case that it finds. */
int appeal_by_caller(struct tx *tx, const struct actor *who, struct str caller, struct str reason, struct appeal_line_list *ret);

/* Those cases as lines; for who was given their ids by a rule. */
int appeal_lines_of(struct tx *tx, int64_t district, const int64_t *ids, size_t n, struct appeal_line_list *ret);

/* Makes the digests of contacts from before there were any; nothing to do later. */
int appeal_caller_timer(const struct feature_env *env);

#endif
