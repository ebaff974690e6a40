/* share_web_book.c: booking a place: the form, what of a series can be had, and the deed. */
#include "base/clock.h"
#include "features/account/account.h"
#include "features/share/share_hours.h"
#include "features/share/share_web.h"
#include "gen/share_view.h"
#include "http/reply.h"
#include "kit/gate.h"
#include "kit/slot.h"
#include "lib/secret.h"

enum { DAY_S = 86400, DAY_MIN = 1440, UNTIL_USUAL_S = 28 * 86400 };

static const struct choice repeats[] = {
	{"once", N_("只这一次"), REPEAT_ONCE},
	{"day", N_("每天"), REPEAT_DAY},
	{"week", N_("每周"), REPEAT_WEEK},
	{"fortnight", N_("每两周"), REPEAT_FORTNIGHT},
	{"month", N_("每月"), REPEAT_MONTH},
};
static const struct field book_fields[] = {
	FIELD(share_book_in, day, FIELD_DATE, .label = N_("哪一天"), .required = true, .missing = N_("请选哪一天。")),
	FIELD(share_book_in, from, FIELD_TEXT, .label = N_("几点开始"), .max = 5, .required = true,
	      .missing = N_("请选几点开始。"), .about = "14:00, where a cell of the place begins"),
	FIELD(share_book_in, to, FIELD_TEXT, .label = N_("到几点"), .max = 5, .required = true, .missing = N_("请选到几点。"),
	      .about = "16:00, where a cell of the place ends"),
	FIELD(share_book_in, people, FIELD_INT, .label = N_("大概几个人"), .min = 1, .max = 100000, .required = true,
	      .missing = N_("请写大概几个人。")),
	FIELD(share_book_in, purpose, FIELD_TEXT, .label = N_("用来做什么"), .max = 200,
	      .hint = N_("只有管理的人看得到。")),
	FIELD_AS(share_book_in, body, "for", FIELD_ID_OR_CODE, .label = N_("替谁约"),
		 .about = "The body it is for, in which the caller has a role; without it, the caller"),
	FIELD(share_book_in, repeat, FIELD_CHOICE, .label = N_("要不要重复"), CHOICES(repeats), .about = "From that day on; without it, once"),
	FIELD(share_book_in, until, FIELD_DATE, .label = N_("到哪一天为止"), .about = "Last day of the series"),
	FIELD(share_book_in, wait, FIELD_BOOL, .label = N_("满了就排队"), .about = "Full: onto the waiting list. Not for a series"),
	FIELD(share_book_in, once, FIELD_TEXT, .label = N_("表单编号"), .max = 64, .about = "The same text is the same booking"),
	FIELD(share_book_in, sure, FIELD_TEXT, .label = N_("看过的次数"), .max = 20,
	      .about = "A series of which some times cannot be had: \"fits/all\" as GET …/series says, to book the others"),
	FIELD(share_book_in, look, FIELD_AGAIN, .label = N_("先看看约得上几次"), .only = BY_PAGE),
};
const struct form share_book_form = FORM(share_book_in, book_fields);

struct at_in {
	int64_t at;
};
static const struct field at_fields[] = {
	FIELD(at_in, at, FIELD_INT, .label = N_("几点开始"), .min = 1),
};
static const struct form at_form = FORM(at_in, at_fields);

/* ---- from the form to the wish ---- */

static struct str
rule_of(struct arena *a, const struct share_book_in *in)
{
	static const char *const days[] = {"SU", "MO", "TU", "WE", "TH", "FR", "SA"};
	struct civil end = clock_civil(in->until), c = clock_civil(in->day);
	struct str until = str_fmt(a, ";UNTIL=%04d%02d%02dT235959", end.year, end.month, end.day);
	int nth = (c.day - 1) / 7 + 1;

	switch (in->repeat) {
	case REPEAT_DAY:
		return str_fmt(a, "FREQ=DAILY%.*s", STR(until));
	case REPEAT_WEEK:
		return str_fmt(a, "FREQ=WEEKLY%.*s", STR(until));
	case REPEAT_FORTNIGHT:
		return str_fmt(a, "FREQ=WEEKLY;INTERVAL=2%.*s", STR(until));
	case REPEAT_MONTH:
		return str_fmt(a, "FREQ=MONTHLY;BYDAY=%d%s%.*s", nth == 5 ? -1 : nth, days[c.weekday], STR(until));
	default:
		return S("");
	}
}

int
share_wish_of(struct req *r, struct share_wish *ret, struct str *ret_rule)
{
	const struct share_book_in *in = form_in(r, share_book_in);
	struct share_wish w = {.people = in->people, .purpose = in->purpose, .once = in->once, .may_wait = in->wait};
	int64_t from, to;

	TRY(share_id_of(r, &w.thing));
	w.for_org = in->body.id;
	if (in->body.code.n) {
		struct org body;

		if (account_org_by_code(r->tx, r->who->district, in->body.code, &body) < 0)
			return form_fail(r, share_book_in, body, N_("没有这个单位。"));
		w.for_org = body.id;
	}
	if (!share_minute(str_narrow(&r->arena, in->from), &from))
		return form_fail(r, share_book_in, from, N_("时间要写成 14:00 这样。"));
	if (!share_minute(str_narrow(&r->arena, in->to), &to))
		return form_fail(r, share_book_in, to, N_("时间要写成 14:00 这样。"));
	if (to <= from)
		return form_fail(r, share_book_in, to, N_("结束要晚于开始，请改一个。"));
	if (in->repeat > REPEAT_ONCE && (!in->until || in->until < in->day))
		return form_fail(r, share_book_in, until, N_("请写到哪一天为止，要在第一次之后。"));
	w.from = in->day + from * 60;
	w.to = in->day + to * 60;
	*ret = w;
	*ret_rule = rule_of(&r->arena, in);
	return 0;
}

/* ---- the form ---- */

static bool
may_begin(const struct share_cell *c)
{
	return c->fit == SHARE_FITS || c->fit == SHARE_FULL;
}

static bool
begins_at(const struct share_grid *g, int64_t minute)
{
	for (size_t i = 0; i < g->rows; i++)
		if (g->first_min + (int64_t)i * g->step_min == minute)
			return may_begin(&g->days[0].cells.v[i]);
	return false;
}

/* The first minute that is free; 0: the day has none. */
static int64_t
first_free(const struct share_grid *g)
{
	for (size_t i = 0; i < g->rows; i++)
		if (g->days[0].cells.v[i].fit == SHARE_FITS)
			return g->first_min + (int64_t)i * g->step_min;
	return 0;
}

/* Begins and ends that suit the hours of the day; the first that is free is chosen when nothing was. */
static void
list_times(struct req *r, const struct share_grid *g, struct str from, struct str to, struct share_book_page *p)
{
	const struct share_cell_list *cells = &g->days[0].cells;
	int64_t begin = -1, end;

	p->begins = (struct share_option_list){NEW_ARRAY(&r->arena, struct share_option, cells->n), 0};
	p->ends = (struct share_option_list){NEW_ARRAY(&r->arena, struct share_option, cells->n), 0};
	if (!share_minute(from, &begin) || !begins_at(g, begin))
		begin = first_free(g);
	end = begin + g->thing.cells_least * g->step_min;
	share_minute(to, &end);
	for (size_t i = 0; i < cells->n; i++) {
		const struct share_cell *c = &cells->v[i];
		int64_t minute = g->first_min + (int64_t)i * g->step_min;
		struct str text = share_minute_text(&r->arena, minute), past = share_minute_text(&r->arena, minute + g->step_min);

		if (!may_begin(c))
			continue;
		p->begins.v[p->begins.n++] = (struct share_option){text, text, minute == begin, c->fit == SHARE_FULL};
		p->ends.v[p->ends.n++] = (struct share_option){past, past, minute + g->step_min == end, c->fit == SHARE_FULL};
		if (minute >= begin && minute < end && c->fit == SHARE_FULL)
			p->full = true;
	}
}

static int
look_series(struct req *r, struct share_book_page *p)
{
	struct share_instance_list list;
	struct share_wish w;
	struct str rule;

	TRY(share_wish_of(r, &w, &rule));
	if (!rule.n)
		return 0;
	TRY(share_series_look(r->tx, r->who, &w, rule, &list));
	p->list = (struct share_instance_views){NEW_ARRAY(&r->arena, struct share_instance_view, list.n), list.n};
	for (size_t i = 0; i < list.n; i++) {
		p->list.v[i] = (struct share_instance_view){list.v[i].from, list.v[i].to, list.v[i].fit};
		if (list.v[i].fit == SHARE_FITS)
			p->fits++;
		else
			p->misses++;
	}
	p->sure = str_fmt(&r->arena, "%lld/%zu", (long long)p->fits, list.n);
	return 0;
}

static void
say_repeat(struct req *r, struct share_book_page *p)
{
	static const char *const weekdays[] = {N_("星期日"), N_("星期一"), N_("星期二"), N_("星期三"),
					       N_("星期四"), N_("星期五"), N_("星期六")};
	struct civil c = clock_civil(p->day), until = clock_civil(p->day + UNTIL_USUAL_S);

	p->weekday = weekdays[c.weekday];
	p->nth = (c.day - 1) / 7 + 1;
	if (!p->until.n)
		p->until = str_fmt(&r->arena, "%04d-%02d-%02d", until.year, until.month, until.day);
}

/* What was typed, or what was tapped on the place's page. */
static void
take_typed(struct req *r, const struct share_grid *g, struct share_book_page *p)
{
	const struct share_book_in *in = form_if(r, share_book_in);
	struct civil c = clock_civil(p->from);
	struct str from = share_minute_text(&r->arena, c.hour * 60 + c.minute), to = S("");
	struct civil d = clock_civil(p->day);

	if (in) {
		from = in->from;
		to = in->to;
		p->repeat = in->repeat;
		p->once = in->once;
		p->until = form_input(r, share_book_in, until)->text;
		p->pressed = in->look;
	}
	if (!p->once.n)
		p->once = secret_token(&r->arena, 16);
	list_times(r, g, from, to, p);
	ui_fill(r, "day", str_fmt(&r->arena, "%04d-%02d-%02d", d.year, d.month, d.day));
	ui_fill(r, "people", S("1"));
}

/* Whoever works for bodies says for whom it is. */
static int
list_bodies(struct req *r, int64_t chosen, struct share_option_list *ret)
{
	struct org_list list;

	TRY(share_bodies(r->tx, r->who, &list));
	*ret = (struct share_option_list){NEW_ARRAY(&r->arena, struct share_option, list.n), list.n};
	for (size_t i = 0; i < list.n; i++)
		ret->v[i] = (struct share_option){str_number(&r->arena, list.v[i].id),
						  req_lang(r) == LANG_EN && list.v[i].name_en.n ? list.v[i].name_en : list.v[i].name,
						  list.v[i].id == chosen, false};
	return 0;
}

static int
book_page(struct req *r)
{
	const struct share_book_in *in = form_if(r, share_book_in);
	struct page page = {.frame = FRAME_TASK, .title = N_("约场地")};
	struct share_book_page p = {0};
	struct civil c;
	struct share_grid g;
	int rc;

	TRY(share_id_of(r, &p.id));
	p.from = in ? in->day : form_in(r, at_in)->at;
	p.from = p.from ? p.from : clock_now();
	c = clock_civil(p.from);
	p.day = clock_at(c.year, c.month, c.day, 0, 0, 0);
	TRY(share_grid(r->tx, r->who, p.id, p.day, 1, &g));
	page.back = str_fmt(&r->arena, "/share/%lld", (long long)p.id).p;
	p.name = share_thing_name(r, &g.thing);
	p.seats = g.thing.seats;
	p.rules = g.thing.rules;
	TRY(share_place_name(r, g.thing.place, &p.place));
	ui_form(r, &share_book_form);
	take_typed(r, &g, &p);
	say_repeat(r, &p);
	TRY(list_bodies(r, in ? in->body.id : 0, &p.bodies));
	p.series = p.repeat > REPEAT_ONCE;
	p.full |= r->failed == E_STALE;
	p.may_wait = p.full && !p.series && g.slot.wait != SLOT_NO_WAIT;
	if (p.may_wait && in)
		TRY(share_waiting(r->tx, r->who->district, p.id, p.from, p.from + DAY_S, &p.waiting));
	rc = in && p.series && in->day && in->people ? look_series(r, &p) : 0;
	return rc < 0 && rc != E_INVALID && rc != E_DENIED ? rc : reply_page(r, &page, share_book, &p);
}

/* ---- the deed ---- */

static const char *
said(int64_t state)
{
	switch (state) {
	case SHARE_ASKED:
		return N_("已经提交，等工作人员同意，会通知您");
	case SHARE_WAITING:
		return N_("排上了，轮到您会通知");
	default:
		return N_("约好了，到时见");
	}
}

/* What of the series cannot be had is said before anything of it is booked. */
int
share_series_of_form(struct req *r, const struct share_wish *w, struct str rule, struct share_instance_list *ret)
{
	const struct share_book_in *in = form_in(r, share_book_in);
	struct share_instance_list list;
	int64_t series, fits = 0;

	TRY(share_series_look(r->tx, r->who, w, rule, &list));
	for (size_t i = 0; i < list.n; i++)
		fits += list.v[i].fit == SHARE_FITS;
	if (fits < (int64_t)list.n && !str_eq(in->sure, str_fmt(&r->arena, "%lld/%zu", (long long)fits, list.n)))
		return form_fail_arg(r, share_book_in, repeat, N_("有 {1} 次约不上，请看下面的日子。还要约其余的，就再按一次。"),
				     str_number(&r->arena, (int64_t)list.n - fits));
	return share_book_series(r->tx, r->who, w, rule, &series, ret);
}

static int
book_post(struct req *r)
{
	struct share_instance_list list;
	struct share_booking b;
	struct share_wish w;
	struct str rule;

	TRY(share_wish_of(r, &w, &rule));
	if (rule.n) {
		TRY(share_series_of_form(r, &w, rule, &list));
		gate_flash(r, N_("约好了，每一次都在下面"));
		return redirect(r, "/share/mine");
	}
	TRY(share_book(r->tx, r->who, &w, &b));
	gate_flash(r, said(b.state));
	return redirect(r, "/share/mine");
}

static const struct route rows[] = {
	ROUTE_GET("/share/:id/book", SHARE_BOOK, book_page, .form = &at_form, .about = "Form to book a place"),
	ROUTE_POST("/share/:id/book", SHARE_BOOK, book_post, .form = &share_book_form, .again = book_page,
		   .about = "Book a place, once or as a series"),
};

const struct route_table share_book_routes = {rows, sizeof rows / sizeof *rows};
