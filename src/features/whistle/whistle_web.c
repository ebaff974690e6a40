/* whistle_web.c: the list of whistles, blowing one, the figures. */
#include "features/whistle/whistle_web.h"

#include "base/clock.h"
#include "features/account/account.h"
#include "features/appeal/appeal.h"
#include "features/territory/territory.h"
#include "features/territory/territory_web_pick.h"
#include "features/whistle/whistle_page.h"
#include "gen/whistle_view.h"
#include "http/reply.h"
#include "kit/gate.h"
#include "kit/say.h"

enum { BESIDE = 4 };

/* ---- the list ---- */

static const char *const state_keys[] = {
#define STATE(number, name, key, word, live) key,
#include "features/whistle/state.def"
#undef STATE
	NULL,
};
static const struct list_word state_words[] = {
	{WHISTLE_BLOWN, N_("等报到"), "badge c-lamp", "clock"},
	{WHISTLE_CONCLUDED, N_("有结论，在办"), "badge c-blue", "doc"},
	{WHISTLE_CLOSED, N_("已办结"), "badge c-green", "done"},
	{WHISTLE_OFF, N_("已撤哨"), "badge line", "close"},
	{0},
};

#define LINE(member) SHAPE_MEMBER(struct whistle_line, member)
static const struct shape_field line_fields[] = {
	{.name = "id", .type = SHAPE_ID, LINE(id)},
	{.name = "title", .type = SHAPE_TEXT, LINE(title), COLUMN(.label = N_("什么事"), .show = LIST_TITLE)},
	{.name = "code", .type = SHAPE_TEXT, LINE(code), COLUMN(.label = N_("编号"), .show = LIST_LINE | LIST_UNBROKEN)},
	{.name = "place", .type = SHAPE_TEXT, LINE(place_name), COLUMN(.label = N_("在哪里"), .show = LIST_LINE)},
	{.name = "state", .type = SHAPE_WORD, LINE(state), .word = whistle_state_key, .words = state_keys,
	 COLUMN(.label = N_("状态"), .words = state_words, .show = LIST_END)},
	{.name = "called", .type = SHAPE_INT, LINE(called), COLUMN(.label = N_("叫了几家"), .show = LIST_RIGHT)},
	{.name = "arrived", .type = SHAPE_INT, LINE(arrived), COLUMN(.label = N_("到了"), .show = LIST_RIGHT)},
	{.name = "late", .type = SHAPE_INT, LINE(late), COLUMN(.label = N_("没按时"), .show = LIST_RIGHT)},
	{.name = "arrive_by", .type = SHAPE_TIME, LINE(arrive_by), COLUMN(.label = N_("几点前到"))},
	{.name = "at", .type = SHAPE_TIME, LINE(at), COLUMN(.label = N_("什么时候吹的"), .show = LIST_SORTED)},
};
const struct shape whistle_line_shape = {"WhistleLine", line_fields, sizeof line_fields / sizeof *line_fields};

static int
rows_of(struct arena *a, struct tx *tx, const struct actor *who, const void *filter, struct str after, int64_t limit,
	struct list_rows *ret)
{
	const bool *ended = filter;
	struct whistle_line_list list;
	int64_t before = 0;

	(void)a;
	if (after.n && (!str_int(after, &before) || before <= 0))
		return E_NOTFOUND;
	TRY(whistle_newest(tx, who, ended && *ended, before, limit, &list));
	*ret = (struct list_rows){.v = list.v, .n = list.n};
	return 0;
}

static struct str
key_of(struct arena *a, const void *row)
{
	return str_number(a, ((const struct whistle_line *)row)->id);
}

static struct str
href_of(struct arena *a, const void *row)
{
	return str_fmt(a, "/whistle/%.*s", STR(((const struct whistle_line *)row)->code));
}

const struct list whistle_list = {
	.name = "whistle",
	.path = "/whistle",
	.title = N_("吹哨报到"),
	.none = N_("这里没有哨"),
	.none_hint = N_("一家办不完的事，可以吹哨叫几家一起到现场定。"),
	.shape = &whistle_line_shape,
	.size = sizeof(struct whistle_line),
	.rows = rows_of,
	.key = key_of,
	.href = href_of,
};

static const struct field list_fields[] = {
	PAGING_AFTER(whistle_list_in, page),
	PAGING_BACK(whistle_list_in, page),
	FIELD(whistle_list_in, ended, FIELD_BOOL, .label = N_("已结束"), .about = "Those that are over instead of those that go on"),
	LIST_FORMAT(whistle_list_in, format),
};
const struct form whistle_list_form = FORM(whistle_list_in, list_fields);

struct list_ask
whistle_asked(struct req *r)
{
	const struct whistle_list_in *in = form_if(r, whistle_list_in);
	bool *ended = NEW(&r->arena, bool);

	*ended = in && in->ended;
	return (struct list_ask){
		.filter = ended, .params = *ended ? S("ended=1") : S(""), .after = in ? in->page.after : S(""), .back = in ? in->page.back : S(""),
	};
}

static int
list_page(struct req *r)
{
	struct page page = {.frame = FRAME_DESK, .title = N_("吹哨报到"), .tab = "whistle"};
	struct whistle_list_page p = {.may_blow = actor_has(r->who, WHISTLE_BLOW)};
	struct list_ask ask = whistle_asked(r);
	bool ended = *(const bool *)ask.filter;
	struct tab_link *tabs = NEW_ARRAY(&r->arena, struct tab_link, 2);

	TRY(list_table(r, &whistle_list, &ask, &p.t));
	tabs[0] = (struct tab_link){.word = N_("正在办"), .href = S("/whistle"), .count = -1, .current = !ended};
	tabs[1] = (struct tab_link){.word = N_("已结束"), .href = S("/whistle?ended=1"), .count = -1, .current = ended};
	p.t.tabs = (struct tab_link_list){tabs, 2};
	p.t.tabs_title = N_("哪些哨");
	return reply_page(r, &page, whistle_list, &p);
}

static int
table_file(struct req *r)
{
	struct list_ask ask = whistle_asked(r);

	return list_download(r, &whistle_list, &ask, form_in(r, whistle_list_in)->format);
}

/* ---- blowing ---- */

static bool
serves(const struct org *o, const struct place *at)
{
	bool found = false;

	for (int level = LEVEL_STREET; at && level < LEVEL__MAX; level++)
		found |= o->place && o->place == at->at[level];
	return found;
}

static bool
is_named(const struct whistle_new_in *in, int64_t id)
{
	int64_t n;

	for (size_t i = 0; in && i < in->org.n; i++)
		if (str_int(in->org.v[i], &n) && n == id)
			return true;
	return false;
}

/* Those of the place first, those of all of the district next; the others are folded away. */
static int
add_bodies(struct req *r, const struct whistle_new_in *in, const struct place *at, struct whistle_new_page *p)
{
	bool english = req_lang(r) == LANG_EN;
	struct org_list all;

	TRY(account_orgs(r->tx, r->who->district, &all));
	p->near.v = NEW_ARRAY(&r->arena, struct whistle_choice, all.n + 1);
	p->wide.v = NEW_ARRAY(&r->arena, struct whistle_choice, all.n + 1);
	p->others.v = NEW_ARRAY(&r->arena, struct whistle_choice, all.n + 1);
	for (size_t i = 0; i < all.n; i++) {
		const struct org *o = &all.v[i];
		struct whistle_choice c = {
			.id = o->id, .name = english && o->name_en.n ? o->name_en : o->name, .about = o->about, .chosen = is_named(in, o->id),
			.leads = in && str_eq(in->lead, str_number(&r->arena, o->id))};

		if ((at && serves(o, at)) || c.chosen)
			p->near.v[p->near.n++] = c;
		else if (!o->place || o->place == r->who->district)
			p->wide.v[p->wide.n++] = c;
		else
			p->others.v[p->others.n++] = c;
	}
	return 0;
}

/* Without a form that was sent: from the case it comes of. */
static int
from_case(struct req *r, int64_t *place, struct whistle_new_page *p)
{
	struct appeal_office c;

	if (!r->arg[0].n)
		return 0;
	TRY(appeal_office(r->tx, r->who, r->arg[0], &c));
	p->code = c.code;
	p->title = c.title;
	ui_fill(r, "origin", c.code);
	ui_fill(r, "title", str_clip(c.title, WHISTLE_TITLE_MAX));
	ui_fill(r, "spot", c.spot);
	*place = c.place;
	return 0;
}

static int
street_of(struct req *r, int64_t street, struct str *ret)
{
	struct territory_node node;
	int rc = street ? territory_get(r->tx, r->who->district, street, &node) : E_NOTFOUND;

	if (rc == E_NOTFOUND)
		return 0;
	TRY(rc);
	*ret = say_place(r, node.name, node.name_en);
	return 0;
}

/* What goes on at the reader's desks now, beside the form. */
static int
add_blown(struct req *r, struct whistle_new_page *p)
{
	struct whistle_line_list list;
	int64_t now = clock_now();

	TRY(whistle_newest(r->tx, r->who, false, 0, BESIDE, &list));
	p->blown.v = NEW_ARRAY(&r->arena, struct whistle_line_card, list.n + 1);
	for (size_t i = 0; i < list.n; i++) {
		const struct whistle_line *l = &list.v[i];

		p->blown.v[p->blown.n++] = (struct whistle_line_card){
			.l = *l, .overdue = l->arrive_by < now, .gone = now >= l->arrive_by ? 100 : (now - l->at) * 100 / (l->arrive_by - l->at + 1)};
	}
	return 0;
}

static int
new_page(struct req *r)
{
	const struct territory_pick_form pick = {
		.of = TERRITORY_PICK_ANY, .field = "place", .query = "find", .again = "seek", .label = N_("找地方")};
	struct page page = {.frame = FRAME_DESK, .title = N_("吹一次哨"), .tab = "whistle", .back = "/whistle", .library = "pick.js"};
	const struct whistle_new_in *in = form_if(r, whistle_new_in);
	struct whistle_new_page p = {0};
	int64_t chosen = in ? in->place : 0;
	struct territory_node node;
	struct place at, *near = NULL;
	enum level level;
	int64_t reach;

	ui_form(r, &whistle_new_form);
	if (!in)
		TRY(from_case(r, &chosen, &p));
	if (!chosen && actor_reach(r->who, WHISTLE_BLOW, &level, &reach) && territory_get(r->tx, r->who->district, reach, &node) == 0) {
		at = territory_place_of(&node);
		near = &at;
	}
	if (chosen && territory_get(r->tx, r->who->district, chosen, &node) == 0) {
		at = territory_place_of(&node);
		near = &at;
		p.place = say_place(r, node.name, node.name_en);
		TRY(street_of(r, at.at[LEVEL_STREET], &p.street));
	}
	p.by = clock_now() + (in && in->within > 0 ? in->within : 30) * 60;
	TRY(add_blown(r, &p));
	if (!p.place.n)
		p.place = str_of(ui_translate(req_lang(r), N_("现场")));
	if (!p.street.n)
		p.street = str_of(ui_translate(req_lang(r), N_("街道")));
	TRY(territory_find_places(r, &pick, in ? in->find : S(""), chosen, &p.places));
	TRY(add_bodies(r, in, near, &p));
	p.withins.v = NEW_ARRAY(&r->arena, struct whistle_within, WHISTLE_WITHINS);
	for (size_t i = 0; i < WHISTLE_WITHINS; i++)
		p.withins.v[p.withins.n++] = (struct whistle_within){
			whistle_withins[i].value, whistle_withins[i].label,
			whistle_withins[i].number == (in && in->within ? in->within : 30)};
	ui_fill(r, "metres", S("50"));
	return reply_page(r, &page, whistle_new, &p);
}

static int
blow_post(struct req *r)
{
	struct str code;

	TRY(whistle_blow_from_form(r, &code));
	gate_flash(r, N_("哨响了，叫来的单位都收到了"));
	return redirect(r, "/whistle/%.*s", STR(code));
}

/* ---- figures ---- */

static const struct field figure_fields[] = {
	FIELD(whistle_figure_in, month, FIELD_DATE, .label = N_("哪个月"), .about = "Any day of the month; without it, this one"),
};
static const struct form figure_form = FORM(whistle_figure_in, figure_fields);

static void
add_figure(struct whistle_figure_card *to, const struct whistle_figure *f)
{
	to->called = f->called;
	to->came = f->came;
	to->in_time = f->in_time;
	to->permille = f->called ? f->in_time * 1000 / f->called : 0;
	to->mark = f->marked ? f->marks * 10 / f->marked : 0;
	to->need = f->needed ? f->needs * 10 / f->needed : 0;
}

static void
say_figures(struct req *r, const struct whistle_figure_list *from, bool place, struct whistle_figure_card_list *to)
{
	bool english = req_lang(r) == LANG_EN;

	to->v = NEW_ARRAY(&r->arena, struct whistle_figure_card, from->n + 1);
	for (size_t i = 0; i < from->n; i++) {
		const struct whistle_figure *f = &from->v[i];
		struct whistle_figure_card *c = &to->v[to->n++];

		*c = (struct whistle_figure_card){
			.name = place ? say_place(r, f->name, f->name_en) : english && f->name_en.n ? f->name_en : f->name};
		add_figure(c, f);
	}
}

static struct str
month_href(struct req *r, int year, int month)
{
	struct civil c = clock_civil(clock_at(year, month, 1, 0, 0, 0));

	return str_fmt(&r->arena, "/whistle/figures?month=%04d-%02d-01", c.year, c.month);
}

static int
figure_page(struct req *r)
{
	struct page page = {.frame = FRAME_DESK, .title = N_("到场统计"), .tab = "whistle", .back = "/whistle"};
	const struct whistle_figure_in *in = form_in(r, whistle_figure_in);
	struct civil c = clock_civil(in->month ? in->month : clock_now());
	struct whistle_figure_page p = {.month = clock_at(c.year, c.month, 1, 0, 0, 0)};
	struct whistle_figure_list bodies, streets;
	struct whistle_figure sum = {0};

	TRY(whistle_figures(r->tx, r->who, p.month, clock_at(c.year, c.month + 1, 1, 0, 0, 0), &bodies, &streets));
	for (size_t i = 0; i < bodies.n; i++) {
		sum.called += bodies.v[i].called;
		sum.came += bodies.v[i].came;
		sum.in_time += bodies.v[i].in_time;
	}
	add_figure(&p.all, &sum);
	say_figures(r, &bodies, false, &p.bodies);
	say_figures(r, &streets, true, &p.streets);
	p.before = month_href(r, c.year, c.month - 1);
	p.after = month_href(r, c.year, c.month + 1);
	return reply_page(r, &page, whistle_figure, &p);
}

static const struct route rows[] = {
	ROUTE_GET("/whistle", WHISTLE_SEE, list_page, .form = &whistle_list_form, .about = "Whistles of the reader's desks, newest first"),
	ROUTE_GET("/whistle/table", WHISTLE_SEE, table_file, .form = &whistle_list_form, .flags = ROUTE_EXPORT,
		  .about = "The whistles as CSV or XLSX"),
	ROUTE_GET("/whistle/figures", WHISTLE_SEE, figure_page, .form = &figure_form,
		  .about = "Who came in time of all that were called, per body and per subdistrict, of a month"),
	ROUTE_GET("/whistle/new", WHISTLE_BLOW, new_page, .about = "The form to whistle"),
	ROUTE_GET("/whistle/new/:case", WHISTLE_BLOW, new_page, .about = "The form to whistle, of a case"),
	ROUTE_POST("/whistle", WHISTLE_BLOW, blow_post, .form = &whistle_new_form, .again = new_page, .about = "Whistle"),
};

const struct route_table whistle_routes = {rows, sizeof rows / sizeof *rows};
