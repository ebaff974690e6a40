/* catalogue_web_edit.c: the forms that change the catalogue. */
#include "base/clock.h"
#include "features/catalogue/catalogue_web.h"
#include "features/catalogue/catalogue_web_form.h"
#include "gen/catalogue_view.h"
#include "http/reply.h"
#include "kit/gate.h"

static struct page
form_page(const char *title)
{
	return (struct page){.frame = FRAME_DESK,
			     .title = title,
			     .tab = "catalogue",
			     .back = "/catalogue"};
}

static int
done(struct req *r, const char *flash)
{
	gate_flash(r, flash);
	return redirect(r, "/catalogue/%.*s", STR(r->arg[0]));
}

/* The node a form is about; only for who may change it. */
static int
node_to_change(struct req *r, struct catalogue_form_page *p)
{
	if (!catalogue_may_edit(r->who))
		return E_DENIED;
	TRY(catalogue_of_path(r, &p->n));
	p->name = catalogue_name(&p->n, req_lang(r) == LANG_EN);
	p->path = catalogue_path(&p->n, req_lang(r) == LANG_EN);
	p->coded = p->n.code.n > 0;
	return 0;
}

/* ---- adding ---- */

int
catalogue_add_page(struct req *r)
{
	const struct catalogue_name_in *in = form_if(r, catalogue_name_in);
	struct catalogue_form_page p = {.adding = true};
	struct page page = form_page(N_("新增"));
	int64_t under = 0;

	if (!catalogue_may_edit(r->who))
		return E_DENIED;
	ui_form(r, &catalogue_form_name);
	if (in)
		under = in->parent;
	else if (req_query(r, "under").n && !str_int(req_query(r, "under"), &under))
		return E_NOTFOUND;
	if (under) {
		TRY(catalogue_get(r->tx, r->who->district, under, &p.n));
		p.parent = catalogue_line_of(r, &p.n);
	}
	ui_fill(r, "parent", under ? str_number(&r->arena, under) : S(""));
	ui_fill(r, "colour", p.n.colour);
	return reply_page(r, &page, catalogue_name, &p);
}

int
catalogue_add_post(struct req *r)
{
	int64_t id;

	TRY(catalogue_add_from_form(r, &id));
	gate_flash(r, N_("加好了。还没有规则的，先按上一级或统一的规则办"));
	return redirect(r, "/catalogue/%lld", (long long)id);
}

/* ---- names ---- */

int
catalogue_name_page(struct req *r)
{
	struct catalogue_form_page p = {0};
	struct page page = form_page(N_("改名称"));

	TRY(node_to_change(r, &p));
	ui_form(r, &catalogue_form_name);
	ui_fill(r, "name", p.n.name);
	ui_fill(r, "name_en", p.n.name_en);
	ui_fill(r, "code", p.n.code);
	ui_fill(r, "colour", p.n.colour);
	ui_fill(r, "who", p.n.never ? S("never") : S("all"));
	return reply_page(r, &page, catalogue_name, &p);
}

int
catalogue_name_post(struct req *r)
{
	TRY(catalogue_name_from_form(r));
	return done(r, N_("名称改好了"));
}

/* ---- the rule ---- */

static bool
holds(struct str list, struct str code)
{
	struct str part;

	while (list.n && str_next(&list, ';', &part))
		if (str_eq(part, code))
			return true;
	return false;
}

static bool
typed(const struct texts *list, struct str code)
{
	for (size_t i = 0; i < list->n; i++)
		if (str_eq(list->v[i], code))
			return true;
	return false;
}

static int
pick_bodies(struct req *r, const struct catalogue_rule *rule, struct catalogue_form_page *p)
{
	struct catalogue_body_list all;
	const struct catalogue_rule_in *in = form_if(r, catalogue_rule_in);

	TRY(catalogue_bodies(r->tx, r->who->district, &all));
	p->bodies =
		(struct pick_list){NEW_ARRAY(&r->arena, struct pick, all.n), all.n};
	p->co = (struct pick_list){NEW_ARRAY(&r->arena, struct pick, all.n), all.n};
	for (size_t i = 0; i < all.n; i++) {
		const struct catalogue_body *b = &all.v[i];
		struct pick pick = {.value = b->code,
					      .label = req_lang(r) == LANG_EN && b->name_en.n
							       ? b->name_en
							       : b->name};

		pick.chosen = str_eq(b->code, in ? in->body : rule->body);
		p->bodies.v[i] = pick;
		pick.chosen = in ? typed(&in->co, b->code) : holds(rule->co, b->code);
		p->co.v[i] = pick;
	}
	return 0;
}

static void
fill_hours(struct req *r, const char *field, int64_t minutes)
{
	ui_fill(r, field, catalogue_hours(&r->arena, minutes));
}

static struct str
one_a_line(struct req *r, struct str questions)
{
	struct str part;
	struct buf b;

	buf_init(&b, &r->arena);
	while (questions.n && str_next(&questions, ';', &part))
		buf_fmt(&b, "%s%.*s", b.n ? "\n" : "", STR(part));
	return buf_done(&b);
}

/* ?from=2027-03-01 starts from the version planned for that day, else from the one that holds. */
static int
starting_rule(struct req *r, struct catalogue_form_page *p, struct catalogue_rule *ret)
{
	struct str asked = r->method == POST ? S("") : req_query(r, "from");
	struct catalogue_rule_list all;
	int64_t now = clock_now();

	TRY(catalogue_rule_at(r->tx, r->who->district, p->n.id, now, ret));
	TRY(catalogue_versions(r->tx, r->who->district, p->n.id, &all)); /* newest first */
	for (size_t i = 0; i < all.n && all.v[i].valid_from > now; i++) {
		if (asked.n && str_eq(catalogue_day(r, all.v[i].valid_from), asked)) {
			*ret = all.v[i];
			p->starting = all.v[i].valid_from;
		}
		p->next_from = all.v[i].valid_from;
	}
	p->next_day = p->next_from ? catalogue_day(r, p->next_from) : S("");
	if (p->starting)
		ui_fill(r, "from", asked);
	return 0;
}

int
catalogue_rule_page(struct req *r)
{
	struct catalogue_form_page p = {0};
	struct page page = form_page(N_("改规则"));
	struct catalogue_rule rule, typed;

	TRY(node_to_change(r, &p));
	ui_form(r, &catalogue_form_rule);
	TRY(starting_rule(r, &p, &rule));
	TRY(pick_bodies(r, &rule, &p));
	if (r->failed == E_STALE && !r->invalid) {
		typed = catalogue_rule_typed(r);
		p.against = catalogue_changes_of(r, &rule, &typed);
	}
	ui_fill(r, "level", str_of(catalogue_circle_name(rule.circle)));
	fill_hours(r, "accept", rule.accept_min);
	fill_hours(r, "handle", rule.handle_min);
	fill_hours(r, "follow", rule.follow_min);
	ui_fill(r, "basis", rule.basis);
	ui_fill(r, "standard", rule.standard);
	ui_fill(r, "evidence", rule.evidence);
	ui_fill(r, "questions", one_a_line(r, rule.questions));
	ui_fill(r, "keywords", rule.keywords);
	ui_fill(r, "urgent", rule.urgent ? S("1") : S(""));
	return reply_page(r, &page, catalogue_rule, &p);
}

int
catalogue_rule_post(struct req *r)
{
	TRY(catalogue_rule_from_form(r));
	return done(r, N_("新的规则记下了。以前的诉求仍按原来的规则"));
}

/* ---- moving ---- */

static int
pick_parents(struct req *r, struct catalogue_form_page *p)
{
	struct catalogue_node_list all, groups;
	const struct catalogue_move_in *in = form_if(r, catalogue_move_in);
	int64_t d = r->who->district, chosen = in ? in->parent : 0;
	size_t room = 0;

	TRY(catalogue_children(r->tx, d, 0, &all));
	for (size_t i = 0; i < all.n; i++) {
		groups = (struct catalogue_node_list){&all.v[i], 1};
		if (p->n.level == CATALOGUE_ITEM)
			TRY(catalogue_children(r->tx, d, all.v[i].id, &groups));
		p->parents.v = arena_grow(&r->arena, p->parents.v, room * sizeof *p->parents.v,
					  (room + groups.n) * sizeof *p->parents.v);
		room += groups.n;
		for (size_t k = 0; k < groups.n; k++)
			if (groups.v[k].id != p->n.parent)
				p->parents.v[p->parents.n++] = (struct pick){
					.value = str_number(&r->arena, groups.v[k].id),
					.label = catalogue_path(&groups.v[k],
								req_lang(r) == LANG_EN),
					.chosen = groups.v[k].id == chosen,
				};
	}
	return 0;
}

int
catalogue_move_page(struct req *r)
{
	struct catalogue_form_page p = {0};
	struct page page = form_page(N_("移动"));

	TRY(node_to_change(r, &p));
	if (p.n.level == CATALOGUE_CLASS)
		return E_NOTFOUND;
	ui_form(r, &catalogue_form_move);
	TRY(pick_parents(r, &p));
	return reply_page(r, &page, catalogue_move, &p);
}

int
catalogue_move_post(struct req *r)
{
	TRY(catalogue_move_from_form(r));
	return done(r, N_("移好了"));
}

/* ---- in and out of use ---- */

int
catalogue_retire_post(struct req *r)
{
	TRY(catalogue_retire_from_form(r));
	return done(r, N_("已停用。办着的诉求不受影响，新的诉求选不到它"));
}

int
catalogue_restore_post(struct req *r)
{
	TRY(catalogue_restore_from_form(r));
	return done(r, N_("已恢复"));
}

int
catalogue_unplan_post(struct req *r)
{
	TRY(catalogue_unplan_from_form(r));
	return done(r, N_("没到日子的规则取消了"));
}
