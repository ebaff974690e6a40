/* catalogue_web_show.c: the page of a class, group or item: its rule in words, versions, history, what it holds. */
#include <string.h>

#include "base/clock.h"
#include "features/catalogue/catalogue_web.h"
#include "features/catalogue/catalogue_web_form.h"
#include "gen/catalogue_view.h"
#include "lib/calendar.h"
#include "kit/flow.h"
#include "kit/gate.h"
#include "kit/say.h"
#include "lib/text.h"

static bool
english(const struct req *r)
{
	return req_lang(r) == LANG_EN;
}

/* ---- what it holds ---- */

static int
add_path(struct req *r, struct catalogue_node_page *p)
{
	struct catalogue_node at = p->n;

	p->above_live = true;
	p->path = (struct catalogue_lines){NEW_ARRAY(&r->arena, struct catalogue_line_view,
						     CATALOGUE_ITEM),
					   0};
	while (at.parent && p->path.n < CATALOGUE_ITEM) {
		TRY(catalogue_get(r->tx, r->who->district, at.parent, &at));
		memmove(p->path.v + 1, p->path.v, p->path.n++ * sizeof *p->path.v);
		p->path.v[0] = catalogue_line_of(r, &at);
		p->above_live &= at.state == CATALOGUE_LIVE;
	}
	return 0;
}

/* A class shows its groups with their items; a group its items. */
static int
add_sections(struct req *r, struct catalogue_node_page *p)
{
	struct catalogue_node_list under, items;
	int64_t d = r->who->district;

	TRY(catalogue_children(r->tx, d, p->n.id, &under));
	p->sections.v = NEW_ARRAY(&r->arena, struct catalogue_section, under.n + 1);
	if (p->n.level == CATALOGUE_GROUP && under.n)
		p->sections.v[p->sections.n++].items = catalogue_lines_of(r, &under);
	for (size_t i = 0; i < under.n && p->n.level == CATALOGUE_CLASS; i++) {
		struct catalogue_section *s = &p->sections.v[p->sections.n++];

		TRY(catalogue_children(r->tx, d, under.v[i].id, &items));
		s->head = catalogue_line_of(r, &under.v[i]);
		s->items = catalogue_lines_of(r, &items);
	}
	if (p->edit) {
		TRY(catalogue_children_retired(r->tx, d, p->n.id, &under));
		p->retired = catalogue_lines_of(r, &under);
	}
	return 0;
}

/* ---- the rule in words ---- */

static struct catalogue_limit
limit_of(struct arena *a, int64_t minutes)
{
	struct catalogue_limit l = {.hours = catalogue_hours(a, minutes)};

	if (minutes % CALENDAR_DAY_MIN == 0)
		l.days = str_number(a, minutes / CALENDAR_DAY_MIN);
	return l;
}

static struct str
co_words(struct req *r, struct str co)
{
	struct str code;
	struct buf b;

	buf_init(&b, &r->arena);
	while (co.n && str_next(&co, ';', &code)) {
		if (b.n)
			buf_z(&b, english(r) ? ", " : "、");
		buf_str(&b, catalogue_body_word(r->tx, r->who->district, code, english(r)));
	}
	return buf_done(&b);
}

/* A list in one field, as a sentence separates it. */
static struct str
spaced(struct req *r, struct str s)
{
	struct str part;
	struct buf b;

	buf_init(&b, &r->arena);
	while (s.n && str_next(&s, ';', &part)) {
		if (b.n)
			buf_z(&b, english(r) ? "; " : "；");
		buf_str(&b, part);
	}
	return buf_done(&b);
}

static void
read_questions(struct req *r, struct str text, struct catalogue_questions *ret)
{
	struct str part, label;

	ret->v = NEW_ARRAY(&r->arena, struct catalogue_question, CATALOGUE_QUESTIONS_MAX);
	while (ret->n < CATALOGUE_QUESTIONS_MAX && text.n && str_next(&text, ';', &part)) {
		struct catalogue_question q = {0};

		str_next(&part, '|', &label);
		q.label = label;
		if (str_starts(part, S("choice:")))
			q.type = str_sub(part, 7, part.n);
		else
			q.type_word = str_is(part, "yesno")    ? N_("是或否")
				      : str_is(part, "number") ? N_("填数字")
							       : N_("填文字");
		ret->v[ret->n++] = q;
	}
}

static int
add_rule(struct req *r, struct catalogue_node_page *p)
{
	struct catalogue_rule rule;
	struct catalogue_node above;
	int64_t d = r->who->district;

	TRY(catalogue_rule_at(r->tx, d, p->n.id, clock_now(), &rule));
	p->origin = !rule.id ? RULE_HOUSE : rule.node == p->n.id ? RULE_OWN : RULE_ABOVE;
	if (p->origin == RULE_ABOVE) {
		TRY(catalogue_get(r->tx, d, rule.node, &above));
		p->above = catalogue_line_of(r, &above);
	}
	p->body = catalogue_body_word(r->tx, d, rule.body, english(r));
	p->co = co_words(r, rule.co);
	p->circle = catalogue_circle_word(rule.circle);
	p->local_basis = catalogue_basis_is_local(&rule);
	p->basis = spaced(r, rule.basis);
	p->standard = rule.standard;
	p->evidence = spaced(r, rule.evidence);
	p->keywords = rule.keywords;
	p->accept = limit_of(&r->arena, rule.accept_min);
	p->handle = limit_of(&r->arena, rule.handle_min);
	p->follow = limit_of(&r->arena, rule.follow_min);
	read_questions(r, rule.questions, &p->questions);
	return 0;
}

/* ---- versions ---- */

enum { FIELDS = 12 };

/* A rule as comparable texts, in the order they are shown. */
static void
texts_of(struct req *r, const struct catalogue_rule *rule, struct str ret[FIELDS])
{
	struct arena *a = &r->arena;
	const struct str texts[FIELDS] = {
		catalogue_body_word(r->tx, r->who->district, rule->body, english(r)),
		co_words(r, rule->co),
		str_of(ui_translate(req_lang(r), catalogue_circle_word(rule->circle))),
		catalogue_hours(a, rule->accept_min),
		catalogue_hours(a, rule->handle_min),
		catalogue_hours(a, rule->follow_min),
		rule->basis,
		rule->standard,
		rule->evidence,
		rule->questions,
		rule->keywords,
		str_of(ui_translate(req_lang(r), rule->urgent ? N_("是") : N_("不是"))),
	};

	memcpy(ret, texts, sizeof texts);
}

struct catalogue_changes
catalogue_changes_of(struct req *r, const struct catalogue_rule *was,
		     const struct catalogue_rule *now)
{
	static const char *const fields[FIELDS] = {
		N_("责任单位"),
		N_("协办单位"),
		N_("一般在哪一级解决"),
		N_("签收时限（工作小时）"),
		N_("答复时限（工作小时）"),
		N_("评价时限（工作小时）"),
		N_("法律依据"),
		N_("办理标准"),
		N_("要附材料"),
		N_("补充问题"),
		N_("关键词"),
		N_("急件"),
	};
	struct catalogue_changes list = {NEW_ARRAY(&r->arena, struct catalogue_change, FIELDS), 0};
	struct str before[FIELDS], after[FIELDS];

	texts_of(r, was, before);
	texts_of(r, now, after);
	for (size_t i = 0; i < FIELDS; i++)
		if (!str_eq(before[i], after[i]))
			list.v[list.n++] =
				(struct catalogue_change){fields[i], before[i], after[i]};
	return list;
}

struct str
catalogue_day(struct req *r, int64_t at)
{
	struct civil c = clock_civil(at);

	return str_fmt(&r->arena, "%04d-%02d-%02d", c.year, c.month, c.day);
}

static int
add_versions(struct req *r, struct catalogue_node_page *p)
{
	struct catalogue_rule_list all;
	int64_t now = clock_now();

	TRY(catalogue_versions(r->tx, r->who->district, p->n.id, &all)); /* newest first */
	p->versions = (struct catalogue_versions_view){NEW_ARRAY(&r->arena,
								 struct catalogue_version, all.n),
						       all.n};
	for (size_t i = 0; i < all.n; i++) {
		const struct catalogue_rule *rule = &all.v[i];

		p->versions.v[i] = (struct catalogue_version){
			.id = rule->id,
			.from = rule->valid_from,
			.to = rule->valid_to,
			.planned = rule->valid_from > now,
			.current = rule->valid_from <= now &&
				   (!rule->valid_to || rule->valid_to > now),
			.first = i + 1 == all.n,
			.from_day =
				rule->valid_from > now ? catalogue_day(r, rule->valid_from) : S(""),
		};
		if (i + 1 < all.n)
			p->versions.v[i].changes = catalogue_changes_of(r, &all.v[i + 1], rule);
	}
	return 0;
}

static int
add_steps(struct req *r, struct catalogue_node_page *p)
{
	struct flow_step_list steps;
	bool staff = actor_is_staff(r->who);
	struct str file = S("file=");

	TRY(gate_steps(r, FLOW_CATALOGUE, p->n.id, FLOW_PUBLIC, &steps));
	p->steps = (struct catalogue_steps_view){NEW_ARRAY(&r->arena, struct catalogue_step_view,
							   steps.n),
						 steps.n};
	for (size_t i = 0; i < steps.n; i++) {
		const struct flow_step *s = &steps.v[steps.n - 1 - i];
		struct catalogue_step_view *v = &p->steps.v[i];

		*v = (struct catalogue_step_view){.word = catalogue_step_word(s->kind),
						  .at = s->at};
		v->text = staff ? s->text : text_redact(&r->arena, s->text);
		if (!staff)
			continue;
		v->who = say_duty(r, s->person_title);
		if (!v->text.n && str_starts(s->data, file))
			v->text = str_sub(s->data, file.n, s->data.n);
	}
	return 0;
}

int
catalogue_show_page(struct req *r)
{
	struct catalogue_node_page p = {.edit = catalogue_may_edit(r->who)};
	struct page page = catalogue_page_for(r, NULL);

	TRY(catalogue_of_path(r, &p.n));
	p.name = catalogue_name(&p.n, english(r));
	p.colour_word = catalogue_colour_word(p.n.colour);
	p.is_leaf = p.n.leaf || p.n.level == CATALOGUE_ITEM;
	page.title_text = p.name;
	page.back = "/catalogue";
	TRY(add_path(r, &p));
	TRY(add_sections(r, &p));
	TRY(add_rule(r, &p));
	TRY(add_versions(r, &p));
	TRY(add_steps(r, &p));
	return reply_page(r, &page, catalogue_show, &p);
}
