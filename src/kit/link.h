/* link.h: matter to matter, with why. A link has a direction and is seen from both ends by who may see both. */
#ifndef LINLI_KIT_LINK_H
#define LINLI_KIT_LINK_H

#include "gen/kit_row.h"
#include "kit/actor.h"

struct tx;

/* Stored. Why two matters belong together. */
enum link_why {
	LINK_RELATED = 1, /* somebody said so; which of the two is the source means nothing */
	LINK_CAME_OF = 2, /* the source was made of the target */
};

enum { LINKS_MAX = 50 };

/* The move that calls it has the data "link=CODE" with the code of the other end, so that verify finds who said it;
 * for link_end "unlink=CODE". E_STALE: they are linked like this already. E_MANY: one of the two has LINKS_MAX. */
int link_put(struct tx *tx, const struct actor *who, int64_t source, int64_t target, enum link_why why, int64_t at);
/* Ends it, whichever of the two is its source. E_NOTFOUND: there is none. */
int link_end(struct tx *tx, const struct actor *who, int64_t a, int64_t b, enum link_why why, int64_t at);
/* Both directions of what holds. Whether the reader may see the other end is the caller's question: lines carry what
 * it needs. */
int links_of(struct tx *tx, int64_t district, int64_t matter, struct link_line_list *ret);

#endif
