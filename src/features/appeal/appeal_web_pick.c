/* appeal_web_pick.c: what forms and filters let people choose from: communities, classes, items, bodies, places. */
#include "features/appeal/appeal_web_pick.h"

#include "features/account/account.h"
#include "features/appeal/appeal_web_cards.h"
#include "features/catalogue/catalogue.h"
#include "features/suggest/suggest.h"
#include "features/territory/territory.h"
#include "kit/gate.h"
#include "kit/narrow.h"
#include "kit/say.h"
#include "lib/text.h"

enum { SEARCHED = 60 };

int
appeal_community_of(struct req *r, struct str code, struct territory_node *ret)
{
	int rc = code.n ? territory_by_code(r->tx, r->who->district, code, ret) : E_NOTFOUND;

	if (rc == E_NOTFOUND)
		*ret = (struct territory_node){0};
	return rc == E_NOTFOUND ? 0 : rc;
}

struct pick_list
appeal_picks_of(struct req *r, const struct territory_node_list *nodes, int64_t chosen)
{
	struct pick_list list = {NEW_ARRAY(&r->arena, struct pick, nodes->n), nodes->n};

	for (size_t i = 0; i < nodes->n; i++)
		list.v[i] = (struct pick){
			.value = nodes->v[i].code,
			.label = say_place(r, nodes->v[i].name, nodes->v[i].name_en),
			.chosen = nodes->v[i].id == chosen,
		};
	return list;
}

int
appeal_pick_communities(struct req *r, int64_t chosen, struct pick_list *ret)
{
	struct territory_node_list nodes;

	TRY(territory_communities(r->tx, r->who->district, &nodes));
	*ret = appeal_picks_of(r, &nodes, chosen);
	return 0;
}

int
appeal_pick_moves(struct req *r, int64_t current, struct str typed, int64_t chosen, struct pick_search *ret)
{
	struct pick_search s = {.name = "place", .query = "find_place", .again = "seek_place", .label = N_("找社区"),
				.from = "/territory/pick?of=community&field=place&find=", .hint = N_("名称、编号或拼音首字母"), .typed = typed};
	struct territory_node_list nodes;
	struct pick_list all;

	TRY(territory_communities(r->tx, r->who->district, &nodes));
	all = (struct pick_list){NEW_ARRAY(&r->arena, struct pick, nodes.n), 0};
	for (size_t i = 0; i < nodes.n; i++)
		if (nodes.v[i].id != current)
			all.v[all.n++] = (struct pick){
				.value = str_number(&r->arena, nodes.v[i].id),
				.label = say_place(r, nodes.v[i].name, nodes.v[i].name_en),
				.also = str_fmt(&r->arena, "%.*s %.*s", STR(nodes.v[i].code), STR(nodes.v[i].name)),
				.chosen = nodes.v[i].id == chosen,
			};
	pick_narrow(&r->arena, &all, &s);
	*ret = s;
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

const char appeal_by_duty[] = N_("按职责清单派");

/* Does a body fit what was typed, folded: its names, the first letters of its pinyin, its code? */
static bool
org_fits(struct arena *a, const struct org *o, struct str typed)
{
	if (str_has(text_fold(a, o->name), typed) || str_has(text_fold(a, o->name_en), typed) || str_starts(text_fold(a, o->code), typed))
		return true;
	return (unsigned char)typed.p[0] < 0x80 && str_has(text_initials(a, o->name), typed);
}

static void
add_org(struct req *r, struct pick_search *s, const struct org *o, int64_t chosen)
{
	s->hits.v[s->hits.n++] = (struct pick){
		.value = str_number(&r->arena, o->id),
		.label = appeal_say(r, o->name, o->name_en),
		.chosen = o->id == chosen,
	};
}

int
appeal_find_orgs(struct req *r, struct str typed, int64_t chosen, const char *usual, struct str whose, struct pick_search *ret)
{
	struct str words = text_fold(&r->arena, typed);
	struct org_list orgs = {0};
	struct org org;
	struct pick_search s = {.name = "org", .query = "find_org", .again = "seek_org",
				.from = usual ? "/appeal/orgs?find=" : "/appeal/orgs?must=1&find=", .label = N_("找单位"),
				.hint = N_("单位名称、拼音首字母或编号"), .typed = typed};

	s.hits.v = NEW_ARRAY(&r->arena, struct pick, PICK_SHOWN + 2);
	if (usual)
		s.hits.v[s.hits.n++] = (struct pick){
			.value = S(""), .label = str_of(ui_translate(req_lang(r), usual)), .about = whose, .chosen = !chosen};
	if (chosen && account_org(r->tx, r->who->district, chosen, &org) == 0)
		add_org(r, &s, &org, chosen);
	if (words.n)
		TRY(account_orgs(r->tx, r->who->district, &orgs));
	s.nothing = words.n > 0;
	for (size_t i = 0; i < orgs.n && !s.more; i++) {
		if (!org_fits(&r->arena, &orgs.v[i], words))
			continue;
		s.nothing = false;
		if (s.hits.n == PICK_SHOWN + 1)
			s.more = true;
		else if (orgs.v[i].id != chosen)
			add_org(r, &s, &orgs.v[i], 0);
	}
	*ret = s;
	return 0;
}

/* ---- the long ones of the filing form ---- */

static void
add_place(struct req *r, struct pick_search *s, const struct territory_node *n, struct str label, int64_t chosen)
{
	s->hits.v[s->hits.n++] = (struct pick){
		.value = str_number(&r->arena, n->id),
		.label = label,
		.about = n->level == LEVEL_COMMUNITY ? say_place(r, n->name, n->name_en) : S(""),
		.chosen = n->id == chosen,
	};
}

/* What fits the words; without any the units of the building that is chosen, or nothing: nobody reads twenty grids. */
static int
places_near(struct req *r, const struct territory_node *community, struct str typed, const struct territory_node *chosen,
	    struct territory_node_list *ret)
{
	int64_t d = r->who->district;

	*ret = (struct territory_node_list){0};
	if (!typed.n && chosen->building)
		TRY(territory_children(r->tx, d, chosen->building, S(""), PICK_SHOWN, ret));
	else if (typed.n)
		TRY(territory_inside(r->tx, d, community->id, typed, PICK_SHOWN + 1, ret));
	return 0;
}

int
appeal_find_places(struct req *r, const struct territory_node *community, struct str typed, int64_t chosen,
		   struct pick_search *ret)
{
	bool english = req_lang(r) == LANG_EN;
	struct territory_node node = {0};
	struct territory_node_list found;
	struct pick_search s = {
		.name = "place", .query = "find_place", .again = "seek_place",
		.from = str_fmt(&r->arena, "/appeal/places?community=%.*s&find=", STR(gate_escape(&r->arena, community->code))).p,
		.label = N_("找楼栋和单元"), .hint = N_("楼号，比如：3号楼"), .typed = typed};

	/* A flat is nobody's to see here, nor is a place elsewhere. */
	if (chosen && (territory_get(r->tx, r->who->district, chosen, &node) < 0 || node.level > LEVEL_UNIT ||
		       node.community != community->id))
		node = (struct territory_node){0};
	TRY(places_near(r, community, typed, &node, &found));
	s.hits.v = NEW_ARRAY(&r->arena, struct pick, found.n + 2);
	if (node.id && node.id != community->id)
		add_place(r, &s, &node, territory_full_name(&r->arena, &node, english), chosen);
	add_place(r, &s, community, str_of(ui_translate(req_lang(r), N_("公共区域，或者说不准"))), chosen);
	s.nothing = typed.n && !found.n;
	s.more = found.n > PICK_SHOWN;
	for (size_t i = 0; i < found.n && i < PICK_SHOWN; i++)
		if (found.v[i].id != node.id && found.v[i].level <= LEVEL_UNIT)
			add_place(r, &s, &found.v[i], territory_full_name(&r->arena, &found.v[i], english), 0);
	*ret = s;
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
appeal_find_items(struct req *r, struct str typed, int64_t chosen, bool must, struct pick_search *ret)
{
	struct catalogue_node_list found = {0};
	struct catalogue_node node;
	struct pick_search s = {.name = "item", .query = "find", .again = "seek",
				.from = must ? "/appeal/items?must=1&find=" : "/appeal/items?find=", .label = N_("找事项"),
				.hint = N_("写一两个词，比如：路灯、噪声"),
				.none = must ? NULL : N_("不选，由工作人员归类"), .typed = typed};
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
	s.nothing = typed.n && !found.n;
	*ret = s;
	return 0;
}

/* ---- suggestions ---- */

void
appeal_likely(struct req *r, struct suggest_hit_list *hits, bool alarmed)
{
	bool english = req_lang(r) == LANG_EN;
	size_t kept = 0;

	for (size_t i = 0; i < hits->n; i++) {
		struct suggest_hit *h = &hits->v[i];
		struct buf reasons;

		if (h->permille < SUGGEST_BAR || (alarmed && (i || !hits->sure)))
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

static void
put_areas(struct req *r, const struct territory_node_list *nodes, struct str chosen, struct pick_list *ret)
{
	for (size_t i = 0; i < nodes->n; i++)
		ret->v[ret->n++] = (struct pick){
			.value = nodes->v[i].code,
			.label = say_place(r, nodes->v[i].name, nodes->v[i].name_en),
			.chosen = str_eq(nodes->v[i].code, chosen),
		};
}

int
appeal_pick_areas(struct req *r, struct str chosen, struct pick_list *ret)
{
	struct territory_node_list streets, communities;

	TRY(territory_of_level(r->tx, r->who->district, LEVEL_STREET, 0, &streets));
	TRY(territory_communities(r->tx, r->who->district, &communities));
	*ret = (struct pick_list){NEW_ARRAY(&r->arena, struct pick, streets.n + communities.n), 0};
	put_areas(r, &streets, chosen, ret);
	put_areas(r, &communities, chosen, ret);
	return 0;
}
