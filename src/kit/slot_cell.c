/* slot_cell.c: a thing in its turn, and the cells of its time: filled, drained, asked whether they are open. */
#include "kit/slot_in.h"

#include <assert.h>

#include "gen/kit_sql.h"

enum { CHINA_S = 8 * 3600 };

static int64_t
floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

int64_t
slot_cell_of(const struct slot_thing *thing, int64_t at)
{
	return floor_div(at + CHINA_S, thing->step_s);
}

int64_t
slot_cell_at(const struct slot_thing *thing, int64_t cell)
{
	return cell * thing->step_s - CHINA_S;
}

int
slot_get(struct tx *tx, int64_t district, int64_t thing, struct slot_thing *ret)
{
	return sql_slot_thing_get(tx, district, thing, ret);
}

int
slot_turn(struct tx *tx, int64_t district, int64_t thing, struct slot_thing *ret)
{
	int64_t n;

	TRY(sql_slot_turn(tx, district, thing, &n));
	return n ? sql_slot_thing_get(tx, district, thing, ret) : E_NOTFOUND;
}

int
slot_span(struct tx *tx, const struct slot_thing *thing, int64_t from, int64_t to, struct slot_span *ret)
{
	struct slot_span s = {slot_cell_of(thing, from), slot_cell_of(thing, to)};

	if (slot_cell_at(thing, s.first) != from || slot_cell_at(thing, s.past) != to || s.past <= s.first)
		return fail(tx, E_INVALID, "from", N_("时间要从格子的开头到格子的末尾，请从列出的时间里选。"));
	*ret = s;
	return 0;
}

bool
slot_fills(int64_t state)
{
	return state == SLOT_HELD || state == SLOT_TAKEN || state == SLOT_OFFERED;
}

void
slot_list_add(struct tx *tx, struct slot_take_list *list, const struct slot_take *t)
{
	list->v = arena_grow(tx->arena, list->v, list->n * sizeof *t, (list->n + 1) * sizeof *t);
	list->v[list->n++] = *t;
}

int
slot_is_open(struct tx *tx, int64_t district, int64_t thing, struct slot_span s)
{
	struct slot_closing_list closings;

	TRY(sql_slot_closings(tx, district, thing, s.first, s.past, &closings));
	return closings.n ? fail(tx, E_INVALID, "from", N_("这段时间不开放，请换一个时间。")) : 0;
}

int
slot_fill(struct tx *tx, int64_t district, const struct slot_thing *thing, struct slot_span s, int64_t units)
{
	struct slot_peak peak;
	int64_t n;

	assert(tx->may_write && units > 0);
	TRY(sql_slot_peak(tx, district, thing->id, s.first, s.past, &peak));
	if (units > thing->capacity || peak.used > thing->capacity - units)
		return E_STALE;
	TRY(sql_slot_fill(tx, district, thing->id, s.first, s.past, units, thing->capacity, &n));
	/* In turn it cannot be otherwise. */
	return n == s.past - s.first ? 0 : E_BUG;
}

int
slot_drain(struct tx *tx, int64_t district, const struct slot_thing *thing, struct slot_span s, int64_t units)
{
	assert(tx->may_write && units > 0);
	return sql_slot_drain(tx, district, thing->id, s.first, s.past, units, thing->capacity, NULL);
}

/* ---- taking ---- */
