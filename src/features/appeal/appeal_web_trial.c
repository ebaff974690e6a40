/* appeal_web_trial.c: rules of dispatching tried on the past: the form, what came of it, and the cases as a list. */
#include "features/appeal/appeal_trial.h"
#include "features/appeal/appeal_web.h"
#include "features/appeal/appeal_web_cards.h"
#include "features/appeal/appeal_web_pick.h"
#include "features/territory/territory.h"
#include "gen/appeal_view.h"
#include "http/reply.h"
#include "kit/answer.h"
#include "kit/gate.h"
#include "kit/list.h"
#include "kit/paging.h"
#include "ui/view.h"

struct trial_in {
	int64_t months;
	struct str place;
};
static const struct field trial_fields[] = {
	FIELD(trial_in, months, FIELD_INT, .label = N_("最近几个月"), .min = 1, .max = TRIAL_MONTHS_MAX, .required = true),
	FIELD(trial_in, place, FIELD_TEXT, .label = N_("哪里的件"), .max = 40, .about = "Code of a place; absent: where the caller keeps rules"),
};
static const struct form trial_form = FORM(trial_in, trial_fields);

struct trial_list_in {
	struct paging_in page;
};
static const struct field list_fields[] = {
	PAGING_AFTER(trial_list_in, page),
	PAGING_BACK(trial_list_in, page),
	PAGING_LIMIT(trial_list_in, page, 100, 500),
};
static const struct form list_form = FORM(trial_list_in, list_fields);

/* ---- the cases ---- */

static int
case_rows(struct arena *a, struct tx *tx, const struct actor *who, const void *filter, struct str after, int64_t limit,
	  struct list_rows *ret)
{
	int64_t before = INT64_MAX;
	struct trial_case_list list;

	(void)a;
	if (after.n && !str_int(after, &before))
		before = INT64_MAX;
	TRY(appeal_trial_cases(tx, who, *(const int64_t *)filter, before, limit, &list));
	*ret = (struct list_rows){.v = list.v, .n = list.n};
	return 0;
}

static struct str
case_key(struct arena *a, const void *row)
{
	return str_number(a, ((const struct trial_case *)row)->id);
}

static struct str
case_href(struct arena *a, const void *row)
{
	return str_fmt(a, "/appeal/%.*s/desk", STR(((const struct trial_case *)row)->code));
}

static void
case_say(struct req *r, void *row)
{
	struct trial_case *c = row;

	c->item_name = appeal_say(r, c->item_name, c->item_name_en);
	c->was_name = appeal_say(r, c->was_name, c->was_name_en);
	c->to_name = appeal_say(r, c->to_name, c->to_name_en);
}

#define CASE(member) SHAPE_MEMBER(struct trial_case, member)
static const struct shape_field case_fields[] = {
	{.name = "code", .type = SHAPE_TEXT, CASE(code), COLUMN(.label = N_("编号"), .show = LIST_TITLE | LIST_UNBROKEN)},
	{.name = "item", .type = SHAPE_TEXT, CASE(item_name), COLUMN(.label = N_("事项"))},
	{.name = "place", .type = SHAPE_TEXT, CASE(place_name), COLUMN(.label = N_("地点"), .show = LIST_WIDE)},
	{.name = "from", .type = SHAPE_TEXT, CASE(was_name), COLUMN(.label = N_("当时派给"))},
	{.name = "to", .type = SHAPE_TEXT, CASE(to_name), COLUMN(.label = N_("照规则派给"))},
	{.name = "rule", .type = SHAPE_INT, CASE(number), .about = "Number of the rule", COLUMN(.label = N_("规则"))},
};
static const struct shape case_shape = {"DispatchTrialCase", case_fields, sizeof case_fields / sizeof *case_fields};
static const struct list cases = {
	.name = "trial",
	.path = "/appeal/rules/try",
	.title = N_("会派给别家的件"),
	.none = N_("一件也没有"),
	.shape = &case_shape,
	.size = sizeof(struct trial_case),
	.rows = case_rows,
	.key = case_key,
	.say = case_say,
	.href = case_href,
	.no_file = true,
};

/* ---- the page ---- */

static int
show_trial(struct req *r, const struct trial *t, struct appeal_trial_page *p)
{
	const struct trial_list_in *in = form_if(r, trial_list_in);
	struct territory_node node;
	struct trial_rule_list rules;
	struct list_ask ask = {.filter = &t->id, .after = in ? in->page.after : S(""), .back = in ? in->page.back : S("")};

	p->trial = t->id;
	p->over = t->over != 0;
	p->cut = t->cut != 0;
	p->months = t->months;
	p->looked = t->looked;
	p->moved = t->moved;
	p->began_at = t->began_at;
	if (!t->over)
		return 0;
	TRY(territory_get(r->tx, r->who->district, t->node, &node));
	p->place = territory_full_name(&r->arena, &node, req_lang(r) == LANG_EN);
	TRY(appeal_trial_rules(r->tx, r->who, t->id, &rules));
	p->rules = (struct appeal_trial_rules){rules.v, rules.n};
	return list_table(r, &cases, &ask, &p->table);
}

static int
trial_page(struct req *r)
{
	const struct trial_in *in = form_if(r, trial_in);
	struct page page = {.frame = FRAME_DESK, .title = N_("试一遍过去的件"), .tab = "rules", .back = "/appeal/rules"};
	struct appeal_trial_page p = {0};
	struct trial t;

	TRY(appeal_trial_last(r->tx, r->who, &t));
	if (t.id)
		TRY(show_trial(r, &t, &p));
	TRY(appeal_pick_areas(r, in ? in->place : S(""), &p.places));
	p.spans = (struct pick_list){NEW_ARRAY(&r->arena, struct pick, TRIAL_MONTHS_MAX), TRIAL_MONTHS_MAX};
	for (int64_t i = 1; i <= TRIAL_MONTHS_MAX; i++)
		p.spans.v[i - 1] = (struct pick){
			.value = str_number(&r->arena, i), .label = str_number(&r->arena, i), .chosen = i == (in ? in->months : t.id ? t.months : 3),
		};
	return reply_page(r, &page, appeal_trial, &p);
}

static int
begin(struct req *r, int64_t *ret)
{
	const struct trial_in *in = form_in(r, trial_in);
	struct territory_node node;

	TRY(appeal_community_of(r, in->place, &node));
	if (in->place.n && !node.id)
		return form_fail(r, trial_in, place, N_("没有这个地方，请重新选街道或社区。"));
	return appeal_trial_begin(r->tx, r->who, node.id, in->months, ret);
}

static int
trial_post(struct req *r)
{
	int64_t id;

	TRY(begin(r, &id));
	return redirect(r, "/appeal/rules/try");
}

/* ---- for programs ---- */

struct trial_out {
	struct trial t;
	struct trial_rule_list rules;
};
#define RULE(member) SHAPE_MEMBER(struct trial_rule, member)
static const struct shape_field rule_fields[] = {
	{.name = "id", .type = SHAPE_ID, RULE(rule)},
	{.name = "number", .type = SHAPE_INT, RULE(number)},
	{.name = "name", .type = SHAPE_TEXT, RULE(name)},
	{.name = "decided", .type = SHAPE_INT, RULE(decided)},
	{.name = "moved", .type = SHAPE_INT, RULE(moved), .about = "Of these would have gone elsewhere"},
	{.name = "lost", .type = SHAPE_INT, RULE(lost), .about = "It held, and one before it decided"},
	{.name = "lost_to", .type = SHAPE_TEXT, RULE(lost_to)},
	{.name = "covered_by", .type = SHAPE_TEXT, RULE(covered_by), .about = "One before it takes all its cases: it can never decide"},
	{.name = "back", .type = SHAPE_INT, RULE(back), .about = "Would have gone to a body that gave the case back"},
	{.name = "gone", .type = SHAPE_INT, RULE(gone), .about = "It held, and its body is gone or is nowhere there"},
};
static const struct shape rule_shape = {"DispatchTrialRule", rule_fields, sizeof rule_fields / sizeof *rule_fields};
#define OUT(member) SHAPE_MEMBER(struct trial_out, member)
static const struct shape_field out_fields[] = {
	{.name = "id", .type = SHAPE_ID, OUT(t.id)},
	{.name = "months", .type = SHAPE_INT, OUT(t.months)},
	{.name = "over", .type = SHAPE_BOOL, OUT(t.over), .about = "All was looked at"},
	{.name = "looked", .type = SHAPE_INT, OUT(t.looked), .about = "Cases that a body had"},
	{.name = "moved", .type = SHAPE_INT, OUT(t.moved), .about = "Of these would have gone elsewhere"},
	{.name = "cut", .type = SHAPE_BOOL, OUT(t.cut), .about = "There are more cases than are looked at"},
	{.name = "rules", .type = SHAPE_LIST, .offset = offsetof(struct trial_out, rules), .size = sizeof(struct trial_rule), .sub = &rule_shape},
};
static const struct shape out_shape = {"DispatchTrial", out_fields, sizeof out_fields / sizeof *out_fields};

static int
reply_trial(struct req *r, int64_t id)
{
	struct trial_out out = {0};

	TRY(appeal_trial_get(r->tx, r->who, id, &out.t));
	TRY(appeal_trial_rules(r->tx, r->who, id, &out.rules));
	return reply_shape(r, &out_shape, &out);
}

static int
trial_id(struct req *r, int64_t *ret)
{
	return str_int(r->arg[0], ret) && *ret > 0 ? 0 : E_NOTFOUND;
}

static int
trial_api(struct req *r)
{
	int64_t id;

	TRY(trial_id(r, &id));
	return reply_trial(r, id);
}

static int
cases_api(struct req *r)
{
	const struct trial_list_in *in = form_in(r, trial_list_in);
	struct list_ask ask = {.after = in->page.after};
	int64_t id;

	TRY(trial_id(r, &id));
	ask.filter = &id;
	return list_answer(r, &cases, &ask, in->page.limit);
}

static int
begin_api(struct req *r)
{
	int64_t id;

	TRY(begin(r, &id));
	TRY(reply_trial(r, id));
	r->reply.status = 201;
	reply_header(r, S("Location"), str_fmt(&r->arena, "/api/appeal/trials/%lld", (long long)id));
	return 0;
}

static const struct route rows[] = {
	ROUTE_GET("/appeal/rules/try", APPEAL_STEER, trial_page, .form = &list_form, .about = "Rules of dispatching tried on the past"),
	ROUTE_POST("/appeal/rules/try", APPEAL_STEER, trial_post, .form = &trial_form, .again = trial_page,
		   .about = "Try the rules of dispatching on the past"),
	ROUTE_POST("/api/appeal/trials", APPEAL_STEER, begin_api, .form = &trial_form, .out = &out_shape, .flags = ROUTE_MAKES,
		   .about = "Try the rules of dispatching on the past; read it until it is over"),
	ROUTE_GET("/api/appeal/trials/:trial", APPEAL_STEER, trial_api, .out = &out_shape, .about = "What the rules would have done"),
	ROUTE_GET("/api/appeal/trials/:trial/cases", APPEAL_STEER, cases_api, .form = &list_form, .out = &case_shape,
		  .about = "Cases that would have gone elsewhere, the newest 500"),
};

const struct route_table appeal_trial_routes = {rows, sizeof rows / sizeof *rows};
