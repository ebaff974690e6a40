/* catalogue.c: reading the duty catalogue. Changes are in catalogue_edit.c and catalogue_import.c. */
#include "features/catalogue/catalogue.h"

#include "base/clock.h"
#include "db/db.h"
#include "gen/catalogue_sql.h"
#include "kit/feature.h"
#include "lib/calendar.h"
#include "lib/text.h"

enum { SEARCH_WORDS = 8 };

const struct catalogue_rule catalogue_house_rule = {
	.body = {"community", 9},
	.circle = LEVEL_COMMUNITY,
	.accept_min = 4 * 60,
	.handle_min = 5 * CALENDAR_DAY_MIN,
	.follow_min = 5 * CALENDAR_DAY_MIN,
};

int
catalogue_get(struct tx *tx, int64_t district, int64_t node, struct catalogue_node *ret)
{
	return sql_catalogue_node_get(tx, district, node, ret);
}

int
catalogue_is_never(struct tx *tx, int64_t district, int64_t node, bool *ret)
{
	struct catalogue_never row = {0};

	if (node)
		TRY(sql_catalogue_never(tx, district, node, &row));
	*ret = row.never;
	return 0;
}

int
catalogue_find(struct tx *tx, int64_t district, struct str name, struct catalogue_node *ret)
{
	name = str_trim(name);
	return name.n ? sql_catalogue_node_find(tx, district, name, ret) : E_NOTFOUND;
}

int
catalogue_children(struct tx *tx, int64_t district, int64_t parent, struct catalogue_node_list *ret)
{
	return sql_catalogue_node_under(tx, district, parent, 0, ret);
}

int
catalogue_children_retired(struct tx *tx, int64_t district, int64_t parent,
			   struct catalogue_node_list *ret)
{
	struct catalogue_node_list all;
	size_t n = 0;

	TRY(sql_catalogue_node_under(tx, district, parent, 1, &all));
	for (size_t i = 0; i < all.n; i++)
		if (all.v[i].state != CATALOGUE_LIVE)
			all.v[n++] = all.v[i];
	*ret = (struct catalogue_node_list){all.v, n};
	return 0;
}

int
catalogue_items(struct tx *tx, int64_t district, int64_t class, struct str after, int64_t limit,
		struct catalogue_node_list *ret)
{
	return sql_catalogue_items_after(tx, district, class, after, limit, ret);
}

int
catalogue_leaves(struct tx *tx, int64_t district, struct catalogue_node_list *ret)
{
	return sql_catalogue_node_leaves(tx, district, ret);
}

int
catalogue_counts(struct tx *tx, int64_t district, struct catalogue_count_list *ret)
{
	return sql_catalogue_node_counts(tx, district, ret);
}

int
catalogue_seeds(struct tx *tx, int64_t district, struct catalogue_seed_list *ret)
{
	return sql_catalogue_seed_all(tx, district, clock_now(), ret);
}

struct str
catalogue_name(const struct catalogue_node *n, bool english)
{
	return english && n->name_en.n ? n->name_en : n->name;
}

struct str
catalogue_path(const struct catalogue_node *n, bool english)
{
	return english ? n->path_en : n->path;
}

/* ---- searching ---- */

struct search {
	struct arena *arena;
	struct str words[SEARCH_WORDS];
	size_t words_n;
	int64_t limit;
	struct catalogue_node_list *hits;
};

static int
look(void *ctx, const struct catalogue_found *f)
{
	struct search *s = ctx;
	struct arena_mark mark = arena_mark(s->arena);
	struct str all = str_fmt(s->arena, "%.*s %.*s %.*s %.*s", STR(f->path), STR(f->path_en),
				 STR(f->code), STR(f->keywords));
	struct catalogue_node *n;

	all = text_fold(s->arena, all);
	for (size_t i = 0; i < s->words_n; i++)
		if (!str_has(all, s->words[i])) {
			arena_rewind(s->arena, mark);
			return 0;
		}
	arena_rewind(s->arena, mark);
	n = &s->hits->v[s->hits->n++];
	*n = (struct catalogue_node){
		.id = f->id,
		.parent = f->parent,
		.level = f->level,
		.code = str_dup(s->arena, f->code),
		.name = str_dup(s->arena, f->name),
		.name_en = str_dup(s->arena, f->name_en),
		.path = str_dup(s->arena, f->path),
		.path_en = str_dup(s->arena, f->path_en),
		.colour = str_dup(s->arena, f->colour),
		.class = f->class,
		.position = f->position,
		.leaf = f->leaf,
		.state = f->state,
		.version = f->version,
	};
	return (int64_t)s->hits->n == s->limit;
}

/* A catalogue has a thousand rows or two: reading them all is quicker than keeping an index of them. */
int
catalogue_search(struct tx *tx, int64_t district, struct str query, int64_t limit,
		 struct catalogue_node_list *ret)
{
	struct catalogue_node_list hits = {NEW_ARRAY(tx->arena, struct catalogue_node,
						     (size_t)limit),
					   0};
	struct search s = {.arena = tx->arena, .limit = limit, .hits = &hits};
	struct str rest = text_fold(tx->arena, query), word;

	while (s.words_n < SEARCH_WORDS && str_next(&rest, ' ', &word))
		if (word.n)
			s.words[s.words_n++] = word;
	if (s.words_n && limit > 0)
		TRY(sql_catalogue_scan(tx, district, clock_now(), look, &s));
	*ret = hits;
	return 0;
}

/* ---- rules ---- */

int
catalogue_rule_at(struct tx *tx, int64_t district, int64_t node, int64_t at,
		  struct catalogue_rule *ret)
{
	int rc = node ? sql_catalogue_rule_in_force(tx, district, node, at, ret) : E_NOTFOUND;

	if (rc == E_NOTFOUND)
		*ret = catalogue_house_rule;
	return rc == E_NOTFOUND ? 0 : rc;
}

int
catalogue_rule_get(struct tx *tx, int64_t district, int64_t rule, struct catalogue_rule *ret)
{
	if (!rule) {
		*ret = catalogue_house_rule;
		return 0;
	}
	return sql_catalogue_rule_by_id(tx, district, rule, ret);
}

bool
catalogue_basis_is_local(const struct catalogue_rule *r)
{
	return str_is(r->basis, "由本地填写");
}

int
catalogue_versions(struct tx *tx, int64_t district, int64_t node, struct catalogue_rule_list *ret)
{
	return sql_catalogue_rule_versions(tx, district, node, ret);
}

struct str
catalogue_body_word(struct tx *tx, int64_t district, struct str code, bool english)
{
	struct catalogue_body b;

	if (sql_catalogue_body_get(tx, district, code, &b) < 0)
		return code;
	return english && b.name_en.n ? b.name_en : b.name;
}

int
catalogue_bodies(struct tx *tx, int64_t district, struct catalogue_body_list *ret)
{
	return sql_catalogue_body_all(tx, district, ret);
}

int
catalogue_body_kinds(struct tx *tx, int64_t district, bool english, struct body_kind_list *ret)
{
	struct catalogue_body_list bodies;

	TRY(catalogue_bodies(tx, district, &bodies));
	*ret = (struct body_kind_list){NEW_ARRAY(tx->arena, struct body_kind, bodies.n), bodies.n};
	for (size_t i = 0; i < bodies.n; i++)
		ret->v[i] = (struct body_kind){
			bodies.v[i].code, english && bodies.v[i].name_en.n ? bodies.v[i].name_en : bodies.v[i].name,
		};
	return 0;
}

int
catalogue_nearby(struct tx *tx, int64_t district, int64_t limit, struct catalogue_node_list *ret)
{
	return sql_catalogue_nearby(tx, district, clock_now(), limit, ret);
}
