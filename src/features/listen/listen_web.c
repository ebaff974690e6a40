/* listen_web.c: the lists of sessions, planning one, the figures. */
#include "features/listen/listen_web.h"

#include "base/clock.h"
#include "features/listen/listen_page.h"
#include "features/territory/territory.h"
#include "features/territory/territory_web_pick.h"
#include "gen/listen_view.h"
#include "http/reply.h"
#include "kit/gate.h"

enum { MINUTE = 60, DAY_S = 86400 };

/* ---- the lists ---- */

static const char *const state_keys[] = {
#define STATE(number, name, key, word, live) key,
#include "features/listen/state.def"
#undef STATE
	NULL,
};
static const char *const kind_keys[] = {"tea", "needs", "party", "visit", NULL};
static const struct list_word state_words[] = {
	{LISTEN_PLANNED, N_("要开"), "badge c-blue", "calendar"},
	{LISTEN_RUNNING, N_("正在开"), "badge c-lamp", "edit"},
	{LISTEN_CLOSED, N_("开完了"), "badge c-green", "done"},
	{LISTEN_OFF, N_("取消了"), "badge line", "close"},
	{0},
};
static const struct list_word kind_words[] = {
	{LISTEN_TEA, N_("书记茶话会"), NULL, NULL},
	{LISTEN_NEEDS, N_("问需会"), NULL, NULL},
	{LISTEN_PARTY, N_("党员接待日"), NULL, NULL},
	{LISTEN_VISIT, N_("入户走访"), NULL, NULL},
	{0},
};

#define ITEM(member) SHAPE_MEMBER(struct listen_item, member)
static const struct shape_field item_fields[] = {
	{.name = "id", .type = SHAPE_ID, ITEM(id)},
	{.name = "title", .type = SHAPE_TEXT, ITEM(title), COLUMN(.label = N_("听什么"), .show = LIST_TITLE)},
	{.name = "code", .type = SHAPE_TEXT, ITEM(code), COLUMN(.label = N_("编号"), .show = LIST_LINE | LIST_UNBROKEN)},
	{.name = "kind", .type = SHAPE_WORD, ITEM(kind), .word = listen_kind_key, .words = kind_keys,
	 COLUMN(.label = N_("哪一种"), .words = kind_words, .show = LIST_LINE)},
	{.name = "place", .type = SHAPE_TEXT, ITEM(place_name), COLUMN(.label = N_("在哪里"), .show = LIST_LINE)},
	{.name = "state", .type = SHAPE_WORD, ITEM(state), .word = listen_state_key, .words = state_keys,
	 COLUMN(.label = N_("状态"), .words = state_words, .show = LIST_END)},
	{.name = "starts_at", .type = SHAPE_TIME, ITEM(starts_at), COLUMN(.label = N_("什么时候"))},
	{.name = "came", .type = SHAPE_INT, ITEM(came), COLUMN(.label = N_("来了"), .show = LIST_RIGHT)},
	{.name = "matters", .type = SHAPE_INT, ITEM(matters), COLUMN(.label = N_("提了几件"), .show = LIST_RIGHT)},
	{.name = "settled", .type = SHAPE_INT, ITEM(settled), COLUMN(.label = N_("当场说清"), .show = LIST_RIGHT)},
	{.name = "at", .type = SHAPE_TIME, ITEM(at), COLUMN(.label = N_("什么时候定的"), .show = LIST_SORTED)},
};
const struct shape listen_item_shape = {"ListenSession", item_fields, sizeof item_fields / sizeof *item_fields};

static int
rows_behind(struct tx *tx, const struct actor *who, bool desk, const void *filter, struct str after, int64_t limit, struct list_rows *ret)
{
	struct listen_item_list list;
	bool ended = *(const bool *)filter;
	int64_t before = 0;

	if (after.n && !str_int(after, &before))
		return E_NOTFOUND;
	TRY(desk ? listen_newest(tx, who, ended, before, limit, &list) : listen_announced(tx, who->district, ended, before, limit, &list));
	*ret = (struct list_rows){.v = list.v, .n = list.n};
	return 0;
}

static int
open_rows(struct arena *a, struct tx *tx, const struct actor *who, const void *filter, struct str after, int64_t limit, struct list_rows *ret)
{
	(void)a;
	return rows_behind(tx, who, false, filter, after, limit, ret);
}

static int
desk_rows_of(struct arena *a, struct tx *tx, const struct actor *who, const void *filter, struct str after, int64_t limit,
	     struct list_rows *ret)
{
	(void)a;
	return rows_behind(tx, who, true, filter, after, limit, ret);
}

static struct str
key_of(struct arena *a, const void *row)
{
	return str_number(a, ((const struct listen_item *)row)->id);
}

static struct str
href_of(struct arena *a, const void *row)
{
	return str_fmt(a, "/listen/%.*s", STR(((const struct listen_item *)row)->code));
}

const struct list listen_open_list = {
	.name = "listen",
	.path = "/listen",
	.title = N_("听您说"),
	.none = N_("这里没有"),
	.none_hint = N_("社区要开茶话会、问需会、接待日时，会先在这里公布。"),
	.shape = &listen_item_shape,
	.size = sizeof(struct listen_item),
	.rows = open_rows,
	.key = key_of,
	.href = href_of,
};
static const struct list listen_desk_list = {
	.name = "listen",
	.path = "/listen/desk",
	.title = N_("听意见"),
	.none = N_("这里没有"),
	.none_hint = N_("定一场茶话会，或者出门走访前先开一个。"),
	.shape = &listen_item_shape,
	.size = sizeof(struct listen_item),
	.rows = desk_rows_of,
	.key = key_of,
	.href = href_of,
};

static const struct field list_fields[] = {
	PAGING_AFTER(listen_list_in, page),
	PAGING_BACK(listen_list_in, page),
	FIELD(listen_list_in, ended, FIELD_BOOL, .label = N_("开过的"), .about = "Those that are over instead of those that are planned or go on"),
	LIST_FORMAT(listen_list_in, format),
};
const struct form listen_list_form = FORM(listen_list_in, list_fields);

struct list_ask
listen_asked(struct req *r)
{
	const struct listen_list_in *in = form_if(r, listen_list_in);
	bool *ended = NEW(&r->arena, bool);

	*ended = in && in->ended;
	return (struct list_ask){
		.filter = ended, .params = *ended ? S("ended=1") : S(""), .after = in ? in->page.after : S(""), .back = in ? in->page.back : S(""),
	};
}

static int
some_list(struct req *r, const struct list *list, struct listen_list_page *p)
{
	struct list_ask ask = listen_asked(r);
	bool ended = *(const bool *)ask.filter;
	struct tab_link *tabs = NEW_ARRAY(&r->arena, struct tab_link, 2);

	TRY(list_table(r, list, &ask, &p->t));
	tabs[0] = (struct tab_link){.word = N_("要开的"), .href = str_of(list->path), .count = -1, .current = !ended};
	tabs[1] = (struct tab_link){
		.word = N_("开过的"), .href = str_fmt(&r->arena, "%s?ended=1", list->path), .count = -1, .current = ended};
	p->t.tabs = (struct tab_link_list){tabs, 2};
	p->t.tabs_title = N_("哪些场次");
	return 0;
}

static int
open_page(struct req *r)
{
	struct page page = {.frame = FRAME_WIDE, .title = N_("听您说"), .tab = "listen"};
	struct listen_list_page p = {.may_hold = false};

	TRY(some_list(r, &listen_open_list, &p));
	return reply_page(r, &page, listen_list, &p);
}

static int
desk_page(struct req *r)
{
	struct page page = {.frame = FRAME_DESK, .title = N_("听意见"), .tab = "listen"};
	struct listen_list_page p = {.desk = true, .may_hold = actor_has(r->who, LISTEN_HOLD)};

	TRY(some_list(r, &listen_desk_list, &p));
	return reply_page(r, &page, listen_list, &p);
}

static int
desk_file(struct req *r)
{
	struct list_ask ask = listen_asked(r);

	return list_download(r, &listen_desk_list, &ask, form_in(r, listen_list_in)->format);
}

/* ---- planning ---- */

struct listen_new_in {
	struct str title, spot, host, time, find;
	int64_t place, day, version;
	int kind;
	bool open, now, seek;
};
static const struct choice kinds[] = {
	{"tea", N_("书记茶话会"), LISTEN_TEA}, {"needs", N_("问需会"), LISTEN_NEEDS}, {"party", N_("党员接待日"), LISTEN_PARTY},
	{"visit", N_("入户走访"), LISTEN_VISIT},
};
static const struct field new_fields[] = {
	FIELD(listen_new_in, kind, FIELD_CHOICE, .label = N_("哪一种"), CHOICES(kinds), .required = true, .missing = N_("请选是哪一种。")),
	FIELD(listen_new_in, title, FIELD_TEXT, .label = N_("听什么"), .max = LISTEN_TITLE_MAX, .required = true,
	      .hint = N_("比如：停车怎么停。走访就写走哪几栋")),
	FIELD(listen_new_in, place, FIELD_ID, .label = N_("在哪里"), .about = "Id of a place"),
	FIELD(listen_new_in, find, FIELD_TEXT, .label = N_("找地方"), .max = 60, .only = BY_PAGE),
	FIELD(listen_new_in, seek, FIELD_AGAIN, .label = N_("找"), .only = BY_PAGE),
	FIELD(listen_new_in, spot, FIELD_TEXT, .label = N_("具体位置"), .max = 80),
	FIELD(listen_new_in, day, FIELD_DATE, .label = N_("哪一天"), .about = "Today"),
	FIELD(listen_new_in, time, FIELD_TEXT, .label = N_("几点"), .max = 5, .hint = N_("比如 14:30")),
	FIELD(listen_new_in, host, FIELD_TEXT, .label = N_("谁主持"), .max = LISTEN_HOST_MAX, .required = true),
	FIELD(listen_new_in, open, FIELD_BOOL, .label = N_("公布出去，谁都可以来")),
	FIELD(listen_new_in, now, FIELD_BOOL, .label = N_("现在就开始记")),
	FIELD(listen_new_in, version, FIELD_INT, .label = N_("版本"), .min = 1),
};
static const struct form new_form = FORM(listen_new_in, new_fields);

static int
read_time(struct req *r, const struct listen_new_in *in, int64_t *ret)
{
	struct civil c = clock_civil(clock_now());
	struct str rest = in->time, hour = S("");
	int64_t h, m, day = in->day ? in->day : clock_at(c.year, c.month, c.day, 0, 0, 0);

	*ret = clock_now();
	if (in->now)
		return 0;
	if (!str_next(&rest, ':', &hour) || !str_int(str_starts(hour, S("0")) ? str_sub(hour, 1, 1) : hour, &h) ||
	    !str_int(str_starts(rest, S("0")) ? str_sub(rest, 1, 1) : rest, &m) || h < 0 || h > 23 || m < 0 || m > 59)
		return form_fail(r, listen_new_in, time, N_("时间请写成 14:30 这样。"));
	*ret = day + (h * 60 + m) * MINUTE;
	return 0;
}

static int
read_plan(struct req *r, struct listen_new *n)
{
	const struct listen_new_in *in = form_in(r, listen_new_in);

	*n = (struct listen_new){
		.title = in->title, .spot = in->spot, .host = in->host, .place = in->place, .kind = (enum listen_kind)in->kind, .open = in->open,
		.now = in->now,
	};
	return read_time(r, in, &n->starts_at);
}

static int
plan_form(struct req *r, struct page *page, int64_t place, struct listen_new_page *p)
{
	const struct territory_pick_form pick = {
		.of = TERRITORY_PICK_ANY, .field = "place", .query = "find", .again = "seek", .label = N_("找地方")};
	const struct listen_new_in *in = form_if(r, listen_new_in);

	page->library = "pick.js";
	ui_form(r, &new_form);
	TRY(territory_find_places(r, &pick, in ? in->find : S(""), in ? in->place : place, &p->places));
	return reply_page(r, page, listen_new, p);
}

/* Who works for one place begins with it. */
static int64_t
own_place(const struct actor *who)
{
	for (size_t i = 0; i < who->grants_n; i++)
		if (role_has(who->grants[i].role, LISTEN_HOLD) && who->grants[i].level >= LEVEL_COMMUNITY)
			return who->grants[i].node;
	return 0;
}

static struct str
day_text(struct arena *a, int64_t at)
{
	struct civil c = clock_civil(at);

	return str_fmt(a, "%04d-%02d-%02d", c.year, c.month, c.day);
}

static int
new_page(struct req *r)
{
	struct page page = {.frame = FRAME_DESK, .title = N_("定一场"), .tab = "listen", .back = "/listen/desk"};
	struct listen_new_page p = {.action = "/listen", .fresh = true};

	ui_fill(r, "day", day_text(&r->arena, clock_now()));
	ui_fill(r, "kind", S("tea"));
	return plan_form(r, &page, own_place(r->who), &p);
}

static int
plan_post(struct req *r)
{
	struct listen_new n;
	struct str code;

	TRY(read_plan(r, &n));
	TRY(listen_plan(r->tx, r->who, &n, &code));
	gate_flash(r, N_("定好了"));
	return redirect(r, n.now ? "/listen/%.*s/enter" : "/listen/%.*s", STR(code));
}

static int
edit_page(struct req *r)
{
	struct page page = {.frame = FRAME_DESK, .title = N_("改安排"), .tab = "listen"};
	struct listen_new_page p = {.fresh = false};
	struct listen_seen s;
	struct civil c;

	TRY(listen_see(r->tx, r->who, r->arg[0], &s));
	if (!s.staff)
		return E_NOTFOUND;
	if (!s.may[LISTEN_ACT_EDIT])
		return E_DENIED;
	c = clock_civil(s.s.starts_at);
	page.back = str_fmt(&r->arena, "/listen/%.*s", STR(s.m.code)).p;
	p.action = str_fmt(&r->arena, "/listen/%.*s/edit", STR(s.m.code)).p;
	p.version = s.m.version;
	ui_fill(r, "title", s.m.title);
	ui_fill(r, "spot", s.s.spot);
	ui_fill(r, "host", s.s.host);
	ui_fill(r, "kind", str_of(listen_kind_key(s.s.kind)));
	ui_fill(r, "day", day_text(&r->arena, s.s.starts_at));
	ui_fill(r, "time", str_fmt(&r->arena, "%02d:%02d", c.hour, c.minute));
	ui_fill(r, "open", s.s.open ? S("1") : S(""));
	return plan_form(r, &page, s.m.place, &p);
}

static int
edit_post(struct req *r)
{
	struct listen_new n;

	TRY(read_plan(r, &n));
	TRY(listen_move(r->tx, r->who, r->arg[0],
			&(struct listen_change){.act = LISTEN_ACT_EDIT, .version = form_in(r, listen_new_in)->version, .plan = &n}));
	gate_flash(r, N_("改好了"));
	return redirect(r, "/listen/%.*s", STR(r->arg[0]));
}

/* ---- figures ---- */

struct listen_figure_in {
	int64_t month; /* its first day */
};
static const struct field figure_fields[] = {
	FIELD(listen_figure_in, month, FIELD_DATE, .label = N_("哪个月"), .about = "Any day of the month; without it, this one"),
};
static const struct form figure_form = FORM(listen_figure_in, figure_fields);

static struct listen_sum_card
card_of(const struct listen_sum *s)
{
	return (struct listen_sum_card){
		.kind = listen_kind_word(s->kind), .s = *s, .permille = s->matters ? (s->settled + s->done) * 1000 / s->matters : 0};
}

static struct str
month_href(struct req *r, int year, int month)
{
	return str_fmt(&r->arena, "/listen/figures?month=%.*s", STR(day_text(&r->arena, clock_at(year, month, 1, 0, 0, 0))));
}

static int
figure_page(struct req *r)
{
	struct page page = {.frame = FRAME_DESK, .title = N_("听意见的数"), .tab = "listen", .back = "/listen/desk"};
	const struct listen_figure_in *in = form_in(r, listen_figure_in);
	struct civil c = clock_civil(in->month ? in->month : clock_now());
	struct listen_figure_page p = {.month = clock_at(c.year, c.month, 1, 0, 0, 0)};
	struct listen_sum_list sums;
	struct listen_sum all = {0};

	TRY(listen_figures(r->tx, r->who, p.month, clock_at(c.year, c.month + 1, 1, 0, 0, 0), &sums));
	p.kinds.v = NEW_ARRAY(&r->arena, struct listen_sum_card, sums.n + 1);
	for (size_t i = 0; i < sums.n; i++) {
		const struct listen_sum *s = &sums.v[i];

		p.kinds.v[p.kinds.n++] = card_of(s);
		all.sessions += s->sessions;
		all.came += s->came;
		all.matters += s->matters;
		all.settled += s->settled;
		all.private += s->private;
		all.cases += s->cases;
		all.done += s->done;
	}
	p.all = card_of(&all);
	p.before = month_href(r, c.year, c.month - 1);
	p.after = month_href(r, c.year, c.month + 1);
	return reply_page(r, &page, listen_figure, &p);
}

static const struct route rows[] = {
	ROUTE_GET("/listen", OPEN, open_page, .form = &listen_list_form, .about = "Sessions that are announced to everybody, newest first"),
	ROUTE_GET("/listen/desk", LISTEN_SEE, desk_page, .form = &listen_list_form, .about = "Sessions of the reader's desks, newest first"),
	ROUTE_GET("/listen/table", LISTEN_SEE, desk_file, .form = &listen_list_form, .flags = ROUTE_EXPORT,
		  .about = "The sessions as CSV or XLSX"),
	ROUTE_GET("/listen/figures", LISTEN_SEE, figure_page, .form = &figure_form,
		  .about = "Sessions, matters and what was settled, of a month"),
	ROUTE_GET("/listen/new", LISTEN_HOLD, new_page, .about = "The form to plan a session"),
	ROUTE_POST("/listen", LISTEN_HOLD, plan_post, .form = &new_form, .again = new_page, .about = "Plan a session"),
	ROUTE_GET("/listen/:code/edit", LISTEN_HOLD, edit_page, .about = "The form to plan it anew"),
	ROUTE_POST("/listen/:code/edit", LISTEN_HOLD, edit_post, .form = &new_form, .again = edit_page, .about = "Plan it anew"),
};

const struct route_table listen_routes = {rows, sizeof rows / sizeof *rows};
