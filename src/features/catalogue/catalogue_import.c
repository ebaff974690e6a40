/* catalogue_import.c: a table into the catalogue. What it would do and doing it are the same walk. */
#include "features/catalogue/catalogue_import.h"

#include "base/clock.h"
#include "base/id.h"
#include "db/db.h"
#include "features/catalogue/catalogue_rules.h"
#include "features/catalogue/catalogue_tree.h"
#include "gen/catalogue_sql.h"

struct walk {
	struct tx *tx;
	const struct actor *who;
	const struct catalogue_sheet *sheet;
	const struct catalogue_import *how;
	struct catalogue_plan plan;
	struct catalogue_body_list bodies;
	struct tree tree;
	struct votes **votes; /* by hash, in as many places as the tree has */
	bool new_codes;	 /* a code nobody has makes a new node */
	struct str note; /* for the history: which file it was */
	int64_t from;
};

/* ---- which node a row means ---- */

/* The node a row means at this depth, NULL: a new one. A code or number says which one it is, whatever its name;
 * without one it is the name under that parent (NULL: a new one). Returns what is wrong. */
static const char *
resolve(struct walk *w, const struct entry *up, const struct catalogue_line *l, size_t depth,
	struct entry **ret)
{
	const struct catalogue_draft *d = &l->at[depth - 1];
	int64_t id = w->tree.old_n ? l->id[depth - 1] : 0;
	struct entry *named = up ? tree_named(&w->tree, up->n.id, d->name) : NULL;
	struct entry *e = id ? tree_old(&w->tree, id) : tree_coded(&w->tree, d->code);

	*ret = e ? e : named;
	if (e && e->n.level != (int64_t)depth)
		return N_("这个编号是别的一级的，请看看是不是抄错了。");
	if (e && e->told && (e->up != up || !str_eq(e->n.name, d->name)))
		return N_("前面的行给这个编号写了别的名称或别的上级，请改成一样的。");
	if (e && named && named != e)
		return named->n.state == CATALOGUE_LIVE
			       ? N_("同一级里另一项正叫这个名称。要对换名称，请先改成临时的名称导入"
				    "一次。")
			       : N_("同一级停用的里面有这个名称，请换一个。");
	if (id && !e)
		return N_("清单里没有这个“#”编号。别处导出的表格，请把“#”开头的编号清空。");
	if (!e && d->code.n && named && named->n.code.n)
		return N_("编号定了就不改，和现有的不一样。");
	if (!e && d->code.n && !named && !w->new_codes)
		return N_("清单里没有这个编号。抄错了请改回来；确实是新事项，请返回勾选“有新编号的"
			  "行是新事项”。");
	if (*ret && (*ret)->named && d->name_en.n && !str_eq((*ret)->n.name_en, d->name_en))
		return N_("前面的行给它写了另一个英文名称，请改成一样的。");
	return NULL;
}

/* ---- one change ---- */

/* A step that is written when the row of the file is done: its seal covers all that the row changed. */
struct told_step {
	struct told_step *next;
	enum catalogue_step kind;
	struct str text;
};

static int
step(struct walk *w, struct entry *e, enum catalogue_step kind, struct str text)
{
	struct told_step **last = &e->steps;

	while (*last)
		last = &(*last)->next;
	*last = NEW(w->tx->arena, struct told_step);
	**last = (struct told_step){.kind = kind, .text = text};
	return 0;
}

static int
write_steps(struct walk *w, struct entry *e)
{
	if (e->hides && !w->how->dry)
		TRY(catalogue_hides(w->tx, w->who->district, e->n.id));
	e->hides = false;
	for (const struct told_step *s = e->steps; s && !w->how->dry; s = s->next)
		TRY(catalogue_record(w->tx, w->who, e->n.id, s->kind, s->text, w->note));
	e->steps = NULL;
	return 0;
}

/* How many rows under a name have which colour. */
struct votes {
	struct votes *next;
	const struct catalogue_line *like; /* a row under it */
	size_t depth, n[CATALOGUE_COLOURS];
};

static bool
is_under(const struct catalogue_line *l, const struct votes *v)
{
	for (size_t i = 0; i < v->depth; i++)
		if (!str_eq(l->at[i].name, v->like->at[i].name))
			return false;
	return true;
}

static struct votes *
votes_of(struct walk *w, const struct catalogue_line *l, size_t depth)
{
	uint64_t hash = depth;
	struct votes **slot, *v;

	for (size_t i = 0; i < depth; i++)
		hash = hash * UINT64_C(0x9e3779b97f4a7c15) ^ str_hash(l->at[i].name);
	slot = &w->votes[(size_t)hash & w->tree.mask];
	for (v = *slot; v; v = v->next)
		if (v->depth == depth && is_under(l, v))
			return v;
	v = NEW(w->tx->arena, struct votes);
	*v = (struct votes){.next = *slot, .like = l, .depth = depth};
	*slot = v;
	return v;
}

static void
count_colours(struct walk *w)
{
	w->votes = NEW_ARRAY(w->tx->arena, struct votes *, w->tree.mask + 1);
	for (size_t i = 0; i < w->sheet->n; i++) {
		const struct catalogue_line *l = &w->sheet->v[i];

		for (size_t depth = 1; depth < l->depth && !l->error; depth++)
			for (size_t c = 0; catalogue_colours[c].code; c++)
				votes_of(w, l, depth)->n[c] +=
					str_is(l->at[l->depth - 1].colour, catalogue_colours[c].code);
	}
}

/* The colour most of the rows under this name have. */
static struct str
usual_colour(struct walk *w, const struct catalogue_line *like, size_t depth)
{
	const struct votes *v = votes_of(w, like, depth);
	size_t best = 0;

	for (size_t c = 1; catalogue_colours[c].code; c++)
		if (v->n[c] > v->n[best])
			best = c;
	return v->n[best] ? str_of(catalogue_colours[best].code) : S("");
}

static int
add_node(struct walk *w, struct entry *parent, const struct catalogue_line *l, size_t depth,
	 struct entry **ret)
{
	const struct catalogue_draft *d = &l->at[depth - 1];
	struct entry *e = NEW(w->tx->arena, struct entry);
	struct catalogue_node *n = &e->n;

	*n = (struct catalogue_node){
		.id = id_new(),
		.parent = parent->n.id,
		.level = (int64_t)depth,
		.code = d->code,
		.name = d->name,
		.name_en = d->name_en,
		.colour = d->colour,
		.never = d->who == CATALOGUE_NEVER,
		.class = parent->n.class,
		.position = ++parent->last,
		.leaf = 1,
		.state = CATALOGUE_LIVE,
		.version = 1,
	};
	if (depth == 1)
		n->class = n->id;
	if (!n->colour.n)
		n->colour = depth < l->depth ? usual_colour(w, l, depth) : parent->n.colour;
	catalogue_set_paths(w->tx->arena, n, &parent->n);
	e->up = parent;
	e->is_new = true;
	e->named = n->name_en.n > 0;
	tree_stored(e);
	tree_add(&w->tree, e);
	*ret = e;
	if (w->how->dry)
		return 0;
	TRY(sql_catalogue_node_insert(w->tx, w->who->district, n));
	return step(w, e, CATALOGUE_DID_ADD, S(""));
}

/* Back in use, alone: what was retired with it and is not in the file stays retired. */
static int
restore_node(struct walk *w, struct entry *e)
{
	e->n.state = CATALOGUE_LIVE;
	for (size_t i = 0; i < w->tree.old_n; i++)
		if (w->tree.all[i]->n.parent == e->n.id &&
		    w->tree.all[i]->n.state == CATALOGUE_UNDER)
			w->tree.all[i]->n.state = CATALOGUE_RETIRED;
	if (!w->how->dry)
		TRY(sql_catalogue_node_part_under(w->tx, w->who->district, e->n.id, NULL));
	return step(w, e, CATALOGUE_DID_RESTORE, S(""));
}

/* Takes over what the row says of the node itself; true when something is new. */
static bool
take_draft(struct walk *w, struct entry *e, const struct catalogue_draft *d)
{
	bool changed = false;

	if (d->name_en.n && !e->named && !str_eq(d->name_en, e->n.name_en)) {
		e->n.name_en = d->name_en;
		changed = true;
	}
	e->named |= d->name_en.n > 0;
	if (d->colour.n && !str_eq(d->colour, e->n.colour)) {
		e->n.colour = d->colour;
		changed = true;
	}
	if (d->who && (d->who == CATALOGUE_NEVER) != (e->n.never != 0)) {
		e->n.never = d->who == CATALOGUE_NEVER;
		e->hides = e->n.never;
		changed = true;
	}
	if (d->code.n && !e->n.code.n) {
		e->n.code = d->code;
		tree_code(&w->tree, e);
		changed = true;
	}
	return changed;
}

/* Another name, another parent: what the row says of a node that its code names. */
static int
place_node(struct walk *w, struct entry *e, struct entry *up, const struct catalogue_draft *d,
	   int *ret_does)
{
	struct catalogue_node was = e->n;
	struct str text;
	int does = (e->up == up ? 0 : PLAN_MOVE) | (str_eq(was.name, d->name) ? 0 : PLAN_RENAME);

	if (does)
		tree_place(&w->tree, e, up, d->name);
	e->n.class = up == &w->tree.top ? e->n.id : up->n.class;
	catalogue_set_paths(w->tx->arena, &e->n, &up->n);
	if (does & PLAN_RENAME) {
		text = str_fmt(w->tx->arena, "%.*s → %.*s", STR(was.name), STR(d->name));
		TRY(step(w, e, CATALOGUE_DID_NAME, text));
	}
	if (does & PLAN_MOVE) {
		text = str_fmt(w->tx->arena, "%.*s → %.*s", STR(was.path), STR(e->n.path));
		TRY(step(w, e, CATALOGUE_DID_MOVE, text));
	}
	*ret_does = does;
	return 0;
}

static int
save_node(struct walk *w, struct entry *e)
{
	struct catalogue_node now, is = e->n;

	if (w->how->dry)
		return 0;
	/* Its version may have been raised by what happened to its parent. */
	TRY(sql_catalogue_node_get(w->tx, w->who->district, is.id, &now));
	is.version = now.version;
	TRY(sql_catalogue_node_update(w->tx, w->who->district, &is));
	tree_stored(e);
	return 0;
}

/* The node a row names at this depth: found, renamed, moved, added or restored. */
static int
reach(struct walk *w, struct entry *up, const struct catalogue_line *l, size_t depth,
      struct entry **ret, int *ret_does)
{
	struct entry *e;
	int does = PLAN_ADD;

	if (resolve(w, up, l, depth, &e))
		return E_BUG; /* row_flaw() asked the same */
	if (!e) {
		TRY(add_node(w, up, l, depth, &e));
	} else {
		TRY(place_node(w, e, up, &l->at[depth - 1], &does));
		if (e->n.state != CATALOGUE_LIVE) {
			TRY(restore_node(w, e));
			does |= PLAN_RESTORE;
		}
		if (take_draft(w, e, &l->at[depth - 1])) {
			catalogue_set_paths(w->tx->arena, &e->n, &up->n);
			TRY(step(w, e, CATALOGUE_DID_NAME, S("")));
			does |= PLAN_NAME;
		}
		if (does)
			TRY(save_node(w, e));
	}
	e->seen = true;
	e->told = true;
	*ret = e;
	*ret_does = does;
	return 0;
}

static int
take_rule(struct walk *w, struct entry *e, const struct catalogue_rule *r, int *ret_does)
{
	struct catalogue_rule_list had;

	if (e->rule && catalogue_same_rule(e->rule, r))
		return 0;
	*ret_does |= PLAN_RULE;
	if (w->how->dry)
		return 0;
	TRY(sql_catalogue_rule_versions(w->tx, w->who->district, e->n.id, &had));
	TRY(catalogue_open_version(w->tx, w->who, e->n.id, r,
				   w->from ? w->from
				   : had.n ? clock_now()
					   : 0));
	if (e->is_new)
		return 0;
	TRY(save_node(w, e));
	return step(w, e, CATALOGUE_DID_RULE, S(""));
}

/* ---- the rows ---- */

static void
add_row(struct walk *w, size_t line, int does, const struct entry *e, struct str was)
{
	bool said = does & (PLAN_ADD | PLAN_RESTORE);

	w->plan.added += (does & PLAN_ADD) != 0;
	w->plan.renamed += (does & PLAN_RENAME) != 0;
	w->plan.moved += (does & PLAN_MOVE) != 0;
	w->plan.restored += (does & PLAN_RESTORE) != 0;
	w->plan.changed += !said && does & (PLAN_NAME | PLAN_RULE);
	w->plan.rows.v[w->plan.rows.n++] = (struct catalogue_plan_row){
		.line = line,
		.does = does,
		.path = e->n.path,
		.was = does & (PLAN_RENAME | PLAN_MOVE) ? was : S(""),
	};
}

/* What is wrong with a row, before it changes anything; tidies its rule. */
static const char *
row_flaw(struct walk *w, struct catalogue_line *l, struct catalogue_rule *ret_rule)
{
	struct entry *e = &w->tree.top;
	const char *field, *flaw = l->error;

	for (size_t depth = 1; depth <= l->depth && !flaw; depth++)
		flaw = resolve(w, e, l, depth, &e);
	if (flaw)
		return flaw;
	if (e && e->line)
		return N_("前面已经有同一项了。");
	if (!l->has_rule)
		return NULL;
	*ret_rule = catalogue_line_rule(l, e && e->rule ? e->rule : &catalogue_house_rule);
	return catalogue_tidy_rule(w->tx->arena, ret_rule, &w->bodies, &field);
}

/* A row that cannot be taken still names its nodes: they are not missing. While nobody can tell which one it means,
 * any of them may be the one. */
static void
see(struct walk *w, const struct catalogue_line *l)
{
	struct entry *e = &w->tree.top;

	for (size_t i = 0; i < 3 && l->at[i].name.n; i++) {
		resolve(w, e, l, i + 1, &e);
		for (struct entry *up = e; up; up = up->up)
			up->seen = true;
	}
	w->plan.unclear |= !l->depth || !e;
}

static void
add_bad(struct walk *w, const struct catalogue_line *l, const char *why)
{
	struct str what = S("");

	for (size_t i = 0; i < 3 && l->at[i].name.n; i++)
		what = i ? str_fmt(w->tx->arena, "%.*s/%.*s", STR(what), STR(l->at[i].name))
			 : l->at[i].name;
	w->plan.bad.v[w->plan.bad.n++] = (struct catalogue_bad_row){l->line, why, what};
}

static int
take_line(struct walk *w, struct catalogue_line *l)
{
	struct entry *e = &w->tree.top;
	struct catalogue_rule rule;
	const char *flaw = row_flaw(w, l, &rule);
	int does = 0, any = 0;

	if (flaw) {
		add_bad(w, l, flaw);
		see(w, l);
		return 0;
	}
	for (size_t depth = 1; depth <= l->depth; depth++) {
		struct entry *up = e, *before;
		struct str was;

		resolve(w, up, l, depth, &before);
		was = before ? before->n.path : S("");
		for (struct entry *top = before; top; top = top->up)
			top->dirty |= top->n.level == CATALOGUE_CLASS && before->up != up;
		TRY(reach(w, up, l, depth, &e, &does));
		if (depth == l->depth && l->has_rule)
			TRY(take_rule(w, e, &rule, &does));
		for (struct entry *top = e; top; top = top->up)
			top->dirty |= top->n.level == CATALOGUE_CLASS && does & ~PLAN_RULE;
		any |= does;
		if (does)
			add_row(w, l->line, does, e, was);
	}
	for (struct entry *up = e; up; up = up->up)
		TRY(write_steps(w, up));
	e->line = l->line;
	w->plan.same += !any;
	return 0;
}

/* What lies under a renamed or moved node is called and placed after it, whether the file names it or not. */
static int
follow(struct walk *w)
{
	for (int64_t level = CATALOGUE_CLASS; level <= CATALOGUE_ITEM; level++)
		for (size_t i = 0; i < w->tree.all_n; i++) {
			struct entry *e = w->tree.all[i];
			struct catalogue_node *n = &e->n;

			if (n->level != level)
				continue;
			n->class = level == CATALOGUE_CLASS ? n->id : e->up->n.class;
			catalogue_set_paths(w->tx->arena, n, &e->up->n);
			if (n->class == e->class && str_eq(n->path, e->path) &&
			    str_eq(n->path_en, e->path_en))
				continue;
			TRY(sql_catalogue_node_repath(w->tx, w->who->district, n->id, n->path,
						      n->path_en, n->class));
		}
	return 0;
}

/* Live nodes that the file does not name, from the top: what lies under them goes with them. */
static int
retire_missing(struct walk *w)
{
	for (size_t i = 0; i < w->tree.old_n; i++) {
		struct entry *e = w->tree.all[i];

		if (e->seen || e->n.state != CATALOGUE_LIVE)
			continue;
		w->plan.retired++;
		if (e->up != &w->tree.top && !e->up->seen)
			continue;
		add_row(w, 0, PLAN_RETIRE, e, S(""));
		if (!w->how->dry)
			TRY(catalogue_retire(w->tx, w->who, e->n.id, 0));
	}
	return 0;
}

static int
check_from(struct walk *w)
{
	int64_t now = clock_now();

	if (w->how->from && clock_day(w->how->from) < clock_day(now))
		return fail(w->tx, E_INVALID, "from",
			    N_("过去的日子已经按原来的规则办了，请从今天或以后开始。"));
	w->from = w->how->from > now ? w->how->from : 0;
	return 0;
}

int
catalogue_import(struct tx *tx, const struct actor *who, const struct catalogue_sheet *sheet,
		 const struct catalogue_import *how, struct catalogue_plan *ret)
{
	struct walk w = {.tx = tx, .who = who, .sheet = sheet, .how = how};

	if (!catalogue_may_edit(who))
		return E_DENIED;
	TRY(check_from(&w));
	if (!how->dry)
		TRY(catalogue_install_bodies(tx, who->district));
	TRY(sql_catalogue_body_all(tx, who->district, &w.bodies));
	TRY(tree_load(tx, who->district, w.from ? w.from : clock_now(), 3 * sheet->n, &w.tree));
	count_colours(&w);
	w.new_codes = how->new_codes || !w.tree.has_codes;
	w.note = str_fmt(tx->arena, "file=%.*s",
			 STR(str_valid(sheet->filename) ? sheet->filename : S("?")));
	w.plan.rows.v =
		NEW_ARRAY(tx->arena, struct catalogue_plan_row, w.tree.all_n + 3 * sheet->n);
	w.plan.bad.v = NEW_ARRAY(tx->arena, struct catalogue_bad_row, sheet->n);
	for (size_t i = 0; i < sheet->n; i++)
		TRY(take_line(&w, &sheet->v[i]));
	if (!how->dry)
		TRY(follow(&w));
	if (how->retire_missing && !w.plan.unclear)
		TRY(retire_missing(&w));
	for (size_t i = 0; i < w.tree.all_n && !how->dry; i++)
		if (w.tree.all[i]->dirty)
			TRY(sql_catalogue_leaf_refresh(tx, who->district, w.tree.all[i]->n.id,
						       NULL));
	*ret = w.plan;
	return 0;
}
