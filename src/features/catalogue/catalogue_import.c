/* catalogue_import.c: a table into the catalogue. What it would do and doing it are the same walk. */
#include "features/catalogue/catalogue_import.h"

#include <stdlib.h>

#include "base/clock.h"
#include "base/id.h"
#include "db/db.h"
#include "features/catalogue/catalogue_rules.h"
#include "gen/catalogue_sql.h"

/* A node, as it is or as it will be. */
struct entry {
	struct catalogue_node n;
	const struct catalogue_rule *rule; /* its own when the import begins to count, or NULL */
	int64_t last;			   /* position of its last child */
	size_t line;			   /* the row that was about it */
	bool seen, named, is_new,
		dirty; /* named: the file gave it an English name; dirty: something under it changed */
	struct entry *next_named, *next_coded; /* of the same hash */
};

struct walk {
	struct tx *tx;
	const struct actor *who;
	const struct catalogue_sheet *sheet;
	const struct catalogue_import *how;
	struct catalogue_plan plan;
	struct catalogue_body_list bodies;
	struct entry top;   /* above the classes */
	struct entry **all; /* in order of coming; at first by id */
	size_t all_n, old_n;
	struct entry **named, **coded; /* hash tables */
	size_t mask;
	struct str note; /* for the history: which file it was */
	int64_t from;
};

/* ---- finding nodes ---- */

static size_t
name_slot(const struct walk *w, int64_t parent, struct str name)
{
	return (size_t)(str_hash(name) ^ (uint64_t)parent * UINT64_C(0x9e3779b97f4a7c15)) & w->mask;
}

static struct entry *
find_named(const struct walk *w, int64_t parent, struct str name)
{
	struct entry *e = w->named[name_slot(w, parent, name)];

	while (e && !(e->n.parent == parent && str_eq(e->n.name, name)))
		e = e->next_named;
	return e;
}

static struct entry *
find_coded(const struct walk *w, struct str code)
{
	struct entry *e = code.n ? w->coded[(size_t)str_hash(code) & w->mask] : NULL;

	while (e && !str_eq(e->n.code, code))
		e = e->next_coded;
	return e;
}

static void
index_code(struct walk *w, struct entry *e)
{
	struct entry **slot = &w->coded[(size_t)str_hash(e->n.code) & w->mask];

	e->next_coded = *slot;
	*slot = e;
}

static void
keep(struct walk *w, struct entry *e)
{
	struct entry **slot = &w->named[name_slot(w, e->n.parent, e->n.name)];

	e->next_named = *slot;
	*slot = e;
	if (e->n.code.n)
		index_code(w, e);
	w->all[w->all_n++] = e;
}

static int
by_id(const void *a, const void *b)
{
	int64_t x = (*(struct entry *const *)a)->n.id, y = (*(struct entry *const *)b)->n.id;

	return (x > y) - (x < y);
}

/* One of the nodes that were there before. */
static struct entry *
find_old(struct walk *w, int64_t id)
{
	struct entry key = {.n = {.id = id}}, *at = &key, **e;

	if (!id)
		return &w->top;
	e = bsearch(&at, w->all, w->old_n, sizeof *w->all, by_id);
	return e ? *e : NULL;
}

static int
load(struct walk *w)
{
	struct catalogue_node_list nodes;
	struct catalogue_rule_list rules;
	int64_t d = w->who->district;
	size_t most, size = 64;

	TRY(sql_catalogue_body_all(w->tx, d, &w->bodies));
	TRY(sql_catalogue_node_all(w->tx, d, 0, &nodes));
	TRY(sql_catalogue_rules_at(w->tx, d, w->from ? w->from : clock_now(), &rules));
	most = nodes.n + 3 * w->sheet->n;
	while (size < 2 * most)
		size *= 2;
	w->mask = size - 1;
	w->named = NEW_ARRAY(w->tx->arena, struct entry *, size);
	w->coded = NEW_ARRAY(w->tx->arena, struct entry *, size);
	w->all = NEW_ARRAY(w->tx->arena, struct entry *, most);
	for (size_t i = 0; i < nodes.n; i++) {
		struct entry *e = NEW(w->tx->arena, struct entry);

		e->n = nodes.v[i];
		keep(w, e);
	}
	w->old_n = w->all_n;
	qsort(w->all, w->old_n, sizeof *w->all, by_id);
	for (size_t i = 0; i < w->old_n; i++) {
		struct entry *parent = find_old(w, w->all[i]->n.parent);

		if (parent && parent->last < w->all[i]->n.position)
			parent->last = w->all[i]->n.position;
	}
	for (size_t i = 0; i < rules.n; i++) {
		struct entry *e = find_old(w, rules.v[i].node);

		if (e)
			e->rule = &rules.v[i];
	}
	return 0;
}

/* ---- one change ---- */

static int
step(struct walk *w, const struct entry *e, enum catalogue_step kind)
{
	return catalogue_record(w->tx, w->who, e->n.id, kind, S(""), w->note);
}

/* The colour most of the rows under this name have. */
static struct str
usual_colour(const struct walk *w, const struct catalogue_line *like, size_t depth)
{
	const struct catalogue_colour *best = NULL;
	size_t most = 0;

	for (const struct catalogue_colour *c = catalogue_colours; c->code; c++) {
		size_t n = 0;

		for (size_t i = 0; i < w->sheet->n; i++) {
			const struct catalogue_line *l = &w->sheet->v[i];
			bool here = !l->error && l->depth > depth;

			for (size_t k = 0; k < depth && here; k++)
				here = str_eq(l->at[k].name, like->at[k].name);
			n += here && str_is(l->at[l->depth - 1].colour, c->code);
		}
		if (n > most) {
			most = n;
			best = c;
		}
	}
	return best ? str_of(best->code) : S("");
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
		.path = catalogue_path(w->tx->arena, parent->n.path, d->name),
		.colour = d->colour,
		.class = parent->n.class,
		.position = ++parent->last,
		.state = CATALOGUE_LIVE,
		.version = 1,
	};
	if (depth == 1)
		n->class = n->id;
	if (!n->colour.n)
		n->colour = depth < l->depth ? usual_colour(w, l, depth) : parent->n.colour;
	e->is_new = true;
	e->named = true;
	keep(w, e);
	w->plan.added++;
	*ret = e;
	if (w->how->dry)
		return 0;
	TRY(sql_catalogue_node_insert(w->tx, w->who->district, n->id, n->parent, n->level, n->code,
				      n->name, n->name_en, n->path, n->colour, n->class,
				      n->position));
	return step(w, e, CATALOGUE_DID_ADD);
}

/* Back in use, alone: what was retired with it and is not in the file stays retired. */
static int
restore_node(struct walk *w, struct entry *e)
{
	e->n.state = CATALOGUE_LIVE;
	for (size_t i = 0; i < w->old_n; i++)
		if (w->all[i]->n.parent == e->n.id && w->all[i]->n.state == CATALOGUE_UNDER)
			w->all[i]->n.state = CATALOGUE_RETIRED;
	w->plan.restored++;
	if (w->how->dry)
		return 0;
	TRY(sql_catalogue_node_part_under(w->tx, w->who->district, e->n.id, NULL));
	return step(w, e, CATALOGUE_DID_RESTORE);
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
	if (d->code.n && !e->n.code.n) {
		e->n.code = d->code;
		index_code(w, e);
		changed = true;
	}
	return changed;
}

static int
save_node(struct walk *w, const struct entry *e)
{
	const struct catalogue_node *n = &e->n;
	struct catalogue_node now;

	/* Its version may have been raised by what happened to its parent. */
	TRY(sql_catalogue_node_get(w->tx, w->who->district, n->id, &now));
	return sql_catalogue_node_update(w->tx, w->who->district, n->id, now.version, n->parent,
					 n->code, n->name, n->name_en, n->path, n->colour, n->class,
					 n->position, n->state);
}

/* The node a row names at this depth: found, added or restored. */
static int
reach(struct walk *w, struct entry *parent, const struct catalogue_line *l, size_t depth,
      struct entry **ret, int *ret_does)
{
	struct entry *e = find_named(w, parent->n.id, l->at[depth - 1].name);
	int does = 0;

	if (!e) {
		TRY(add_node(w, parent, l, depth, &e));
		does = PLAN_ADD;
	} else {
		if (e->n.state != CATALOGUE_LIVE) {
			TRY(restore_node(w, e));
			does = PLAN_RESTORE;
		}
		if (take_draft(w, e, &l->at[depth - 1])) {
			if (!w->how->dry)
				TRY(step(w, e, CATALOGUE_DID_NAME));
			does |= PLAN_NAME;
		}
		if (does && !w->how->dry)
			TRY(save_node(w, e));
	}
	e->seen = true;
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
	if (!e->is_new) {
		TRY(save_node(w, e));
		TRY(step(w, e, CATALOGUE_DID_RULE));
	}
	return 0;
}

/* ---- the rows ---- */

static void
add_row(struct walk *w, size_t line, int does, struct str path)
{
	w->plan.rows.v[w->plan.rows.n++] = (struct catalogue_plan_row){line, does, path};
}

/* What is wrong with a row, before it changes anything; tidies its rule. */
static const char *
row_flaw(struct walk *w, struct catalogue_line *l, struct catalogue_rule *ret_rule)
{
	const struct catalogue_draft *d = &l->at[l->depth ? l->depth - 1 : 0];
	struct entry *e = &w->top, *other;
	const char *field;

	if (l->error)
		return l->error;
	for (size_t i = 0; i < l->depth && e; i++)
		e = find_named(w, e->n.id, l->at[i].name);
	if (e && e->line)
		return N_("前面已经有同一项了。");
	other = find_coded(w, d->code);
	if (other && other != e)
		return N_("这个编号是别的事项的，编号不能重用。");
	if (e && e->n.code.n && d->code.n && !str_eq(e->n.code, d->code))
		return N_("编号定了就不改，和现有的不一样。");
	if (!l->has_rule)
		return NULL;
	*ret_rule = catalogue_line_rule(l, e && e->rule ? e->rule : &catalogue_house_rule);
	return catalogue_tidy_rule(w->tx->arena, ret_rule, &w->bodies, &field);
}

/* A row that cannot be taken still names its nodes: they are not missing. */
static void
see(struct walk *w, const struct catalogue_line *l)
{
	struct entry *e = &w->top;

	for (size_t i = 0; i < 3 && l->at[i].name.n; i++) {
		e = find_named(w, e->n.id, l->at[i].name);
		if (!e)
			return;
		e->seen = true;
	}
}

static int
take_line(struct walk *w, struct catalogue_line *l)
{
	struct entry *e = &w->top, *class = NULL;
	struct catalogue_rule rule;
	const char *flaw = row_flaw(w, l, &rule);
	int does = 0, any = 0;

	if (flaw) {
		w->plan.bad.v[w->plan.bad.n++] = (struct catalogue_bad_row){l->line, flaw};
		see(w, l);
		return 0;
	}
	for (size_t depth = 1; depth <= l->depth; depth++) {
		TRY(reach(w, e, l, depth, &e, &does));
		if (depth == 1)
			class = e;
		any |= does;
		if (does && depth < l->depth) {
			w->plan.changed += does == PLAN_NAME;
			add_row(w, l->line, does, e->n.path);
		}
	}
	e->line = l->line;
	if (l->has_rule)
		TRY(take_rule(w, e, &rule, &does));
	any |= does;
	class->dirty |= any & ~PLAN_RULE;
	if (does)
		add_row(w, l->line, does, e->n.path);
	w->plan.changed += does && !(does & (PLAN_ADD | PLAN_RESTORE));
	w->plan.same += !any;
	return 0;
}

/* Live nodes that the file does not name, from the top: what lies under them goes with them. */
static int
retire_missing(struct walk *w)
{
	for (size_t i = 0; i < w->old_n; i++) {
		struct entry *e = w->all[i], *parent = find_old(w, e->n.parent);

		if (e->seen || e->n.state != CATALOGUE_LIVE)
			continue;
		w->plan.retired++;
		if (parent && parent != &w->top && !parent->seen)
			continue;
		add_row(w, 0, PLAN_RETIRE, e->n.path);
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
	TRY(load(&w));
	w.note = str_fmt(tx->arena, "file=%.*s",
			 STR(str_valid(sheet->filename) ? sheet->filename : S("?")));
	w.plan.rows.v = NEW_ARRAY(tx->arena, struct catalogue_plan_row, w.all_n + 3 * sheet->n);
	w.plan.bad.v = NEW_ARRAY(tx->arena, struct catalogue_bad_row, sheet->n);
	for (size_t i = 0; i < sheet->n; i++)
		TRY(take_line(&w, &sheet->v[i]));
	if (how->retire_missing)
		TRY(retire_missing(&w));
	for (size_t i = 0; i < w.all_n && !how->dry; i++)
		if (w.all[i]->dirty)
			TRY(sql_catalogue_leaf_refresh(tx, who->district, w.all[i]->n.id, NULL));
	*ret = w.plan;
	return 0;
}
