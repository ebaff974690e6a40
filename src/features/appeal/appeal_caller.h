/* appeal_caller.h: the cases of somebody who calls: by their number, its last digits, or their name. */
#ifndef LINLI_APPEAL_CALLER_H
#define LINLI_APPEAL_CALLER_H

#include "gen/appeal_row.h"
#include "kit/actor.h"

struct db;
struct feature_env;
struct tx;

enum { APPEAL_CALLER_MOST = 50 };

/* caller: a whole number, four last digits of it or more, or a whole name. after: the cursor of the page before, "" = the first. */
struct appeal_calling {
	struct str caller, reason, after;
};
/* Finds the cases whose contact the actor may see and who filed which is called so, newest first, 50 a page. *ret_next is the cursor of
 * the next page, "" = this is the last; a page may be empty and have a next one. Every search is logged with its reason, at each case
 * that it finds. */
int appeal_by_caller(struct tx *tx, const struct actor *who, const struct appeal_calling *c, struct appeal_line_list *ret,
		     struct str *ret_next);

/* Reads those cases as lines, for somebody who was given their ids by a rule. */
int appeal_lines_of(struct tx *tx, int64_t district, const int64_t *ids, size_t n, struct appeal_line_list *ret);

/* Makes the digests of contacts that were left before there were digests. Later it finds nothing to do. */
int appeal_caller_timer(const struct feature_env *env);

#endif
