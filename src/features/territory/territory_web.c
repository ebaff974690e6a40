/* territory_web.c: the tree for everybody: a node's page, searching, and the table of pages. */
#include "features/territory/territory_web.h"

#include "gen/territory_view.h"
#include "http/reply.h"
#include "kit/flow.h"
#include "kit/gate.h"
#include "kit/paging.h"
#include "kit/say.h"

enum { PAGE = 60, HITS = 40, EVENTS = 20 };

struct list_in {
	struct str query;
	struct paging_in page;
};
static const struct field list_fields[] = {
	FIELD_AS(list_in, query, "q", FIELD_TEXT, .label = N_("找哪里"), .max = 40,
		 .about = "Name, code or pinyin initials"),
	PAGING_AFTER(list_in, page),
};
static const struct form list_form = FORM(list_in, list_fields);

/* ---- a node's page ---- */

static const char *const step_words[TERRITORY_STEP__MAX] = {
	[TERRITORY_ADDED] = N_("新建"),
	[TERRITORY_EDITED] = N_("修改"),
	[TERRITORY_MOVED] = N_("换了上级"),
	[TERRITORY_MERGED_INTO] = N_("并入别处"),
	[TERRITORY_TOOK_OVER] = N_("并进来一个"),
	[TERRITORY_STOPPED] = N_("停用"),
	[TERRITORY_DUTY_ADDED] = N_("加了责任人"),
	[TERRITORY_DUTY_REMOVED] = N_("去掉责任人"),
	[TERRITORY_BOUNDARY_SET] = N_("定了边界"),
	[TERRITORY_BOUNDARY_DROPPED] = N_("去掉边界"),
	[TERRITORY_LAYER_SET] = N_("定了地图图层"),
	[TERRITORY_LAYER_DROPPED] = N_("去掉地图图层"),
};

static int
load_events(struct req *r, struct territory_page *p)
{
	struct flow_step_list steps;

	if (!p->staff)
		return 0;
	TRY(gate_steps(r, FLOW_TERRITORY, p->n.id, FLOW_INTERNAL, &steps));
	p->events.v = NEW_ARRAY(&r->arena, struct territory_event, steps.n);
	for (size_t i = steps.n; i-- > 0 && p->events.n < EVENTS;) {
		const struct flow_step *s = &steps.v[i];
		bool known = s->kind > 0 && s->kind < TERRITORY_STEP__MAX;

		p->events.v[p->events.n++] = (struct territory_event){
			.at = s->at,
			.word = known ? step_words[s->kind] : "",
			.text = s->text,
			.who = say_duty(r, s->person_title),
		};
	}
	return 0;
}

static int
load_counts(struct req *r, struct territory_page *p)
{
	struct territory_count_list counts;

	TRY(territory_counts(r->tx, &p->n, &counts));
	p->counts.v = NEW_ARRAY(&r->arena, struct territory_tally, counts.n);
	for (size_t i = 0; i < counts.n; i++)
		if (counts.v[i].level != LEVEL_ROOM || p->may_edit)
			p->counts.v[p->counts.n++] = (struct territory_tally){
				.word = territory_level_word(counts.v[i].level),
				.n = counts.v[i].n,
			};
	return 0;
}

static int
load_children(struct req *r, struct territory_page *p)
{
	const struct list_in *in = form_in(r, list_in);
	struct territory_node_list list, shown = {0};

	TRY(territory_children(r->tx, r->who->district, p->n.id, in->page.after, PAGE + 1, &list));
	if (paging_cut(&list.n, PAGE))
		p->next = list.v[PAGE - 1].sort_key;
	shown.v = list.v;
	for (size_t i = 0; i < list.n; i++)
		if (list.v[i].level != LEVEL_ROOM || p->may_edit)
			shown.v[shown.n++] = list.v[i];
	if (!shown.n)
		p->next = S("");
	p->children = territory_lines_of(r, &shown);
	return 0;
}

static int
load(struct req *r, struct territory_page *p)
{
	struct territory_node_list path;
	struct territory_node went;

	p->name = say_place(r, p->n.name, p->n.name_en);
	p->full = territory_say_full(r, &p->n);
	p->word = territory_word(&p->n);
	p->live = p->n.state == TERRITORY_LIVE;
	p->staff = actor_is_staff(r->who);
	p->may_edit = p->live && territory_may(r->who, TERRITORY_EDIT, &p->n);
	p->may_duty = p->live && territory_may(r->who, TERRITORY_DUTY, &p->n);
	p->may_reorg = p->live && p->n.parent && territory_may(r->who, TERRITORY_REORG, &p->n);
	if (p->n.lon) {
		p->lon = territory_degrees(&r->arena, p->n.lon);
		p->lat = territory_degrees(&r->arena, p->n.lat);
	}
	if (p->n.merged_into) {
		TRY(territory_get(r->tx, r->who->district, p->n.merged_into, &went));
		p->went = territory_line_of(r, &went);
	}
	TRY(territory_path(r->tx, &p->n, &path));
	path.n--; /* the page itself is no link */
	p->path = territory_lines_of(r, &path);
	TRY(load_children(r, p));
	TRY(load_counts(r, p));
	TRY(territory_people_of(r, &p->n, &p->people));
	TRY(territory_map_around(r, &p->n, &p->map));
	return load_events(r, p);
}

static int
show(struct req *r, struct territory_page *p)
{
	struct page page = territory_page_for(r, NULL);

	TRY(load(r, p));
	TRY(territory_map_scripts(r, &page));
	page.title_text = p->full;
	return reply_page(r, &page, territory_show, p);
}

static int
node_page(struct req *r)
{
	struct territory_page p = {0};

	TRY(territory_of_path(r, &p.n));
	return show(r, &p);
}

/* The district, or what was searched for. */
static int
root_page(struct req *r)
{
	const struct list_in *in = form_in(r, list_in);
	struct territory_page p = {.query = in->query};
	struct page page = territory_page_for(r, N_("找地方"));
	struct territory_node_list hits;
	struct str *where;

	if (!p.query.n) {
		TRY(territory_root(r->tx, r->who->district, &p.n));
		return show(r, &p);
	}
	TRY(territory_search(r->tx, r->who->district, p.query, HITS, &hits));
	p.children = territory_lines_of(r, &hits);
	where = NEW_ARRAY(&r->arena, struct str, hits.n);
	TRY(territory_where(r->tx, r->who->district, &hits, req_lang(r) == LANG_EN, where));
	for (size_t i = 0; i < hits.n; i++)
		p.children.v[i].where = where[i];
	return reply_page(r, &page, territory_hits, &p);
}

/* ---- the table of pages ---- */

#define HERE(path_, perm_, page_, post_, form_, about_) \
	ROUTE_GET("/territory/:id/" path_, perm_, page_, .about = about_), \
		ROUTE_POST("/territory/:id/" path_, perm_, post_, .form = &(form_), \
			   .again = page_, .about = about_)

static const struct route routes[] = {
	ROUTE_GET("/territory", OPEN, root_page, .form = &list_form,
		  .flags = ROUTE_SHARED, .about = "The district and its streets, or a search"),
	ROUTE_GET("/territory/national", OPEN, territory_national_page,
		  .form = &territory_form_national, .about = "The national table of divisions"),
	ROUTE_GET("/territory/at", OPEN, territory_at_page, .form = &territory_form_at,
		  .about = "Which grid holds a point"),
	ROUTE_GET("/territory/base.pmtiles", OPEN, territory_base_file, .about = "The base map of the data folder, in ranges of bytes"),
	ROUTE_GET("/territory/pick", OPEN, territory_pick_page, .form = &territory_form_pick,
		  .about = "Places that fit some words, as a part of a form"),
	ROUTE_GET("/territory/layers", TERRITORY_EDIT, territory_layer_page, .about = "Layers of the district's map"),
	ROUTE_POST("/territory/layers", TERRITORY_EDIT, territory_layer_post, .form = &territory_form_layer,
		   .ahead = territory_layer_ahead, .prepare = territory_layer_prepare, .again = territory_layer_page,
		   .flags = ROUTE_BIG, .about = "Set or drop a layer of the map (GeoJSON)"),
	ROUTE_GET("/territory/:id", OPEN, node_page, .form = &list_form,
		  .flags = ROUTE_SHARED, .about = "A place: what it holds, who answers for it"),
	ROUTE_GET("/territory/:id/poster", OPEN, territory_poster_page,
		  .form = &territory_form_poster, .about = "Contact poster of a building, for printing"),
	ROUTE_GET("/territory/:id/posters", OPEN, territory_posters_page, .form = &territory_form_poster,
		  .flags = ROUTE_POOL, .about = "Posters of all doors in a place, for printing, 50 at once"),
	ROUTE_GET("/territory/:id/qr.svg", OPEN, territory_qr,
		  .about = "QR code that files a matter at this place"),
	HERE("add", TERRITORY_EDIT, territory_add_page, territory_add_post, territory_form_node,
	     "Add a place below"),
	ROUTE_POST("/territory/:id/buildings", TERRITORY_EDIT, territory_buildings_post,
		   .form = &territory_form_buildings, .again = territory_add_page,
		   .about = "Add buildings by number"),
	ROUTE_POST("/territory/:id/rooms", TERRITORY_EDIT, territory_rooms_post,
		   .form = &territory_form_rooms, .again = territory_add_page,
		   .about = "Add units and rooms by floor"),
	HERE("edit", TERRITORY_EDIT, territory_edit_page, territory_edit_post, territory_form_node,
	     "Edit a place"),
	HERE("duty", TERRITORY_DUTY, territory_duty_page, territory_duty_post, territory_form_duty,
	     "People who answer for a place"),
	ROUTE_POST("/territory/:id/duty/:duty/remove", TERRITORY_DUTY, territory_duty_remove_post,
		   .again = territory_duty_page, .about = "Take a person off"),
	ROUTE_GET("/territory/:id/boundary", TERRITORY_EDIT, territory_boundary_page,
		  .about = "Boundary of a place"),
	ROUTE_POST("/territory/:id/boundary", TERRITORY_EDIT, territory_boundary_post,
		   .form = &territory_form_boundary, .ahead = territory_boundary_ahead,
		   .prepare = territory_boundary_prepare, .again = territory_boundary_page,
		   .flags = ROUTE_BIG, .about = "Set or drop a boundary (GeoJSON)"),
	ROUTE_GET("/territory/:id/reorg", TERRITORY_REORG, territory_reorg_page,
		  .about = "Merge, move or retire a place"),
	ROUTE_GET("/territory/:id/others", TERRITORY_REORG, territory_others_page, .form = &territory_form_others,
		   .about = "Places it can be merged into or moved below, as a part of a form"),
	ROUTE_POST("/territory/:id/merge", TERRITORY_REORG, territory_merge_post,
		   .form = &territory_form_merge, .again = territory_reorg_page,
		   .about = "Merge into a sibling"),
	ROUTE_POST("/territory/:id/move", TERRITORY_REORG, territory_move_post,
		   .form = &territory_form_move, .again = territory_reorg_page,
		   .about = "Move under another parent"),
	ROUTE_POST("/territory/:id/retire", TERRITORY_REORG, territory_retire_post,
		   .form = &territory_form_retire, .again = territory_reorg_page,
		   .about = "Retire a place"),
	ROUTE_GET("/territory/:id/import", TERRITORY_EDIT, territory_import_page,
		  .about = "Import places from a table"),
	ROUTE_POST("/territory/:id/import", TERRITORY_EDIT, territory_import_post,
		   .form = &territory_form_import, .prepare = territory_import_prepare,
		   .after = territory_imported_page, .again = territory_import_page,
		   .flags = ROUTE_BIG, .about = "Import places from a table"),
	ROUTE_GET("/territory/:id/table.csv", OPEN, territory_export_page, .flags = ROUTE_POOL,
		  .about = "All places below as CSV"),
};

const struct route_table territory_routes = {routes, sizeof routes / sizeof *routes};
