/* account_web_list.c: people and bodies as lists: pages, files, and answers for programs. */
#include "features/account/account_admin.h"
#include "features/account/account_page.h"
#include "features/account/account_web.h"
#include "gen/account_view.h"
#include "http/route.h"
#include "kit/gate.h"
#include "kit/list.h"
#include "kit/paging.h"
#include "kit/say.h"

/* ---- people ---- */

static const char *const state_codes[] = {"active", "stopped", NULL};

static const struct list_word person_states[] = {
	{PERSON_ACTIVE, N_("在用"), "c-green", "check"},
	{PERSON_STOPPED, N_("停用"), "c-red line", "pause"},
	{0},
};

static const struct shape_field people_fields[] = {
	{.name = "id", .type = SHAPE_ID, SHAPE_MEMBER(struct person_line, id), .about = "Id"},
	{.name = "name", .type = SHAPE_TEXT, SHAPE_MEMBER(struct person_line, name), .about = "Name",
	 COLUMN(.label = N_("姓名"), .show = LIST_TITLE)},
	{.name = "login", .type = SHAPE_TEXT, SHAPE_MEMBER(struct person_line, login), .about = "Login",
	 COLUMN(.label = N_("登录名"))},
	{.name = "phone", .type = SHAPE_TEXT, SHAPE_MEMBER(struct person_line, phone), .about = "Phone number, masked",
	 COLUMN(.label = N_("手机"), .show = LIST_UNBROKEN)},
	{.name = "title", .type = SHAPE_TEXT, SHAPE_MEMBER(struct person_line, title), .about = "What the person is called in public",
	 COLUMN(.label = N_("公开称呼"))},
	{.name = "serves", .type = SHAPE_TEXT, SHAPE_MEMBER(struct person_line, serves), .about = "Where the person works or lives",
	 COLUMN(.label = N_("在哪里"))},
	{.name = "state", .type = SHAPE_WORD, SHAPE_MEMBER(struct person_line, state), .words = state_codes, .about = "Whether the person can sign in",
	 COLUMN(.label = N_("状态"), .words = person_states)},
};

static const struct shape people_shape = {"Person", people_fields, sizeof people_fields / sizeof *people_fields};

/* filter: what was typed, struct str. The number leaves this function masked. */
static int
people_rows(struct arena *a, struct tx *tx, const struct actor *who, const void *filter, struct str after,
	    int64_t limit, struct list_rows *ret)
{
	const struct str *query = filter;
	struct person_line_list list;
	int64_t id = 0;

	if (after.n && !str_int(after, &id))
		return E_NOTFOUND;
	TRY(account_people(tx, who, *query, id, limit, &list));
	for (size_t i = 0; i < list.n; i++)
		list.v[i].phone = account_mask_phone(a, list.v[i].phone);
	*ret = (struct list_rows){.v = list.v, .n = list.n};
	return 0;
}

static struct str
people_key(struct arena *a, const void *row)
{
	return str_number(a, ((const struct person_line *)row)->id);
}

static void
people_say(struct req *r, void *row)
{
	struct person_line *p = row;

	p->serves = say_place(r, p->serves, S(""));
	p->title = say_duty(r, p->title);
}

static struct str
people_href(struct arena *a, const void *row)
{
	return str_fmt(a, "/account/people/%lld", (long long)((const struct person_line *)row)->id);
}

static const struct list people = {
	.name = "people",
	.path = "/account/people",
	.title = N_("人员"),
	.hint = N_("姓名、登录名的开头，或完整手机号"),
	.none = N_("没有找到人"),
	.none_hint = N_("姓名和登录名从开头找；手机号要填完整的 11 位。"),
	.shape = &people_shape,
	.size = sizeof(struct person_line),
	.rows = people_rows,
	.key = people_key,
	.say = people_say,
	.href = people_href,
};

struct people_in {
	struct str query;
	struct paging_in page;
	enum list_format format;
};
static const struct field people_asks[] = {
	FIELD_AS(people_in, query, "q", FIELD_TEXT, .label = N_("找人"), .max = 60,
		 .about = "Beginning of a name or login, or a whole phone number"),
	PAGING_AFTER(people_in, page),
	PAGING_BACK(people_in, page),
	PAGING_LIMIT(people_in, page, 100, 500),
	LIST_FORMAT(people_in, format),
};
static const struct form people_form = FORM(people_in, people_asks);

static struct list_ask
people_asked(struct req *r)
{
	const struct people_in *in = form_in(r, people_in);

	return (struct list_ask){
		.filter = &in->query,
		.query = in->query,
		.params = in->query.n ? str_fmt(&r->arena, "q=%.*s", STR(gate_escape(&r->arena, in->query))) : S(""),
		.after = in->page.after,
		.back = in->page.back,
	};
}

static int
people_page(struct req *r)
{
	struct page page = {.frame = FRAME_DESK, .title = N_("人员"), .tab = "people"};
	struct list_ask ask = people_asked(r);
	struct table t;

	TRY(list_table(r, &people, &ask, &t));
	return reply_page(r, &page, account_people, &t);
}

static int
people_table(struct req *r)
{
	struct list_ask ask = people_asked(r);

	return list_download(r, &people, &ask, form_in(r, people_in)->format);
}

static int
people_api(struct req *r)
{
	struct list_ask ask = people_asked(r);

	return list_answer(r, &people, &ask, form_in(r, people_in)->page.limit);
}

/* ---- bodies ---- */

static const struct list_word org_states[] = {
	{ORG_ACTIVE, N_("在用"), "c-green", "check"},
	{ORG_CLOSED, N_("已关"), "line", "close"},
	{0},
};

static bool
is_admin(const struct actor *who, const void *row)
{
	(void)row;
	return actor_has(who, ACCOUNT_ADMIN);
}

static const char *const org_codes[] = {"active", "closed", NULL};

static const struct shape_field org_fields[] = {
	{.name = "id", .type = SHAPE_ID, SHAPE_MEMBER(struct org_line, id), .about = "Id"},
	{.name = "name", .type = SHAPE_TEXT, SHAPE_MEMBER(struct org_line, name), .about = "Name",
	 COLUMN(.label = N_("名称"), .show = LIST_TITLE)},
	{.name = "code", .type = SHAPE_TEXT, SHAPE_MEMBER(struct org_line, code), .about = "Code",
	 COLUMN(.label = N_("编号"), .show = LIST_SORTED)},
	{.name = "name_en", .type = SHAPE_TEXT, SHAPE_MEMBER(struct org_line, name_en), .about = "English name"},
	{.name = "kind", .type = SHAPE_TEXT, SHAPE_MEMBER(struct org_line, kind), .about = "Kind of body, as the duty catalogue names it",
	 COLUMN(.label = N_("类别"))},
	{.name = "place", .type = SHAPE_ID, SHAPE_MEMBER(struct org_line, place), .about = "Node of the territory it serves; null: the whole district"},
	{.name = "place_name", .type = SHAPE_TEXT, SHAPE_MEMBER(struct org_line, place_name), .about = "Name of that node",
	 COLUMN(.label = N_("服务哪里"), .empty = N_("全区"))},
	{.name = "phone", .type = SHAPE_TEXT, SHAPE_MEMBER(struct org_line, phone), .about = "Public number",
	 COLUMN(.label = N_("对外电话"), .show = LIST_UNBROKEN)},
	{.name = "about", .type = SHAPE_TEXT, SHAPE_MEMBER(struct org_line, about), .about = "What it does"},
	{.name = "state", .type = SHAPE_WORD, SHAPE_MEMBER(struct org_line, state), .words = org_codes, .about = "Whether it takes new matters; for administrators", .maybe = true,
	 COLUMN(.label = N_("状态"), .words = org_states, .sight = is_admin)},
};

static const struct shape org_shape = {"Org", org_fields, sizeof org_fields / sizeof *org_fields};

static int
org_rows(struct arena *a, struct tx *tx, const struct actor *who, const void *filter, struct str after,
	 int64_t limit, struct list_rows *ret)
{
	struct org_line_list list;

	(void)a, (void)filter;
	TRY(account_org_lines(tx, who, after, limit, &list));
	*ret = (struct list_rows){.v = list.v, .n = list.n};
	return 0;
}

static struct str
org_key(struct arena *a, const void *row)
{
	(void)a;
	return ((const struct org_line *)row)->code;
}

static void
org_say(struct req *r, void *row)
{
	struct org_line *o = row;

	if (req_lang(r) == LANG_EN && o->name_en.n)
		o->name = o->name_en;
	o->place_name = say_place(r, o->place_name, o->place_name_en);
}

static struct str
org_href(struct arena *a, const void *row)
{
	return str_fmt(a, "/account/orgs/%lld", (long long)((const struct org_line *)row)->id);
}

static const struct list orgs = {
	.name = "orgs",
	.path = "/account/orgs",
	.title = N_("机构"),
	.none = N_("还没有机构"),
	.none_hint = N_("先加社区、物业和常办事的部门，诉求才派得出去。"),
	.shape = &org_shape,
	.size = sizeof(struct org_line),
	.rows = org_rows,
	.key = org_key,
	.say = org_say,
	.href = org_href,
};

struct orgs_in {
	struct paging_in page;
	enum list_format format;
};
static const struct field orgs_fields[] = {
	PAGING_AFTER(orgs_in, page),
	PAGING_BACK(orgs_in, page),
	PAGING_LIMIT(orgs_in, page, 100, 500),
	LIST_FORMAT(orgs_in, format),
};
static const struct form orgs_form = FORM(orgs_in, orgs_fields);

static int
orgs_page(struct req *r)
{
	struct page page = {.frame = FRAME_DESK, .title = N_("机构"), .tab = "orgs"};
	struct list_ask ask = {.after = form_in(r, orgs_in)->page.after, .back = form_in(r, orgs_in)->page.back};
	struct table_page p = {.title = N_("机构"), .href = "/account/orgs/new", .icon = "plus", .word = N_("加一个机构"), .main = true};

	TRY(list_table(r, &orgs, &ask, &p.table));
	return reply_page(r, &page, table_page, &p);
}

static int
orgs_table(struct req *r)
{
	struct list_ask ask = {0};

	return list_download(r, &orgs, &ask, form_in(r, orgs_in)->format);
}

/* Bodies that are open are the same for everybody; who may close one also sees those that are closed. */
static int
orgs_api(struct req *r)
{
	struct list_ask ask = {.after = form_in(r, orgs_in)->page.after, .back = form_in(r, orgs_in)->page.back};

	return list_answer(r, &orgs, &ask, form_in(r, orgs_in)->page.limit);
}

static const struct route routes[] = {
	ROUTE_GET("/account/people", ACCOUNT_ADMIN, people_page, .form = &people_form, .about = "People"),
	ROUTE_GET("/account/people/table", ACCOUNT_ADMIN, people_table, .form = &people_form,
		  .flags = ROUTE_EXPORT, .about = "People as CSV or XLSX"),
	ROUTE_GET("/api/account/people", ACCOUNT_ADMIN, people_api, .form = &people_form,
		  .out = &people_shape, .about = "People in an administrator's reach"),
	ROUTE_GET("/account/orgs", ACCOUNT_ADMIN, orgs_page, .form = &orgs_form, .about = "Bodies"),
	ROUTE_GET("/account/orgs/table", ACCOUNT_ADMIN, orgs_table, .form = &orgs_form, .flags = ROUTE_EXPORT,
		  .about = "Bodies as CSV or XLSX"),
	ROUTE_GET("/api/account/org", OPEN, orgs_api, .form = &orgs_form, .out = &org_shape,
		  .about = "Bodies that answer for matters, by code"),
};

const struct route_table account_list_routes = {routes, sizeof routes / sizeof *routes};
