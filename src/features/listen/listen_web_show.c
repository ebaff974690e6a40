/* listen_web_show.c: one session, as everybody or as its staff reads it; its minutes; beginning it and calling it off. */
#include "base/clock.h"
#include "features/account/account.h"
#include "features/listen/listen_page.h"
#include "features/listen/listen_web.h"
#include "gen/listen_view.h"
#include "http/reply.h"
#include "kit/gate.h"
#include "kit/say.h"

enum { DAY_S = 86400 };

static int
say_lines(struct req *r, const struct listen_seen *s, struct listen_show_page *p)
{
	bool english = req_lang(r) == LANG_EN;

	p->lines.v = NEW_ARRAY(&r->arena, struct listen_line_card, s->lines.n + 1);
	for (size_t i = 0; i < s->lines.n; i++) {
		const struct listen_told *l = &s->lines.v[i];
		struct listen_line_card c = {.l = *l, .sort = appeal_sort_word(l->sort), .owner = english && l->org_name_en.n ? l->org_name_en : l->org_name};

		c.settled = l->words.n > 0;
		c.done = c.settled || l->live == LIVE_OVER;
		c.state = c.settled ? N_("当场说清") : l->appeal || l->live ? appeal_state_word(l->state) : NULL;
		c.late = !c.done && l->day && l->day + DAY_S <= clock_now();
		if (l->person) {
			struct person person;

			TRY(account_get(r->tx, r->who->district, l->person, &person));
			c.owner = english && person.name_en.n ? person.name_en : person.name;
		}
		p->lines.v[p->lines.n++] = c;
		p->open_lines += !c.done;
	}
	return 0;
}

static int
say_steps(struct req *r, const struct listen_seen *s, struct listen_show_page *p)
{
	struct flow_step_list steps;

	if (!s->staff)
		return 0;
	TRY(gate_steps(r, FLOW_LISTEN, s->m.id, FLOW_INTERNAL, &steps));
	p->steps.v = NEW_ARRAY(&r->arena, struct listen_step_card, steps.n + 1);
	for (size_t i = 0; i < steps.n; i++)
		p->steps.v[p->steps.n++] = (struct listen_step_card){
			.word = listen_act_word(steps.v[i].kind), .by = steps.v[i].person_title, .text = steps.v[i].text, .at = steps.v[i].at};
	return 0;
}

static int
fill(struct req *r, struct listen_show_page *p)
{
	struct listen_seen s;

	TRY(listen_see(r->tx, r->who, r->arg[0], &s));
	*p = (struct listen_show_page){
		.m = s.m, .s = s.s, .kind = listen_kind_word(s.s.kind), .state = listen_state_word(s.m.state),
		.place = say_place(r, s.m.place_name, S("")), .staff = s.staff, .planned = s.m.state == LISTEN_PLANNED,
		.running = s.m.state == LISTEN_RUNNING, .closed = s.m.state == LISTEN_CLOSED, .off = s.m.state == LISTEN_OFF,
		.may_edit = s.may[LISTEN_ACT_EDIT], .may_begin = s.may[LISTEN_ACT_BEGIN], .may_enter = s.may[LISTEN_ACT_SAVE],
		.may_off = s.may[LISTEN_ACT_CALL_OFF] && !s.lines.n, .private_lines = s.s.private, .version = s.m.version,
	};
	TRY(say_lines(r, &s, p));
	return say_steps(r, &s, p);
}

struct listen_act_in {
	int act;
	int64_t version;
	struct str text;
};
static const struct choice acts[] = {{"begin", N_("开始"), LISTEN_ACT_BEGIN}, {"off", N_("取消"), LISTEN_ACT_CALL_OFF}};
static const struct field act_fields[] = {
	FIELD(listen_act_in, act, FIELD_CHOICE, .label = N_("操作"), .required = true, CHOICES(acts)),
	FIELD(listen_act_in, version, FIELD_INT, .label = N_("版本"), .min = 1),
	FIELD(listen_act_in, text, FIELD_TEXT, .label = N_("为什么取消"), .max = LISTEN_TEXT_MAX),
};
static const struct form act_form = FORM(listen_act_in, act_fields);

static int
show_page(struct req *r)
{
	struct page page = {.frame = FRAME_WIDE, .tab = "listen", .back = "/listen"};
	struct listen_show_page p;

	TRY(fill(r, &p));
	if (p.staff) {
		page.frame = FRAME_DESK;
		page.back = "/listen/desk";
	}
	ui_form(r, &act_form);
	page.title_text = p.m.title;
	return reply_page(r, &page, listen_show, &p);
}

static int
minutes_page(struct req *r)
{
	struct page page = {.frame = FRAME_PRINT, .title = N_("记录")};
	struct listen_show_page p;

	TRY(fill(r, &p));
	if (!p.staff || !p.closed)
		return E_NOTFOUND;
	return reply_page(r, &page, listen_minutes, &p);
}

static int
act_post(struct req *r)
{
	const struct listen_act_in *in = form_in(r, listen_act_in);

	TRY(listen_move(r->tx, r->who, r->arg[0],
			&(struct listen_change){.act = (enum listen_act)in->act, .version = in->version, .text = in->text}));
	gate_flash(r, N_("记下了"));
	return redirect(r, in->act == LISTEN_ACT_BEGIN ? "/listen/%.*s/enter" : "/listen/%.*s", STR(r->arg[0]));
}

static const struct route rows[] = {
	ROUTE_GET("/listen/:code", OPEN, show_page, .about = "A session, and what became of what was raised there"),
	ROUTE_GET("/listen/:code/minutes", LISTEN_SEE, minutes_page, .about = "Its minutes, to print"),
	ROUTE_POST("/listen/:code", LISTEN_HOLD, act_post, .form = &act_form, .again = show_page, .about = "Begin it, or call it off"),
};

const struct route_table listen_show_routes = {rows, sizeof rows / sizeof *rows};
