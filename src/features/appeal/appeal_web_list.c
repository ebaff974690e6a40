/* appeal_web_list.c: everybody's cases and the reader's own, as lists: pages, files, and answers for programs. */
#include "features/appeal/appeal_web.h"
#include "features/appeal/appeal_web_pick.h"
#include "features/appeal/appeal_web_pin.h"
#include "features/appeal/appeal_web_rows.h"
#include "gen/appeal_view.h"
#include "kit/gate.h"
#include "kit/mine.h"
#include "kit/narrow.h"
#include "kit/say.h"

/* ---- everybody's ---- */

static const struct table_way public_ways[] = {{"/appeal/new", N_("我要反映"), true}};

static const struct list public = {
	.name = "appeals",
	.path = "/appeal",
	.title = N_("诉求"),
	.hint = N_("搜编号、地点、事情，至少两个字"),
	.none = N_("还没有反映过事情。楼道灯、噪声、停车，看到就说一声。"),
	.lost = N_("没有找到。换个说法，或者减少条件试试。"),
	.ways = {public_ways, 1},
	.look = "tbl lines",
	.page = APPEAL_PAGE,
	.shape = &appeal_line_shape,
	.size = sizeof(struct appeal_card),
	.rows = appeal_public_rows,
	.key = appeal_row_key,
	.say = appeal_card_say,
	.href = appeal_row_href,
};

/* The filter as it stands in addresses, but for what only names; of another community. */
static struct str
params_in(struct req *r, struct str community, int only)
{
	const struct appeal_list_in *in = form_in(r, appeal_list_in);
	struct arena *a = &r->arena;
	struct str s = list_param(a, S(""), "q", in->query);

	s = list_param(a, s, "c", community);
	s = list_param(a, s, "class", in->class_ ? str_number(a, in->class_) : S(""));
	return list_param(a, s, "show", only ? str_of(appeal_onlies[only].value) : S(""));
}

static struct str
params_of(struct req *r, int only)
{
	return params_in(r, form_in(r, appeal_list_in)->community, only);
}

struct public_ask {
	struct list_ask ask;
	struct appeal_filter f;
	struct territory_node community;
};

static int
public_asked(struct req *r, struct public_ask *ret)
{
	const struct appeal_list_in *in = form_in(r, appeal_list_in);

	TRY(appeal_filter_from(r, &ret->f, &ret->community));
	ret->ask = (struct list_ask){
		.filter = &ret->f,
		.query = in->query,
		.params = params_of(r, (int)in->show),
		.narrowed = in->query.n || in->community.n || in->class_ || in->show,
		.after = in->page.after,
		.back = in->page.back,
	};
	return 0;
}

static void
only_tabs(struct req *r, struct table *t)
{
	const struct appeal_list_in *in = form_in(r, appeal_list_in);
	struct tab_link *v = NEW_ARRAY(&r->arena, struct tab_link, APPEAL_ONLIES);

	for (int i = 0; i < APPEAL_ONLIES; i++) {
		struct str params = params_of(r, i);

		v[i] = (struct tab_link){
			.word = appeal_onlies[i].label,
			.href = str_fmt(&r->arena, "/appeal%s%.*s", params.n ? "?" : "", STR(params)),
			.count = -1,
			.current = (int)in->show == i,
		};
	}
	t->tabs = (struct tab_link_list){v, APPEAL_ONLIES};
	t->tabs_title = N_("办理情况");
}

/* The search keeps the tab. */
static int
add_filters(struct req *r, const struct public_ask *q, struct table *t)
{
	struct table_filter *v = NEW_ARRAY(&r->arena, struct table_filter, 2);
	struct table_kept *show = NEW(&r->arena, struct table_kept);
	struct str address;

	v[0] = (struct table_filter){.name = "c", .label = N_("社区"), .all = N_("全部社区")};
	v[1] = (struct table_filter){.name = "class", .label = N_("类别"), .all = N_("全部类别")};
	TRY(appeal_pick_communities(r, q->community.id, &v[0].options));
	address = str_fmt(&r->arena, "/appeal?%.*s&c=", STR(params_in(r, S(""), (int)form_in(r, appeal_list_in)->show)));
	pick_by_words(&r->arena, &v[0].options, "find", form_in(r, appeal_list_in)->find, address, &v[0].words);
	TRY(appeal_pick_classes(r, q->f.class_, &v[1].options));
	t->filters = (struct table_filter_list){v, 2};
	*show = (struct table_kept){"show", str_of(appeal_onlies[q->f.only].value)};
	t->kept = (struct table_kept_list){show, q->f.only ? 1 : 0};
	return 0;
}

static int
appeal_list_page(struct req *r)
{
	struct page page = {.frame = FRAME_WIDE, .title = N_("大家的诉求"), .tab = "appeal"};
	struct appeal_list_page p = {0};
	const struct appeal_list_in *in = form_in(r, appeal_list_in);
	struct pick_list communities, hits;
	const struct pick *found = NULL;
	struct public_ask q;

	TRY(public_asked(r, &q));
	if (in->find.n) {
		TRY(appeal_pick_communities(r, q.community.id, &communities));
		found = pick_meant(&r->arena, &communities, in->find, &hits);
	}
	if (found)
		return redirect(r, "/appeal?%.*s", STR(params_in(r, found->value, (int)in->show)));
	TRY(list_table(r, &public, &q.ask, &p.table));
	TRY(add_filters(r, &q, &p.table));
	only_tabs(r, &p.table);
	if (q.community.id)
		p.title = say_place(r, q.community.name, q.community.name_en);
	return reply_page(r, &page, appeal_list, &p);
}

static int
public_table(struct req *r)
{
	struct public_ask *q = NEW(&r->arena, struct public_ask);

	TRY(public_asked(r, q));
	return list_download(r, &public, &q->ask, form_in(r, appeal_list_in)->format);
}

static int
public_api(struct req *r)
{
	int64_t limit = form_in(r, appeal_list_in)->page.limit;
	struct public_ask q;

	TRY(public_asked(r, &q));
	return list_answer(r, &public, &q.ask, limit ? limit : APPEAL_PAGE);
}

/* ---- the reader's own ---- */

/* filter: the reader, with the cases whose PIN this browser has shown. */
static int
mine_rows(struct arena *a, struct tx *tx, const struct actor *who, const void *filter, struct str after, int64_t limit,
	  struct list_rows *ret)
{
	struct appeal_line_list lines;
	struct appeal_card_list cards;
	struct str next;

	(void)who;
	TRY(appeal_mine(tx, filter, after, limit, &lines, &next));
	cards = appeal_cards_raw(a, &lines, false);
	for (size_t i = 0; i < cards.n; i++) {
		cards.v[i].mine = true;
		cards.v[i].l.due_at = 0; /* the stage's clock is the staff's */
	}
	*ret = (struct list_rows){.v = cards.v, .n = cards.n};
	return 0;
}

static const struct table_way mine_ways[] = {
	{"/appeal/new", N_("我要反映"), true},
	{"/appeal/track", N_("凭编号和查询码找"), false},
};

static const struct list mine = {
	.name = "my-appeals",
	.path = "/appeal/mine",
	.title = N_("我的诉求"),
	.none = N_("这里会列出您登录后反映的事，和用编号加查询码打开过的事。"),
	.ways = {mine_ways, 2},
	.look = "tbl lines",
	.page = APPEAL_PAGE,
	.shape = &appeal_line_shape,
	.size = sizeof(struct appeal_card),
	.rows = mine_rows,
	.key = appeal_row_key,
	.say = appeal_card_say,
	.href = appeal_row_href,
};

static struct list_ask
mine_asked(struct req *r)
{
	const struct appeal_list_in *in = form_in(r, appeal_list_in);

	return (struct list_ask){.filter = appeal_reader(r), .after = in->page.after, .back = in->page.back};
}

static int
appeal_mine_page(struct req *r)
{
	struct page page = {.frame = FRAME_WIDE, .title = N_("我的诉求"), .tab = "mine"};
	struct list_ask ask = mine_asked(r);
	struct table t;

	TRY(list_table(r, &mine, &ask, &t));
	return reply_page(r, &page, appeal_mine, &t);
}

static int
mine_table(struct req *r)
{
	struct list_ask ask = mine_asked(r);

	return list_download(r, &mine, &ask, form_in(r, appeal_list_in)->format);
}

static int
mine_api(struct req *r)
{
	int64_t limit = form_in(r, appeal_list_in)->page.limit;
	struct list_ask ask = mine_asked(r);

	return list_answer(r, &mine, &ask, limit ? limit : APPEAL_PAGE);
}

int
appeal_mine_part(struct req *r, struct mine_part *ret)
{
	struct appeal_line_list lines;
	struct appeal_card_list cards, rest;
	struct str next;

	TRY(appeal_mine(r->tx, appeal_reader(r), S(""), APPEAL_PAGE, &lines, &next));
	cards = appeal_cards_mine(r, &lines);
	*ret = (struct mine_part){.heading = N_("诉求"), .icon = "report", .href = "/appeal/mine"};
	ret->turn = appeal_show_turn(r, &cards, &ret->turns);
	rest = (struct appeal_card_list){NEW_ARRAY(&r->arena, struct appeal_card, cards.n), 0};
	for (size_t i = 0; i < cards.n; i++)
		if (cards.v[i].l.live == LIVE_OFFICE)
			rest.v[rest.n++] = cards.v[i];
	if (rest.n)
		ret->rows = view_text(r, appeal_card_rows, &rest);
	return 0;
}

static const struct route rows[] = {
	ROUTE_GET("/appeal", OPEN, appeal_list_page, .form = &appeal_list_form, .flags = ROUTE_SHARED, .about = "Public cases"),
	ROUTE_GET("/appeal/table", OPEN, public_table, .form = &appeal_list_form, .flags = ROUTE_EXPORT,
		  .about = "Public cases as CSV or XLSX"),
	ROUTE_GET("/api/appeal", OPEN, public_api, .form = &appeal_list_api_form, .out = &appeal_line_shape,
		  .about = "Public cases, newest first"),
	ROUTE_GET("/appeal/mine", APPEAL_TRACK, appeal_mine_page, .form = &appeal_list_form, .about = "The reader's own cases"),
	ROUTE_GET("/appeal/mine/table", APPEAL_TRACK, mine_table, .form = &appeal_list_form, .flags = ROUTE_EXPORT,
		  .about = "The reader's own cases as CSV or XLSX"),
	ROUTE_GET("/api/appeal/mine", APPEAL_TRACK, mine_api, .form = &appeal_mine_api_form, .out = &appeal_line_shape,
		  .about = "The caller's own cases, newest first"),
};

const struct route_table appeal_list_routes = {rows, sizeof rows / sizeof *rows};
