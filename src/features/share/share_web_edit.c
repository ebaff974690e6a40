/* share_web_edit.c: the form of a place, new and changed. */
#include "features/account/account.h"
#include "features/share/share_hours.h"
#include "features/share/share_web.h"
#include "features/territory/territory.h"
#include "gen/share_view.h"
#include "http/reply.h"
#include "kit/gate.h"
#include "kit/say.h"
#include "kit/slot.h"

enum { HOUR_S = 3600, MIN_S = 60 };

/* Numbers are what the rules know: enum share_who, and residents of the district beside those of the community. */
enum { WHO_DISTRICT = SHARE_STAFF + 1 };
static const struct choice whos[] = {
	{"anybody", N_("谁都可以，登录就行"), SHARE_ANYBODY},
	{"community", N_("这个社区的居民"), SHARE_RESIDENTS},
	{"district", N_("本区的居民"), WHO_DISTRICT},
	{"staff", N_("只给工作人员"), SHARE_STAFF},
};
static const struct choice kinds[] = {
	{"room", N_("活动室、会议室"), SHARE_ROOM},
	{"library", N_("图书馆"), SHARE_LIBRARY},
	{"ground", N_("运动场地"), SHARE_GROUND},
};
static const struct choice steps[] = {
	{"30", N_("半小时"), 30},
	{"60", N_("1 小时"), 60},
	{"120", N_("2 小时"), 120},
};
static const struct choice waits[] = {
	{"none", N_("不排队"), SLOT_NO_WAIT},
	{"auto", N_("轮到就约上"), SLOT_WAIT_AUTO},
	{"offer", N_("轮到先问，确认了才算"), SLOT_WAIT_OFFER},
};
#define HOURS(n, word) FIELD_AS(share_thing_in, hours[n], "h" #n, FIELD_TEXT, .label = (word), .max = 80)
static const struct field thing_fields[] = {
	FIELD(share_thing_in, name, FIELD_TEXT, .label = N_("名称"), .max = 40, .required = true, .missing = N_("请写名称，最多 40 个字。")),
	FIELD(share_thing_in, name_en, FIELD_TEXT, .label = N_("英文名称"), .max = 80),
	FIELD(share_thing_in, kind, FIELD_CHOICE, .label = N_("是什么场地"), CHOICES(kinds), .required = true, .missing = N_("请选择是什么场地。")),
	FIELD(share_thing_in, place, FIELD_ID_OR_CODE, .label = N_("在哪里"), .required = true, .missing = N_("请选择地点。")),
	FIELD(share_thing_in, org, FIELD_ID_OR_CODE, .label = N_("谁管理"), .hint = N_("约不上、有事要找的单位")),
	FIELD(share_thing_in, about, FIELD_LINES, .label = N_("介绍"), .max = 2000, .hint = N_("在几楼、有什么设备、怎么走")),
	FIELD(share_thing_in, rules, FIELD_LINES, .label = N_("使用约定"), .max = 2000),
	FIELD(share_thing_in, seats, FIELD_INT, .label = N_("能容多少人"), .min = 1, .max = 100000, .required = true,
	      .missing = N_("请写能坐多少人，1 到 100000。")),
	FIELD(share_thing_in, whole, FIELD_BOOL, .label = N_("一次整间给一家用"), .hint = N_("不勾选就按人数约，坐满为止")),
	FIELD(share_thing_in, who, FIELD_CHOICE, .label = N_("谁可以约"), CHOICES(whos), .required = true, .missing = N_("请选择谁可以约。")),
	FIELD(share_thing_in, approval, FIELD_BOOL, .label = N_("要工作人员同意才算约上")),
	FIELD(share_thing_in, step, FIELD_CHOICE, .label = N_("按多长一格来约"), CHOICES(steps), .required = true),
	FIELD(share_thing_in, least, FIELD_INT, .label = N_("一次最少几格"), .min = 1, .max = 48, .required = true),
	FIELD(share_thing_in, most, FIELD_INT, .label = N_("一次最多几格"), .min = 1, .max = 48, .required = true),
	FIELD(share_thing_in, ahead, FIELD_INT, .label = N_("最多提前几天约"), .min = 0, .max = 400, .required = true),
	FIELD(share_thing_in, open_most, FIELD_INT, .label = N_("每人同时最多约几次"), .min = 0, .max = 1000, .hint = N_("0 是不限")),
	FIELD(share_thing_in, org_most, FIELD_INT, .label = N_("每个单位同时最多约几次"), .min = 0, .max = 1000, .hint = N_("0 是不限")),
	FIELD(share_thing_in, cancel, FIELD_INT, .label = N_("开始前几小时就不能取消"), .min = 0, .max = 720),
	FIELD(share_thing_in, wait, FIELD_CHOICE, .label = N_("满了怎么排队"), CHOICES(waits), .required = true),
	FIELD(share_thing_in, offer, FIELD_INT, .label = N_("轮到后几小时内确认"), .min = 1, .max = 720),
	FIELD(share_thing_in, check_in, FIELD_BOOL, .label = N_("要签到"), .hint = N_("到结束还没有签到，就记为没来")),
	FIELD(share_thing_in, absent_most, FIELD_INT, .label = N_("没来几次就暂停"), .min = 0, .max = 100, .hint = N_("0 是不暂停")),
	FIELD(share_thing_in, absent_days, FIELD_INT, .label = N_("看最近多少天"), .min = 0, .max = 400),
	FIELD(share_thing_in, pause_days, FIELD_INT, .label = N_("暂停多少天"), .min = 0, .max = 400),
	FIELD(share_thing_in, shut, FIELD_BOOL, .label = N_("暂时不接受预约")),
	HOURS(0, N_("周一")), HOURS(1, N_("周二")), HOURS(2, N_("周三")), HOURS(3, N_("周四")), HOURS(4, N_("周五")),
	HOURS(5, N_("周六")), HOURS(6, N_("周日")), HOURS(7, N_("节假日")), HOURS(8, N_("调休上班")),
	FIELD(share_thing_in, version, FIELD_ID, .label = N_("版本"), .about = "As it was read; without it, a new one"),
};
const struct form share_thing_form = FORM(share_thing_in, thing_fields);
static const size_t hours_at[SHARE_DAYS] = {
	offsetof(struct share_thing_in, hours[0]), offsetof(struct share_thing_in, hours[1]), offsetof(struct share_thing_in, hours[2]),
	offsetof(struct share_thing_in, hours[3]), offsetof(struct share_thing_in, hours[4]), offsetof(struct share_thing_in, hours[5]),
	offsetof(struct share_thing_in, hours[6]), offsetof(struct share_thing_in, hours[7]), offsetof(struct share_thing_in, hours[8])};

/* ---- from the form ---- */

static int
read_hours(struct req *r, struct share_hours *v, size_t *n)
{
	const struct share_thing_in *in = form_in(r, share_thing_in);
	const char *why;

	for (int day = 0; day < SHARE_DAYS; day++)
		if (share_hours_read(str_narrow(&r->arena, in->hours[day]), day, v, n, &why) < 0)
			return form_fail_at(r, "share_thing_in", hours_at[day], why, S(""));
	return 0;
}

/* Pages send the id of a choice, programs a code. */
static int
read_place(struct req *r, struct share_thing *t)
{
	const struct share_thing_in *in = form_in(r, share_thing_in);
	struct territory_node n;
	int rc = in->place.id ? territory_get(r->tx, r->who->district, in->place.id, &n)
			      : territory_by_code(r->tx, r->who->district, in->place.code, &n);
	struct org org;

	if (rc == E_NOTFOUND)
		return form_fail(r, share_thing_in, place, N_("没有这个地点，请重新选。"));
	TRY(rc);
	t->place = n.id;
	t->reach = in->who == SHARE_RESIDENTS ? n.community : 0;
	t->org = in->org.id;
	if (in->org.code.n) {
		if (account_org_by_code(r->tx, r->who->district, in->org.code, &org) < 0)
			return form_fail(r, share_thing_in, org, N_("没有这个单位。"));
		t->org = org.id;
	}
	return 0;
}

int
share_put_from_form(struct req *r, int64_t id, int64_t *ret_id)
{
	const struct share_thing_in *in = form_in(r, share_thing_in);
	struct share_hours hours[SHARE_DAYS * SHARE_SPANS_A_DAY];
	struct share_draft d = {
		.thing = {.id = id, .kind = in->kind, .name = in->name, .name_en = in->name_en, .about = in->about, .rules = in->rules,
			  .seats = in->seats, .whole = in->whole, .who = in->who == WHO_DISTRICT ? SHARE_RESIDENTS : in->who,
			  .approval = in->approval, .cells_least = in->least, .ahead_days = in->ahead, .open_most = in->open_most, .org_most = in->org_most,
			  .cancel_s = in->cancel * HOUR_S, .check_in = in->check_in, .absent_most = in->absent_most,
			  .absent_days = in->absent_days, .pause_days = in->pause_days, .version = in->version,
			  .state = in->shut ? SHARE_SHUT : SHARE_OPEN},
		.slot = {.step_s = in->step * MIN_S, .cells_most = in->most, .wait = in->wait,
			 .offer_s = (in->offer ? in->offer : 1) * HOUR_S},
		.hours = hours,
	};

	TRY(read_place(r, &d.thing));
	TRY(read_hours(r, hours, &d.hours_n));
	return share_put(r->tx, r->who, &d, ret_id);
}

/* ---- the form ---- */

/* Communities, and buildings of them, in which the actor may have places. */
static int
pick_places(struct req *r, int64_t chosen, struct share_option_list *ret)
{
	struct territory_node_list communities, buildings;
	size_t most;

	TRY(territory_of_level(r->tx, r->who->district, LEVEL_COMMUNITY, 0, &communities));
	TRY(territory_of_level(r->tx, r->who->district, LEVEL_BUILDING, 0, &buildings));
	most = communities.n + buildings.n;
	*ret = (struct share_option_list){NEW_ARRAY(&r->arena, struct share_option, most), 0};
	for (size_t i = 0; i < most; i++) {
		const struct territory_node *n = i < communities.n ? &communities.v[i] : &buildings.v[i - communities.n];
		struct place place = territory_place_of(n);
		struct str label;

		if (!actor_can(r->who, SHARE_MANAGE, &place, 0) && n->id != chosen)
			continue;
		TRY(share_place_name(r, n->id, &label));
		ret->v[ret->n++] = (struct share_option){str_number(&r->arena, n->id), label, n->id == chosen, false};
	}
	return 0;
}

static int
pick_orgs(struct req *r, int64_t chosen, struct share_option_list *ret)
{
	struct org_list orgs;

	TRY(account_orgs(r->tx, r->who->district, &orgs));
	*ret = (struct share_option_list){NEW_ARRAY(&r->arena, struct share_option, orgs.n), 0};
	for (size_t i = 0; i < orgs.n; i++)
		ret->v[ret->n++] = (struct share_option){str_number(&r->arena, orgs.v[i].id),
							 req_lang(r) == LANG_EN && orgs.v[i].name_en.n ? orgs.v[i].name_en : orgs.v[i].name,
							 orgs.v[i].id == chosen, false};
	return 0;
}

static void
fill_choice(struct req *r, const char *name, const struct choice *list, size_t n, int64_t number)
{
	for (size_t i = 0; i < n; i++)
		if (list[i].number == number)
			ui_fill(r, name, str_of(list[i].value));
}
#define FILL_CHOICE(r, name, list, number) fill_choice((r), (name), (list), sizeof(list) / sizeof *(list), (number))

static void
fill_number(struct req *r, const char *name, int64_t n)
{
	ui_fill(r, name, str_number(&r->arena, n));
}

static void
fill_thing(struct req *r, const struct share_thing *t)
{
	ui_fill(r, "name", t->name);
	ui_fill(r, "name_en", t->name_en);
	ui_fill(r, "about", t->about);
	ui_fill(r, "rules", t->rules);
	FILL_CHOICE(r, "kind", kinds, t->kind);
	FILL_CHOICE(r, "who", whos, t->who == SHARE_RESIDENTS && !t->reach ? WHO_DISTRICT : t->who);
	fill_number(r, "seats", t->seats);
	fill_number(r, "whole", t->whole);
	fill_number(r, "approval", t->approval);
	fill_number(r, "check_in", t->check_in);
	fill_number(r, "shut", t->state == SHARE_SHUT);
	fill_number(r, "least", t->cells_least);
	fill_number(r, "ahead", t->ahead_days);
	fill_number(r, "open_most", t->open_most);
	fill_number(r, "org_most", t->org_most);
	fill_number(r, "cancel", t->cancel_s / HOUR_S);
	fill_number(r, "absent_most", t->absent_most);
	fill_number(r, "absent_days", t->absent_days);
	fill_number(r, "pause_days", t->pause_days);
	fill_number(r, "version", t->version);
}

static int
fill_rest(struct req *r, const struct share_grid *g)
{
	static const char *const names[SHARE_DAYS] = {"h0", "h1", "h2", "h3", "h4", "h5", "h6", "h7", "h8"};

	FILL_CHOICE(r, "step", steps, g->slot.step_s / MIN_S);
	FILL_CHOICE(r, "wait", waits, g->slot.wait);
	fill_number(r, "most", g->slot.cells_most);
	fill_number(r, "offer", g->slot.offer_s / HOUR_S);
	for (int day = 0; day < SHARE_DAYS; day++)
		ui_fill(r, names[day], share_hours_text(&r->arena, &g->hours, day));
	return 0;
}

/* What suits most places. */
static void
fill_usual(struct req *r)
{
	static const struct {
		const char *name, *value;
	} usual[] = {
		{"step", "60"}, {"least", "1"}, {"most", "4"}, {"ahead", "14"}, {"open_most", "3"}, {"org_most", "6"}, {"cancel", "2"}, {"wait", "offer"},
		{"offer", "4"}, {"absent_most", "3"}, {"absent_days", "90"}, {"pause_days", "30"}, {"whole", "1"}, {"who", "community"},
		{"h0", "9:00-21:00"}, {"h1", "9:00-21:00"}, {"h2", "9:00-21:00"}, {"h3", "9:00-21:00"}, {"h4", "9:00-21:00"},
		{"h5", "9:00-21:00"}, {"h6", "9:00-21:00"}, {"h8", "9:00-21:00"},
	};

	for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
		ui_fill(r, usual[i].name, str_of(usual[i].value));
}

static int
edit_page(struct req *r)
{
	const struct share_thing_in *in = form_if(r, share_thing_in);
	struct page page = {.frame = FRAME_DESK, .title = N_("场地"), .tab = "share"};
	struct share_edit_page p = {0};
	struct share_grid g = {0};

	if (r->arg[0].n) {
		TRY(share_id_of(r, &p.id));
		TRY(share_grid(r->tx, r->who, p.id, 0, 1, &g));
		if (!share_may_manage(r->tx, r->who, &g.thing))
			return E_DENIED;
		p.name = share_thing_name(r, &g.thing);
	}
	ui_form(r, &share_thing_form);
	if (p.id) {
		fill_thing(r, &g.thing);
		TRY(fill_rest(r, &g));
	} else {
		fill_usual(r);
	}
	TRY(pick_places(r, in ? in->place.id : g.thing.place, &p.places));
	TRY(pick_orgs(r, in ? in->org.id : g.thing.org, &p.orgs));
	return reply_page(r, &page, share_edit, &p);
}

static int
new_post(struct req *r)
{
	int64_t id;

	TRY(share_put_from_form(r, 0, &id));
	gate_flash(r, N_("场地加好了，可以约了"));
	return redirect(r, "/share/%lld/day", (long long)id);
}

static int
edit_post(struct req *r)
{
	int64_t id;

	TRY(share_id_of(r, &id));
	TRY(share_put_from_form(r, id, &id));
	gate_flash(r, N_("改好了"));
	return redirect(r, "/share/%lld/day", (long long)id);
}

static const struct route rows[] = {
	ROUTE_GET("/share/new", SHARE_MANAGE, edit_page, .about = "Form of a new place"),
	ROUTE_POST("/share/new", SHARE_MANAGE, new_post, .form = &share_thing_form, .again = edit_page, .about = "A new place to book"),
	ROUTE_GET("/share/:id/edit", SHARE_MANAGE, edit_page, .about = "Form of a place"),
	ROUTE_POST("/share/:id/edit", SHARE_MANAGE, edit_post, .form = &share_thing_form, .again = edit_page, .about = "Change a place"),
};

const struct route_table share_edit_routes = {rows, sizeof rows / sizeof *rows};
