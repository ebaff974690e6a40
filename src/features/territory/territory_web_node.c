/* territory_web_node.c: the node of an address as every page reads, names and draws it. */
#include "features/territory/territory_web.h"

#include "base/clock.h"
#include "http/reply.h"
#include "kit/gate.h"
#include "kit/say.h"

struct str
territory_say_full(struct req *r, const struct territory_node *n)
{
	return territory_full_name(&r->arena, n, req_lang(r) == LANG_EN);
}

struct page
territory_page_for(struct req *r, const char *title)
{
	bool staff = actor_is_staff(r->who);

	return (struct page){.frame = staff ? FRAME_DESK : FRAME_WIDE,
			     .title = title,
			     .tab = "territory",
			     .back = "/territory"};
}

int
territory_back(struct req *r, int64_t node, const char *flash)
{
	gate_flash(r, flash);
	return redirect(r, "/territory/%lld", (long long)node);
}

int
territory_find(struct req *r, struct str key, struct territory_node *ret)
{
	int64_t id;
	int rc = E_NOTFOUND;

	if (str_int(key, &id))
		rc = territory_see(r->tx, r->who, id, ret);
	if (rc == E_NOTFOUND && territory_by_code(r->tx, r->who->district, key, ret) == 0)
		rc = territory_see(r->tx, r->who, ret->id, ret);
	return rc;
}

int
territory_of_path(struct req *r, struct territory_node *ret)
{
	return territory_find(r, r->arg[0], ret);
}

int
territory_to_change(struct req *r, enum perm perm, struct territory_form_page *p)
{
	TRY(territory_of_path(r, &p->n));
	if (!territory_may(r->who, perm, &p->n))
		return E_DENIED;
	if (p->n.state != TERRITORY_LIVE)
		return E_NOTFOUND;
	p->name = territory_say_full(r, &p->n);
	p->word = territory_word(&p->n);
	p->root = !p->n.parent;
	return 0;
}

struct territory_line
territory_line_of(struct req *r, const struct territory_node *n)
{
	return (struct territory_line){
		.id = n->id,
		.name = say_place(r, n->name, n->name_en),
		.full = territory_say_full(r, n),
		.code = n->code,
		.plate = n->plate,
		.word = territory_word(n),
	};
}

struct territory_line_list
territory_lines_of(struct req *r, const struct territory_node_list *list)
{
	struct territory_line_list lines = {NEW_ARRAY(&r->arena, struct territory_line, list->n),
					    list->n};

	for (size_t i = 0; i < list->n; i++)
		lines.v[i] = territory_line_of(r, &list->v[i]);
	return lines;
}

int
territory_people_of(struct req *r, const struct territory_node *n,
		    struct territory_person_list *ret)
{
	struct territory_duty_list list;
	int64_t now = clock_now();

	TRY(territory_duties(r->tx, n, &list));
	*ret = (struct territory_person_list){NEW_ARRAY(&r->arena, struct territory_person, list.n),
					      list.n};
	for (size_t i = 0; i < list.n; i++)
		ret->v[i] = (struct territory_person){
			.d = list.v[i],
			.hours = territory_hours(&r->arena, &list.v[i], req_lang(r) == LANG_EN),
			.place = say_place(r, list.v[i].node_name,
					   list.v[i].level < LEVEL_BUILDING ? list.v[i].node_name_en
									    : S("")),
			.on = territory_on_duty(r->who->district, &list.v[i], now),
			.own = list.v[i].node == n->id,
		};
	return 0;
}

int
territory_map_around(struct req *r, const struct territory_node *n, struct html *ret)
{
	struct territory_drawing d = {.title = territory_say_full(r, n), .here = n->id};

	TRY(territory_boundaries(r->tx, n->district, n->community, &d.shapes));
	if (n->community)
		TRY(territory_of_level(r->tx, n->district, LEVEL_BUILDING, n->community,
				       &d.buildings));
	return territory_map_svg(r, &d, ret);
}
