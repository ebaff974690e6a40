/* appeal_hint.h: what an answer lacks, said to who writes it before it goes. It keeps nobody from sending: whoever has read it sends. */
#ifndef LINLI_APPEAL_HINT_H
#define LINLI_APPEAL_HINT_H

#include <stdbool.h>

#include "base/str.h"

struct appeal_reply_hints {
	bool stock;	    /* words that answer nothing: 我们会尽快处理 */
	bool brief;	    /* a few characters */
	bool no_clause;	    /* the item has a basis, and the answer does not cite it */
	bool no_fact;	    /* neither a date nor what was done */
	struct str private; /* names, numbers and doors that everybody would read, "" = none */
	bool any;
	bool hold; /* the first press shows them and sends nothing: it answers nothing, or tells who somebody is */
};
/* basis: of the item, "" = it has none of its own. */
void appeal_reply_look(struct arena *a, struct str text, struct str basis, struct appeal_reply_hints *ret);

#endif
