/* share_web_mine.c: a person's own bookings, and the secret address of their calendar. */
#include "base/clock.h"
#include "features/share/share_feed.h"
#include "features/share/share_web.h"
#include "gen/share_view.h"
#include "http/reply.h"
#include "kit/gate.h"
#include "kit/mine.h"

enum { EARLY_S = 15 * 60, TOKEN_SHOWN_S = 600 };

const char *
share_state_word(int64_t state, int64_t to)
{
	switch (state) {
	case SHARE_ASKED:
		return N_("等同意");
	case SHARE_BOOKED:
		return to > clock_now() ? N_("已约上") : N_("已结束");
	case SHARE_WAITING:
		return N_("排队中");
	case SHARE_OFFERED:
		return N_("轮到您，请确认");
	case SHARE_CANCELLED:
		return N_("已取消");
	case SHARE_REFUSED:
		return N_("没有同意");
	case SHARE_LAPSED:
		return N_("没约上");
	case SHARE_CAME:
		return N_("已到场");
	case SHARE_ABSENT:
		return N_("没有来");
	case SHARE_OVER:
		return N_("已结束");
	default:
		return NULL;
	}
}

static struct share_mine_line
line_of(struct req *r, const struct share_line *b)
{
	int64_t now = clock_now();
	bool ahead = b->state == SHARE_ASKED || b->state == SHARE_WAITING || b->state == SHARE_OFFERED || b->state == SHARE_BOOKED;
	bool late = b->state == SHARE_BOOKED && now > b->from_at - b->cancel_s;

	return (struct share_mine_line){
		.b = *b,
		.name = req_lang(r) == LANG_EN && b->thing_name_en.n ? b->thing_name_en : b->thing_name,
		.word = share_state_word(b->state, b->to_at),
		.may_cancel = ahead && !late && b->to_at > now,
		.may_confirm = b->state == SHARE_OFFERED && b->due_at > now,
		.may_check_in = b->state == SHARE_BOOKED && now >= b->from_at - EARLY_S && now < b->to_at,
		.late = late && now < b->from_at,
	};
}

static void
lines_of(struct req *r, const struct share_line_list *list, struct share_mine_lines *ret)
{
	*ret = (struct share_mine_lines){NEW_ARRAY(&r->arena, struct share_mine_line, list->n), list->n};
	for (size_t i = 0; i < list->n; i++)
		ret->v[i] = line_of(r, &list->v[i]);
}

int
share_mine_part(struct req *r, struct mine_part *ret)
{
	struct share_line_list list;
	struct share_mine_lines all, turn, ahead;

	TRY(share_mine(r->tx, r->who, &list));
	lines_of(r, &list, &all);
	turn = (struct share_mine_lines){NEW_ARRAY(&r->arena, struct share_mine_line, all.n), 0};
	ahead = (struct share_mine_lines){NEW_ARRAY(&r->arena, struct share_mine_line, all.n), 0};
	for (size_t i = 0; i < all.n; i++) {
		struct share_mine_lines *to = all.v[i].may_confirm ? &turn : &ahead;

		to->v[to->n++] = all.v[i];
	}
	*ret = (struct mine_part){.heading = N_("预约"), .icon = "calendar", .href = "/share/mine", .turns = (int64_t)turn.n};
	if (turn.n)
		ret->turn = view_text(r, share_turn_rows, &turn);
	if (ahead.n)
		ret->rows = view_text(r, share_ahead_rows, &ahead);
	return 0;
}

/* The new address is shown once, to the browser that asked for it. */
static void
take_token(struct req *r, struct share_mine_page *p)
{
	struct str token;

	if (r->method != GET || r->head || !gate_unseal(r, "calendar", &token))
		return;
	reply_cookie(r, S("calendar"), S(""), -1);
	p->feed = str_fmt(&r->arena, "%.*s/share/calendar/%.*s/mine.ics", STR(gate_base_url(r)), STR(token));
}

static int
mine_page(struct req *r)
{
	struct page page = {.frame = FRAME_PAGE, .title = N_("我的预约"), .tab = "account", .back = "/share"};
	struct share_line_list list;
	struct share_mine_page p = {0};

	TRY(share_mine(r->tx, r->who, &list));
	lines_of(r, &list, &p.ahead);
	TRY(share_mine_over(r->tx, r->who, &list));
	lines_of(r, &list, &p.over);
	TRY(share_mine_for(r->tx, r->who, &list));
	lines_of(r, &list, &p.bodies);
	TRY(share_pauses(r->tx, r->who, &p.pauses));
	for (size_t i = 0; i < p.pauses.n; i++)
		p.unsaid = p.pauses.v[i].word.n ? p.unsaid : p.pauses.v[i].id;
	TRY(share_feed_made(r->tx, r->who, &p.feed_at));
	p.has_feed = p.feed_at != 0;
	take_token(r, &p);
	ui_form(r, &share_why_form);
	return reply_page(r, &page, share_mine, &p);
}

static int
after(struct req *r, int rc, const char *text)
{
	TRY(rc);
	gate_flash(r, text);
	return redirect(r, "/share/mine");
}

static int
cancel_post(struct req *r)
{
	int64_t id;

	TRY(share_id_of(r, &id));
	return after(r, share_cancel(r->tx, r->who, id), N_("取消了，位子让给别人"));
}

static int
confirm_post(struct req *r)
{
	int64_t id;

	TRY(share_id_of(r, &id));
	return after(r, share_confirm(r->tx, r->who, id), N_("确认了，到时见"));
}

static int
came_post(struct req *r)
{
	int64_t id;

	TRY(share_id_of(r, &id));
	return after(r, share_check_in(r->tx, r->who, id), N_("签到了"));
}

static int
word_post(struct req *r)
{
	int64_t id;

	TRY(share_id_of(r, &id));
	return after(r, share_pause_answer(r->tx, r->who, id, form_in(r, share_why_in)->why), N_("收到了，管理的人会看"));
}

static int
feed_post(struct req *r)
{
	struct str token;

	TRY(share_feed_token(r->tx, r->who, &token));
	gate_seal(r, "calendar", token, TOKEN_SHOWN_S);
	return redirect(r, "/share/mine#calendar");
}

/* Calendar programs send no cookies: the token is the right by itself. */
static int
own_calendar(struct req *r)
{
	struct str text;

	TRY(share_feed_person(r->tx, r->who->district, r->arg[0], gate_base_url(r), &text));
	return reply_text(r, 200, "text/calendar; charset=utf-8", text);
}

static const struct field why_fields[] = {
	FIELD(share_why_in, why, FIELD_LINES, .label = N_("说说是什么情况"), .max = 500, .required = true, .missing = N_("请写几句。")),
};
const struct form share_why_form = FORM(share_why_in, why_fields);

static const struct route rows[] = {
	ROUTE_GET("/share/mine", SHARE_BOOK, mine_page, .about = "My bookings and my calendar"),
	ROUTE_POST("/share/booking/:id/cancel", SHARE_BOOK, cancel_post, .again = mine_page, .about = "Cancel a booking of mine"),
	ROUTE_POST("/share/booking/:id/confirm", SHARE_BOOK, confirm_post, .again = mine_page,
		   .about = "Take the place that the waiting list offers"),
	ROUTE_POST("/share/booking/:id/came", SHARE_BOOK, came_post, .again = mine_page, .about = "Check in"),
	ROUTE_POST("/share/pause/:id/word", SHARE_BOOK, word_post, .form = &share_why_form, .again = mine_page,
		   .about = "A word about absences"),
	ROUTE_POST("/share/calendar", SHARE_BOOK, feed_post, .again = mine_page, .about = "A new address of my calendar; the old one ends"),
	ROUTE_GET("/share/calendar/:token/mine.ics", OPEN, own_calendar, .about = "My bookings as a calendar"),
};

const struct route_table share_mine_routes = {rows, sizeof rows / sizeof *rows};
