/* share_web_desk.c: for who looks after places: the sheet of a day, closed times, pauses. */
#include "base/clock.h"
#include "features/share/share_hours.h"
#include "features/share/share_outside.h"
#include "features/share/share_web.h"
#include "gen/share_view.h"
#include "http/reply.h"
#include "kit/gate.h"
#include "kit/slot.h"

enum { DAY_S = 86400, EARLY_S = 15 * 60, SHEET_DAYS = 7 };

/* ---- the sheet of a day ---- */

static struct str
sheet_href(struct req *r, int64_t thing, int64_t day)
{
	struct civil c = clock_civil(day);

	return str_fmt(&r->arena, "/share/%lld/day?day=%04d-%02d-%02d", (long long)thing, c.year, c.month, c.day);
}

static struct share_sheet_line
sheet_line(const struct share_line *b)
{
	int64_t now = clock_now();
	bool begun = now >= b->from_at, booked = b->state == SHARE_BOOKED;

	return (struct share_sheet_line){
		.b = *b,
		.word = share_state_word(b->state, b->to_at),
		.may_accept = b->state == SHARE_ASKED && !begun,
		.may_refuse = (b->state == SHARE_ASKED || booked) && b->to_at > now,
		.may_come = (booked && now >= b->from_at - EARLY_S) || b->state == SHARE_OVER || b->state == SHARE_ABSENT,
		.may_miss = begun && (booked || b->state == SHARE_OVER),
	};
}

static int
fill_sheet(struct req *r, const struct share_thing *t, struct share_sheet_page *p)
{
	struct slot_closing_list closings;
	struct share_line_list list;
	struct slot_thing slot;
	size_t n = 0;

	TRY(share_sheet(r->tx, r->who, t->id, p->day, &list));
	p->lines = (struct share_sheet_lines){NEW_ARRAY(&r->arena, struct share_sheet_line, list.n), list.n};
	for (size_t i = 0; i < list.n; i++) {
		p->lines.v[i] = sheet_line(&list.v[i]);
		p->asked += list.v[i].state == SHARE_ASKED;
		n += list.v[i].state == SHARE_BOOKED || list.v[i].state == SHARE_CAME || list.v[i].state == SHARE_OVER;
	}
	p->booked = (int64_t)n;
	TRY(slot_get(r->tx, r->who->district, t->id, &slot));
	TRY(share_outside_closings(r->tx, r->who->district, t->id, true, &closings));
	p->outside = (int64_t)closings.n;
	TRY(share_outside_closings(r->tx, r->who->district, t->id, false, &closings));
	p->closings = share_closing_views_of(r, &slot, &closings);
	return share_pauses_at(r->tx, r->who, t, &p->pauses);
}

static int
show_sheet(struct req *r, const struct share_thing *t, int64_t day)
{
	struct page page = {.frame = FRAME_DESK, .title = N_("当天的预约"), .tab = "share"};
	struct share_sheet_page p = {.id = t->id, .day = day, .name = share_thing_name(r, t),
				     .earlier = sheet_href(r, t->id, day - DAY_S), .later = sheet_href(r, t->id, day + DAY_S)};
	struct civil c = clock_civil(day);

	TRY(share_place_name(r, t->place, &p.place));
	TRY(fill_sheet(r, t, &p));
	ui_form(r, &share_close_form);
	ui_fill(r, "day", str_fmt(&r->arena, "%04d-%02d-%02d", c.year, c.month, c.day));
	return reply_page(r, &page, share_sheet, &p);
}

static int
sheet_page(struct req *r)
{
	const struct share_close_in *in = form_if(r, share_close_in);
	struct share_thing t;

	TRY(share_thing_of(r, &t));
	return show_sheet(r, &t, in && in->day ? in->day : share_day_asked(r));
}

/* After something was done with a booking: its day, for who did it. */
static int
back_to_sheet(struct req *r, const struct share_booking *b, const char *text)
{
	gate_flash(r, text);
	return redirect(r, "%.*s", STR(sheet_href(r, b->thing, b->from_at)));
}

/* The sheet with what was refused: E_NOTFOUND when the booking is nobody's the actor may know of. */
static int
booking_again(struct req *r)
{
	struct share_booking b;
	struct share_thing t;
	int64_t id;

	TRY(share_id_of(r, &id));
	TRY(share_booking(r->tx, r->who, id, &b));
	TRY(share_get(r->tx, r->who->district, b.thing, &t));
	return show_sheet(r, &t, b.from_at);
}

static int
after_move(struct req *r, int (*move)(struct tx *tx, const struct actor *who, int64_t id), const char *text)
{
	struct share_booking b;
	int64_t id;

	TRY(share_id_of(r, &id));
	TRY(move(r->tx, r->who, id));
	TRY(share_booking(r->tx, r->who, id, &b));
	return back_to_sheet(r, &b, text);
}

static int
accept_post(struct req *r)
{
	return after_move(r, share_accept, N_("同意了，已经通知"));
}

static int
arrive_post(struct req *r)
{
	return after_move(r, share_check_in, N_("记为到场"));
}

static int
absent_post(struct req *r)
{
	return after_move(r, share_absent, N_("记为没来，剩下的时间别人可以约"));
}

static int
refuse_page(struct req *r)
{
	struct page page = {.frame = FRAME_DESK, .title = N_("不能用，要说明原因"), .tab = "share"};
	struct share_refuse_page p = {0};
	struct share_booking b;
	struct share_thing t;
	int64_t id;

	TRY(share_id_of(r, &id));
	TRY(share_booking(r->tx, r->who, id, &b));
	TRY(share_get(r->tx, r->who->district, b.thing, &t));
	if (!share_may_manage(r->tx, r->who, &t))
		return E_DENIED;
	p.thing = t.id;
	p.name = share_thing_name(r, &t);
	p.b = (struct share_line){.id = b.id, .from_at = b.from_at, .to_at = b.to_at, .purpose = b.purpose, .people = b.people};
	ui_form(r, &share_why_form);
	return reply_page(r, &page, share_refuse, &p);
}

static int
refuse_post(struct req *r)
{
	struct share_booking b;
	int64_t id;

	TRY(share_id_of(r, &id));
	TRY(share_refuse(r->tx, r->who, id, form_in(r, share_why_in)->why));
	TRY(share_booking(r->tx, r->who, id, &b));
	return back_to_sheet(r, &b, N_("已经通知，位子空出来了"));
}

/* ---- closed times ---- */

static const struct field close_fields[] = {
	FIELD(share_close_in, day, FIELD_DATE, .label = N_("从哪一天"), .required = true, .missing = N_("请选从哪一天。")),
	FIELD(share_close_in, from, FIELD_TEXT, .label = N_("几点"), .max = 5, .hint = N_("空着就从一早算起")),
	FIELD(share_close_in, until, FIELD_DATE, .label = N_("到哪一天"), .hint = N_("空着就是当天")),
	FIELD(share_close_in, to, FIELD_TEXT, .label = N_("到几点"), .max = 5, .hint = N_("空着就到那天结束")),
	FIELD(share_close_in, why, FIELD_TEXT, .label = N_("为什么不开放"), .max = 200, .required = true,
	      .missing = N_("请写明原因，让人家明白，最多 500 个字。"), .hint = N_("大家都看得到")),
};
const struct form share_close_form = FORM(share_close_in, close_fields);

int
share_close_from_form(struct req *r, int64_t thing, int64_t *ret_told)
{
	const struct share_close_in *in = form_in(r, share_close_in);
	int64_t from = 0, to = 1440, last = in->until ? in->until : in->day;

	if (in->from.n && !share_minute(str_narrow(&r->arena, in->from), &from))
		return form_fail(r, share_close_in, from, N_("时间要写成 14:00 这样。"));
	if (in->to.n && !share_minute(str_narrow(&r->arena, in->to), &to))
		return form_fail(r, share_close_in, to, N_("时间要写成 14:00 这样。"));
	if (last + to * 60 <= in->day + from * 60)
		return form_fail(r, share_close_in, until, N_("结束要晚于开始，请改一个。"));
	return share_close(r->tx, r->who, thing, in->day + from * 60, last + to * 60, in->why, ret_told);
}

static int
close_post(struct req *r)
{
	int64_t id, told;

	TRY(share_id_of(r, &id));
	TRY(share_close_from_form(r, id, &told));
	gate_flash(r, told ? N_("这段时间不开放了。已经约上的人都通知了，请在当天的预约里逐个处理。") : N_("这段时间不开放了，没有人受影响"));
	return redirect(r, "%.*s", STR(sheet_href(r, id, form_in(r, share_close_in)->day)));
}

static int
reopen_post(struct req *r)
{
	int64_t id, closing;

	TRY(share_id_of(r, &id));
	if (!str_int(r->arg[1], &closing))
		return E_NOTFOUND;
	TRY(share_reopen(r->tx, r->who, id, closing));
	gate_flash(r, N_("又开放了"));
	return redirect(r, "/share/%lld/day", (long long)id);
}

static int
lift_post(struct req *r)
{
	int64_t id, pause;

	TRY(share_id_of(r, &id));
	if (!str_int(r->arg[1], &pause))
		return E_NOTFOUND;
	TRY(share_pause_lift(r->tx, r->who, id, pause));
	gate_flash(r, N_("恢复了，已经通知"));
	return redirect(r, "/share/%lld/day", (long long)id);
}

static const struct route rows[] = {
	ROUTE_GET("/share/:id/day", SHARE_MANAGE, sheet_page, .form = &share_day_form, .about = "Who booked on a day"),
	ROUTE_POST("/share/booking/:id/accept", SHARE_MANAGE, accept_post, .again = booking_again, .about = "Yes to what was asked"),
	ROUTE_GET("/share/booking/:id/refuse", SHARE_MANAGE, refuse_page, .about = "Form to say no, with the reason"),
	ROUTE_POST("/share/booking/:id/refuse", SHARE_MANAGE, refuse_post, .form = &share_why_form, .again = refuse_page,
		   .about = "No to what was asked or booked"),
	ROUTE_POST("/share/booking/:id/arrived", SHARE_MANAGE, arrive_post, .again = booking_again, .about = "They came"),
	ROUTE_POST("/share/booking/:id/absent", SHARE_MANAGE, absent_post, .again = booking_again, .about = "Nobody came"),
	ROUTE_POST("/share/:id/close", SHARE_MANAGE, close_post, .form = &share_close_form, .again = sheet_page,
		   .about = "Close a time; who is booked in it is told"),
	ROUTE_POST("/share/:id/reopen/:closing", SHARE_MANAGE, reopen_post, .about = "End a closed time"),
	ROUTE_POST("/share/:id/lift/:pause", SHARE_MANAGE, lift_post, .about = "Lift a pause"),
};

const struct route_table share_desk_routes = {rows, sizeof rows / sizeof *rows};
