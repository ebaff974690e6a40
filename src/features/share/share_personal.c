/* share_personal.c: what the feature keeps of people, printed and forgotten. */
#include "base/clock.h"
#include "base/json.h"
#include "features/account/account.h"
#include "features/share/share_rules.h"
#include "gen/share_sql.h"
#include "kit/privacy.h"

enum { PAGE = 200 };

static void
print_booking(struct buf *json, const struct share_thing *t, const struct share_booking *b, struct str body)
{
	BUF_LIT(json, "{\"thing\":");
	json_str(json, t->name);
	buf_fmt(json, ",\"from\":%lld,\"to\":%lld,\"people\":%lld,\"state\":%lld,\"purpose\":", (long long)b->from_at,
		(long long)b->to_at, (long long)b->people, (long long)b->state);
	json_str(json, b->purpose);
	BUF_LIT(json, ",\"for\":");
	json_str(json, body);
	BUF_LIT(json, ",\"why\":");
	json_str(json, b->why);
	buf_char(json, '}');
}

static int
print(struct tx *tx, const struct actor *who, struct buf *json)
{
	struct share_booking_list list;
	int64_t after = 0;
	bool first = true;

	buf_char(json, '[');
	do {
		TRY(sql_share_bookings_all(tx, who->district, who->person, after, PAGE, &list));
		for (size_t i = 0; i < list.n; i++) {
			struct share_thing t;
			struct org body = {0};

			TRY(sql_share_thing_get(tx, who->district, list.v[i].thing, &t));
			if (list.v[i].for_org)
				TRY(account_org(tx, who->district, list.v[i].for_org, &body));
			if (!first)
				buf_char(json, ',');
			first = false;
			print_booking(json, &t, &list.v[i], body.name);
			after = list.v[i].id;
		}
	} while (list.n == PAGE);
	buf_char(json, ']');
	return 0;
}

/* Places that lie ahead go to others; what is a body's stays the body's. */
static int
free_ahead(struct tx *tx, const struct actor *who)
{
	struct share_booking_list list;
	struct slot_take_list moved;

	TRY(sql_share_bookings_of(tx, who->district, who->person, clock_now(), INT64_MAX, &list));
	for (size_t i = 0; i < list.n; i++) {
		const struct share_booking *b = &list.v[i];

		if (b->state > SHARE_OFFERED || b->for_org)
			continue;
		TRY(share_step(tx, who, b, SHARE_CANCELLED, S("")));
		TRY(slot_give_back(tx, who->district, b->take, &moved));
		TRY(share_follow(tx, who->district, &moved));
	}
	return 0;
}

static int
forget(struct tx *tx, const struct actor *who)
{
	if (!who->person)
		return 0;
	TRY(free_ahead(tx, who));
	TRY(share_forget_bookings(tx, who));
	TRY(sql_share_pauses_forget(tx, who->district, who->person, NULL));
	TRY(sql_share_feed_forget(tx, who->district, who->person, NULL));
	return slot_forget(tx, who->district, who->person);
}

const struct personal share_personal = {.name = "bookings", .print = print, .forget = forget};
