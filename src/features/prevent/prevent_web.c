/* prevent_web.c: the list of preventions, one with its evidence and its doubt, and its moves. */
#include "features/prevent/prevent_web.h"

#include "base/clock.h"
#include "features/account/account.h"
#include "features/prevent/prevent_page.h"
#include "gen/prevent_view.h"
#include "http/form.h"
#include "http/reply.h"
#include "kit/gate.h"
#include "kit/list.h"
#include "kit/matter.h"
#include "kit/paging.h"
#include "kit/say.h"

enum { DAY_S = 86400, MILLION = 1000000 };

/* ---- the list ---- */

static const char *const state_keys[] = {
#define STATE(number, name, key, word, live) key,
#include "features/prevent/state.def"
#undef STATE
	NULL,
};
static const struct list_word state_words[] = {
	{PREVENT_FOUND, N_("刚发现"), "badge c-lamp", "eye"},
	{PREVENT_ACCEPTED, N_("有人管，在做"), "badge c-blue", "clock"},
	{PREVENT_DONE, N_("做完了，看效果"), "badge c-blue", "chart"},
	{PREVENT_JUDGED, N_("看过效果"), "badge c-green", "done"},
	{PREVENT_ASIDE, N_("先放下"), "badge line", "pause"},
	{0},
};

#define LINE(member) SHAPE_MEMBER(struct prevent_line, member)
static const struct shape_field line_fields[] = {
	{.name = "id", .type = SHAPE_ID, LINE(id)},
	{.name = "title", .type = SHAPE_TEXT, LINE(title), COLUMN(.label = N_("哪里、什么事"), .show = LIST_TITLE)},
	{.name = "code", .type = SHAPE_TEXT, LINE(code), COLUMN(.label = N_("编号"), .show = LIST_LINE | LIST_UNBROKEN)},
	{.name = "place", .type = SHAPE_TEXT, LINE(place_name), COLUMN(.label = N_("在哪里"), .show = LIST_LINE)},
	{.name = "state", .type = SHAPE_WORD, LINE(state), .word = prevent_state_key, .words = state_keys,
	 COLUMN(.label = N_("状态"), .words = state_words, .show = LIST_END)},
	{.name = "recent", .type = SHAPE_INT, LINE(recent), COLUMN(.label = N_("近来几件"), .show = LIST_RIGHT)},
	{.name = "recent_weeks", .type = SHAPE_INT, LINE(recent_weeks), COLUMN(.label = N_("在几周里"), .show = LIST_RIGHT)},
	{.name = "past", .type = SHAPE_INT, LINE(past), COLUMN(.label = N_("从前几件"), .show = LIST_RIGHT)},
	{.name = "past_weeks", .type = SHAPE_INT, LINE(past_weeks), COLUMN(.label = N_("从前几周"), .show = LIST_RIGHT)},
	{.name = "chance", .type = SHAPE_INT, LINE(chance), .about = "That chance alone makes as many, in millionths; -1: nothing was compared"},
	{.name = "tests", .type = SHAPE_INT, LINE(tests), .about = "So many comparisons were made that week"},
	{.name = "due_at", .type = SHAPE_TIME, LINE(due_at), COLUMN(.label = N_("哪天前做完"))},
	{.name = "at", .type = SHAPE_TIME, LINE(at), COLUMN(.label = N_("什么时候发现"), .show = LIST_SORTED)},
};
static const struct shape line_shape = {"Prevention", line_fields, sizeof line_fields / sizeof *line_fields};

static int
rows_of(struct arena *a, struct tx *tx, const struct actor *who, const void *filter, struct str after, int64_t limit, struct list_rows *ret)
{
	struct prevent_line_list list;
	int64_t before = 0;

	(void)a;
	if (after.n && !str_int(after, &before))
		return E_NOTFOUND;
	TRY(prevent_newest(tx, who, *(const bool *)filter, before, limit, &list));
	*ret = (struct list_rows){.v = list.v, .n = list.n};
	return 0;
}

static struct str
key_of(struct arena *a, const void *row)
{
	return str_number(a, ((const struct prevent_line *)row)->id);
}

static struct str
href_of(struct arena *a, const void *row)
{
	return str_fmt(a, "/prevent/%.*s", STR(((const struct prevent_line *)row)->code));
}

static const struct list prevent_list = {
	.name = "prevent",
	.path = "/prevent",
	.title = N_("未诉先办"),
	.none = N_("这里没有"),
	.none_hint = N_("每周找一遍：同一处、同一类的事反复来，或者突然多起来，就列在这里。"),
	.shape = &line_shape,
	.size = sizeof(struct prevent_line),
	.rows = rows_of,
	.key = key_of,
	.href = href_of,
};

struct prevent_list_in {
	struct paging_in page;
	bool ended;
	enum list_format format;
};
static const struct field list_fields[] = {
	PAGING_AFTER(prevent_list_in, page),
	PAGING_BACK(prevent_list_in, page),
	FIELD(prevent_list_in, ended, FIELD_BOOL, .label = N_("看过的、放下的"), .about = "Those that are over instead of those that go on"),
	LIST_FORMAT(prevent_list_in, format),
};
static const struct form list_form = FORM(prevent_list_in, list_fields);

static struct list_ask
asked(struct req *r)
{
	const struct prevent_list_in *in = form_if(r, prevent_list_in);
	bool *ended = NEW(&r->arena, bool);

	*ended = in && in->ended;
	return (struct list_ask){
		.filter = ended, .params = *ended ? S("ended=1") : S(""), .after = in ? in->page.after : S(""), .back = in ? in->page.back : S(""),
	};
}

static int
list_page(struct req *r)
{
	struct page page = {.frame = FRAME_DESK, .title = N_("未诉先办"), .tab = "prevent"};
	struct prevent_list_page p = {.may_find = actor_has(r->who, PREVENT_MANAGE)};
	struct list_ask ask = asked(r);
	bool ended = *(const bool *)ask.filter;
	struct tab_link *tabs = NEW_ARRAY(&r->arena, struct tab_link, 2);
	int rc = prevent_last_run(r->tx, r->who->district, &p.run);

	p.ran = rc == 0;
	if (rc != E_NOTFOUND)
		TRY(rc);
	TRY(list_table(r, &prevent_list, &ask, &p.t));
	tabs[0] = (struct tab_link){.word = N_("在办的"), .href = S("/prevent"), .count = -1, .current = !ended};
	tabs[1] = (struct tab_link){.word = N_("看过的、放下的"), .href = S("/prevent?ended=1"), .count = -1, .current = ended};
	p.t.tabs = (struct tab_link_list){tabs, 2};
	p.t.tabs_title = N_("哪些");
	return reply_page(r, &page, prevent_list, &p);
}

static int
table_file(struct req *r)
{
	struct list_ask ask = asked(r);

	return list_download(r, &prevent_list, &ask, form_in(r, prevent_list_in)->format);
}

static int
list_api(struct req *r)
{
	struct list_ask ask = asked(r);

	return list_answer(r, &prevent_list, &ask, 0);
}

/* Looking takes a while: a job does it. */
static int
find_post(struct req *r)
{
	bool asked;

	TRY(prevent_ask(r->tx, r->who, &asked));
	gate_flash(r, asked ? N_("正在找，过一会儿再看") : N_("十分钟内找过一遍了"));
	return redirect(r, "/prevent");
}

/* ---- one ---- */

struct prevent_move_in {
	int act;
	int64_t version, org, day, weeks;
	struct str text;
};
static const struct choice acts[] = {
	{"accept", N_("定谁管"), PREVENT_ACT_ACCEPT}, {"done", N_("做完了"), PREVENT_ACT_DO}, {"aside", N_("先放下"), PREVENT_ACT_SET_ASIDE},
};
static const struct field move_fields[] = {
	FIELD(prevent_move_in, act, FIELD_CHOICE, .label = N_("操作"), .required = true, CHOICES(acts)),
	FIELD(prevent_move_in, version, FIELD_INT, .label = N_("版本"), .min = 1),
	FIELD(prevent_move_in, org, FIELD_ID, .label = N_("由哪家管")),
	FIELD(prevent_move_in, text, FIELD_LINES, .label = N_("怎么做、做了什么、为什么"), .max = PREVENT_TEXT_MAX),
	FIELD(prevent_move_in, day, FIELD_DATE, .label = N_("哪天前做完")),
	FIELD(prevent_move_in, weeks, FIELD_INT, .label = N_("做完后看几周效果"), .min = PREVENT_JUDGE_MIN, .max = PREVENT_JUDGE_MAX),
};
static const struct form move_form = FORM(prevent_move_in, move_fields);

static struct str
name_of(struct req *r, struct str name, struct str name_en)
{
	return req_lang(r) == LANG_EN && name_en.n ? name_en : name;
}

static int
add_orgs(struct req *r, const struct matter *m, struct prevent_show_page *p)
{
	const struct prevent_move_in *in = form_if(r, prevent_move_in);
	struct place at = matter_place(r->who->district, m);
	struct org_list all;

	TRY(account_orgs(r->tx, r->who->district, &all));
	p->orgs.v = NEW_ARRAY(&r->arena, struct pick, all.n + 1);
	for (size_t i = 0; i < all.n; i++) {
		const struct org *o = &all.v[i];
		bool serves = !o->place;

		for (int level = LEVEL_DISTRICT; level < LEVEL__MAX; level++)
			serves |= o->place == at.at[level];
		if (serves)
			p->orgs.v[p->orgs.n++] = (struct pick){
				.value = str_number(&r->arena, o->id), .label = name_of(r, o->name, o->name_en), .chosen = in && in->org == o->id};
	}
	return 0;
}

static void
say_doubt(struct req *r, const struct prevent_row *p, struct prevent_show_page *page)
{
	double flukes = (double)p->chance * (double)p->tests / MILLION;

	page->steady = p->kind == PREVENT_STEADY;
	page->few = p->recent < PREVENT_FEW;
	page->likely = flukes >= 0.05;
	page->expected = str_fmt(&r->arena, "%.1f", p->past_weeks ? (double)p->past * (double)p->recent_weeks / (double)p->past_weeks : 0);
	page->chance = str_fmt(&r->arena, p->chance < 1 ? "<0.0001%%" : "%.4f%%", (double)p->chance / 10000);
	page->flukes = str_fmt(&r->arena, "%.2f", flukes);
}

static void
draw(struct req *r, struct str weeks, struct prevent_show_page *p)
{
	int64_t v[PREVENT_WEEKS];
	struct str word;
	size_t n = 0;

	while (n < PREVENT_WEEKS && weeks.n && str_next(&weeks, ' ', &word))
		if (str_int(word, &v[n]))
			n++;
	if (n < PREVENT_WEEKS && str_int(weeks, &v[n]))
		n++;
	p->spark = (struct chart_spark){.about = N_("发现前 52 周每周的件数"), .points = chart_spark_points(&r->arena, v, n, 0)};
}

static int
say_steps(struct req *r, int64_t id, struct prevent_show_page *p)
{
	struct flow_step_list steps;

	TRY(gate_steps(r, FLOW_PREVENT, id, FLOW_INTERNAL, &steps));
	p->steps.v = NEW_ARRAY(&r->arena, struct prevent_step_card, steps.n + 1);
	for (size_t i = 0; i < steps.n; i++) {
		struct str org = name_of(r, steps.v[i].org_name, steps.v[i].org_name_en);

		p->steps.v[p->steps.n++] = (struct prevent_step_card){
			.word = prevent_act_word(steps.v[i].kind), .by = org.n ? org : steps.v[i].person_title, .text = steps.v[i].text,
			.at = steps.v[i].at};
	}
	return 0;
}

static int
show_page(struct req *r)
{
	struct page page = {.frame = FRAME_DESK, .tab = "prevent", .back = "/prevent"};
	struct prevent_show_page p;
	struct prevent_see s;

	TRY(prevent_see(r->tx, r->who, r->arg[0], &s));
	p = (struct prevent_show_page){
		.m = s.m, .p = s.p, .state = prevent_state_word(s.m.state), .place = say_place(r, s.m.place_name, S("")), .item = s.p.item_name,
		.may_accept = s.may[PREVENT_ACT_ACCEPT], .may_do = s.may[PREVENT_ACT_DO], .may_aside = s.may[PREVENT_ACT_SET_ASIDE],
		.late = s.m.state == PREVENT_ACCEPTED && s.p.due_at + DAY_S <= clock_now(), .fell = s.p.verdict == PREVENT_FELL,
		.rose = s.p.verdict == PREVENT_ROSE, .judged = s.m.state == PREVENT_JUDGED, .version = s.m.version,
	};
	say_doubt(r, &s.p, &p);
	draw(r, s.p.weeks, &p);
	p.cases.v = NEW_ARRAY(&r->arena, struct prevent_case_card, s.cases.n + 1);
	for (size_t i = 0; i < s.cases.n; i++)
		p.cases.v[p.cases.n++] = (struct prevent_case_card){
			.c = s.cases.v[i], .where = say_place(r, s.cases.v[i].place_name, S("")), .over = s.cases.v[i].live == LIVE_OVER};
	if (p.may_accept)
		TRY(add_orgs(r, &s.m, &p));
	if (s.p.org) {
		struct org org;

		TRY(account_org(r->tx, r->who->district, s.p.org, &org));
		p.org = name_of(r, org.name, org.name_en);
	}
	TRY(say_steps(r, s.m.id, &p));
	ui_form(r, &move_form);
	ui_fill(r, "weeks", str_number(&r->arena, PREVENT_JUDGE_WEEKS));
	page.title_text = s.m.title;
	return reply_page(r, &page, prevent_show, &p);
}

static int
move_post(struct req *r)
{
	const struct prevent_move_in *in = form_in(r, prevent_move_in);

	TRY(prevent_move(r->tx, r->who, r->arg[0],
			 &(struct prevent_change){
				 .act = (enum prevent_act)in->act, .version = in->version, .text = in->text, .org = in->org, .day = in->day,
				 .weeks = in->weeks}));
	gate_flash(r, N_("记下了"));
	return redirect(r, "/prevent/%.*s", STR(r->arg[0]));
}

static const struct route rows[] = {
	ROUTE_GET("/prevent", PREVENT_SEE, list_page, .form = &list_form, .about = "What comes again and again on the reader's desks, newest first"),
	ROUTE_GET("/prevent/table", PREVENT_SEE, table_file, .form = &list_form, .flags = ROUTE_EXPORT, .about = "The same as CSV or XLSX"),
	ROUTE_POST("/prevent/find", PREVENT_MANAGE, find_post, .again = list_page, .about = "Look now, instead of next week"),
	ROUTE_GET("/prevent/:code", PREVENT_SEE, show_page, .about = "One with its evidence, its doubt and what came of it"),
	ROUTE_GET("/prevent/:code/desk", PREVENT_SEE, show_page, .about = "The same, where notices lead"),
	ROUTE_POST("/prevent/:code", PREVENT_SEE, move_post, .form = &move_form, .again = show_page,
		   .about = "Name who takes it in hand, say that it is done, set it aside"),
	ROUTE_GET("/api/prevent", PREVENT_SEE, list_api, .form = &list_form, .out = &line_shape,
		  .about = "What comes again and again on the reader's desks, newest first"),
};

const struct route_table prevent_routes = {rows, sizeof rows / sizeof *rows};
