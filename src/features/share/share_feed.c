/* share_feed.c: bookings as calendars others subscribe to. */
#include "base/clock.h"
#include "features/share/share_rules.h"
#include "gen/share_sql.h"
#include "lib/ical.h"
#include "lib/secret.h"

enum { DAY_S = 86400, BACK_DAYS = 30, FEED_MOST = 500, TOKEN_BYTES = 20 };

static struct str
uid(struct arena *a, int64_t district, int64_t id, struct str base_url)
{
	size_t at = str_find(base_url, S("://"));
	struct str host = at < base_url.n ? str_sub(base_url, at + 3, base_url.n) : S("linli");

	return str_fmt(a, "share-%lld-%lld@%.*s", (long long)district, (long long)id, STR(host));
}

/* A calendar shows what takes time; who waits has nothing yet. */
static enum ical_state
calendar_state(int64_t state)
{
	switch (state) {
	case SHARE_BOOKED:
	case SHARE_CAME:
		return ICAL_CONFIRMED;
	case SHARE_ASKED:
	case SHARE_OFFERED:
	case SHARE_WAITING:
		return ICAL_TENTATIVE;
	default:
		return ICAL_CANCELLED;
	}
}

int
share_feed_thing(struct tx *tx, int64_t district, int64_t thing, struct str base_url, struct str *ret)
{
	int64_t now = clock_now(), long_s;
	struct share_booking_list list;
	struct share_whole w;
	struct buf b;

	TRY(share_load(tx, district, thing, &w));
	long_s = w.slot.cells_most * w.slot.step_s;
	TRY(sql_share_bookings_at(tx, district, thing, now - BACK_DAYS * DAY_S, now + (w.thing.ahead_days + 1) * DAY_S, long_s,
				  FEED_MOST, &list));
	buf_init(&b, tx->arena);
	ical_begin(&b, "PUBLISH", w.thing.name);
	for (size_t i = 0; i < list.n; i++) {
		const struct share_booking *k = &list.v[i];

		if (k->state == SHARE_WAITING || calendar_state(k->state) == ICAL_CANCELLED)
			continue;
		ical_event(&b, &(struct ical_event){.uid = uid(tx->arena, district, k->id, base_url), .summary = S("已约"),
						    .from = k->from_at, .to = k->to_at, .changed_at = k->changed_at,
						    .sequence = k->sequence, .state = ICAL_CONFIRMED, .busy = true});
	}
	ical_end(&b);
	*ret = buf_done(&b);
	return 0;
}

static struct str
token_key(struct arena *a, struct str token)
{
	return secret_index(a, "share feed", token);
}

int
share_feed_made(struct tx *tx, const struct actor *who, int64_t *ret_at)
{
	struct share_feed feed = {0};
	int rc = sql_share_feed_of(tx, who->district, who->person, &feed);

	if (rc < 0 && rc != E_NOTFOUND)
		return rc;
	*ret_at = rc == 0 ? feed.made_at : 0;
	return 0;
}

int
share_feed_token(struct tx *tx, const struct actor *who, struct str *ret_token)
{
	struct str token = secret_token(tx->arena, TOKEN_BYTES);

	if (!who->person)
		return E_DENIED;
	TRY(sql_share_feed_put(tx, who->district, who->person, token_key(tx->arena, token), clock_now()));
	*ret_token = token;
	return 0;
}

static int
own_event(struct tx *tx, int64_t district, const struct share_booking *k, struct str base_url, struct buf *b)
{
	enum ical_state state = calendar_state(k->state);
	struct share_thing t;

	TRY(sql_share_thing_get(tx, district, k->thing, &t));
	ical_event(b, &(struct ical_event){.uid = uid(tx->arena, district, k->id, base_url), .summary = t.name, .about = k->purpose,
					   .from = k->from_at, .to = k->to_at, .changed_at = k->changed_at,
					   .sequence = k->sequence, .state = state, .busy = state == ICAL_CONFIRMED});
	return 0;
}

int
share_feed_person(struct tx *tx, int64_t district, struct str token, struct str base_url, struct str *ret)
{
	struct share_booking_list list;
	struct share_feed feed;
	struct buf b;

	if (token.n != 2 * TOKEN_BYTES)
		return E_NOTFOUND;
	TRY(sql_share_feed_by(tx, district, token_key(tx->arena, token), &feed));
	TRY(sql_share_bookings_of(tx, district, feed.person, clock_now() - BACK_DAYS * DAY_S, FEED_MOST, &list));
	buf_init(&b, tx->arena);
	ical_begin(&b, "PUBLISH", S("我的预约"));
	for (size_t i = 0; i < list.n; i++)
		TRY(own_event(tx, district, &list.v[i], base_url, &b));
	ical_end(&b);
	*ret = buf_done(&b);
	return 0;
}
