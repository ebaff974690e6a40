/* catalogue_tree.c: finding the nodes of the catalogue in memory by number, by code and by name. */
#include "features/catalogue/catalogue_tree.h"

#include <stdlib.h>

#include "db/db.h"
#include "gen/catalogue_sql.h"

static size_t
name_slot(const struct tree *t, int64_t parent, struct str name)
{
	return (size_t)(str_hash(name) ^ (uint64_t)parent * UINT64_C(0x9e3779b97f4a7c15)) & t->mask;
}

struct entry *
tree_named(const struct tree *t, int64_t parent, struct str name)
{
	struct entry *e = t->named[name_slot(t, parent, name)];

	while (e && !(e->n.parent == parent && str_eq(e->n.name, name)))
		e = e->next_named;
	return e;
}

struct entry *
tree_coded(const struct tree *t, struct str code)
{
	struct entry *e = code.n ? t->coded[(size_t)str_hash(code) & t->mask] : NULL;

	while (e && !str_eq(e->n.code, code))
		e = e->next_coded;
	return e;
}

void
tree_code(struct tree *t, struct entry *e)
{
	struct entry **slot = &t->coded[(size_t)str_hash(e->n.code) & t->mask];

	e->next_coded = *slot;
	*slot = e;
}

static void
index_name(struct tree *t, struct entry *e)
{
	struct entry **slot = &t->named[name_slot(t, e->n.parent, e->n.name)];

	e->next_named = *slot;
	*slot = e;
}

static void
unindex_name(struct tree *t, const struct entry *e)
{
	struct entry **at = &t->named[name_slot(t, e->n.parent, e->n.name)];

	while (*at != e)
		at = &(*at)->next_named;
	*at = e->next_named;
}

void
tree_place(struct tree *t, struct entry *e, struct entry *up, struct str name)
{
	unindex_name(t, e);
	if (e->up != up)
		e->n.position = ++up->last;
	e->up = up;
	e->n.parent = up->n.id;
	e->n.name = name;
	index_name(t, e);
}

void
tree_add(struct tree *t, struct entry *e)
{
	index_name(t, e);
	if (e->n.code.n)
		tree_code(t, e);
	t->all[t->all_n++] = e;
}

void
tree_stored(struct entry *e)
{
	e->path = e->n.path;
	e->path_en = e->n.path_en;
	e->class = e->n.class;
}

static int
by_id(const void *a, const void *b)
{
	int64_t x = (*(struct entry *const *)a)->n.id, y = (*(struct entry *const *)b)->n.id;

	return (x > y) - (x < y);
}

struct entry *
tree_old(struct tree *t, int64_t id)
{
	struct entry key = {.n = {.id = id}}, *at = &key, **e;

	if (!id)
		return &t->top;
	e = bsearch(&at, t->all, t->old_n, sizeof *t->all, by_id);
	return e ? *e : NULL;
}

/* Parents, and where their last child stands. */
static int
link_parents(struct tree *t)
{
	for (size_t i = 0; i < t->old_n; i++) {
		struct entry *e = t->all[i], *up = tree_old(t, e->n.parent);

		if (!up)
			return E_BUG;
		e->up = up;
		if (up->last < e->n.position)
			up->last = e->n.position;
	}
	return 0;
}

int
tree_load(struct tx *tx, int64_t district, int64_t at, size_t more, struct tree *ret)
{
	struct catalogue_node_list nodes;
	struct catalogue_rule_list rules;
	size_t size = 64;

	TRY(sql_catalogue_node_all(tx, district, 0, &nodes));
	TRY(sql_catalogue_rules_at(tx, district, at, &rules));
	while (size < 2 * (nodes.n + more))
		size *= 2;
	*ret = (struct tree){
		.all = NEW_ARRAY(tx->arena, struct entry *, nodes.n + more),
		.named = NEW_ARRAY(tx->arena, struct entry *, size),
		.coded = NEW_ARRAY(tx->arena, struct entry *, size),
		.mask = size - 1,
	};
	for (size_t i = 0; i < nodes.n; i++) {
		struct entry *e = NEW(tx->arena, struct entry);

		e->n = nodes.v[i];
		ret->has_codes |= e->n.code.n > 0;
		tree_stored(e);
		tree_add(ret, e);
	}
	ret->old_n = ret->all_n;
	qsort(ret->all, ret->old_n, sizeof *ret->all, by_id);
	for (size_t i = 0; i < rules.n; i++) {
		struct entry *e = tree_old(ret, rules.v[i].node);

		if (e)
			e->rule = &rules.v[i];
	}
	return link_parents(ret);
}
