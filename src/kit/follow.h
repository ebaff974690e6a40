/* follow.h: who wants to hear of a matter that is not theirs. Followers hear of public steps only (kit/notice.h). */
#ifndef LINLI_KIT_FOLLOW_H
#define LINLI_KIT_FOLLOW_H

#include "gen/kit_row.h"
#include "kit/actor.h"

struct tx;

/* The caller has asked whether they may see the matter. Again is fine. E_AUTH: they are not signed in. */
int follow_put(struct tx *tx, const struct actor *who, int64_t matter);
int follow_drop(struct tx *tx, const struct actor *who, int64_t matter);
int follow_is(struct tx *tx, const struct actor *who, int64_t matter, bool *ret);
/* What they follow, the newest matter first; before 0 = from the start. Titles are as everybody reads them
 * (matter_open_title). */
int follow_list(struct tx *tx, const struct actor *who, int64_t before, int64_t limit, struct follow_line_list *ret);
/* Who follows it: ids, ascending, from after on. */
int follow_people(struct tx *tx, int64_t district, int64_t matter, int64_t after, int64_t limit, struct person_id_list *ret);
int follow_forget(struct tx *tx, const struct actor *who);

#endif
