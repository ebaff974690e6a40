/* territory_web_reorg.c: merging, moving and retiring places. */
#include "features/territory/territory_web.h"
#include "gen/territory_view.h"
#include "kit/narrow.h"
#include "kit/say.h"

enum { SIBLINGS_MAX = 500 };

struct territory_merge_in {
	int64_t into, version;
	struct str find;
	bool sure, seek;
};
static const struct field merge_fields[] = {
	FIELD(territory_merge_in, into, FIELD_ID, .label = N_("并到哪里"), .required = true,
	      .about = "Id of a place of the same kind below the same parent"),
	FIELD(territory_merge_in, find, FIELD_TEXT, .label = N_("找地方"), .max = 60, .only = BY_PAGE),
	FIELD(territory_merge_in, seek, FIELD_AGAIN, .label = N_("找"), .only = BY_PAGE),
	FIELD(territory_merge_in, version, FIELD_INT, .label = N_("版本"), .min = 1,
	      .required = true, .about = "The place's version as it was read"),
	FIELD(territory_merge_in, sure, FIELD_BOOL, .label = N_("核对过了"), .required = true,
	      .missing = N_("请核对清楚，再勾上这一项。"), .about = "true: this was checked"),
};
const struct form territory_form_merge = FORM(territory_merge_in, merge_fields);

struct territory_move_in {
	int64_t parent, version;
	struct str find;
	bool seek;
};
static const struct field move_fields[] = {
	FIELD(territory_move_in, parent, FIELD_ID, .label = N_("移到哪里"), .required = true,
	      .about = "Id of the new parent"),
	FIELD(territory_move_in, find, FIELD_TEXT, .label = N_("找地方"), .max = 60, .only = BY_PAGE),
	FIELD(territory_move_in, seek, FIELD_AGAIN, .label = N_("找"), .only = BY_PAGE),
	FIELD(territory_move_in, version, FIELD_INT, .label = N_("版本"), .min = 1,
	      .required = true, .about = "The place's version as it was read"),
};
const struct form territory_form_move = FORM(territory_move_in, move_fields);

struct territory_retire_in {
	int64_t version;
	bool sure;
};
static const struct field retire_fields[] = {
	FIELD(territory_retire_in, version, FIELD_INT, .label = N_("版本"), .min = 1,
	      .required = true, .about = "The place's version as it was read"),
	FIELD(territory_retire_in, sure, FIELD_BOOL, .label = N_("核对过了"), .required = true,
	      .missing = N_("请核对清楚，再勾上这一项。"), .about = "true: this was checked"),
};
const struct form territory_form_retire = FORM(territory_retire_in, retire_fields);

/* Those of the list, told apart. */
static int
picks_of(struct req *r, const struct territory_node_list *list, int64_t chosen,
	 struct pick_list *ret)
{
	struct str *where = NEW_ARRAY(&r->arena, struct str, list->n);

	TRY(territory_where(r->tx, r->who->district, list, req_lang(r) == LANG_EN, where));
	*ret = (struct pick_list){NEW_ARRAY(&r->arena, struct pick, list->n),
					    list->n};
	for (size_t i = 0; i < list->n; i++) {
		const struct territory_node *n = &list->v[i];

		ret->v[i] = (struct pick){
			.value = str_number(&r->arena, n->id),
			.label = str_fmt(&r->arena, "%.*s %.*s", STR(n->code),
					 STR(say_within(r, where[i], territory_say_full(r, n)))),
			.chosen = n->id == chosen,
		};
	}
	return 0;
}

/* Those of the list that fit what was typed. */
static int
narrow(struct req *r, const struct territory_form_page *p, const struct territory_node_list *list, const char *field, struct str typed,
       int64_t chosen, struct pick_search *ret)
{
	struct pick_search s = {
		.name = field, .query = "find", .again = "seek", .label = N_("找地方"), .hint = N_("名称、编号或拼音首字母"), .typed = typed,
		.from = str_fmt(&r->arena, "/territory/%lld/others?field=%s&find=", (long long)p->n.id, field).p,
	};
	struct pick_list all;

	TRY(picks_of(r, list, chosen, &all));
	pick_narrow(&r->arena, &all, &s);
	*ret = s;
	return 0;
}

/* Same parent, level and kind: what it can be merged into. */
static int
load_siblings(struct req *r, struct territory_form_page *p)
{
	const struct territory_merge_in *in = r->route->form == &territory_form_merge ? form_if(r, territory_merge_in) : NULL;
	struct territory_node_list list;
	size_t kept = 0;

	TRY(territory_children(r->tx, r->who->district, p->n.parent, S(""), SIBLINGS_MAX, &list));
	for (size_t i = 0; i < list.n; i++)
		if (list.v[i].id != p->n.id && list.v[i].level == p->n.level &&
		    list.v[i].kind == p->n.kind)
			list.v[kept++] = list.v[i];
	list.n = kept;
	return narrow(r, p, &list, "into", in ? in->find : p->find, in ? in->into : 0, &p->siblings);
}

/* Nodes it would fit below: of the community for small ones, of the district for the others. */
static int
load_parents(struct req *r, struct territory_form_page *p)
{
	const struct territory_move_in *in = r->route->form == &territory_form_move ? form_if(r, territory_move_in) : NULL;
	int64_t community = p->n.level >= LEVEL_BUILDING ? p->n.community : 0;
	struct territory_node_list fit = {0};

	for (enum level level = LEVEL_DISTRICT; level < LEVEL_ROOM; level++) {
		struct territory_node_list list;
		struct territory_node *more;
		struct territory_node probe = {.level = level, .kind = TERRITORY_USUAL};

		if (!territory_fits(&probe, p->n.level, p->n.kind))
			continue;
		TRY(territory_of_level(r->tx, r->who->district, level,
				       level < LEVEL_COMMUNITY ? 0 : community, &list));
		more = NEW_ARRAY(&r->arena, struct territory_node, fit.n + list.n);
		for (size_t i = 0; i < fit.n; i++)
			more[i] = fit.v[i];
		fit.v = more;
		for (size_t i = 0; i < list.n; i++)
			if (list.v[i].id != p->n.parent && list.v[i].id != p->n.id &&
			    territory_fits(&list.v[i], p->n.level, p->n.kind))
				fit.v[fit.n++] = list.v[i];
	}
	return narrow(r, p, &fit, "parent", in ? in->find : p->find, in ? in->parent : 0, &p->parents);
}

int
territory_reorg_page(struct req *r)
{
	struct page page = territory_page_for(r, N_("调整网格"));
	struct territory_form_page p = {0};

	page.library = "pick.js";
	TRY(territory_to_change(r, TERRITORY_REORG, &p));
	if (p.root)
		return E_NOTFOUND;
	TRY(load_siblings(r, &p));
	TRY(load_parents(r, &p));
	if (r->method == POST)
		p.form = r->route->form == &territory_form_merge  ? 1
			 : r->route->form == &territory_form_move ? 2
								  : 3;
	ui_form(r, r->method == POST ? r->route->form : &territory_form_merge);
	return reply_page(r, &page, territory_reorg, &p);
}

int
territory_merge_from_form(struct req *r, struct territory_node *ret)
{
	const struct territory_merge_in *in = form_in(r, territory_merge_in);

	TRY(territory_of_path(r, ret));
	return territory_merge(r->tx, r->who, ret->id, in->version, in->into);
}

int
territory_merge_post(struct req *r)
{
	const struct territory_merge_in *in = form_in(r, territory_merge_in);
	struct territory_node n;

	TRY(territory_merge_from_form(r, &n));
	return territory_back(r, in->into, N_("并进来了，原来的历史都还在"));
}

int
territory_move_from_form(struct req *r, struct territory_node *ret)
{
	const struct territory_move_in *in = form_in(r, territory_move_in);

	TRY(territory_of_path(r, ret));
	return territory_move(r->tx, r->who, ret->id, in->version, in->parent);
}

int
territory_move_post(struct req *r)
{
	struct territory_node n;

	TRY(territory_move_from_form(r, &n));
	return territory_back(r, n.id, N_("移好了"));
}

int
territory_retire_from_form(struct req *r, struct territory_node *ret)
{
	const struct territory_retire_in *in = form_in(r, territory_retire_in);

	TRY(territory_of_path(r, ret));
	return territory_retire(r->tx, r->who, ret->id, in->version);
}

int
territory_retire_post(struct req *r)
{
	struct territory_node n;

	TRY(territory_retire_from_form(r, &n));
	return territory_back(r, n.parent, N_("停用了，办过的事还查得到"));
}

/* ---- what fits, for pick.js ---- */

static const struct choice fields[] = {{"into", N_("并到哪里"), 1}, {"parent", N_("移到哪里"), 2}};
struct territory_others_in {
	int field;
	struct str find;
};
static const struct field others_fields[] = {
	FIELD(territory_others_in, field, FIELD_CHOICE, .label = N_("字段"), .required = true, CHOICES(fields)),
	FIELD(territory_others_in, find, FIELD_TEXT, .label = N_("找地方"), .max = 60),
};
const struct form territory_form_others = FORM(territory_others_in, others_fields);

int
territory_others_page(struct req *r)
{
	const struct territory_others_in *in = form_in(r, territory_others_in);
	struct territory_form_page p = {.find = in->find};

	TRY(territory_to_change(r, TERRITORY_REORG, &p));
	if (!in->field)
		return E_NOTFOUND;
	if (in->field == 1)
		TRY(load_siblings(r, &p));
	else
		TRY(load_parents(r, &p));
	return reply_fragment(r, pick_hits, in->field == 1 ? &p.siblings : &p.parents);
}
