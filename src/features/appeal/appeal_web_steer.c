/* appeal_web_steer.c: rules of dispatching: the list, one rule as a form with its history; for programs the same. */
#include "features/appeal/appeal_web_steer.h"

#include "base/clock.h"
#include "features/appeal/appeal_auto.h"
#include "features/appeal/appeal_web.h"
#include "features/appeal/appeal_web_cards.h"
#include "features/appeal/appeal_web_pick.h"
#include "features/catalogue/catalogue.h"
#include "gen/appeal_view.h"
#include "http/reply.h"
#include "kit/answer.h"
#include "kit/gate.h"
#include "kit/list.h"
#include "kit/paging.h"
#include "kit/say.h"
#include "ui/view.h"

static const char *const day_words[] = {
	NULL, N_("周一"), N_("周二"), N_("周三"), N_("周四"), N_("周五"), N_("周六"), N_("周日"),
};

static struct str
say(struct req *r, const char *zh)
{
	return str_of(ui_translate(req_lang(r), zh));
}

/* ---- why, at the desk ---- */

/* The words of a condition whose text the kit does not know. */
static struct str
part_text(struct req *r, const struct rule *rule, const struct rule_part *part, struct str thing, struct str node)
{
	struct buf b;

	switch (part->kind) {
	case RULE_BY_THING: return thing;
	case RULE_BY_PLACE: return node;
	case RULE_BY_DAY:
		return rule->day_from == rule->day_to
			       ? say(r, day_words[rule->day_from])
			       : str_fmt(&r->arena, "%.*s–%.*s", STR(say(r, day_words[rule->day_from])), STR(say(r, day_words[rule->day_to])));
	case RULE_BY_WAY:
		buf_init(&b, &r->arena);
		for (int64_t way = 1; way < CHANNEL__MAX; way++)
			if ((rule->ways >> way) & 1)
				buf_fmt(&b, "%s%.*s", b.n ? "、" : "", STR(say(r, appeal_channel_word(way))));
		return buf_done(&b);
	default: return part->text;
	}
}

struct appeal_steer_by
appeal_steer_by_of(struct req *r, const struct appeal_whom *to)
{
	struct appeal_steer_by by = {.number = to->rule.number, .rule = to->rule.rule, .name = to->rule.name};
	struct steer s;

	if (!to->rule.id)
		return (struct appeal_steer_by){0};
	by.why.v = NEW_ARRAY(&r->arena, struct appeal_steer_why, to->why.n);
	for (size_t i = 0; i < to->why.n; i++) {
		const struct rule_part *part = &to->why.v[i];

		/* The case says itself what it is about and where it stands. */
		if (part->kind != RULE_BY_THING && part->kind != RULE_BY_PLACE)
			by.why.v[by.why.n++] = (struct appeal_steer_why){part->word, part_text(r, &to->rule, part, S(""), S(""))};
	}
	by.may = actor_has(r->who, APPEAL_STEER) && appeal_steer_get(r->tx, r->who, by.rule, &s) == 0;
	return by;
}

/* ---- the list ---- */

struct steer_row {
	struct steer s;
	struct str thing, node, to, when;
	int64_t look;
};

static int
steer_rows(struct arena *a, struct tx *tx, const struct actor *who, const void *filter, struct str after, int64_t limit,
	   struct list_rows *ret)
{
	struct steer_list all;
	struct steer_row *v;
	int64_t from = 0;
	size_t n = 0;

	(void)filter;
	if (after.n && (!str_int(after, &from) || from < 0))
		from = 0;
	TRY(appeal_steers(tx, who, &all));
	v = NEW_ARRAY(a, struct steer_row, all.n);
	for (size_t i = (size_t)from; i < all.n && (int64_t)n < limit; i++)
		v[n++] = (struct steer_row){
			.s = all.v[i], .thing = all.v[i].thing_name, .node = all.v[i].node_name, .to = all.v[i].org_name,
			.look = appeal_steer_look(&all.v[i], clock_now()),
		};
	*ret = (struct list_rows){.v = v, .n = n};
	return 0;
}

static struct str
steer_key(struct arena *a, const void *row)
{
	return str_number(a, ((const struct steer_row *)row)->s.place);
}

static struct str
steer_href(struct arena *a, const void *row)
{
	return str_fmt(a, "/appeal/rules/%lld", (long long)((const struct steer_row *)row)->s.r.rule);
}

struct steer_said
appeal_steer_say(struct req *r, const struct steer *s)
{
	struct steer_said said = {
		.thing = appeal_say(r, s->thing_name, s->thing_name_en), .node = appeal_say(r, s->node_name, s->node_name_en),
		.to = appeal_say(r, s->org_name, s->org_name_en),
	};
	struct rule_part_list parts;
	struct buf b;

	rule_why(&r->arena, &s->r, NULL, &parts);
	buf_init(&b, &r->arena);
	for (size_t i = 0; i < parts.n; i++)
		if (parts.v[i].kind != RULE_BY_PLACE)
			buf_fmt(&b, "%s%.*s %.*s", b.n ? "；" : "", STR(say(r, parts.v[i].word)),
				STR(str_trim(part_text(r, &s->r, &parts.v[i], said.thing, said.node))));
	said.when = str_trim(buf_done(&b));
	return said;
}

static void
steer_say(struct req *r, void *row)
{
	struct steer_row *x = row;
	struct steer_said said = appeal_steer_say(r, &x->s);

	x->thing = said.thing;
	x->node = said.node;
	x->to = said.to;
	x->when = said.when;
}

static const struct list_word looks[] = {
	{STEER_HOLDS, N_("在用"), "c-green", "check"},
	{STEER_LATER, N_("还没开始"), "c-blue", "clock"},
	{STEER_OFF, N_("停用"), "line", "pause"},
	{STEER_GONE, N_("派不出去"), "c-red line", "alert"},
	{0, NULL, NULL, NULL},
};

#define ROW(member) SHAPE_MEMBER(struct steer_row, member)
static const char *const times_names[] = {"working", "outside", NULL};
static const char *const urgent_names[] = {"urgent", "calm", NULL};
static const struct shape_field steer_fields[] = {
	{.name = "id", .type = SHAPE_ID, ROW(s.r.rule)},
	{.name = "version", .type = SHAPE_INT, ROW(s.r.version)},
	{.name = "number", .type = SHAPE_INT, ROW(s.r.number)},
	{.name = "name", .type = SHAPE_TEXT, ROW(s.r.name)},
	{.name = "item", .type = SHAPE_ID, ROW(s.r.thing), .about = "Catalogue node of any level; null: any"},
	{.name = "item_name", .type = SHAPE_TEXT, ROW(s.thing_name)},
	{.name = "place", .type = SHAPE_TEXT, ROW(s.node_code), .about = "Code of the place where it acts, and below"},
	{.name = "place_name", .type = SHAPE_TEXT, ROW(s.node_name)},
	{.name = "times", .type = SHAPE_WORD, ROW(s.r.times), .words = times_names},
	{.name = "day_from", .type = SHAPE_INT, ROW(s.r.day_from), .about = "1 Monday … 7 Sunday, 0 any day"},
	{.name = "day_to", .type = SHAPE_INT, ROW(s.r.day_to)},
	{.name = "channels", .type = SHAPE_INT, ROW(s.r.ways), .about = "Bit n: channel n; 0 any"},
	{.name = "urgent", .type = SHAPE_WORD, ROW(s.r.urgent), .words = urgent_names},
	{.name = "words_all", .type = SHAPE_TEXT, ROW(s.r.words_all), .about = "One a line"},
	{.name = "words_any", .type = SHAPE_TEXT, ROW(s.r.words_any)},
	{.name = "answers", .type = SHAPE_TEXT, ROW(s.r.answers)},
	{.name = "org", .type = SHAPE_ID, ROW(s.org)},
	{.name = "body", .type = SHAPE_TEXT, ROW(s.body), .about = "A kind of body, looked for where the case stands"},
	{.name = "to", .type = SHAPE_TEXT, ROW(s.org_name)},
	{.name = "from", .type = SHAPE_TIME, ROW(s.r.from_at)},
	{.name = "look", .type = SHAPE_INT, ROW(look), .about = "1 in force, 2 to come, 3 off, 4 names what is gone"},
};
static const struct shape steer_shape = {"DispatchRule", steer_fields, sizeof steer_fields / sizeof *steer_fields};
static const struct shape_field view_fields[] = {
	{.name = "number", .type = SHAPE_INT, ROW(s.r.number), COLUMN(.label = N_("序号"), .show = LIST_UNBROKEN | LIST_LINE)},
	{.name = "name", .type = SHAPE_TEXT, ROW(s.r.name), COLUMN(.label = N_("规则"), .show = LIST_TITLE)},
	{.name = "when", .type = SHAPE_TEXT, ROW(when), COLUMN(.label = N_("什么时候用"), .show = LIST_WRAP, .empty = N_("总是"))},
	{.name = "place", .type = SHAPE_TEXT, ROW(node), COLUMN(.label = N_("地点"))},
	{.name = "to", .type = SHAPE_TEXT, ROW(to), COLUMN(.label = N_("派给"))},
	{.name = "from", .type = SHAPE_TIME, ROW(s.r.from_at), COLUMN(.label = N_("从什么时候起"), .show = LIST_WIDE)},
	{.name = "look", .type = SHAPE_INT, ROW(look), COLUMN(.label = N_("状态"), .show = LIST_END, .words = looks)},
};
static const struct shape view_shape = {"DispatchRuleRow", view_fields, sizeof view_fields / sizeof *view_fields};
static const struct list steers = {
	.name = "rules",
	.path = "/appeal/rules",
	.title = N_("派件规则"),
	.none = N_("还没有规则，都按职责清单派"),
	.shape = &steer_shape,
	.view = &view_shape,
	.size = sizeof(struct steer_row),
	.rows = steer_rows,
	.key = steer_key,
	.say = steer_say,
	.href = steer_href,
};

struct steer_list_in {
	struct paging_in page;
	enum list_format format;
};
static const struct field list_fields[] = {
	PAGING_AFTER(steer_list_in, page),
	PAGING_BACK(steer_list_in, page),
	PAGING_LIMIT(steer_list_in, page, 100, 300),
	LIST_FORMAT(steer_list_in, format),
};
static const struct form list_form = FORM(steer_list_in, list_fields);

static int
steers_page(struct req *r)
{
	const struct steer_list_in *in = form_in(r, steer_list_in);
	struct page page = {.frame = FRAME_DESK, .title = N_("派件规则"), .tab = "rules"};
	struct list_ask ask = {.after = in->page.after, .back = in->page.back};
	struct appeal_steers_page p = {0};

	TRY(list_table(r, &steers, &ask, &p.table));
	return reply_page(r, &page, appeal_steers, &p);
}

static int
steers_table(struct req *r)
{
	struct list_ask ask = {.filter = NULL};

	return list_download(r, &steers, &ask, form_in(r, steer_list_in)->format);
}

static int
steers_api(struct req *r)
{
	const struct steer_list_in *in = form_in(r, steer_list_in);
	struct list_ask ask = {.after = in->page.after};

	return list_answer(r, &steers, &ask, in->page.limit);
}

/* ---- one rule ---- */

struct steer_in {
	struct str name;
	int64_t number, version, item, class_, org, from;
	struct str place, body, find, find_org;
	bool seek, seek_org;
	int times, day_from, day_to, urgent;
	struct texts ways;
	struct str words_all, words_any, answers;
};
static const struct choice times[] = {
	{"any", N_("任何时间"), RULE_ANY_TIME + 1}, {"working", N_("上班时间"), RULE_WORKING + 1}, {"outside", N_("下班时间"), RULE_OUTSIDE + 1},
};
static const struct choice days[] = {
	{"1", N_("周一"), 1}, {"2", N_("周二"), 2}, {"3", N_("周三"), 3}, {"4", N_("周四"), 4},
	{"5", N_("周五"), 5}, {"6", N_("周六"), 6}, {"7", N_("周日"), 7},
};
static const struct choice hurries[] = {
	{"any", N_("急不急都用"), RULE_ANY_HURRY + 1}, {"urgent", N_("只用于急件"), RULE_HURRY + 1}, {"calm", N_("急件不用"), RULE_NO_HURRY + 1},
};
static const struct field edit_fields[] = {
	FIELD(steer_in, name, FIELD_TEXT, .label = N_("名称"), .max = RULE_NAME_MAX, .required = true,
	      .missing = N_("请给规则起个名，比如“夜间停水找供水公司”。")),
	FIELD(steer_in, number, FIELD_INT, .label = N_("序号"), .min = 1, .max = RULE_NUMBER_MAX, .required = true,
	      .hint = N_("一样细的规则，序号小的先用")),
	FIELD(steer_in, version, FIELD_ID, .label = N_("版本")),
	FIELD(steer_in, item, FIELD_ID, .label = N_("事项"), .about = "Catalogue node of any level; absent: any"),
	FIELD_AS(steer_in, class_, "class", FIELD_ID, .label = N_("或者整个大类"), .only = BY_PAGE),
	FIELD(steer_in, place, FIELD_TEXT, .label = N_("地点"), .max = 40, .about = "Code of a place down to a building; absent: the district"),
	FIELD(steer_in, times, FIELD_CHOICE, .label = N_("时间"), CHOICES(times)),
	FIELD(steer_in, day_from, FIELD_CHOICE, .label = N_("从星期几"), CHOICES(days)),
	FIELD(steer_in, day_to, FIELD_CHOICE, .label = N_("到星期几"), CHOICES(days)),
	FIELD_AS(steer_in, ways, "channel", FIELD_MANY, .label = N_("渠道"), .max = CHANNEL__MAX, .about = "web, phone, …; absent: any"),
	FIELD(steer_in, urgent, FIELD_CHOICE, .label = N_("急件"), CHOICES(hurries)),
	FIELD(steer_in, words_all, FIELD_LINES, .label = N_("都写到的词"), .max = 300, .hint = N_("用顿号或换行隔开，每个都要写到")),
	FIELD(steer_in, words_any, FIELD_LINES, .label = N_("写到其中一个的词"), .max = 300, .hint = N_("用顿号或换行隔开，写到一个就算")),
	FIELD(steer_in, answers, FIELD_LINES, .label = N_("补充问题的回答"), .max = 300, .hint = N_("每行一个“问题：回答”")),
	FIELD(steer_in, org, FIELD_ID, .label = N_("派给")),
	FIELD(steer_in, find_org, FIELD_TEXT, .label = N_("找单位"), .max = 60, .only = BY_PAGE),
	FIELD(steer_in, seek_org, FIELD_AGAIN, .label = N_("找"), .only = BY_PAGE),
	FIELD(steer_in, body, FIELD_TEXT, .label = N_("或者派给这种单位"), .max = 40, .about = "Kind of body, looked for where the case stands"),
	FIELD(steer_in, find, FIELD_TEXT, .label = N_("找事项"), .max = 60, .only = BY_PAGE),
	FIELD(steer_in, seek, FIELD_AGAIN, .label = N_("找"), .only = BY_PAGE),
	FIELD(steer_in, from, FIELD_DATE, .label = N_("从哪天起"), .hint = N_("不填就是现在")),
};
static const struct form edit_form = FORM(steer_in, edit_fields);

static int
rule_id(struct req *r, int64_t *ret)
{
	return str_int(r->arg[0], ret) && *ret > 0 ? 0 : E_NOTFOUND;
}

/* The ways that were ticked; one that nobody has is a flaw. */
static int
ways_of(struct req *r, const struct texts *ticked, int64_t *ret)
{
	int64_t ways = 0;

	for (size_t i = 0; i < ticked->n; i++) {
		const struct choice *c = appeal_channel_choices;

		while (c->value && !str_is(ticked->v[i], c->value))
			c++;
		if (!c->value)
			return form_fail(r, steer_in, ways, N_("没有这个渠道，请从列表里选。"));
		ways |= INT64_C(1) << c->number;
	}
	*ret = ways;
	return 0;
}

static int
keep_from(struct req *r, int64_t rule, int64_t *ret)
{
	const struct steer_in *in = form_in(r, steer_in);
	struct territory_node node = {0};
	struct steer_new n = {
		.rule = rule, .version = rule ? in->version : 0, .org = in->org, .body = in->org ? S("") : in->body,
		.r = {
			.from_at = in->from, .number = in->number, .name = in->name, .thing = in->item ? in->item : in->class_,
			.times = in->times ? in->times - 1 : 0, .day_from = in->day_from, .day_to = in->day_to,
			.urgent = in->urgent ? in->urgent - 1 : 0, .words_all = in->words_all, .words_any = in->words_any, .answers = in->answers,
		},
	};

	TRY(appeal_community_of(r, in->place, &node));
	if (in->place.n && !node.id)
		return form_fail(r, steer_in, place, N_("没有这个地方，请重新选街道或社区。"));
	n.r.node = node.id;
	TRY(ways_of(r, &in->ways, &n.r.ways));
	return appeal_steer_keep(r->tx, r->who, &n, ret);
}

/* What the form has of a rule before anybody typed. */
static void
fill(struct req *r, const struct rule *x)
{
	ui_fill(r, "name", x->name);
	ui_fill(r, "number", str_number(&r->arena, x->number));
	ui_fill(r, "times", str_of(times[x->times].value));
	ui_fill(r, "urgent", str_of(hurries[x->urgent].value));
	if (x->day_from) {
		ui_fill(r, "day_from", str_number(&r->arena, x->day_from));
		ui_fill(r, "day_to", str_number(&r->arena, x->day_to));
	}
	ui_fill(r, "words_all", x->words_all);
	ui_fill(r, "words_any", x->words_any);
	ui_fill(r, "answers", x->answers);
}

static bool
is_ticked(const struct steer_in *in, const struct rule *x, const struct choice *c)
{
	for (size_t i = 0; in && i < in->ways.n; i++)
		if (str_is(in->ways.v[i], c->value))
			return true;
	return !in && ((x->ways >> c->number) & 1);
}

static int
pick_bodies(struct req *r, struct str chosen, struct pick_list *ret)
{
	struct catalogue_body_list all;

	TRY(catalogue_bodies(r->tx, r->who->district, &all));
	*ret = (struct pick_list){NEW_ARRAY(&r->arena, struct pick, all.n), all.n};
	for (size_t i = 0; i < all.n; i++)
		ret->v[i] = (struct pick){
			.value = all.v[i].code, .label = appeal_say(r, all.v[i].name, all.v[i].name_en), .chosen = str_eq(all.v[i].code, chosen),
		};
	return 0;
}

/* Streets and communities; a narrower place that a rule has stands with them. */
static int
pick_places(struct req *r, const struct steer *s, struct str chosen, struct pick_list *ret)
{
	struct pick_list all;
	bool there = !chosen.n;

	TRY(appeal_pick_areas(r, chosen, &all));
	*ret = (struct pick_list){NEW_ARRAY(&r->arena, struct pick, all.n + 1), all.n};
	for (size_t i = 0; i < all.n; i++) {
		ret->v[i] = all.v[i];
		there |= all.v[i].chosen;
	}
	if (!there && s->r.node != r->who->district && str_eq(chosen, s->node_code))
		ret->v[ret->n++] = (struct pick){.value = chosen, .label = appeal_say(r, s->node_name, s->node_name_en), .chosen = true};
	return 0;
}

static int
pick_all(struct req *r, struct appeal_steer_page *p, const struct steer *s)
{
	const struct steer_in *in = form_if(r, steer_in);
	bool class_ = s->r.thing_level == CATALOGUE_CLASS;
	int64_t org = in ? in->org : s->org;

	TRY(appeal_find_items(r, in ? in->find : S(""), in ? in->item : class_ ? 0 : s->r.thing, false, &p->items));
	p->items.none = N_("不限事项");
	TRY(appeal_pick_classes(r, in ? in->class_ : class_ ? s->r.thing : 0, &p->classes));
	TRY(appeal_find_orgs(r, in ? in->find_org : S(""), org, N_("不指定，按单位种类派"), S(""), &p->orgs));
	p->orgs.from = "/appeal/orgs?must=1&find=";
	TRY(pick_bodies(r, in ? in->body : s->body, &p->bodies));
	TRY(pick_places(r, s, in ? in->place : s->node_code, &p->places));
	p->ways = (struct pick_list){NEW_ARRAY(&r->arena, struct pick, CHANNEL__MAX), 0};
	for (const struct choice *c = appeal_channel_choices; c->value; c++)
		p->ways.v[p->ways.n++] = (struct pick){
			.value = str_of(c->value), .label = say(r, c->label), .chosen = is_ticked(in, &s->r, c),
		};
	return 0;
}

static int
show_steps(struct req *r, int64_t rule, struct appeal_steer_page *p)
{
	struct flow_step_list steps;

	TRY(gate_steps(r, FLOW_STEER, rule, FLOW_INTERNAL, &steps));
	p->steps.v = NEW_ARRAY(&r->arena, struct appeal_steer_step, steps.n);
	for (size_t i = steps.n; i-- > 0;)
		p->steps.v[p->steps.n++] = (struct appeal_steer_step){
			.word = appeal_steer_step_word(steps.v[i].kind), .at = steps.v[i].at, .who = say_duty(r, steps.v[i].person_title), .text = steps.v[i].text,
		};
	return 0;
}

static int
show_rule(struct req *r, int64_t rule)
{
	struct page page = {.frame = FRAME_DESK, .title = N_("派件规则"), .tab = "rules", .back = "/appeal/rules", .library = "pick.js"};
	struct appeal_steer_page p = {.may = true};
	struct steer s = {.r = {.number = 100}};
	struct steer_auto on;

	ui_form(r, &edit_form);
	if (rule) {
		struct steer_row row;

		TRY(appeal_steer_get(r->tx, r->who, rule, &s));
		row = (struct steer_row){.s = s};
		steer_say(r, &row);
		p.rule = rule;
		p.version = s.r.version;
		p.may = s.may;
		p.off = s.r.off;
		p.gone = s.gone;
		p.name = s.r.name;
		p.number = s.r.number;
		p.when = row.when;
		p.to = row.to;
		p.place = row.node;
		p.from_at = s.r.from_at;
		p.later = s.r.from_at > clock_now();
		TRY(appeal_auto_of(r->tx, r->who->district, rule, s.r.version, &on));
		p.auto_on = on.state == AUTO_ON;
		p.auto_halted = on.state == AUTO_HALTED;
		TRY(show_steps(r, rule, &p));
	}
	fill(r, &s.r);
	TRY(pick_all(r, &p, &s));
	return reply_page(r, &page, appeal_steer, &p);
}

static int
new_page(struct req *r)
{
	return show_rule(r, 0);
}

static int
edit_page(struct req *r)
{
	int64_t rule;

	TRY(rule_id(r, &rule));
	return show_rule(r, rule);
}

static int
new_post(struct req *r)
{
	int64_t rule;

	TRY(keep_from(r, 0, &rule));
	gate_flash(r, N_("已保存"));
	return redirect(r, "/appeal/rules/%lld", (long long)rule);
}

static int
edit_post(struct req *r)
{
	int64_t rule;

	TRY(rule_id(r, &rule));
	TRY(keep_from(r, rule, &rule));
	gate_flash(r, N_("已保存"));
	return redirect(r, "/appeal/rules/%lld", (long long)rule);
}

struct steer_stop_in {
	int64_t version;
};
static const struct field stop_fields[] = {FIELD(steer_stop_in, version, FIELD_ID, .label = N_("版本"), .required = true)};
static const struct form stop_form = FORM(steer_stop_in, stop_fields);

static int
stop(struct req *r, int64_t *ret)
{
	TRY(rule_id(r, ret));
	return appeal_steer_stop(r->tx, r->who, *ret, form_in(r, steer_stop_in)->version);
}

static int
stop_post(struct req *r)
{
	int64_t rule;

	TRY(stop(r, &rule));
	gate_flash(r, N_("停用了，从现在起不再按它派"));
	return redirect(r, "/appeal/rules/%lld", (long long)rule);
}

/* ---- for programs ---- */

static int
reply_steer(struct req *r, int64_t rule)
{
	struct steer_row row = {0};

	TRY(appeal_steer_get(r->tx, r->who, rule, &row.s));
	row.look = appeal_steer_look(&row.s, clock_now());
	return reply_shape(r, &steer_shape, &row);
}

static int
show_api(struct req *r)
{
	int64_t rule;

	TRY(rule_id(r, &rule));
	return reply_steer(r, rule);
}

static int
new_api(struct req *r)
{
	int64_t rule;

	TRY(keep_from(r, 0, &rule));
	TRY(reply_steer(r, rule));
	r->reply.status = 201;
	reply_header(r, S("Location"), str_fmt(&r->arena, "/api/appeal/rules/%lld", (long long)rule));
	return 0;
}

static int
edit_api(struct req *r)
{
	int64_t rule;

	TRY(rule_id(r, &rule));
	TRY(keep_from(r, rule, &rule));
	return reply_steer(r, rule);
}

static int
stop_api(struct req *r)
{
	int64_t rule;

	TRY(stop(r, &rule));
	return reply_steer(r, rule);
}

static const struct route rows[] = {
	ROUTE_GET("/appeal/rules", APPEAL_STEER, steers_page, .form = &list_form, .about = "Rules of dispatching, as they are asked"),
	ROUTE_GET("/appeal/rules/table", APPEAL_STEER, steers_table, .form = &list_form, .flags = ROUTE_EXPORT,
		  .about = "Rules of dispatching as CSV or XLSX"),
	ROUTE_GET("/appeal/rules/new", APPEAL_STEER, new_page, .about = "Form for one more rule of dispatching"),
	ROUTE_POST("/appeal/rules/new", APPEAL_STEER, new_post, .form = &edit_form, .again = new_page, .about = "Add a rule of dispatching"),
	ROUTE_GET("/appeal/rules/:rule", APPEAL_STEER, edit_page, .about = "A rule of dispatching, and who changed it"),
	ROUTE_POST("/appeal/rules/:rule", APPEAL_STEER, edit_post, .form = &edit_form, .again = edit_page,
		   .about = "Open a new version of a rule of dispatching"),
	ROUTE_POST("/appeal/rules/:rule/stop", APPEAL_STEER, stop_post, .form = &stop_form, .about = "Take a rule of dispatching out of use"),
	ROUTE_GET("/api/appeal/rules", APPEAL_STEER, steers_api, .form = &list_form, .out = &steer_shape, .about = "Rules of dispatching, as they are asked"),
	ROUTE_POST("/api/appeal/rules", APPEAL_STEER, new_api, .form = &edit_form, .out = &steer_shape, .flags = ROUTE_MAKES,
		   .about = "Add a rule of dispatching"),
	ROUTE_GET("/api/appeal/rules/:rule", APPEAL_STEER, show_api, .out = &steer_shape, .about = "A rule of dispatching"),
	ROUTE_POST("/api/appeal/rules/:rule", APPEAL_STEER, edit_api, .form = &edit_form, .out = &steer_shape,
		   .about = "Open a new version of a rule of dispatching"),
	ROUTE_POST("/api/appeal/rules/:rule/stop", APPEAL_STEER, stop_api, .form = &stop_form, .out = &steer_shape,
		   .about = "Take a rule of dispatching out of use"),
};

const struct route_table appeal_steer_routes = {rows, sizeof rows / sizeof *rows};
