/* share_outside.c: the times of an outside calendar become closed times of a place. */
#include "features/share/share_outside.h"

#include "base/clock.h"
#include "features/share/share_rules.h"
#include "gen/share_sql.h"

enum { WHY_MAX_CHARS = 100 };

void
share_outside_window(int64_t *ret_from, int64_t *ret_to)
{
	*ret_from = clock_now();
	*ret_to = clock_now() + SHARE_OUTSIDE_AHEAD_S;
}

int
share_outside_closings(struct tx *tx, int64_t district, int64_t thing, bool outside, struct slot_closing_list *ret)
{
	struct share_outside_list ours;
	struct slot_closing_list all;
	int64_t now = clock_now();
	size_t n = 0, k;

	TRY(slot_closings(tx, district, thing, now, now + 2 * (int64_t)SHARE_OUTSIDE_AHEAD_S, &all));
	TRY(sql_share_outside_of(tx, district, thing, &ours));
	for (size_t i = 0; i < all.n; i++) {
		for (k = 0; k < ours.n && ours.v[k].closing != all.v[i].id; k++)
			;
		if ((k < ours.n) == outside)
			all.v[n++] = all.v[i];
	}
	all.n = n;
	*ret = all;
	return 0;
}

/* ---- the plan ---- */

/* Spans in whole cells; those that meet or touch are one. They come by their begin. */
static int
cover(struct tx *tx, const struct slot_thing *slot, const struct ical_span_list *list, struct share_outside_plan *p)
{
	int64_t past_all = 0;

	p->spans.v = NEW_ARRAY(tx->arena, struct share_outside_span, list->n);
	for (size_t i = 0; i < list->n; i++) {
		const struct ical_span *s = &list->v[i];
		struct share_outside_span *last = p->spans.n ? &p->spans.v[p->spans.n - 1] : NULL;
		int64_t first = slot_cell_of(slot, s->from), past = slot_cell_of(slot, s->to - 1) + 1;

		p->free += s->free;
		p->endless += !s->free && s->to <= s->from;
		if (s->free || s->to <= s->from)
			continue;
		if (last && first <= past_all) {
			past_all = past > past_all ? past : past_all;
			last->to = slot_cell_at(slot, past_all);
			continue;
		}
		past_all = past;
		p->spans.v[p->spans.n++] = (struct share_outside_span){.from = slot_cell_at(slot, first), .to = slot_cell_at(slot, past), .new = true};
	}
	if (p->spans.n > SHARE_OUTSIDE_MOST)
		return fail(tx, E_INVALID, "file", N_("日历里不连着的时间超过 600 段，请只导出这个学期的。"));
	return 0;
}

static bool
same(const struct slot_thing *slot, const struct slot_closing *c, const struct share_outside_span *s, struct str why)
{
	return slot_cell_at(slot, c->first) == s->from && slot_cell_at(slot, c->past) == s->to && str_eq(c->why, why);
}

/* What stays is not new; *gone holds those of the old calendar that the new one has not. */
static void
compare(const struct slot_thing *slot, const struct slot_closing_list *old, struct str why, struct share_outside_plan *p,
	struct slot_closing_list *gone)
{
	for (size_t i = 0; i < old->n; i++) {
		size_t k = 0;

		while (k < p->spans.n && !same(slot, &old->v[i], &p->spans.v[k], why))
			k++;
		if (k < p->spans.n) {
			p->spans.v[k].new = false;
			p->kept++;
		} else {
			gone->v[gone->n++] = old->v[i];
		}
	}
	p->gone = (int64_t)gone->n;
	p->added = (int64_t)p->spans.n - p->kept;
}

static int
make_plan(struct tx *tx, const struct actor *who, int64_t thing, const struct ical_span_list *list, struct str why,
	  struct share_outside_plan *p, struct slot_closing_list *gone)
{
	struct slot_closing_list old;
	struct share_whole w;

	TRY(share_load(tx, who->district, thing, &w));
	if (!share_may_manage(tx, who, &w.thing))
		return E_NOTFOUND;
	if (list->n && (!why.n || str_chars(why) > WHY_MAX_CHARS))
		return fail(tx, E_INVALID, "why", N_("请写对外说的原因，最多 100 个字。"));
	*p = (struct share_outside_plan){0};
	TRY(cover(tx, &w.slot, list, p));
	TRY(share_outside_closings(tx, who->district, thing, true, &old));
	*gone = (struct slot_closing_list){NEW_ARRAY(tx->arena, struct slot_closing, old.n), 0};
	compare(&w.slot, &old, why, p, gone);
	return 0;
}

static int
count_met(struct tx *tx, int64_t district, int64_t thing, const struct slot_thing *slot, struct share_outside_plan *p)
{
	static const enum slot_state states[] = {SLOT_TAKEN, SLOT_HELD, SLOT_OFFERED};
	int64_t from, to;

	share_outside_window(&from, &to);
	for (size_t i = 0; i < sizeof states / sizeof *states; i++) {
		struct slot_take_list takes;

		TRY(slot_takes(tx, district, thing, states[i], from, to, &takes));
		for (size_t k = 0; k < takes.n; k++)
			for (size_t s = 0; s < p->spans.n; s++)
				if (p->spans.v[s].new && slot_cell_at(slot, takes.v[k].first) < p->spans.v[s].to &&
				    slot_cell_at(slot, takes.v[k].past) > p->spans.v[s].from)
					p->spans.v[s].met++;
	}
	for (size_t s = 0; s < p->spans.n; s++)
		p->met += p->spans.v[s].met;
	return 0;
}

int
share_outside_look(struct tx *tx, const struct actor *who, int64_t thing, const struct ical_span_list *list, struct str why,
		   struct share_outside_plan *ret)
{
	struct slot_closing_list gone;
	struct slot_thing slot;

	TRY(make_plan(tx, who, thing, list, str_trim(why), ret, &gone));
	TRY(slot_get(tx, who->district, thing, &slot));
	return count_met(tx, who->district, thing, &slot, ret);
}

/* ---- doing it ---- */

static int
close_new(struct tx *tx, int64_t district, int64_t thing, struct str why, struct share_outside_plan *p)
{
	for (size_t i = 0; i < p->spans.n; i++) {
		struct share_outside_span *s = &p->spans.v[i];
		int64_t closing, told;

		if (!s->new)
			continue;
		TRY(share_close_span(tx, district, thing, s->from, s->to, why, &closing, &told));
		TRY(sql_share_outside_add(tx, district, thing, closing));
		s->met = told;
		p->met += told;
	}
	return 0;
}

int
share_outside_put(struct tx *tx, const struct actor *who, int64_t thing, const struct ical_span_list *list, struct str why,
		  struct share_outside_plan *ret)
{
	struct slot_closing_list gone;
	struct slot_take_list moved;

	why = str_trim(why);
	TRY(make_plan(tx, who, thing, list, why, ret, &gone));
	/* New times first: nobody who waits moves into one. */
	TRY(close_new(tx, who->district, thing, why, ret));
	for (size_t i = 0; i < gone.n; i++) {
		TRY(sql_share_outside_drop(tx, who->district, thing, gone.v[i].id, NULL));
		TRY(slot_reopen(tx, who->district, thing, gone.v[i].id, &moved));
		TRY(share_follow(tx, who->district, &moved));
	}
	return 0;
}
