/* appeal_web_auto.c: the switch of a rule that sends by itself: its page, and the same for programs. */
#include "features/appeal/appeal_auto.h"
#include "features/appeal/appeal_web.h"
#include "features/appeal/appeal_web_cards.h"
#include "features/appeal/appeal_web_steer.h"
#include "features/territory/territory.h"
#include "gen/appeal_view.h"
#include "http/reply.h"
#include "kit/answer.h"
#include "kit/gate.h"
#include "ui/view.h"

struct auto_in {
	int64_t version, bar;
	bool agree;
};
static const struct field auto_fields[] = {
	FIELD(auto_in, version, FIELD_ID, .label = N_("版本"), .required = true),
	FIELD(auto_in, bar, FIELD_INT, .label = N_("建议的把握至少百分之几"), .min = AUTO_BAR_MIN / 10, .max = AUTO_BAR_MAX / 10, .required = true,
	      .hint = N_("事项不是反映人自己选的，就看这一条。50 到 100")),
	FIELD(auto_in, agree, FIELD_BOOL, .label = N_("我知道：符合的新件不经人看就派出去")),
};
static const struct form auto_form = FORM(auto_in, auto_fields);

#define ROW(member) SHAPE_MEMBER(struct steer_auto, member)
static const char *const state_names[] = {"off", "on", "halted", NULL};
static const struct shape_field switch_fields[] = {
	{.name = "rule", .type = SHAPE_ID, ROW(rule)},
	{.name = "version", .type = SHAPE_INT, ROW(version)},
	{.name = "state", .type = SHAPE_WORD, ROW(state), .words = state_names},
	{.name = "bar", .type = SHAPE_INT, ROW(bar), .about = "Thousandths that a suggested item needs"},
	{.name = "since", .type = SHAPE_TIME, ROW(since_at)},
	{.name = "sent", .type = SHAPE_INT, ROW(sent)},
	{.name = "undone", .type = SHAPE_INT, ROW(undone), .about = "Taken back, given back or sent elsewhere since"},
};
static const struct shape switch_shape = {"DispatchRuleAuto", switch_fields, sizeof switch_fields / sizeof *switch_fields};

static int
rule_of(struct req *r, struct steer *ret, struct steer_auto *ret_on)
{
	int64_t rule;

	if (!str_int(r->arg[0], &rule) || rule <= 0)
		return E_NOTFOUND;
	TRY(appeal_steer_get(r->tx, r->who, rule, ret));
	return appeal_auto_of(r->tx, r->who->district, rule, ret->r.version, ret_on);
}

/* May the reader switch it on? Their power must reach its place. */
static int
may_switch_on(struct req *r, const struct steer *s, bool *ret)
{
	struct territory_node node;
	struct place place;

	TRY(territory_get(r->tx, r->who->district, s->r.node, &node));
	place = territory_place_of(&node);
	*ret = !s->r.off && actor_can(r->who, APPEAL_AUTO, &place, 0);
	return 0;
}

static int
auto_page(struct req *r)
{
	struct page page = {.frame = FRAME_DESK, .title = N_("自动派件"), .tab = "rules"};
	struct steer_said said;
	struct steer_auto on;
	struct steer s;

	TRY(rule_of(r, &s, &on));
	said = appeal_steer_say(r, &s);
	page.back = str_z(&r->arena, str_fmt(&r->arena, "/appeal/rules/%lld", (long long)s.r.rule));
	struct appeal_auto_page p = {
		.rule = s.r.rule, .version = s.r.version, .number = s.r.number, .name = s.r.name, .when = said.when, .to = said.to, .place = said.node,
		.on = on.state == AUTO_ON, .halted = on.state == AUTO_HALTED, .since_at = on.since_at, .sent = on.sent, .undone = on.undone,
		.may_off = s.may, .few = on.sent < AUTO_LOOK, .look = AUTO_LOOK, .stops = AUTO_UNDONE / 10,
		.share = on.sent ? on.undone * 100 / on.sent : 0,
	};

	TRY(may_switch_on(r, &s, &p.may_on));
	ui_form(r, &auto_form);
	ui_fill(r, "bar", str_number(&r->arena, on.bar / 10));
	return reply_page(r, &page, appeal_auto, &p);
}

static int
switch_on(struct req *r, struct steer *s)
{
	const struct auto_in *in = form_in(r, auto_in);
	struct steer_auto on;

	TRY(rule_of(r, s, &on));
	if (!in->agree)
		return form_fail(r, auto_in, agree, N_("请先勾上：不经人看就派出去，要您点头。"));
	return appeal_auto_on(r->tx, r->who, s->r.rule, in->version, in->bar * 10);
}

static int
on_post(struct req *r)
{
	struct steer s;

	TRY(switch_on(r, &s));
	gate_flash(r, N_("打开了，符合的新件自动派"));
	return redirect(r, "/appeal/rules/%lld/auto", (long long)s.r.rule);
}

static int
switch_off(struct req *r, struct steer *s)
{
	struct steer_auto on;

	TRY(rule_of(r, s, &on));
	return appeal_auto_off(r->tx, r->who, s->r.rule);
}

static int
off_post(struct req *r)
{
	struct steer s;

	TRY(switch_off(r, &s));
	gate_flash(r, N_("关掉了，从现在起由人派"));
	return redirect(r, "/appeal/rules/%lld/auto", (long long)s.r.rule);
}

static int
auto_api(struct req *r)
{
	struct steer_auto on;
	struct steer s;

	TRY(rule_of(r, &s, &on));
	return reply_shape(r, &switch_shape, &on);
}

static int
on_api(struct req *r)
{
	struct steer s;

	TRY(switch_on(r, &s));
	return auto_api(r);
}

static int
off_api(struct req *r)
{
	struct steer s;

	TRY(switch_off(r, &s));
	return auto_api(r);
}

static const struct route rows[] = {
	ROUTE_GET("/appeal/rules/:rule/auto", APPEAL_STEER, auto_page, .about = "Whether a rule of dispatching sends by itself, and how often that was undone"),
	ROUTE_POST("/appeal/rules/:rule/auto", APPEAL_AUTO, on_post, .form = &auto_form, .again = auto_page,
		   .about = "Let a rule of dispatching send by itself"),
	ROUTE_POST("/appeal/rules/:rule/auto/off", APPEAL_STEER, off_post, .about = "From now on a rule of dispatching only proposes"),
	ROUTE_GET("/api/appeal/rules/:rule/auto", APPEAL_STEER, auto_api, .out = &switch_shape, .about = "Whether a rule of dispatching sends by itself"),
	ROUTE_POST("/api/appeal/rules/:rule/auto", APPEAL_AUTO, on_api, .form = &auto_form, .out = &switch_shape,
		   .about = "Let a rule of dispatching send by itself"),
	ROUTE_POST("/api/appeal/rules/:rule/auto/off", APPEAL_STEER, off_api, .out = &switch_shape,
		   .about = "From now on a rule of dispatching only proposes"),
};

const struct route_table appeal_auto_routes = {rows, sizeof rows / sizeof *rows};
