/* territory_web_pick.c: a place chosen by words: the search in a form, and the fragment that its script asks for. */
#include "features/territory/territory_web_pick.h"

#include "features/territory/territory_web.h"
#include "http/reply.h"
#include "kit/gate.h"
#include "kit/narrow.h"
#include "kit/say.h"

static const char *const of_words[] = {[TERRITORY_PICK_ANY] = "any", [TERRITORY_PICK_COMMUNITY] = "community"};

/* A house that is the only one found shows its doors too. */
static int
add_doors(struct req *r, struct territory_node_list *found)
{
	struct territory_node_list doors, all;

	if (found->n != 1 || found->v[0].level != LEVEL_BUILDING)
		return 0;
	TRY(territory_children(r->tx, r->who->district, found->v[0].id, S(""), PICK_SHOWN - 1, &doors));
	all = (struct territory_node_list){NEW_ARRAY(&r->arena, struct territory_node, doors.n + 1), 1};
	all.v[0] = found->v[0];
	for (size_t i = 0; i < doors.n; i++)
		if (doors.v[i].level == LEVEL_UNIT)
			all.v[all.n++] = doors.v[i];
	*found = all;
	return 0;
}

static int
find(struct req *r, enum territory_pick of, struct str typed, struct territory_node_list *ret)
{
	if (of == TERRITORY_PICK_COMMUNITY)
		return territory_communities(r->tx, r->who->district, ret);
	TRY(territory_search(r->tx, r->who->district, typed, PICK_SHOWN + 1, ret));
	return add_doors(r, ret);
}

static int
add_all(struct req *r, const struct territory_node_list *list, int64_t chosen, struct pick_list *ret)
{
	bool english = req_lang(r) == LANG_EN;
	struct str *where = NEW_ARRAY(&r->arena, struct str, list->n + 1);

	TRY(territory_where(r->tx, r->who->district, list, english, where));
	for (size_t i = 0; i < list->n; i++)
		ret->v[ret->n++] = (struct pick){
			.value = str_number(&r->arena, list->v[i].id),
			.label = territory_full_name(&r->arena, &list->v[i], english),
			.about = where[i].n ? where[i] : str_of(ui_translate(req_lang(r), territory_word(&list->v[i]))),
			.also = str_fmt(&r->arena, "%.*s %.*s %.*s", STR(list->v[i].code), STR(list->v[i].full_name), STR(list->v[i].name_en)),
			.chosen = list->v[i].id == chosen,
		};
	return 0;
}

/* A flat of others is nobody's to see. */
static int
see(struct req *r, int64_t id, int64_t own, struct territory_node *ret)
{
	return id == own ? territory_get(r->tx, r->who->district, id, ret) : territory_see(r->tx, r->who, id, ret);
}

int
territory_find_places(struct req *r, const struct territory_pick_form *form, struct str typed, int64_t chosen, struct pick_search *ret)
{
	struct pick_search s = {
		.name = form->field, .query = form->query, .again = form->again, .label = form->label, .none = form->none,
		.hint = N_("名称、编号或拼音首字母"), .typed = typed, .unchosen = !chosen,
		.from = str_fmt(&r->arena, "/territory/pick?of=%s&field=%s%s&find=", of_words[form->of], form->field, form->none ? "&free=1" : "").p,
	};
	struct territory_node_list found, own = {0};
	struct pick_list all;
	struct territory_node node;
	bool is_known = false;

	TRY(find(r, form->of, typed, &found));
	all = (struct pick_list){NEW_ARRAY(&r->arena, struct pick, found.n + 1), 0};
	for (size_t i = 0; i < found.n; i++)
		is_known |= found.v[i].id == chosen;
	if (chosen && !is_known && see(r, chosen, form->own, &node) == 0) {
		own = (struct territory_node_list){&node, 1};
		TRY(add_all(r, &own, chosen, &all));
	}
	TRY(add_all(r, &found, chosen, &all));
	if (form->of == TERRITORY_PICK_ANY) {
		s.hits = all;
		s.chosen = chosen != 0;
		s.nothing = typed.n && !found.n;
		s.more = found.n > PICK_SHOWN;
		if (s.more)
			s.hits.n--;
	} else {
		pick_narrow(&r->arena, &all, &s);
	}
	*ret = s;
	return 0;
}

/* ---- what fits, for pick.js ---- */

static const struct choice ofs[] = {{"any", N_("地方"), TERRITORY_PICK_ANY}, {"community", N_("社区"), TERRITORY_PICK_COMMUNITY}};
struct territory_pick_in {
	int of;
	struct str field, find;
	bool free;
};
static const struct field pick_fields[] = {
	FIELD(territory_pick_in, of, FIELD_CHOICE, .label = N_("类型"), .required = true, CHOICES(ofs)),
	FIELD(territory_pick_in, field, FIELD_TEXT, .label = N_("字段"), .max = 20, .required = true),
	FIELD(territory_pick_in, find, FIELD_TEXT, .label = N_("找哪里"), .max = 60),
	FIELD(territory_pick_in, free, FIELD_BOOL, .label = N_("可以不选")),
};
const struct form territory_form_pick = FORM(territory_pick_in, pick_fields);

int
territory_pick_page(struct req *r)
{
	const struct territory_pick_in *in = form_in(r, territory_pick_in);
	struct pick_search s;

	if (!in->of || !in->field.n)
		return E_NOTFOUND;
	TRY(territory_find_places(r,
				  &(struct territory_pick_form){.of = (enum territory_pick)in->of,
								.field = str_z(&r->arena, in->field),
								.none = in->free ? N_("不选地方") : NULL},
				  in->find, 0, &s));
	s.unchosen = false;
	return reply_fragment(r, pick_hits, &s);
}
