/* appeal_web_pick.c: the long choices of the filing form: places of a community, items found by words. */
#include <stdlib.h>

#include "features/appeal/appeal_web.h"
#include "features/catalogue/catalogue.h"
#include "features/territory/territory.h"
#include "kit/say.h"

enum { SEARCHED = 60 };

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

/* Where the units of a building begin in what sort_units made. */
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
