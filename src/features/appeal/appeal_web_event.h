/* appeal_web_event.h: event cards shown to who is about to file what they tell of. */
#ifndef LINLI_APPEAL_WEB_EVENT_H
#define LINLI_APPEAL_WEB_EVENT_H

#include "features/appeal/appeal_page.h"
#include "http/req.h"
#include "lib/shape.h"

/* What is known while somebody writes: the place, else the community by code; the item, chosen or suggested; and the card the reader came
 * with, which is shown whatever they write. 0 or "" = not known. */
struct appeal_event_ask {
	int64_t place, item;
	struct str community, text, named;
};
int appeal_events(struct req *r, const struct appeal_event_ask *ask, struct appeal_event_card_list *ret);
/* "R-2611-0001 R-2611-0002": sent back with the form, so that they are shown once. */
struct str appeal_event_codes(struct arena *a, const struct appeal_event_card_list *cards);
/* The card of the case that this one is dealt with under, or that it leads; code "" = none. */
int appeal_event_of(struct req *r, const struct appeal *a, struct appeal_event_card *ret);

extern const struct shape appeal_event_shape;

#endif
