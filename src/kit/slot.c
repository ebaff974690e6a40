/* slot.c: taking, giving back, moving. */
#include "kit/slot_in.h"

#include <assert.h>

#include "base/clock.h"
#include "base/id.h"
#include "gen/kit_sql.h"

static int
check_want(struct tx *tx, const struct slot_thing *thing, const struct slot_want *want, struct slot_span *ret)
{
	TRY(slot_span(tx, thing, want->from, want->to, ret));
	if (ret->past - ret->first > thing->cells_most)
		return fail(tx, E_INVALID, "to", N_("时间太长了，请分几次。"));
	if (want->units < 1 || want->units > 1000000)
		return fail(tx, E_INVALID, "units", N_("数量要大于零。"));
	return 0;
}

/* The take that has the key already, if it is the same one. */
static int
again(struct tx *tx, const struct slot_want *want, struct slot_span s, const struct slot_take *old, struct slot_take *ret)
{
	if (old->first != s.first || old->past != s.past || old->units != want->units || old->person != want->person)
		return fail(tx, E_INVALID, NULL, N_("这个表单已经用过一次了，请重新打开再填。"));
	*ret = *old;
	return 0;
}

int
slot_take(struct tx *tx, int64_t district, const struct slot_want *want, struct slot_take *ret)
{
	struct slot_thing thing;
	struct slot_take t = {.id = id_new(), .thing = want->thing, .units = want->units, .person = want->person,
			      .subject = want->subject, .due_at = want->hold_until, .at = clock_now(),
			      .state = want->hold_until ? SLOT_HELD : SLOT_TAKEN};
	struct slot_take old;
	struct slot_span s;
	int rc;

	assert(tx->may_write && want && ret);
	TRY(slot_turn(tx, district, want->thing, &thing));
	TRY(check_want(tx, &thing, want, &s));
	rc = want->once.n ? sql_slot_take_once(tx, district, want->thing, want->once, &old) : E_NOTFOUND;
	if (rc == 0)
		return again(tx, want, s, &old, ret);
	if (rc != E_NOTFOUND)
		return rc;
	TRY(slot_is_open(tx, district, want->thing, s));
	t.first = s.first;
	t.past = s.past;
	rc = slot_fill(tx, district, &thing, s, want->units);
	if (rc == E_STALE && want->may_wait && thing.wait != SLOT_NO_WAIT && want->units <= thing.capacity) {
		t.state = SLOT_WAITING;
		t.due_at = 0;
	} else {
		TRY(rc);
	}
	TRY(sql_slot_take_add(tx, district, &(struct slot_take_new){
		.id = t.id, .thing = t.thing, .first = t.first, .past = t.past, .units = t.units, .state = t.state,
		.person = t.person, .subject = t.subject, .due_at = t.due_at, .at = t.at, .once = want->once}));
	*ret = t;
	return 0;
}

int
slot_take_get(struct tx *tx, int64_t district, int64_t id, struct slot_take *ret)
{
	return sql_slot_take_get(tx, district, id, ret);
}

/* ---- changing ---- */

/* Alone with the thing of a take, and the take as it is now. A take moves between things, so it is looked at again. */
static int
turn_of(struct tx *tx, int64_t district, int64_t id, struct slot_thing *ret_thing, struct slot_take *ret)
{
	int64_t thing;

	TRY(sql_slot_take_get(tx, district, id, ret));
	thing = ret->thing;
	TRY(slot_turn(tx, district, thing, ret_thing));
	TRY(sql_slot_take_get(tx, district, id, ret));
	return ret->thing == thing ? 0 : E_BUSY;
}

int
slot_confirm(struct tx *tx, int64_t district, int64_t id)
{
	struct slot_thing thing;
	struct slot_take t;

	assert(tx->may_write);
	TRY(turn_of(tx, district, id, &thing, &t));
	if (t.state == SLOT_TAKEN)
		return 0;
	if (t.state != SLOT_HELD && t.state != SLOT_OFFERED)
		return t.state == SLOT_EXPIRED ? E_EXPIRED : E_STALE;
	if (t.due_at && t.due_at <= clock_now())
		return E_EXPIRED;
	return sql_slot_take_set(tx, district, id, t.state, SLOT_TAKEN, 0, 0);
}

/* In turn: ends a take as this state, and its cells from `from` on are free. */
static int
end_take(struct tx *tx, int64_t district, const struct slot_thing *thing, const struct slot_take *t, enum slot_state state,
	 int64_t from, struct slot_take_list *moved)
{
	struct slot_span s = {t->first > from ? t->first : from, t->past};

	TRY(sql_slot_take_set(tx, district, t->id, t->state, state, 0, clock_now()));
	if (!slot_fills(t->state) || s.first >= s.past)
		return 0;
	TRY(slot_drain(tx, district, thing, s, t->units));
	return slot_move_up(tx, district, thing, s, moved);
}

int
slot_give_back(struct tx *tx, int64_t district, int64_t id, struct slot_take_list *ret_moved)
{
	struct slot_take_list moved = {0};
	struct slot_thing thing;
	struct slot_take t;

	assert(tx->may_write && ret_moved);
	TRY(turn_of(tx, district, id, &thing, &t));
	if (slot_fills(t.state) || t.state == SLOT_WAITING)
		TRY(end_take(tx, district, &thing, &t, SLOT_GIVEN_BACK, t.first, &moved));
	*ret_moved = moved;
	return 0;
}

int
slot_absent(struct tx *tx, int64_t district, int64_t id, struct slot_take_list *ret_moved)
{
	struct slot_take_list moved = {0};
	int64_t now = clock_now();
	struct slot_thing thing;
	struct slot_take t;

	assert(tx->may_write && ret_moved);
	TRY(turn_of(tx, district, id, &thing, &t));
	if (t.state != SLOT_TAKEN || slot_cell_at(&thing, t.first) > now)
		return E_STALE;
	TRY(end_take(tx, district, &thing, &t, SLOT_ABSENT, slot_cell_of(&thing, now) + 1, &moved));
	*ret_moved = moved;
	return 0;
}

/* Both things' turns, the lower id first. */
static int
turns(struct tx *tx, int64_t district, int64_t a, int64_t b, struct slot_thing *ret_a, struct slot_thing *ret_b)
{
	if (b < a)
		return turns(tx, district, b, a, ret_b, ret_a);
	TRY(slot_turn(tx, district, a, ret_a));
	if (a == b)
		*ret_b = *ret_a;
	else
		TRY(slot_turn(tx, district, b, ret_b));
	return 0;
}

int
slot_move(struct tx *tx, int64_t district, int64_t id, int64_t to_thing, int64_t from, int64_t to,
	  struct slot_take_list *ret_moved)
{
	struct slot_take_list moved = {0};
	struct slot_thing old, new;
	struct slot_take t, now;
	struct slot_span s;
	int rc;

	assert(tx->may_write && ret_moved);
	TRY(sql_slot_take_get(tx, district, id, &t));
	TRY(turns(tx, district, t.thing, to_thing, &old, &new));
	TRY(sql_slot_take_get(tx, district, id, &now));
	if (now.thing != t.thing)
		return E_BUSY;
	if (!slot_fills(now.state))
		return E_STALE;
	TRY(check_want(tx, &new, &(struct slot_want){.from = from, .to = to, .units = now.units}, &s));
	TRY(slot_is_open(tx, district, to_thing, s));
	TRY(slot_drain(tx, district, &old, (struct slot_span){now.first, now.past}, now.units));
	rc = slot_fill(tx, district, &new, s, now.units);
	if (rc == E_STALE) {
		/* Back to where it was: there its cells still have the room, for nobody was let in between. */
		struct slot_thing before = old;

		before.capacity = INT64_MAX / 2;
		TRY(slot_fill(tx, district, &before, (struct slot_span){now.first, now.past}, now.units));
		TRY(sql_slot_resize(tx, district, old.id, now.first, old.capacity, NULL));
		return E_STALE;
	}
	TRY(rc);
	TRY(sql_slot_take_span(tx, district, id, to_thing, s.first, s.past));
	TRY(slot_move_up(tx, district, &old, (struct slot_span){now.first, now.past}, &moved));
	*ret_moved = moved;
	return 0;
}
