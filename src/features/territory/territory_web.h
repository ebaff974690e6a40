/* territory_web.h: what the page files of the territory share. */
#ifndef LINLI_TERRITORY_WEB_H
#define LINLI_TERRITORY_WEB_H

#include "features/territory/territory_page.h"
#include "http/req.h"
#include "http/route.h"
#include "kit/paging.h"
#include "kit/privacy.h"
#include "lib/shape.h"

/* Its full name in the reader's language. */
struct str territory_say_full(struct req *r, const struct territory_node *n);
/* By id or code; rooms only for those who may edit there. */
int territory_find(struct req *r, struct str key, struct territory_node *ret);
/* The node of the path's :id. */
int territory_of_path(struct req *r, struct territory_node *ret);
/* The same for a page with a form: E_DENIED without the power there, E_NOTFOUND when it is gone. */
int territory_to_change(struct req *r, enum perm perm, struct territory_form_page *p);
struct territory_line territory_line_of(struct req *r, const struct territory_node *n);
struct territory_line_list
territory_lines_of(struct req *r, const struct territory_node_list *list);
int territory_people_of(struct req *r, const struct territory_node *n,
			struct territory_person_list *ret);
/* The map around a node: its community's, or the district's. */
int territory_map_around(struct req *r, const struct territory_node *n, struct html *ret);
/* Frame and place in the navigation: the desk for staff. */
struct page territory_page_for(struct req *r, const char *title);
int territory_back(struct req *r, int64_t node,
		   const char *flash); /* flash and redirect to the node */

/* What a form changes at the node of the path, for pages and programs alike: ret is that node as it
 * was before. */
int territory_add_from_form(struct req *r, struct territory_node *ret, int64_t *ret_id);
int territory_edit_from_form(struct req *r, struct territory_node *ret);
int territory_merge_from_form(struct req *r, struct territory_node *ret);
int territory_move_from_form(struct req *r, struct territory_node *ret);
int territory_retire_from_form(struct req *r, struct territory_node *ret);
int territory_duty_from_form(struct req *r, struct territory_node *ret);
int territory_duty_remove_from_path(struct req *r, struct territory_node *ret);
int territory_boundary_ahead(struct req *r);
int territory_boundary_prepare(struct req *r);
int territory_boundary_from_form(struct req *r, struct territory_node *ret);
int territory_layer_ahead(struct req *r);
int territory_layer_prepare(struct req *r);
int territory_layer_from_form(struct req *r);

int territory_add_page(struct req *r);
int territory_add_post(struct req *r);
int territory_buildings_post(struct req *r);
int territory_rooms_post(struct req *r);
int territory_edit_page(struct req *r);
int territory_edit_post(struct req *r);
int territory_duty_page(struct req *r);
int territory_duty_post(struct req *r);
int territory_duty_remove_post(struct req *r);
int territory_boundary_page(struct req *r);
int territory_boundary_post(struct req *r);
int territory_layer_page(struct req *r);
int territory_layer_post(struct req *r);
int territory_reorg_page(struct req *r);
int territory_merge_post(struct req *r);
int territory_move_post(struct req *r);
int territory_retire_post(struct req *r);
int territory_import_page(struct req *r);
int territory_import_prepare(struct req *r);
int territory_import_post(struct req *r);
int territory_imported_page(struct req *r);
int territory_export_page(struct req *r);
int territory_national_page(struct req *r);
int territory_at_page(struct req *r);
int territory_poster_page(struct req *r);
int territory_posters_page(struct req *r);
int territory_pick_page(struct req *r);
int territory_others_page(struct req *r);
int territory_qr(struct req *r);

/* For the API, which takes the same form. */
struct territory_national_in {
	int64_t parent;
	struct str query;
	struct paging_in page;
};

extern const struct form territory_form_node, territory_form_buildings, territory_form_rooms,
	territory_form_duty, territory_form_boundary, territory_form_merge, territory_form_move,
	territory_form_retire, territory_form_import, territory_form_national, territory_form_at, territory_form_layer,
	territory_form_poster, territory_form_pick, territory_form_others;
extern const struct route_table territory_routes, territory_api_routes, territory_layer_routes, territory_list_routes;
/* A place in answers for programs, and as a list shows it. */
extern const struct shape territory_place_shape;
/* What this feature keeps of people: territory_api.c. */
extern const struct personal territory_personal;

#endif
