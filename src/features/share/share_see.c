/* share_see.c: the grid of a thing, lists of bookings, the sheet of a day. */
#include "features/share/share_see.h"

#include "base/clock.h"
#include "features/share/share_rules.h"
#include "gen/share_sql.h"

enum { DAY_S = 86400, MIN_S = 60 };

static int64_t
day_start(int64_t at)
{
	struct civil c = clock_civil(at);

	return clock_at(c.year, c.month, c.day, 0, 0, 0);
}

/* Rows from the earliest to the latest open minute of the days; whole days are one row. */
static void
find_rows(struct share_grid *g, int64_t from)
{
	int64_t step = g->slot.step_s / MIN_S, first = 1440, past = 0;

	if (g->slot.step_s % DAY_S == 0) {
		g->first_min = 0;
		g->step_min = 1440;
		g->rows = 1;
		return;
	}
	for (size_t d = 0; d < g->days_n; d++) {
		int bit = share_day_of(g->whose, clock_day(from + (int64_t)d * DAY_S));

		for (size_t i = 0; i < g->hours.n; i++) {
			const struct share_hours *h = &g->hours.v[i];

			if (!(h->days & 1 << bit))
				continue;
			first = h->from_min < first ? h->from_min : first;
			past = h->to_min > past ? h->to_min : past;
		}
	}
	first = (first + step - 1) / step * step;
	g->first_min = first;
	g->step_min = step;
	g->rows = past > first ? (size_t)((past - first) / step) : 0;
}

static bool
is_closed(const struct share_grid *g, int64_t cell)
{
	for (size_t i = 0; i < g->closings.n; i++)
		if (cell >= g->closings.v[i].first && cell < g->closings.v[i].past)
			return true;
	return false;
}

static int64_t
used_in(const struct slot_cell_list *cells, int64_t cell)
{
	for (size_t i = 0; i < cells->n; i++)
		if (cells->v[i].cell == cell)
			return cells->v[i].used;
	return 0;
}

static struct share_cell
make_cell(const struct share_grid *g, const struct slot_cell_list *used, const struct share_span_list *mine, int64_t from)
{
	const struct share_whole w = {g->thing, g->slot, g->hours, g->whose};
	struct share_cell c = {.from = from, .to = from + g->slot.step_s};
	int64_t cell = slot_cell_of(&g->slot, from);

	c.fit = share_suits(&w, c.from, c.to);
	c.free = g->slot.capacity - used_in(used, cell);
	if (c.fit == SHARE_FITS && is_closed(g, cell))
		c.fit = SHARE_CLOSED;
	else if (c.fit == SHARE_FITS && c.free <= 0)
		c.fit = SHARE_FULL;
	for (size_t i = 0; i < mine->n && !c.mine; i++)
		if (mine->v[i].from_at < c.to && mine->v[i].to_at > c.from) {
			c.mine = mine->v[i].id;
			c.state = mine->v[i].state;
		}
	return c;
}

int
share_grid(struct tx *tx, const struct actor *who, int64_t thing, int64_t from, size_t days, struct share_grid *ret)
{
	struct share_grid g = {.days_n = days < SHARE_GRID_DAYS_MOST ? days : SHARE_GRID_DAYS_MOST};
	int64_t start = day_start(from), end = start + (int64_t)g.days_n * DAY_S;
	struct share_span_list mine = {0};
	struct slot_cell_list used;
	struct share_whole w;

	TRY(share_load(tx, who->district, thing, &w));
	g.thing = w.thing;
	g.whose = w.whose;
	g.slot = w.slot;
	g.hours = w.hours;
	TRY(slot_closings(tx, who->district, thing, start, end, &g.closings));
	TRY(slot_cells(tx, who->district, thing, start, end, &used));
	if (who->person)
		TRY(sql_share_spans_of(tx, who->district, who->person, thing, start, end, &mine));
	find_rows(&g, start);
	g.days = NEW_ARRAY(tx->arena, struct share_day_cells, g.days_n);
	for (size_t d = 0; d < g.days_n; d++) {
		struct share_day_cells *day = &g.days[d];

		day->at = start + (int64_t)d * DAY_S;
		day->cells = (struct share_cell_list){NEW_ARRAY(tx->arena, struct share_cell, g.rows), g.rows};
		for (size_t i = 0; i < g.rows; i++)
			day->cells.v[i] = make_cell(&g, &used, &mine,
						    day->at + (g.first_min + (int64_t)i * g.step_min) * MIN_S);
	}
	*ret = g;
	return 0;
}

int
share_today(struct tx *tx, int64_t district, int64_t thing, int64_t *ret_free, int64_t *ret_first)
{
	const struct actor nobody = {.kind = ACTOR_VISITOR, .district = district};
	int64_t first = 0, n = 0;
	struct share_grid g;

	TRY(share_grid(tx, &nobody, thing, clock_now(), 1, &g));
	for (size_t i = 0; i < g.rows; i++) {
		const struct share_cell *c = &g.days[0].cells.v[i];

		if (c->fit != SHARE_FITS)
			continue;
		first = first ? first : c->from;
		n++;
	}
	*ret_free = n;
	*ret_first = first;
	return 0;
}

/* The cursor of a person's bookings is "to_at.id"; without one they begin at the present moment. */
static int
cursor_of(struct str after, int64_t *ret_at, int64_t *ret_id)
{
	struct str part;

	*ret_at = clock_now();
	*ret_id = INT64_MAX;
	if (!after.n)
		return 0;
	return str_next(&after, '.', &part) && str_int(part, ret_at) && str_int(after, ret_id) ? 0 : E_NOTFOUND;
}

struct str
share_mine_key(struct arena *a, const struct share_line *l)
{
	return str_fmt(a, "%lld.%lld", (long long)l->to_at, (long long)l->id);
}

int
share_mine(struct tx *tx, const struct actor *who, struct str after, int64_t limit, struct share_line_list *ret)
{
	int64_t at, id;

	TRY(cursor_of(after, &at, &id));
	return sql_share_lines_of(tx, who->district, who->person, at, id, limit, ret);
}

int
share_mine_over(struct tx *tx, const struct actor *who, struct str after, int64_t limit, struct share_line_list *ret)
{
	int64_t at, id;

	TRY(cursor_of(after, &at, &id));
	return sql_share_lines_before(tx, who->district, who->person, at, id, limit, ret);
}

int
share_bodies(struct tx *tx, const struct actor *who, struct org_list *ret)
{
	struct org_list list = {NEW_ARRAY(tx->arena, struct org, who->grants_n), 0};

	for (size_t i = 0; i < who->grants_n; i++) {
		int64_t org = who->grants[i].org;
		bool had = false;

		for (size_t k = 0; k < list.n; k++)
			had |= list.v[k].id == org;
		if (!org || had)
			continue;
		TRY(account_org(tx, who->district, org, &list.v[list.n]));
		list.n++;
	}
	*ret = list;
	return 0;
}

/* Puts the rows of one more body among those of the others, the nearest first. */
static void
put_among(struct arena *a, struct share_line_list *list, const struct share_line_list *more, int64_t limit)
{
	struct share_line_list all = {NEW_ARRAY(a, struct share_line, list->n + more->n), 0};
	size_t i = 0, k = 0;

	while ((int64_t)all.n < limit && (i < list->n || k < more->n)) {
		const struct share_line *x = i < list->n ? &list->v[i] : NULL, *y = k < more->n ? &more->v[k] : NULL;
		bool first = x && (!y || x->to_at < y->to_at || (x->to_at == y->to_at && x->id < y->id));

		all.v[all.n++] = first ? *x : *y;
		i += first;
		k += !first;
	}
	*list = all;
}

int
share_mine_for(struct tx *tx, const struct actor *who, struct str after, int64_t limit, struct share_line_list *ret)
{
	struct share_line_list all = {0}, some;
	struct org_list bodies;
	int64_t at, id;

	TRY(cursor_of(after, &at, &id));
	TRY(share_bodies(tx, who, &bodies));
	for (size_t i = 0; i < bodies.n; i++) {
		TRY(sql_share_lines_for(tx, who->district, bodies.v[i].id, who->person, at, id, limit, &some));
		put_among(tx->arena, &all, &some, limit);
	}
	*ret = all;
	return 0;
}

int
share_sheet(struct tx *tx, const struct actor *who, int64_t thing, int64_t day, struct share_line_list *ret)
{
	int64_t start = day_start(day);
	struct share_whole w;

	TRY(share_load(tx, who->district, thing, &w));
	if (!share_may_manage(tx, who, &w.thing))
		return E_NOTFOUND;
	return sql_share_lines_at(tx, who->district, thing, start, start + DAY_S, w.slot.cells_most * w.slot.step_s, ret);
}

int
share_waiting(struct tx *tx, int64_t district, int64_t thing, int64_t from, int64_t to, int64_t *ret)
{
	struct slot_take_list list;

	TRY(slot_takes(tx, district, thing, SLOT_WAITING, from, to, &list));
	*ret = (int64_t)list.n;
	return 0;
}
