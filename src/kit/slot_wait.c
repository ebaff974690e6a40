/* slot_wait.c: things, closed times, the waiting list, and what is free. */
#include "base/clock.h"

#include <assert.h>
#include "base/id.h"
#include "gen/kit_sql.h"
#include "kit/slot_in.h"

/* Takes of a state in cells. */
static int
takes_in(struct tx *tx, int64_t district, int64_t thing, enum slot_state state, struct slot_span s,
	 struct slot_take_list *ret)
{
	return sql_slot_takes(tx, district, thing, state, s.first, s.past, ret);
}

/* ---- the waiting list ---- */

static int
move_one(struct tx *tx, int64_t district, const struct slot_thing *thing, struct slot_take *t, struct slot_take_list *moved)
{
	bool offer = thing->wait == SLOT_WAIT_OFFER;
	int64_t now = clock_now(), begins = slot_cell_at(thing, t->first), due = 0;
	int rc = slot_fill(tx, district, thing, (struct slot_span){t->first, t->past}, t->units);

	if (rc < 0)
		return rc == E_STALE ? 0 : rc;
	if (offer) /* nobody thinks longer than until it begins */
		due = now + thing->offer_s < begins ? now + thing->offer_s : begins;
	TRY(sql_slot_take_set(tx, district, t->id, SLOT_WAITING, offer ? SLOT_OFFERED : SLOT_TAKEN, due, 0));
	t->state = offer ? SLOT_OFFERED : SLOT_TAKEN;
	t->due_at = due;
	slot_list_add(tx, moved, t);
	return 0;
}

int
slot_move_up(struct tx *tx, int64_t district, const struct slot_thing *thing, struct slot_span s, struct slot_take_list *moved)
{
	struct slot_take_list waiting;

	if (thing->wait == SLOT_NO_WAIT)
		return 0;
	TRY(takes_in(tx, district, thing->id, SLOT_WAITING, s, &waiting));
	for (size_t i = 0; i < waiting.n; i++) {
		struct slot_take *t = &waiting.v[i];
		struct slot_closing_list closings;

		if (slot_cell_at(thing, t->first) <= clock_now())
			continue;
		TRY(sql_slot_closings(tx, district, thing->id, t->first, t->past, &closings));
		if (!closings.n)
			TRY(move_one(tx, district, thing, t, moved));
	}
	return 0;
}

/* One that is due; whoever confirmed or ended it meanwhile was first. */
static int
end_due(struct tx *tx, int64_t district, int64_t id, struct slot_take_list *ended, struct slot_take_list *moved)
{
	struct slot_thing thing;
	struct slot_take t;

	TRY(sql_slot_take_get(tx, district, id, &t));
	TRY(slot_turn(tx, district, t.thing, &thing));
	TRY(sql_slot_take_get(tx, district, id, &t));
	if (t.thing != thing.id || (t.state != SLOT_HELD && t.state != SLOT_OFFERED) || t.due_at > clock_now())
		return 0;
	TRY(sql_slot_take_set(tx, district, id, t.state, SLOT_EXPIRED, 0, clock_now()));
	TRY(slot_drain(tx, district, &thing, (struct slot_span){t.first, t.past}, t.units));
	t.state = SLOT_EXPIRED;
	slot_list_add(tx, ended, &t);
	return slot_move_up(tx, district, &thing, (struct slot_span){t.first, t.past}, moved);
}

int
slot_is_due(struct tx *tx, int64_t district, bool *ret)
{
	struct slot_take_list due;

	TRY(sql_slot_due(tx, district, clock_now(), 1, &due));
	*ret = due.n > 0;
	return 0;
}

int
slot_sweep(struct tx *tx, int64_t district, int64_t limit, struct slot_take_list *ret_ended, struct slot_take_list *ret_moved)
{
	struct slot_take_list ended = {0}, moved = {0}, due;

	assert(tx->may_write && limit >= 0 && ret_ended && ret_moved);
	TRY(sql_slot_due(tx, district, clock_now(), limit, &due));
	/* Several things' turns in one transaction are taken in the order of their ids. */
	for (size_t i = 1; i < due.n; i++) {
		struct slot_take t = due.v[i];
		size_t j = i;

		for (; j > 0 && due.v[j - 1].thing > t.thing; j--)
			due.v[j] = due.v[j - 1];
		due.v[j] = t;
	}
	for (size_t i = 0; i < due.n; i++)
		TRY(end_due(tx, district, due.v[i].id, &ended, &moved));
	*ret_ended = ended;
	*ret_moved = moved;
	return 0;
}

/* ---- things ---- */

static int
check_thing(struct tx *tx, const struct slot_thing *t)
{
	const int64_t day = 86400;

	if (t->capacity < 0 || t->capacity > 1000000)
		return fail(tx, E_INVALID, "capacity", N_("名额要在 0 到 1000000 之间。"));
	if (t->step_s < 60 || (day % t->step_s != 0 && t->step_s % day != 0))
		return fail(tx, E_INVALID, "step", N_("一格的长度要能整除一天。"));
	if (t->cells_most < 1 || t->cells_most > SLOT_CELLS_MOST)
		return fail(tx, E_INVALID, "most", N_("一次最多 400 格。"));
	if (t->wait < SLOT_NO_WAIT || t->wait > SLOT_WAIT_OFFER || (t->wait == SLOT_WAIT_OFFER && t->offer_s < 60))
		return fail(tx, E_INVALID, "wait", N_("排队的办法不对。"));
	return 0;
}

int
slot_put(struct tx *tx, int64_t district, const struct slot_thing *thing, struct slot_take_list *ret_moved)
{
	struct slot_span all = {.past = INT64_MAX / 2};
	struct slot_take_list moved = {0};
	struct slot_thing old;
	int rc;

	assert(tx->may_write && thing && ret_moved);
	TRY(check_thing(tx, thing));
	all.first = slot_cell_of(thing, clock_now());
	rc = slot_turn(tx, district, thing->id, &old);
	if (rc < 0 && rc != E_NOTFOUND)
		return rc;
	if (rc == 0 && old.step_s != thing->step_s)
		return fail(tx, E_INVALID, "step", N_("已经开放预约，一格的长度不能再改。"));
	TRY(sql_slot_thing_put(tx, district, thing));
	if (rc == 0 && old.capacity != thing->capacity)
		TRY(sql_slot_resize(tx, district, thing->id, all.first, thing->capacity, NULL));
	if (rc == 0 && old.capacity < thing->capacity)
		TRY(slot_move_up(tx, district, thing, all, &moved));
	*ret_moved = moved;
	return 0;
}

int
slot_forget(struct tx *tx, int64_t district, int64_t person)
{
	assert(tx->may_write && person > 0);
	return sql_slot_take_forget(tx, district, person, NULL);
}

/* ---- closed times ---- */

int
slot_close(struct tx *tx, int64_t district, int64_t thing, int64_t from, int64_t to, struct str why, int64_t *ret_id,
	   struct slot_take_list *ret_met)
{
	static const enum slot_state states[] = {SLOT_TAKEN, SLOT_HELD, SLOT_OFFERED};
	struct slot_take_list met = {0}, some;
	struct slot_thing t;
	struct slot_span s;
	int64_t id = id_new();

	assert(tx->may_write && ret_id && ret_met);
	TRY(slot_turn(tx, district, thing, &t));
	TRY(slot_span(tx, &t, from, to, &s));
	TRY(sql_slot_closing_add(tx, district, id, thing, s.first, s.past, why));
	for (size_t i = 0; i < sizeof states / sizeof *states; i++) {
		TRY(takes_in(tx, district, thing, states[i], s, &some));
		for (size_t j = 0; j < some.n; j++)
			slot_list_add(tx, &met, &some.v[j]);
	}
	*ret_id = id;
	*ret_met = met;
	return 0;
}

int
slot_reopen(struct tx *tx, int64_t district, int64_t thing, int64_t id, struct slot_take_list *ret_moved)
{
	struct slot_take_list moved = {0};
	struct slot_thing t;
	int64_t n;

	assert(tx->may_write && ret_moved);
	TRY(slot_turn(tx, district, thing, &t));
	TRY(sql_slot_closing_drop(tx, district, thing, id, &n));
	if (!n)
		return E_NOTFOUND;
	TRY(slot_move_up(tx, district, &t, (struct slot_span){slot_cell_of(&t, clock_now()), INT64_MAX / 2}, &moved));
	*ret_moved = moved;
	return 0;
}

/* ---- looking ---- */

/* The cells that a span touches, on the grid or not. */
static struct slot_span
touched(const struct slot_thing *t, int64_t from, int64_t to)
{
	return (struct slot_span){slot_cell_of(t, from), slot_cell_of(t, to - 1) + 1};
}

int
slot_closings(struct tx *tx, int64_t district, int64_t thing, int64_t from, int64_t to, struct slot_closing_list *ret)
{
	struct slot_thing t;
	struct slot_span s;

	assert(ret);
	TRY(sql_slot_thing_get(tx, district, thing, &t));
	s = touched(&t, from, to);
	return sql_slot_closings(tx, district, thing, s.first, s.past, ret);
}

int
slot_free(struct tx *tx, int64_t district, int64_t thing, int64_t from, int64_t to, int64_t *ret)
{
	struct slot_closing_list closings;
	struct slot_peak peak;
	struct slot_thing t;
	struct slot_span s;

	assert(ret);
	TRY(sql_slot_thing_get(tx, district, thing, &t));
	s = touched(&t, from, to);
	TRY(sql_slot_closings(tx, district, thing, s.first, s.past, &closings));
	TRY(sql_slot_peak(tx, district, thing, s.first, s.past, &peak));
	*ret = closings.n ? 0 : t.capacity - peak.used;
	return 0;
}

int
slot_cells(struct tx *tx, int64_t district, int64_t thing, int64_t from, int64_t to, struct slot_cell_list *ret)
{
	struct slot_thing t;
	struct slot_span s;

	TRY(sql_slot_thing_get(tx, district, thing, &t));
	s = touched(&t, from, to);
	return sql_slot_cells(tx, district, thing, s.first, s.past, ret);
}

int
slot_takes(struct tx *tx, int64_t district, int64_t thing, enum slot_state state, int64_t from, int64_t to,
	   struct slot_take_list *ret)
{
	struct slot_thing t;

	assert(state > 0 && ret);
	TRY(sql_slot_thing_get(tx, district, thing, &t));
	return takes_in(tx, district, thing, state, touched(&t, from, to), ret);
}

/* Does the take lie in a cell that still holds too much? Then its cells are lightened by it. */
static bool
lightens(struct slot_cell_list *cells, int64_t capacity, const struct slot_take *t)
{
	bool needed = false;

	for (size_t i = 0; i < cells->n; i++)
		if (cells->v[i].cell >= t->first && cells->v[i].cell < t->past)
			needed |= cells->v[i].used > capacity;
	for (size_t i = 0; needed && i < cells->n; i++)
		if (cells->v[i].cell >= t->first && cells->v[i].cell < t->past)
			cells->v[i].used -= t->units;
	return needed;
}

int
slot_over(struct tx *tx, int64_t district, int64_t thing, int64_t from, int64_t to, struct slot_take_list *ret)
{
	struct slot_take_list takes, over = {0};
	struct slot_cell_list cells;
	struct slot_thing t;

	TRY(sql_slot_thing_get(tx, district, thing, &t));
	TRY(slot_cells(tx, district, thing, from, to, &cells));
	TRY(takes_in(tx, district, thing, SLOT_TAKEN, touched(&t, from, to), &takes));
	for (size_t i = takes.n; i-- > 0;)
		if (lightens(&cells, t.capacity, &takes.v[i]))
			slot_list_add(tx, &over, &takes.v[i]);
	*ret = over;
	return 0;
}
