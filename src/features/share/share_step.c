/* share_step.c: the chained history of bookings.
 *
 * Each change of a booking writes one step. Its kind is the state the booking is in after it; its text is the purpose in the first
 * step and the reason in later ones, so that both can be erased and the chain holds. Its seal is the digest of the row's numbers
 * after it. */
#include "base/clock.h"
#include "features/share/share_rules.h"
#include "gen/share_sql.h"
#include "kit/flow.h"
#include "lib/secret.h"

enum { PAGE = 200 };

struct str
share_seal(struct arena *a, int64_t district, const struct share_booking *b)
{
	const int64_t numbers[] = {
		district, b->id, b->thing, b->take, b->series, b->person, b->org, b->for_org, b->from_at,
		b->to_at, b->people, b->state, b->sequence, b->changed_at, b->steps,
	};
	struct buf text;

	buf_init(&text, a);
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		buf_fmt(&text, "%s%lld", i ? "\x1f" : "", (long long)numbers[i]);
	return secret_digest(a, buf_done(&text));
}

/* The body that acts: the one it was booked for, else the one that answers for the place. */
static int64_t
acting(const struct actor *who, const struct share_booking *b)
{
	if (!who->person)
		return 0;
	return who->person == b->person || share_serves(who, b->for_org) ? b->for_org : b->org;
}

static int
add(struct tx *tx, const struct actor *who, const struct share_booking *b, int64_t kind, struct str text)
{
	return flow_add(tx, who, &(struct flow_new){
		.subject = FLOW_BOOKING, .id = b->id, .kind = kind, .sight = FLOW_PARTIES, .org = acting(who, b), .text = text,
		.at = b->changed_at, .seal = share_seal(tx->arena, who->district, b), .first = b->steps == 1});
}

int
share_make(struct tx *tx, const struct actor *who, struct share_booking *b)
{
	b->steps = 1;
	TRY(sql_share_booking_add(tx, who->district, b));
	return add(tx, who, b, b->state, b->purpose);
}

/* A booking from before there were histories begins its own with what it is. */
static int
begin(struct tx *tx, int64_t district, struct share_booking *b)
{
	struct actor system = actor_system_of;

	if (b->steps)
		return 0;
	system.district = district;
	b->steps = 1;
	return add(tx, &system, b, b->state, b->purpose);
}

static int
change(struct tx *tx, const struct actor *who, const struct share_booking *was, struct share_booking *b)
{
	const struct share_booking_new row = {b->person, b->purpose, b->state, b->why, b->sequence, b->changed_at, b->steps};

	return sql_share_booking_set(tx, who->district, b->id, was->steps, &row);
}

int
share_step(struct tx *tx, const struct actor *who, const struct share_booking *was, enum share_state to, struct str why)
{
	struct share_booking b = *was;

	TRY(begin(tx, who->district, &b));
	b.state = to;
	b.why = why;
	b.sequence++;
	b.steps++;
	b.changed_at = clock_now();
	TRY(change(tx, who, was, &b));
	return add(tx, who, &b, to, why);
}

int
share_step_alone(struct tx *tx, int64_t district, const struct share_booking *b, enum share_state to)
{
	struct actor system = actor_system_of;

	system.district = district;
	return share_step(tx, &system, b, to, S(""));
}

/* The words of all steps go, those of staff too: they are about the person. */
static int
forget_texts(struct tx *tx, int64_t district, int64_t id)
{
	struct flow_step_list steps;

	TRY(flow_list(tx, district, FLOW_BOOKING, id, FLOW_INTERNAL, &steps));
	for (size_t i = 0; i < steps.n; i++)
		if (steps.v[i].text.n)
			TRY(flow_forget_text(tx, district, FLOW_BOOKING, id, steps.v[i].seq));
	return 0;
}

static int
forget_one(struct tx *tx, int64_t district, const struct share_booking *was)
{
	struct actor system = actor_system_of;
	struct share_booking b = *was;

	system.district = district;
	TRY(begin(tx, district, &b));
	b.person = 0;
	b.purpose = b.why = S("");
	b.sequence++;
	b.steps++;
	b.changed_at = clock_now();
	TRY(change(tx, &system, was, &b));
	TRY(add(tx, &system, &b, SHARE_FORGOTTEN, S("")));
	return forget_texts(tx, district, b.id);
}

int
share_forget_bookings(struct tx *tx, const struct actor *who)
{
	struct share_booking_list list;

	do {
		TRY(sql_share_bookings_all(tx, who->district, who->person, 0, PAGE, &list));
		for (size_t i = 0; i < list.n; i++)
			TRY(forget_one(tx, who->district, &list.v[i]));
	} while (list.n == PAGE);
	return 0;
}
