/* share_web_list.c: places to book, for everybody and for who looks after them, as lists. */
#include "features/share/share_web.h"
#include "features/territory/territory.h"
#include "gen/share_view.h"
#include "http/reply.h"
#include "kit/gate.h"
#include "kit/list.h"
#include "kit/paging.h"
#include "kit/say.h"

enum { PAGE = 20, NOWHERE = -1 };

struct share_list_in {
	struct str place; /* code of a community */
	int kind;
	struct paging_in page;
	enum list_format format;
};
#define PLACE_FIELDS \
	FIELD(share_list_in, place, FIELD_TEXT, .label = N_("社区"), .max = 40, .about = "Code of a community"), \
		FIELD(share_list_in, kind, FIELD_CHOICE, .label = N_("场地"), CHOICES(share_kinds)), PAGING_AFTER(share_list_in, page)
static const struct field list_fields[] = {
	PLACE_FIELDS,
	PAGING_BACK(share_list_in, page),
	LIST_FORMAT(share_list_in, format),
};
static const struct field api_fields[] = {PLACE_FIELDS, PAGING_LIMIT(share_list_in, page, 20, 200)};
static const struct form list_form = FORM(share_list_in, list_fields), api_form = FORM(share_list_in, api_fields);

/* ---- rows ---- */

_Static_assert(offsetof(struct share_card, t) == 0, "the shape of a thing reads rows");

static int
rows_of(struct arena *a, struct tx *tx, int64_t district, const struct share_thing_list *list, struct list_rows *ret)
{
	struct share_card *v = NEW_ARRAY(a, struct share_card, list->n);

	for (size_t i = 0; i < list->n; i++) {
		v[i] = (struct share_card){.t = list->v[i]};
		TRY(share_today(tx, district, list->v[i].id, &v[i].free, &v[i].first));
	}
	*ret = (struct list_rows){.v = v, .n = list->n};
	return 0;
}

static int
after_of(struct str after, int64_t *ret)
{
	*ret = 0;
	return after.n && !str_int(after, ret) ? E_NOTFOUND : 0;
}

struct place_filter {
	int64_t community, kind; /* 0 = all */
};

static int
place_rows(struct arena *a, struct tx *tx, const struct actor *who, const void *filter, struct str after, int64_t limit,
	   struct list_rows *ret)
{
	const struct place_filter *f = filter;
	struct share_thing_list list;
	int64_t id;

	TRY(after_of(after, &id));
	TRY(share_list(tx, who->district, f->community, f->kind, id, limit, &list));
	return rows_of(a, tx, who->district, &list, ret);
}

static int
managed_rows(struct arena *a, struct tx *tx, const struct actor *who, const void *filter, struct str after, int64_t limit,
	     struct list_rows *ret)
{
	struct share_thing_list list;
	int64_t id;

	(void)filter;
	TRY(after_of(after, &id));
	TRY(share_managed_list(tx, who, id, limit, &list));
	return rows_of(a, tx, who->district, &list, ret);
}

static struct str
row_key(struct arena *a, const void *row)
{
	return str_number(a, ((const struct share_card *)row)->t.id);
}

static struct str
place_href(struct arena *a, const void *row)
{
	return str_fmt(a, "/share/%lld", (long long)((const struct share_card *)row)->t.id);
}

static struct str
day_href(struct arena *a, const void *row)
{
	return str_fmt(a, "/share/%lld/day", (long long)((const struct share_card *)row)->t.id);
}

/* A place that is no longer there leaves its name out. */
static void
row_say(struct req *r, void *row)
{
	struct share_card *c = row;

	c->t.name = share_thing_name(r, &c->t);
	if (share_place_name(r, c->t.place, &c->place) < 0)
		c->place = S("");
}

static struct html
draw_today(struct req *r, const void *row)
{
	const struct share_card *c = row;

	return view_text(r, share_today, c);
}

static struct html
draw_seats(struct req *r, const void *row)
{
	const struct share_card *c = row;

	return view_text(r, share_seats, c);
}

static struct html
draw_left(struct req *r, const void *row)
{
	const struct share_card *c = row;

	return view_text(r, share_left, c);
}

static const struct list_word kind_words[] = {
	{SHARE_ROOM, N_("活动室、会议室"), NULL, NULL},
	{SHARE_LIBRARY, N_("图书馆"), NULL, NULL},
	{SHARE_GROUND, N_("运动场地"), NULL, NULL},
	{0},
};
static const struct list_word state_words[] = {
	{SHARE_OPEN, N_("可以约"), "c-green", "check"},
	{SHARE_SHUT, N_("不接受预约"), "c-red line", "pause"},
	{0},
};

#define CARD(member) SHAPE_MEMBER(struct share_card, member)
#define COUNT(table) (sizeof(table) / sizeof *(table))
static const struct shape_field place_columns[] = {
	{.name = "name", .type = SHAPE_TEXT, CARD(t.name), COLUMN(.label = N_("场地"), .show = LIST_TITLE)},
	{.name = "where", .type = SHAPE_TEXT, CARD(place), COLUMN(.label = N_("在哪里"), .show = LIST_LINE)},
	{.name = "kind", .type = SHAPE_INT, CARD(t.kind), COLUMN(.label = N_("是什么"), .show = LIST_LINE, .words = kind_words)},
	{.name = "seats", .type = SHAPE_INT, CARD(t.seats),
	 COLUMN(.label = N_("可容"), .show = LIST_LINE | LIST_UNBROKEN, .draw = draw_seats)},
	{.name = "today", .type = SHAPE_INT, CARD(free), COLUMN(.label = N_("今天"), .show = LIST_END, .draw = draw_today)},
};
static const struct shape place_view = {"PlaceRow", place_columns, COUNT(place_columns)};
static const struct shape_field managed_columns[] = {
	{.name = "name", .type = SHAPE_TEXT, CARD(t.name), COLUMN(.label = N_("场地"), .show = LIST_TITLE)},
	{.name = "where", .type = SHAPE_TEXT, CARD(place), COLUMN(.label = N_("在哪里"))},
	{.name = "kind", .type = SHAPE_INT, CARD(t.kind), COLUMN(.label = N_("是什么"), .words = kind_words)},
	{.name = "seats", .type = SHAPE_INT, CARD(t.seats), COLUMN(.label = N_("可容"), .show = LIST_UNBROKEN)},
	{.name = "today", .type = SHAPE_INT, CARD(free), COLUMN(.label = N_("今天"), .draw = draw_left)},
	{.name = "state", .type = SHAPE_INT, CARD(t.state), COLUMN(.label = N_("状态"), .words = state_words)},
};
static const struct shape managed_view = {"ManagedPlaceRow", managed_columns, COUNT(managed_columns)};

static const struct table_way place_ways[] = {{"/share", N_("看全部"), false}};
static const struct list places = {
	.name = "places",
	.path = "/share",
	.title = N_("场地"),
	.none = N_("这里还没有可以约的场地"),
	.none_hint = N_("换一个社区或者一种场地看看。"),
	.ways = {place_ways, 1},
	.look = "tbl lines",
	.page = PAGE,
	.shape = &share_thing_shape,
	.view = &place_view,
	.size = sizeof(struct share_card),
	.rows = place_rows,
	.key = row_key,
	.say = row_say,
	.href = place_href,
};

static const struct table_way managed_ways[] = {{"/share/new", N_("加一处场地"), false}};
static const struct list managed = {
	.name = "my-places",
	.path = "/share/desk",
	.title = N_("场地预约"),
	.none = N_("还没有您管理的场地"),
	.none_hint = N_("加一处，居民就能约了。"),
	.ways = {managed_ways, 1},
	.shape = &share_thing_shape,
	.view = &managed_view,
	.size = sizeof(struct share_card),
	.rows = managed_rows,
	.key = row_key,
	.say = row_say,
	.href = day_href,
};

/* ---- everybody's ---- */

static struct str
params_of(struct req *r, struct str place, const char *kind)
{
	return list_param(&r->arena, list_param(&r->arena, S(""), "place", place), "kind", str_of(kind));
}

/* A community that is none is a flaw of its field; then the list has no rows. */
static int
asked(struct req *r, struct place_filter *f, struct list_ask *ret)
{
	const struct share_list_in *in = form_in(r, share_list_in);
	struct territory_node n = {0};
	int rc = 0;

	if (in->place.n && territory_by_code(r->tx, r->who->district, in->place, &n) < 0) {
		n.community = NOWHERE;
		rc = form_fail(r, share_list_in, place, N_("没有这个社区，请从上面选。"));
	}
	*f = (struct place_filter){n.community, in->kind};
	*ret = (struct list_ask){
		.filter = f,
		.params = params_of(r, in->place, share_kind_name(in->kind)),
		.after = in->page.after,
		.back = in->page.back,
	};
	return rc;
}

static struct str
list_href(struct req *r, struct str place, const char *kind)
{
	struct str params = params_of(r, place, kind);

	return str_fmt(&r->arena, "/share%s%.*s", params.n ? "?" : "", STR(params));
}

static int
pick_places(struct req *r, const struct share_list_in *in, struct tab_link_list *ret)
{
	const char *kind = share_kind_name(in->kind);
	struct territory_node_list list;

	TRY(territory_communities(r->tx, r->who->district, &list));
	*ret = (struct tab_link_list){NEW_ARRAY(&r->arena, struct tab_link, list.n + 1), 0};
	ret->v[ret->n++] = (struct tab_link){
		.word = N_("所有社区"), .href = list_href(r, S(""), kind), .count = -1, .current = !in->place.n};
	for (size_t i = 0; i < list.n; i++)
		ret->v[ret->n++] = (struct tab_link){
			.text = say_place(r, list.v[i].name, list.v[i].name_en),
			.href = list_href(r, list.v[i].code, kind),
			.count = -1,
			.current = str_eq(in->place, list.v[i].code),
		};
	return 0;
}

static void
pick_kinds(struct req *r, const struct share_list_in *in, struct tab_link_list *ret)
{
	*ret = (struct tab_link_list){NEW_ARRAY(&r->arena, struct tab_link, SHARE_KINDS + 1), 0};
	ret->v[ret->n++] = (struct tab_link){
		.word = N_("全部"), .href = list_href(r, in->place, NULL), .count = -1, .current = !in->kind};
	for (size_t i = 0; i < SHARE_KINDS; i++)
		ret->v[ret->n++] = (struct tab_link){
			.word = share_kinds[i].label,
			.href = list_href(r, in->place, share_kinds[i].value),
			.count = -1,
			.current = in->kind == share_kinds[i].number,
		};
}

static int
list_page(struct req *r)
{
	const struct share_list_in *in = form_in(r, share_list_in);
	struct page page = {.frame = FRAME_WIDE, .title = N_("约场地"), .tab = "home"};
	struct share_list_page p = {.signed_in = r->who->person != 0, .manages = actor_has(r->who, SHARE_MANAGE)};
	struct place_filter f;
	struct list_ask ask;
	int rc = asked(r, &f, &ask);

	if (rc < 0 && rc != E_INVALID)
		return rc;
	TRY(list_table(r, &places, &ask, &p.table));
	TRY(pick_places(r, in, &p.places));
	pick_kinds(r, in, &p.kinds);
	return reply_page(r, &page, share_list, &p);
}

static int
list_file(struct req *r)
{
	struct place_filter *f = NEW(&r->arena, struct place_filter);
	struct list_ask ask;

	TRY(asked(r, f, &ask));
	return list_download(r, &places, &ask, form_in(r, share_list_in)->format);
}

static int
list_api(struct req *r)
{
	int64_t limit = form_in(r, share_list_in)->page.limit;
	struct place_filter f;
	struct list_ask ask;

	TRY(asked(r, &f, &ask));
	return list_answer(r, &places, &ask, limit ? limit : PAGE);
}

/* ---- those one looks after ---- */

struct managed_in {
	struct paging_in page;
	enum list_format format;
};
static const struct field managed_fields[] = {
	PAGING_AFTER(managed_in, page),
	PAGING_BACK(managed_in, page),
	PAGING_LIMIT(managed_in, page, 20, 200),
	LIST_FORMAT(managed_in, format),
};
static const struct form managed_form = FORM(managed_in, managed_fields);

static struct list_ask
managed_asked(struct req *r)
{
	const struct managed_in *in = form_in(r, managed_in);

	return (struct list_ask){.after = in->page.after, .back = in->page.back};
}

static int
desk_page(struct req *r)
{
	struct page page = {.frame = FRAME_DESK, .title = N_("场地预约"), .tab = "share"};
	struct list_ask ask = managed_asked(r);
	struct table_page p = {.title = N_("场地预约"), .href = "/share/new", .icon = "plus", .word = N_("加一处场地"), .main = true};

	TRY(list_table(r, &managed, &ask, &p.table));
	return reply_page(r, &page, table_page, &p);
}

static int
desk_file(struct req *r)
{
	struct list_ask ask = managed_asked(r);

	return list_download(r, &managed, &ask, form_in(r, managed_in)->format);
}

static int
desk_api(struct req *r)
{
	int64_t limit = form_in(r, managed_in)->page.limit;
	struct list_ask ask = managed_asked(r);

	return list_answer(r, &managed, &ask, limit ? limit : PAGE);
}

static const struct route rows[] = {
	ROUTE_GET("/share", OPEN, list_page, .form = &list_form, .about = "Places to book: what is free today"),
	ROUTE_GET("/share/table", OPEN, list_file, .form = &list_form, .flags = ROUTE_EXPORT, .about = "Places to book as CSV or XLSX"),
	ROUTE_GET("/api/share", OPEN, list_api, .form = &api_form, .out = &share_thing_shape, .about = "Places to book"),
	ROUTE_GET("/share/desk", SHARE_MANAGE, desk_page, .form = &managed_form, .about = "Places that I look after"),
	ROUTE_GET("/share/desk/table", SHARE_MANAGE, desk_file, .form = &managed_form, .flags = ROUTE_EXPORT,
		  .about = "Places that I look after as CSV or XLSX"),
	ROUTE_GET("/api/share/desk", SHARE_MANAGE, desk_api, .form = &managed_form, .out = &share_thing_shape,
		  .about = "Places that the caller looks after"),
};

const struct route_table share_list_routes = {rows, sizeof rows / sizeof *rows};
