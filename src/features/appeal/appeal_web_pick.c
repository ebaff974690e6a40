/* appeal_web_pick.c: what forms and filters let people choose from: communities, classes, items, bodies, places. */
#include "features/appeal/appeal_web_pick.h"

#include <stdlib.h>

#include "features/account/account.h"
#include "features/appeal/appeal_web_cards.h"
#include "features/catalogue/catalogue.h"
#include "features/suggest/suggest.h"
#include "features/territory/territory.h"
#include "kit/say.h"

enum { SEARCHED = 60, LIKELY_PERMILLE = 50 };

int
appeal_community_of(struct req *r, struct str code, struct territory_node *ret)
{
	int rc = code.n ? territory_by_code(r->tx, r->who->district, code, ret) : E_NOTFOUND;

	if (rc == E_NOTFOUND)
		*ret = (struct territory_node){0};
	return rc == E_NOTFOUND ? 0 : rc;
}

int
appeal_pick_communities(struct req *r, int64_t chosen, struct pick_list *ret)
{
	struct territory_node_list nodes;

	TRY(territory_communities(r->tx, r->who->district, &nodes));
	*ret = (struct pick_list){NEW_ARRAY(&r->arena, struct pick, nodes.n), nodes.n};
	for (size_t i = 0; i < nodes.n; i++)
		ret->v[i] = (struct pick){
			.value = nodes.v[i].code,
			.label = say_place(r, nodes.v[i].name, nodes.v[i].name_en),
			.chosen = nodes.v[i].id == chosen,
		};
	return 0;
}

int
appeal_pick_moves(struct req *r, int64_t current, struct pick_list *ret)
{
	struct territory_node_list nodes;

	TRY(territory_communities(r->tx, r->who->district, &nodes));
	*ret = (struct pick_list){NEW_ARRAY(&r->arena, struct pick, nodes.n), 0};
	for (size_t i = 0; i < nodes.n; i++)
		if (nodes.v[i].id != current)
			ret->v[ret->n++] = (struct pick){
				.value = str_number(&r->arena, nodes.v[i].id),
				.label = say_place(r, nodes.v[i].name, nodes.v[i].name_en),
			};
	return 0;
}

static int
pick_children(struct req *r, int64_t parent, int64_t chosen, struct pick_list *ret)
{
	struct catalogue_node_list nodes;

	TRY(catalogue_children(r->tx, r->who->district, parent, &nodes));
	*ret = (struct pick_list){NEW_ARRAY(&r->arena, struct pick, nodes.n), nodes.n};
	for (size_t i = 0; i < nodes.n; i++)
		ret->v[i] = (struct pick){
			.value = str_number(&r->arena, nodes.v[i].id),
			.label = catalogue_name(&nodes.v[i], req_lang(r) == LANG_EN),
			.chosen = nodes.v[i].id == chosen,
		};
	return 0;
}

int
appeal_pick_classes(struct req *r, int64_t chosen, struct pick_list *ret)
{
	return pick_children(r, 0, chosen, ret);
}

/* All live leaves, grouped by class: one read for the whole select. */
int
appeal_pick_items(struct req *r, int64_t chosen, struct pick_group_list *ret)
{
	struct catalogue_node_list all;
	struct pick_group_list list = {0};
	size_t groups = 0;

	TRY(catalogue_leaves(r->tx, r->who->district, &all));
	for (size_t i = 0; i < all.n; i++)
		groups += i == 0 || all.v[i].class != all.v[i - 1].class;
	list.v = NEW_ARRAY(&r->arena, struct pick_group, groups);
	for (size_t i = 0; i < all.n; i++) {
		struct pick_group *g;

		if (i == 0 || all.v[i].class != all.v[i - 1].class) {
			struct str path = catalogue_path(&all.v[i], req_lang(r) == LANG_EN),
				   label = S("");

			str_next(&path, '/', &label);
			list.v[list.n++] = (struct pick_group){
				.label = label,
				.picks.v = NEW_ARRAY(&r->arena, struct pick, all.n - i),
			};
		}
		g = &list.v[list.n - 1];
		g->picks.v[g->picks.n++] = (struct pick){
			.value = str_number(&r->arena, all.v[i].id),
			.label = catalogue_name(&all.v[i], req_lang(r) == LANG_EN),
			.chosen = all.v[i].id == chosen,
		};
	}
	*ret = list;
	return 0;
}

int
appeal_pick_orgs(struct req *r, int64_t chosen, struct pick_list *ret)
{
	struct org_list orgs;

	TRY(account_orgs(r->tx, r->who->district, &orgs));
	*ret = (struct pick_list){NEW_ARRAY(&r->arena, struct pick, orgs.n), orgs.n};
	for (size_t i = 0; i < orgs.n; i++)
		ret->v[i] = (struct pick){
			.value = str_number(&r->arena, orgs.v[i].id),
			.label = appeal_say(r, orgs.v[i].name, orgs.v[i].name_en),
			.chosen = orgs.v[i].id == chosen,
		};
	return 0;
}

/* ---- the long ones of the filing form ---- */

static void
add_pick(struct req *r, struct pick_list *list, const struct territory_node *n, struct str label,
	 int64_t chosen)
{
	list->v[list->n++] = (struct pick){
		.value = str_number(&r->arena, n->id),
		.label = label,
		.chosen = n->id == chosen,
	};
}

static int
by_building(const void *a, const void *b)
{
	const struct territory_node *const *x = a, *const *y = b;
	int64_t of = (*x)->building, than = (*y)->building;

	return of != than ? (of > than) - (of < than) : (*x > *y) - (*x < *y);
}

/* The units of a list, those of one building together, otherwise in the list's order. */
static const struct territory_node **
sort_units(struct arena *a, const struct territory_node_list *units)
{
	const struct territory_node **sorted = NEW_ARRAY(a, const struct territory_node *, units->n);

	for (size_t i = 0; i < units->n; i++)
		sorted[i] = &units->v[i];
	if (units->n)
		qsort(sorted, units->n, sizeof *sorted, by_building);
	return sorted;
}

/* The index at which the units of a building begin, in the list that sort_units made. */
static size_t
first_unit(const struct territory_node **sorted, size_t n, int64_t building)
{
	size_t low = 0, high = n;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (sorted[middle]->building < building)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Each building, then its units. */
static int
pick_buildings(struct req *r, int64_t community, int64_t chosen, struct pick_group_list *list)
{
	struct territory_node_list buildings, units;
	const struct territory_node **sorted;
	bool english = req_lang(r) == LANG_EN;
	int64_t d = r->who->district;

	TRY(territory_of_level(r->tx, d, LEVEL_BUILDING, community, &buildings));
	TRY(territory_of_level(r->tx, d, LEVEL_UNIT, community, &units));
	sorted = sort_units(&r->arena, &units);
	list->v = NEW_ARRAY(&r->arena, struct pick_group, buildings.n + 1);
	list->n = 1;
	for (size_t i = 0; i < buildings.n; i++) {
		struct pick_group *g = &list->v[list->n++];
		size_t from = first_unit(sorted, units.n, buildings.v[i].id), to = from;

		while (to < units.n && sorted[to]->building == buildings.v[i].id)
			to++;
		*g = (struct pick_group){
			.label = territory_full_name(&r->arena, &buildings.v[i], english),
			.picks.v = NEW_ARRAY(&r->arena, struct pick, to - from + 1),
		};
		add_pick(r, &g->picks, &buildings.v[i], g->label, chosen);
		for (; from < to; from++)
			add_pick(r, &g->picks, sorted[from],
				 territory_full_name(&r->arena, sorted[from], english), chosen);
	}
	return 0;
}

int
appeal_pick_places(struct req *r, const struct territory_node *community, int64_t chosen,
		   struct pick_group_list *ret)
{
	bool english = req_lang(r) == LANG_EN;
	struct territory_node_list grids;
	int64_t d = r->who->district;
	struct pick_list *top;
	struct str *where;

	TRY(territory_of_level(r->tx, d, LEVEL_GRID, community->id, &grids));
	TRY(pick_buildings(r, community->id, chosen, ret));
	ret->v[0] = (struct pick_group){
		.label = say_place(r, community->name, community->name_en),
		.picks.v = NEW_ARRAY(&r->arena, struct pick, grids.n + 2),
	};
	top = &ret->v[0].picks;
	if (!chosen)
		top->v[top->n++] =
			(struct pick){.label = str_of(ui_translate(req_lang(r), N_("请选在哪里"))),
				      .chosen = true};
	add_pick(r, top, community, str_of(ui_translate(req_lang(r), N_("公共区域，或者说不准"))),
		 chosen);
	where = NEW_ARRAY(&r->arena, struct str, grids.n);
	TRY(territory_where(r->tx, d, &grids, english, where));
	for (size_t i = 0; i < grids.n; i++)
		add_pick(r, top, &grids.v[i],
			 say_within(r, where[i],
				    say_place(r, grids.v[i].name, grids.v[i].name_en)),
			 chosen);
	return 0;
}

static void
add_item(struct req *r, struct pick_search *s, const struct catalogue_node *n, int64_t chosen)
{
	bool english = req_lang(r) == LANG_EN;

	s->hits.v[s->hits.n++] = (struct pick){
		.value = str_number(&r->arena, n->id),
		.label = catalogue_name(n, english),
		.about = catalogue_path(n, english),
		.chosen = n->id == chosen,
	};
}

int
appeal_find_items(struct req *r, struct str typed, int64_t chosen, struct pick_search *ret)
{
	struct catalogue_node_list found = {0};
	struct catalogue_node node;
	struct pick_search s = {.name = "item", .query = "find", .again = "seek",
				.from = "/appeal/items?find=", .label = N_("找事项"),
				.hint = N_("写一两个词，比如：路灯、噪声"),
				.none = N_("不选，由工作人员归类"), .typed = typed};
	size_t room = PICK_SHOWN + 1;

	s.hits.v = NEW_ARRAY(&r->arena, struct pick, room);
	if (chosen && catalogue_get(r->tx, r->who->district, chosen, &node) == 0)
		add_item(r, &s, &node, chosen);
	if (typed.n)
		TRY(catalogue_search(r->tx, r->who->district, typed, SEARCHED, &found));
	for (size_t i = 0; i < found.n && !s.more; i++) {
		if (!found.v[i].leaf || found.v[i].id == chosen)
			continue;
		if (s.hits.n < room)
			add_item(r, &s, &found.v[i], 0);
		else
			s.more = true;
	}
	*ret = s;
	return 0;
}

/* ---- suggestions ---- */

void
appeal_likely(struct req *r, struct suggest_hit_list *hits)
{
	bool english = req_lang(r) == LANG_EN;
	size_t kept = 0;

	for (size_t i = 0; i < hits->n; i++) {
		struct suggest_hit *h = &hits->v[i];
		struct buf reasons;

		if (h->permille < LIKELY_PERMILLE)
			continue;
		h->name = appeal_say(r, h->name, h->name_en);
		h->path = appeal_say(r, h->path, h->path_en);
		buf_init(&reasons, &r->arena);
		for (size_t k = 0; k < h->reasons_n; k++)
			buf_fmt(&reasons, "%s%.*s",
				k == 0	  ? ""
				: english ? ", "
					  : "、",
				STR(h->reasons[k]));
		h->reason_text = buf_done(&reasons);
		hits->v[kept++] = *h;
	}
	hits->n = kept;
}
