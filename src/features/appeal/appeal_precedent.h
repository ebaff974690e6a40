/* appeal_precedent.h: what was ruled before of cases like this one: the same item, by the same tier of the same place.
 *
 * A precedent is the newest ruling (ACT_RULE) of another case, read where it stands in that case's history, so it is never another
 * text than was ruled. Staff read its words, not those of who filed that case. */
#ifndef LINLI_APPEAL_PRECEDENT_H
#define LINLI_APPEAL_PRECEDENT_H

#include "features/appeal/appeal.h"
#include "gen/account_row.h"

struct tx;

enum { PRECEDENTS_SHOWN = 3 };

struct precedent {
	struct str code, text;
	int64_t at, tier; /* enum level */
	struct org org;	  /* id 0: it is gone */
	bool open;	  /* the body is there */
	int64_t like;	  /* words that both cases have */
	struct str other; /* the catalogue names this body instead; "" = the same, or none */
	struct str other_en;
};
struct precedent_list {
	struct precedent *v;
	size_t n;
};
/* Most alike first, then newest. For who may send the case or give it back. */
int appeal_precedents(struct tx *tx, const struct appeal *a, struct precedent_list *ret);

#endif
