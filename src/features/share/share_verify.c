/* share_verify.c: do bookings agree with their histories and with what their places hold? And one booking on one screen. */
#include "base/clock.h"
#include "features/share/share_rules.h"
#include "gen/share_sql.h"
#include "kit/flow.h"

enum { PAGE = 200 };

struct walk {
	struct tx *tx;
	int64_t district;
	int (*broken)(void *ctx, struct str line);
	void *ctx;
};

static bool
forgotten_later(const struct flow_step_list *steps, int64_t seq)
{
	for (size_t i = 0; i < steps->n; i++)
		if (steps->v[i].kind == SHARE_FORGOTTEN && steps->v[i].seq > seq)
			return true;
	return false;
}

static const char *
judge_steps(struct arena *a, int64_t district, const struct share_booking *b, const struct flow_step_list *steps)
{
	const struct flow_step *last = steps->n ? &steps->v[steps->n - 1] : NULL;

	if ((int64_t)steps->n != b->steps)
		return "it counts other steps than it has";
	if (!last)
		return NULL;
	if (!str_eq(last->seal, share_seal(a, district, b)))
		return "its row was changed without a step";
	if (!str_eq(b->purpose, steps->v[0].text))
		return "its purpose is not that of its history";
	if (!str_eq(b->why, steps->n > 1 ? last->text : S("")))
		return "its reason is not that of its history";
	for (size_t i = 0; i < steps->n; i++)
		if (flow_forgotten(a, &steps->v[i]) && !forgotten_later(steps, steps->v[i].seq))
			return "the text of a step was emptied without a step";
	return NULL;
}

/* Bits of the states that a booking's take may be in. */
static int64_t
takes_of(int64_t state)
{
	static const int64_t may[] = {
		[SHARE_ASKED] = 1 << SLOT_HELD | 1 << SLOT_TAKEN,
		[SHARE_BOOKED] = 1 << SLOT_TAKEN,
		[SHARE_WAITING] = 1 << SLOT_WAITING,
		[SHARE_OFFERED] = 1 << SLOT_OFFERED,
		[SHARE_CANCELLED] = 1 << SLOT_GIVEN_BACK,
		[SHARE_REFUSED] = 1 << SLOT_GIVEN_BACK,
		[SHARE_LAPSED] = 1 << SLOT_GIVEN_BACK | 1 << SLOT_EXPIRED,
		[SHARE_CAME] = 1 << SLOT_TAKEN | 1 << SLOT_ABSENT,
		[SHARE_ABSENT] = 1 << SLOT_ABSENT,
		[SHARE_OVER] = 1 << SLOT_TAKEN,
	};

	return state > 0 && state <= SHARE_OVER ? may[state] : 0;
}

/* The take of a booking has its time, its number, its person, and a state that suits. */
static int
judge_take(struct tx *tx, int64_t district, const struct share_booking *b, const char **ret_why)
{
	struct share_whole w;
	struct slot_take t;
	int rc = share_load(tx, district, b->thing, &w);

	if (rc == 0)
		rc = slot_take_get(tx, district, b->take, &t);
	if (rc == E_NOTFOUND) {
		*ret_why = "its place or its take is gone";
		return 0;
	}
	TRY(rc);
	if (t.thing != b->thing || t.person != b->person || slot_cell_at(&w.slot, t.first) != b->from_at ||
	    slot_cell_at(&w.slot, t.past) != b->to_at || (t.units != b->people && t.units != 1))
		*ret_why = "its take is another place, time, number or person's";
	else if (!(takes_of(b->state) & 1 << t.state))
		*ret_why = "its take is in another state";
	return 0;
}

static int
judge(struct tx *tx, int64_t district, const struct share_booking *b, const char **ret_why)
{
	struct flow_step_list steps;
	const char *why;

	TRY(flow_list(tx, district, FLOW_BOOKING, b->id, FLOW_INTERNAL, &steps));
	*ret_why = NULL;
	TRY(judge_take(tx, district, b, ret_why));
	why = judge_steps(tx->arena, district, b, &steps);
	*ret_why = why ? why : *ret_why;
	return 0;
}

/* A booking's memory goes when it has been told. */
static int
verify_one(const struct walk *w, const struct share_booking *b)
{
	struct arena *memory = w->tx->arena, one;
	const char *why;
	int rc;

	arena_init(&one);
	w->tx->arena = &one;
	rc = judge(w->tx, w->district, b, &why);
	if (rc == 0 && why)
		rc = w->broken(w->ctx, str_fmt(&one, "booking %lld: %s", (long long)b->id, why));
	w->tx->arena = memory;
	arena_release(&one);
	return rc;
}

static int
find_lost(const struct walk *w)
{
	int64_t after = 0, ids[PAGE];
	struct share_lost_list lost;
	struct share_booking b;
	size_t n;

	do {
		TRY(flow_subjects(w->tx, w->district, FLOW_BOOKING, after, ids, PAGE, &n));
		for (size_t i = 0; i < n; i++) {
			int rc = sql_share_booking_get(w->tx, w->district, after = ids[i], &b);

			if (rc == E_NOTFOUND)
				rc = w->broken(w->ctx, str_fmt(w->tx->arena, "booking %lld is gone, its history is there",
							       (long long)ids[i]));
			TRY(rc);
		}
	} while (n == PAGE);
	TRY(sql_share_takes_lost(w->tx, w->district, PAGE, &lost));
	for (size_t i = 0; i < lost.n; i++)
		TRY(w->broken(w->ctx, str_fmt(w->tx->arena, "place %lld: a time is taken, and its booking is gone",
					      (long long)lost.v[i].thing)));
	return 0;
}

int
share_verify(struct tx *tx, int64_t district, int (*broken)(void *ctx, struct str line), void *ctx)
{
	const struct walk w = {tx, district, broken, ctx};
	struct share_booking_list list;
	int64_t after = 0;

	do {
		TRY(sql_share_bookings_after(tx, district, after, PAGE, &list));
		for (size_t i = 0; i < list.n; i++) {
			TRY(verify_one(&w, &list.v[i]));
			after = list.v[i].id;
		}
	} while (list.n == PAGE);
	TRY(find_lost(&w));
	return slot_verify(tx, district, broken, ctx);
}

/* ---- one screen ---- */

static void
put_time(struct buf *b, int64_t at)
{
	struct civil c = clock_civil(at);

	buf_fmt(b, "%04d-%02d-%02d %02d:%02d", c.year, c.month, c.day, c.hour, c.minute);
}

static const char *
word_of(int64_t kind)
{
	const char *name = kind == SHARE_FORGOTTEN ? "forgotten" : share_state_name(kind);

	return name ? name : "?";
}

static void
show_row(struct buf *out, const struct share_booking *b, const struct share_whole *w)
{
	buf_fmt(out, "booking %lld of place %lld %.*s  %s\n  ", (long long)b->id, (long long)b->thing, STR(w->thing.name), word_of(b->state));
	put_time(out, b->from_at);
	buf_z(out, " to ");
	put_time(out, b->to_at);
	buf_fmt(out, "  people %lld; person %lld for body %lld; body that answers %lld; series %lld; sequence %lld\n", (long long)b->people,
		(long long)b->person, (long long)b->for_org, (long long)b->org, (long long)b->series, (long long)b->sequence);
}

static int
show(struct tx *tx, int64_t district, const struct share_booking *b, struct buf *out)
{
	static const char *const states[] = {"?", "held", "taken", "waiting", "offered", "given back", "expired", "absent"};
	struct flow_step_list steps;
	struct share_whole w;
	struct slot_take t;
	const char *why;

	TRY(share_load(tx, district, b->thing, &w));
	show_row(out, b, &w);
	TRY(slot_take_get(tx, district, b->take, &t));
	buf_fmt(out, "take %lld: %lld of %lld, %s, asked ", (long long)t.id, (long long)t.units, (long long)w.slot.capacity,
		t.state > 0 && t.state <= SLOT_ABSENT ? states[t.state] : states[0]);
	put_time(out, t.at);
	TRY(flow_list(tx, district, FLOW_BOOKING, b->id, FLOW_INTERNAL, &steps));
	buf_z(out, "\nsteps\n");
	for (size_t i = 0; i < steps.n; i++) {
		buf_fmt(out, "  %3lld  ", (long long)steps.v[i].seq);
		put_time(out, steps.v[i].at);
		buf_fmt(out, "  %-10s person %lld body %lld\n", word_of(steps.v[i].kind), (long long)steps.v[i].person,
			(long long)steps.v[i].org);
	}
	TRY(judge(tx, district, b, &why));
	buf_fmt(out, "verify: %s\n", why ? why : b->steps ? "holds" : "holds; it has no history before its next change");
	return 0;
}

int
share_show(struct tx *tx, int64_t district, struct str code, struct buf *out)
{
	struct share_booking b;
	int64_t id;

	if (!str_int(code, &id))
		return E_NOTFOUND;
	TRY(sql_share_booking_get(tx, district, id, &b));
	return show(tx, district, &b, out);
}
