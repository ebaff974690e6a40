/* share_web.c: one place with its free times, its public calendar. */
#include "features/share/share_web.h"

#include "base/clock.h"
#include "features/account/account.h"
#include "features/share/share_feed.h"
#include "features/share/share_hours.h"
#include "features/share/share_outside.h"
#include "features/territory/territory.h"
#include "gen/share_view.h"
#include "http/reply.h"
#include "kit/gate.h"
#include "kit/say.h"
#include "kit/slot.h"

enum { DAY_S = 86400, HOUR_S = 3600, WEEK = 7, BACK_WEEKS_S = 28 * 86400 };

int
share_id_of(const struct req *r, int64_t *ret)
{
	return str_int(r->arg[0], ret) && *ret > 0 ? 0 : E_NOTFOUND;
}

int
share_thing_of(struct req *r, struct share_thing *ret)
{
	int64_t id;

	TRY(share_id_of(r, &id));
	return share_get(r->tx, r->who->district, id, ret);
}

/* ---- one thing ---- */

static const struct field day_fields[] = {
	FIELD(share_day_in, day, FIELD_DATE, .label = N_("哪一天"), .about = "First day; without it, today"),
	FIELD(share_day_in, week, FIELD_BOOL, .label = N_("按周看"), .only = BY_PAGE),
	FIELD(share_day_in, days, FIELD_INT, .label = N_("几天"), .min = 1, .max = SHARE_GRID_DAYS_MOST, .only = BY_API,
	      .about = "How many days, 7"),
};
const struct form share_day_form = FORM(share_day_in, day_fields);

int64_t
share_day_asked(const struct req *r)
{
	const struct share_day_in *in = form_if(r, share_day_in);
	struct civil c = clock_civil(clock_now());
	int64_t today = clock_at(c.year, c.month, c.day, 0, 0, 0);

	/* Not further back than what is kept on pages, nor further ahead than anybody may book. */
	if (!in || in->day < today - BACK_WEEKS_S || in->day > today + INT64_C(400) * DAY_S)
		return today;
	return in->day;
}

static struct str
day_href(struct req *r, int64_t thing, int64_t day, bool week)
{
	struct civil c = clock_civil(day);

	return str_fmt(&r->arena, "/share/%lld?day=%04d-%02d-%02d%s", (long long)thing, c.year, c.month, c.day, week ? "&week=1" : "");
}

static enum share_look
look_of(const struct share_cell *c)
{
	if (c->mine)
		return c->state == SHARE_WAITING ? LOOK_WAIT : LOOK_MINE;
	switch (c->fit) {
	case SHARE_FITS:
		return LOOK_FREE;
	case SHARE_FULL:
		return LOOK_FULL;
	case SHARE_CLOSED:
		return LOOK_CLOSED;
	case SHARE_OUTSIDE_HOURS:
	case SHARE_TOO_FAR:
	case SHARE_PAST:
		break;
	}
	return LOOK_NONE;
}

static struct share_slot_view
slot_view(const struct share_grid *g, const struct share_cell *c)
{
	return (struct share_slot_view){.look = g->thing.state == SHARE_OPEN || c->mine ? look_of(c) : LOOK_NONE,
					.from = c->from, .to = c->to, .free = c->free, .counts = !g->thing.whole};
}

static void
lay_out(struct req *r, const struct share_grid *g, struct share_show_page *p)
{
	struct arena *a = &r->arena;

	p->rows = (struct share_row_views){NEW_ARRAY(a, struct share_row_view, g->rows), g->rows};
	for (size_t i = 0; i < g->rows; i++) {
		struct share_row_view *row = &p->rows.v[i];

		row->label = share_minute_text(a, g->first_min + (int64_t)i * g->step_min);
		row->cells = (struct share_slot_views){NEW_ARRAY(a, struct share_slot_view, g->days_n), g->days_n};
		for (size_t d = 0; d < g->days_n; d++)
			row->cells.v[d] = slot_view(g, &g->days[d].cells.v[i]);
	}
	/* Of the day that was chosen only what can be had, waited for, or is one's own. */
	p->slots = (struct share_slot_views){NEW_ARRAY(a, struct share_slot_view, g->rows), 0};
	for (size_t i = 0; i < g->rows; i++) {
		struct share_slot_view v = slot_view(g, &g->days[0].cells.v[i]);

		if (v.look != LOOK_NONE)
			p->slots.v[p->slots.n++] = v;
	}
}

static void
head_days(struct req *r, const struct share_grid *g, struct share_show_page *p)
{
	static const char *const weekdays[] = {N_("周日"), N_("周一"), N_("周二"), N_("周三"), N_("周四"), N_("周五"), N_("周六")};
	int64_t today = clock_day(clock_now());

	p->days = (struct share_day_views){NEW_ARRAY(&r->arena, struct share_day_view, g->days_n), g->days_n};
	for (size_t d = 0; d < g->days_n; d++) {
		struct civil c = clock_civil(g->days[d].at);
		int kind = share_day_of(g->whose, clock_day(g->days[d].at));

		p->days.v[d] = (struct share_day_view){
			.at = g->days[d].at, .weekday = weekdays[c.weekday], .date = c.day,
			.note = kind >= SHARE_HOLIDAY ? share_day_word(kind) : "",
			.href = day_href(r, g->thing.id, g->days[d].at, false),
			.today = clock_day(g->days[d].at) == today, .current = d == 0,
		};
	}
}

struct share_closing_views
share_closing_views_of(struct req *r, const struct slot_thing *slot, const struct slot_closing_list *list)
{
	struct share_closing_views ret = {NEW_ARRAY(&r->arena, struct share_closing_view, list->n), list->n};

	for (size_t i = 0; i < list->n; i++)
		ret.v[i] = (struct share_closing_view){.id = list->v[i].id, .why = list->v[i].why,
						       .from = slot_cell_at(slot, list->v[i].first),
						       .to = slot_cell_at(slot, list->v[i].past)};
	return ret;
}

static void
list_hours(struct req *r, const struct share_hours_list *hours, struct share_hours_views *ret)
{
	*ret = (struct share_hours_views){NEW_ARRAY(&r->arena, struct share_hours_view, SHARE_DAYS), 0};
	for (int day = 0; day < SHARE_DAYS; day++) {
		struct str text = share_hours_text(&r->arena, hours, day);

		if (text.n)
			ret->v[ret->n++] = (struct share_hours_view){share_day_word(day), text};
	}
}

static const char *
who_word(const struct share_thing *t)
{
	switch (t->who) {
	case SHARE_RESIDENTS:
		return t->reach ? N_("本社区居民可约") : N_("本区居民可约");
	case SHARE_STAFF:
		return N_("工作人员可约");
	default:
		return N_("谁都可以约");
	}
}

static int
add_body(struct req *r, const struct share_thing *t, struct share_show_page *p)
{
	struct org org;

	if (!t->org || account_org(r->tx, r->who->district, t->org, &org) < 0)
		return 0;
	p->org = req_lang(r) == LANG_EN && org.name_en.n ? org.name_en : org.name;
	p->phone = org.phone;
	return 0;
}

/* Who sees one day at a time begins at the first of the week on which something is free. */
static int64_t
first_free_day(const struct share_grid *g)
{
	for (size_t d = 0; d < g->days_n; d++)
		for (size_t i = 0; i < g->rows; i++)
			if (g->days[d].cells.v[i].fit == SHARE_FITS)
				return g->days[d].at;
	return g->days[0].at;
}

static int
show_page(struct req *r)
{
	const struct share_day_in *in = form_in(r, share_day_in);
	struct page page = {.frame = FRAME_PAGE, .title = N_("约场地"), .tab = "home", .back = "/share"};
	int64_t day = share_day_asked(r), id;
	struct slot_closing_list closings;
	struct share_show_page p;
	struct share_grid g;
	bool large = str_is(req_cookie(r, "elder"), "1"), one = large || (in->day && !in->week);

	TRY(share_id_of(r, &id));
	TRY(share_grid(r->tx, r->who, id, day, WEEK, &g));
	if (large && !in->day && first_free_day(&g) != day) {
		day = first_free_day(&g);
		TRY(share_grid(r->tx, r->who, id, day, WEEK, &g));
	}
	p = (struct share_show_page){
		.id = id, .seats = g.thing.seats, .name = share_thing_name(r, &g.thing), .about = g.thing.about,
		.rules = g.thing.rules, .kind_word = share_kind_word(g.thing.kind), .icon = share_kind_icon(g.thing.kind),
		.who_word = who_word(&g.thing), .whole = g.thing.whole != 0, .approval = g.thing.approval != 0,
		.check_in = g.thing.check_in != 0, .shut = g.thing.state != SHARE_OPEN,
		.manages = share_may_manage(r->tx, r->who, &g.thing), .one_day = one, .waits = g.slot.wait != SLOT_NO_WAIT,
		.ahead_days = g.thing.ahead_days, .open_most = g.thing.open_most, .org_most = g.thing.org_most, .cancel_hours = g.thing.cancel_s / HOUR_S,
		.absent_most = g.thing.pause_days ? g.thing.absent_most : 0, .absent_days = g.thing.absent_days,
		.pause_days = g.thing.pause_days, .first = day, .last = day + (WEEK - 1) * DAY_S, .day = day,
		.busy_href = str_fmt(&r->arena, "%.*s/share/%lld/busy.ics", STR(gate_base_url(r)), (long long)id),
		.earlier = day_href(r, id, day - (one ? 1 : WEEK) * DAY_S, !one),
		.later = day_href(r, id, day + (one ? 1 : WEEK) * DAY_S, !one),
		.by_day = day_href(r, id, day, false), .by_week = day_href(r, id, day, true),
	};
	TRY(share_place_name(r, g.thing.place, &p.place));
	TRY(add_body(r, &g.thing, &p));
	lay_out(r, &g, &p);
	head_days(r, &g, &p);
	list_hours(r, &g.hours, &p.hours);
	TRY(share_outside_closings(r->tx, r->who->district, id, true, &closings));
	p.outside = closings.n ? closings.v[0].why : S("");
	TRY(share_outside_closings(r->tx, r->who->district, id, false, &closings));
	p.closings = share_closing_views_of(r, &g.slot, &closings);
	return reply_page(r, &page, share_show, &p);
}

static int
busy_calendar(struct req *r)
{
	struct str text;
	int64_t id;

	TRY(share_id_of(r, &id));
	TRY(share_feed_thing(r->tx, r->who->district, id, gate_base_url(r), &text));
	return reply_text(r, 200, "text/calendar; charset=utf-8", text);
}

static const struct route rows[] = {
	ROUTE_GET("/share/:id", OPEN, show_page, .form = &share_day_form, .about = "A place with its week of free and taken times"),
	ROUTE_GET("/share/:id/busy.ics", OPEN, busy_calendar, .about = "When a place is taken, as a calendar; no names"),
};

const struct route_table share_routes = {rows, sizeof rows / sizeof *rows};
