/* catalogue_web.c: the catalogue's first page, search, and the routes. */
#include "features/catalogue/catalogue_web.h"

#include "features/catalogue/catalogue_web_form.h"
#include "gen/catalogue_view.h"
#include "kit/paging.h"

enum { HITS = 50 };

static int
add_counts(struct req *r, struct catalogue_index_page *p)
{
	struct catalogue_count_list counts;

	TRY(catalogue_counts(r->tx, r->who->district, &counts));
	for (size_t i = 0; i < counts.n; i++) {
		p->items += counts.v[i].items;
		for (size_t k = 0; k < p->lines.n; k++)
			if (p->lines.v[k].id == counts.v[i].class)
				p->lines.v[k].items = counts.v[i].items;
	}
	return 0;
}

struct index_in {
	struct str query;
};
static const struct field index_fields[] = {
	FIELD_AS(index_in, query, "q", FIELD_TEXT, .label = N_("找事项"), .max = 60),
};
static const struct form index_form = FORM(index_in, index_fields);

static int
index_page(struct req *r)
{
	const struct index_in *in = form_in(r, index_in);
	struct catalogue_index_page p = {.query = in->query, .edit = catalogue_may_edit(r->who)};
	struct page page = catalogue_page_for(r, N_("职责清单"));
	struct catalogue_node_list nodes;
	int64_t d = r->who->district;

	p.searched = p.query.n > 0;
	if (p.searched) {
		TRY(catalogue_search(r->tx, d, p.query, HITS + 1, &nodes));
		p.more = paging_cut(&nodes.n, HITS);
		p.lines = catalogue_lines_of(r, &nodes);
		return reply_page(r, &page, catalogue_index, &p);
	}
	TRY(catalogue_children(r->tx, d, 0, &nodes));
	p.lines = catalogue_lines_of(r, &nodes);
	TRY(add_counts(r, &p));
	if (p.edit) {
		TRY(catalogue_children_retired(r->tx, d, 0, &nodes));
		p.retired = catalogue_lines_of(r, &nodes);
	}
	return reply_page(r, &page, catalogue_index, &p);
}

static const struct route rows[] = {
	ROUTE_GET("/catalogue", OPEN, index_page, .form = &index_form, .flags = ROUTE_SHARED,
		  .about = "Duty catalogue: classes, search"),
	ROUTE_GET("/catalogue/export", OPEN, catalogue_export_page, .form = &catalogue_form_export,
		  .flags = ROUTE_POOL, .about = "The catalogue as CSV or XLSX"),
	ROUTE_GET("/catalogue/import", CATALOGUE_EDIT, catalogue_import_page,
		  .about = "Form to read a catalogue from a table"),
	ROUTE_POST("/catalogue/import", CATALOGUE_EDIT, catalogue_import_post,
		   .form = &catalogue_form_import, .prepare = catalogue_import_prepare,
		   .again = catalogue_import_page, .flags = ROUTE_BIG,
		   .about = "Take a table in for checking"),
	ROUTE_GET("/catalogue/import/check", CATALOGUE_EDIT, catalogue_check_page,
		  .flags = ROUTE_POOL, .about = "What the table would change"),
	ROUTE_POST("/catalogue/import/confirm", CATALOGUE_EDIT, catalogue_confirm_post,
		   .form = &catalogue_form_confirm, .prepare = catalogue_confirm_prepare,
		   .again = catalogue_check_page, .about = "Change what the table changes"),
	ROUTE_GET("/catalogue/add", CATALOGUE_EDIT, catalogue_add_page,
		  .about = "Form for a new class, group or item"),
	ROUTE_POST("/catalogue/add", CATALOGUE_EDIT, catalogue_add_post,
		   .form = &catalogue_form_name, .again = catalogue_add_page,
		   .about = "Add a class, group or item"),
	ROUTE_GET("/catalogue/:id", OPEN, catalogue_show_page, .flags = ROUTE_SHARED,
		  .about = "A class, group or item with its rule"),
	ROUTE_GET("/catalogue/:id/name", CATALOGUE_EDIT, catalogue_name_page,
		  .about = "Form for names and colour"),
	ROUTE_POST("/catalogue/:id/name", CATALOGUE_EDIT, catalogue_name_post,
		   .form = &catalogue_form_name, .again = catalogue_name_page,
		   .about = "Change names and colour"),
	ROUTE_GET("/catalogue/:id/rule", CATALOGUE_EDIT, catalogue_rule_page,
		  .about = "Form for the rule"),
	ROUTE_POST("/catalogue/:id/rule", CATALOGUE_EDIT, catalogue_rule_post,
		   .form = &catalogue_form_rule, .again = catalogue_rule_page,
		   .about = "Open a new version of the rule"),
	ROUTE_GET("/catalogue/:id/move", CATALOGUE_EDIT, catalogue_move_page,
		  .about = "Form to move a group or item"),
	ROUTE_POST("/catalogue/:id/move", CATALOGUE_EDIT, catalogue_move_post,
		   .form = &catalogue_form_move, .again = catalogue_move_page,
		   .about = "Move a group or item"),
	ROUTE_POST("/catalogue/:id/retire", CATALOGUE_EDIT, catalogue_retire_post,
		   .form = &catalogue_form_version, .again = catalogue_show_page,
		   .about = "Take out of use"),
	ROUTE_POST("/catalogue/:id/restore", CATALOGUE_EDIT, catalogue_restore_post,
		   .form = &catalogue_form_version, .again = catalogue_show_page,
		   .about = "Take into use again"),
	ROUTE_POST("/catalogue/:id/unplan", CATALOGUE_EDIT, catalogue_unplan_post,
		   .form = &catalogue_form_unplan, .again = catalogue_show_page,
		   .about = "Take back a version that has not begun"),
};
const struct route_table catalogue_routes = {rows, sizeof rows / sizeof *rows};
