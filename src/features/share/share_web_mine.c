/* share_web_mine.c: a person's own bookings, and the secret address of their calendar. */
#include "base/clock.h"
#include "features/share/share_feed.h"
#include "features/share/share_web.h"
#include "gen/share_view.h"
#include "http/reply.h"
#include "kit/gate.h"
#include "kit/list.h"
#include "kit/mine.h"
#include "kit/paging.h"

enum { PAGE = 20, EARLY_S = 15 * 60, TOKEN_SHOWN_S = 600 };

/* ---- the lists ---- */

_Static_assert(offsetof(struct share_mine_line, b) == 0, "the shape of a booking reads rows");

/* Rows of one of the rules of share_see.h: bookings of the reader. */
static int
rows_of(struct arena *a, struct tx *tx, const struct actor *who,
	int (*rule)(struct tx *tx, const struct actor *who, struct str after, int64_t limit, struct share_line_list *ret), struct str after,
	int64_t limit, struct list_rows *ret)
{
	struct share_line_list list;
	struct share_mine_line *v;

	TRY(rule(tx, who, after, limit, &list));
	v = NEW_ARRAY(a, struct share_mine_line, list.n);
	for (size_t i = 0; i < list.n; i++)
		v[i] = (struct share_mine_line){.b = list.v[i]};
	*ret = (struct list_rows){.v = v, .n = list.n};
	return 0;
}

static int
ahead_rows(struct arena *a, struct tx *tx, const struct actor *who, const void *filter, struct str after, int64_t limit,
	   struct list_rows *ret)
{
	(void)filter;
	return rows_of(a, tx, who, share_mine, after, limit, ret);
}

static int
over_rows(struct arena *a, struct tx *tx, const struct actor *who, const void *filter, struct str after, int64_t limit,
	  struct list_rows *ret)
{
	(void)filter;
	return rows_of(a, tx, who, share_mine_over, after, limit, ret);
}

/* What others of the reader's bodies have booked for them. */
static int
bodies_rows(struct arena *a, struct tx *tx, const struct actor *who, const void *filter, struct str after, int64_t limit,
	    struct list_rows *ret)
{
	(void)filter;
	return rows_of(a, tx, who, share_mine_for, after, limit, ret);
}

static struct str
row_key(struct arena *a, const void *row)
{
	return share_mine_key(a, &((const struct share_mine_line *)row)->b);
}

static struct str
row_href(struct arena *a, const void *row)
{
	return str_fmt(a, "/share/%lld", (long long)((const struct share_mine_line *)row)->b.thing);
}

static void
row_say(struct req *r, void *row)
{
	struct share_mine_line *l = row;
	const struct share_line *b = &l->b;
	struct civil from = clock_civil(b->from_at), to = clock_civil(b->to_at);
	int64_t now = clock_now();
	bool ahead = b->state == SHARE_ASKED || b->state == SHARE_WAITING || b->state == SHARE_OFFERED || b->state == SHARE_BOOKED;
	bool late = b->state == SHARE_BOOKED && now > b->from_at - b->cancel_s;

	l->name = req_lang(r) == LANG_EN && b->thing_name_en.n ? b->thing_name_en : b->thing_name;
	l->word = share_state_word(b->state, b->to_at);
	l->said = str_of(ui_translate(req_lang(r), l->word));
	l->when = str_fmt(&r->arena, "%04d-%02d-%02d %02d:%02d–%02d:%02d", from.year, from.month, from.day, from.hour, from.minute,
			  to.hour, to.minute);
	l->may_cancel = ahead && !late && b->to_at > now;
	l->may_confirm = b->state == SHARE_OFFERED && b->due_at > now;
	l->may_check_in = b->state == SHARE_BOOKED && now >= b->from_at - EARLY_S && now < b->to_at;
	l->late = late && now < b->from_at;
}

static struct html
draw_when(struct req *r, const void *row)
{
	const struct share_mine_line *l = row;

	return view_text(r, share_when, l);
}

static struct html
draw_for(struct req *r, const void *row)
{
	const struct share_mine_line *l = row;

	return l->b.for_name.n ? view_text(r, share_for, l) : (struct html){S("")};
}

static struct html
draw_state(struct req *r, const void *row)
{
	const struct share_mine_line *l = row;

	return view_text(r, share_state, l);
}

static struct html
draw_moves(struct req *r, const void *row)
{
	const struct share_mine_line *l = row;

	if (!l->may_confirm && !l->may_check_in && !l->may_cancel && !l->late)
		return (struct html){S("")};
	return view_text(r, share_moves, l);
}

#define LINE(member) SHAPE_MEMBER(struct share_mine_line, member)
#define COLUMNS \
	{.name = "place", .type = SHAPE_TEXT, LINE(name), COLUMN(.label = N_("场地"), .show = LIST_TITLE)}, \
	{.name = "time", .type = SHAPE_TEXT, LINE(when), COLUMN(.label = N_("时间"), .show = LIST_WHOLE, .draw = draw_when)}, \
	{.name = "for", .type = SHAPE_TEXT, LINE(b.for_name), COLUMN(.label = N_("替谁约"), .show = LIST_LINE, .draw = draw_for)}, \
	{.name = "purpose", .type = SHAPE_TEXT, LINE(b.purpose), COLUMN(.label = N_("做什么"), .show = LIST_LINE)}, \
	{.name = "state", .type = SHAPE_TEXT, LINE(said), COLUMN(.label = N_("状态"), .show = LIST_END, .draw = draw_state)}, \
	{.name = "why", .type = SHAPE_TEXT, LINE(b.why), COLUMN(.label = N_("说明"), .show = LIST_LINE)}
#define MOVES \
	{.name = "moves", .type = SHAPE_TEXT, LINE(when), \
	 COLUMN(.label = N_("可以做的"), .show = LIST_LAST, .draw = draw_moves, .page_only = true)}
static const struct shape_field columns[] = {COLUMNS, MOVES};
static const struct shape_field bodies_columns[] = {
	COLUMNS,
	{.name = "person", .type = SHAPE_TEXT, LINE(b.person_name), COLUMN(.label = N_("谁约的"), .show = LIST_LINE)},
	MOVES,
};
static const struct shape view = {"BookingRow", columns, sizeof columns / sizeof *columns};
static const struct shape bodies_view = {"BodyBookingRow", bodies_columns, sizeof bodies_columns / sizeof *bodies_columns};

static const struct table_way ways[] = {{"/share", N_("约场地"), true}};
/* What the lists of a person's bookings have in common. */
#define BOOKINGS \
	.ways = {ways, 1}, .look = "tbl lines", .page = PAGE, .size = sizeof(struct share_mine_line), .key = row_key, .say = row_say, \
	.href = row_href
static const struct list ahead = {
	.name = "bookings",
	.path = "/share/mine",
	.title = N_("预约"),
	.none = N_("现在没有预约"),
	.none_hint = N_("议事、活动、打球，都可以约。"),
	BOOKINGS,
	.shape = &share_booking_shape,
	.view = &view,
	.rows = ahead_rows,
};
static const struct list over = {
	.name = "bookings-over",
	.path = "/share/mine/over",
	.title = N_("以前的"),
	.none = N_("还没有用过场地"),
	BOOKINGS,
	.shape = &share_booking_shape,
	.view = &view,
	.rows = over_rows,
};

static const struct list bodies = {
	.name = "bookings-bodies",
	.path = "/share/mine/bodies",
	.title = N_("同事替单位约的"),
	.none = N_("同事没有替单位约场地"),
	BOOKINGS,
	.shape = &share_body_booking_shape,
	.view = &bodies_view,
	.rows = bodies_rows,
};

struct mine_in {
	struct paging_in page;
	enum list_format format;
};
static const struct field mine_fields[] = {
	PAGING_AFTER(mine_in, page),
	PAGING_BACK(mine_in, page),
	PAGING_LIMIT(mine_in, page, 100, 500),
	LIST_FORMAT(mine_in, format),
};
static const struct form mine_form = FORM(mine_in, mine_fields);

/* The page is shown again behind other forms, from its start. */
static struct list_ask
mine_asked(struct req *r)
{
	const struct mine_in *in = form_if(r, mine_in);

	return in ? (struct list_ask){.after = in->page.after, .back = in->page.back} : (struct list_ask){0};
}

static int
over_page(struct req *r)
{
	struct page page = {.frame = FRAME_WIDE, .title = N_("以前的预约"), .tab = "account", .back = "/share/mine"};
	struct list_ask ask = mine_asked(r);
	struct table t;

	TRY(list_table(r, &over, &ask, &t));
	return reply_page(r, &page, share_over, &t);
}

static int
bodies_page(struct req *r)
{
	struct page page = {.frame = FRAME_WIDE, .title = N_("同事替单位约的"), .tab = "account", .back = "/share/mine"};
	struct list_ask ask = mine_asked(r);
	struct table t;

	TRY(list_table(r, &bodies, &ask, &t));
	return reply_page(r, &page, share_bodies, &t);
}

static int
ahead_file(struct req *r)
{
	struct list_ask ask = mine_asked(r);

	return list_download(r, &ahead, &ask, form_in(r, mine_in)->format);
}

static int
over_file(struct req *r)
{
	struct list_ask ask = mine_asked(r);

	return list_download(r, &over, &ask, form_in(r, mine_in)->format);
}

static int
bodies_file(struct req *r)
{
	struct list_ask ask = mine_asked(r);

	return list_download(r, &bodies, &ask, form_in(r, mine_in)->format);
}

static int
ahead_api(struct req *r)
{
	struct list_ask ask = mine_asked(r);

	return list_answer(r, &ahead, &ask, form_in(r, mine_in)->page.limit);
}

static int
over_api(struct req *r)
{
	struct list_ask ask = mine_asked(r);

	return list_answer(r, &over, &ask, form_in(r, mine_in)->page.limit);
}

static int
bodies_api(struct req *r)
{
	struct list_ask ask = mine_asked(r);

	return list_answer(r, &bodies, &ask, form_in(r, mine_in)->page.limit);
}

/* ---- for the page "mine" ---- */

int
share_mine_part(struct req *r, struct mine_part *ret)
{
	struct share_line_list list;
	struct share_mine_lines turn, rest;

	TRY(share_mine(r->tx, r->who, S(""), PAGE, &list));
	turn = (struct share_mine_lines){NEW_ARRAY(&r->arena, struct share_mine_line, list.n), 0};
	rest = (struct share_mine_lines){NEW_ARRAY(&r->arena, struct share_mine_line, list.n), 0};
	for (size_t i = 0; i < list.n; i++) {
		struct share_mine_line l = {.b = list.v[i]};
		struct share_mine_lines *to;

		row_say(r, &l);
		to = l.may_confirm ? &turn : &rest;
		to->v[to->n++] = l;
	}
	*ret = (struct mine_part){.heading = N_("预约"), .icon = "calendar", .href = "/share/mine", .turns = (int64_t)turn.n};
	if (turn.n)
		ret->turn = view_text(r, share_turn_rows, &turn);
	if (rest.n)
		ret->rows = view_text(r, share_ahead_rows, &rest);
	return 0;
}

/* ---- the page ---- */

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
	struct page page = {.frame = FRAME_WIDE, .title = N_("我的预约"), .tab = "account", .back = "/share"};
	struct list_ask ask = mine_asked(r), first = {0};
	struct share_mine_page p = {0};

	TRY(list_table(r, &ahead, &ask, &p.ahead));
	TRY(list_table(r, &over, &first, &p.over));
	TRY(list_table(r, &bodies, &first, &p.bodies));
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
	ROUTE_GET("/share/mine", SHARE_BOOK, mine_page, .form = &mine_form, .about = "My bookings and my calendar"),
	ROUTE_GET("/share/mine/table", SHARE_BOOK, ahead_file, .form = &mine_form, .flags = ROUTE_EXPORT,
		  .about = "My bookings as CSV or XLSX"),
	ROUTE_GET("/api/share/mine", SHARE_BOOK, ahead_api, .form = &mine_form, .out = &share_booking_shape,
		  .about = "My bookings that are not over"),
	ROUTE_GET("/share/mine/over", SHARE_BOOK, over_page, .form = &mine_form, .about = "My bookings that are over"),
	ROUTE_GET("/share/mine/over/table", SHARE_BOOK, over_file, .form = &mine_form, .flags = ROUTE_EXPORT,
		  .about = "My bookings that are over as CSV or XLSX"),
	ROUTE_GET("/api/share/mine/over", SHARE_BOOK, over_api, .form = &mine_form, .out = &share_booking_shape,
		  .about = "My bookings that are over"),
	ROUTE_GET("/share/mine/bodies", SHARE_BOOK, bodies_page, .form = &mine_form,
		  .about = "What others have booked for bodies that I serve"),
	ROUTE_GET("/share/mine/bodies/table", SHARE_BOOK, bodies_file, .form = &mine_form, .flags = ROUTE_EXPORT,
		  .about = "What others have booked for bodies that I serve as CSV or XLSX"),
	ROUTE_GET("/api/share/mine/bodies", SHARE_BOOK, bodies_api, .form = &mine_form, .out = &share_body_booking_shape,
		  .about = "What others have booked for bodies that the caller serves"),
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
