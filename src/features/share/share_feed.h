/* share_feed.h: bookings as calendars (iCalendar) to subscribe to. base_url is this server's, for what events are named by. */
#ifndef LINLI_SHARE_FEED_H
#define LINLI_SHARE_FEED_H

#include "base/str.h"
#include "kit/actor.h"

struct tx;

/* When a thing is busy: no names, no purposes. */
int share_feed_thing(struct tx *tx, int64_t district, int64_t thing, struct str base_url, struct str *ret);
/* The person's secret address: a new token ends the old one. When it was made, 0 = never. */
int share_feed_made(struct tx *tx, const struct actor *who, int64_t *ret_at);
int share_feed_token(struct tx *tx, const struct actor *who, struct str *ret_token);
int share_feed_person(struct tx *tx, int64_t district, struct str token, struct str base_url, struct str *ret);

#endif
