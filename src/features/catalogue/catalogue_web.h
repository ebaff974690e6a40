/* catalogue_web.h: what the page files of the catalogue share. */
#ifndef LINLI_CATALOGUE_WEB_H
#define LINLI_CATALOGUE_WEB_H

#include "features/catalogue/catalogue_page.h"
#include "http/req.h"
#include "http/route.h"
#include "lib/shape.h"

struct catalogue_line_view catalogue_line_of(const struct req *r, const struct catalogue_node *n);
struct catalogue_lines catalogue_lines_of(struct req *r, const struct catalogue_node_list *list);
/* Desk for staff, else the public's wide page. */
struct page catalogue_page_for(struct req *r, const char *title);
const char *catalogue_colour_word(struct str colour);
/* Field by field, in the reader's words. */
struct catalogue_changes catalogue_changes_of(struct req *r, const struct catalogue_rule *was,
					      const struct catalogue_rule *now);
/* 2026-12-24, as a date field has it. */
struct str catalogue_day(struct req *r, int64_t at);

int catalogue_show_page(struct req *r);
int catalogue_add_page(struct req *r);
int catalogue_add_post(struct req *r);
int catalogue_name_page(struct req *r);
int catalogue_name_post(struct req *r);
int catalogue_rule_page(struct req *r);
int catalogue_rule_post(struct req *r);
int catalogue_move_page(struct req *r);
int catalogue_move_post(struct req *r);
int catalogue_retire_post(struct req *r);
int catalogue_restore_post(struct req *r);
int catalogue_unplan_post(struct req *r);

int catalogue_import_page(struct req *r);
int catalogue_import_prepare(struct req *r);
int catalogue_import_post(struct req *r);
int catalogue_check_page(struct req *r);
int catalogue_confirm_prepare(struct req *r);
int catalogue_confirm_post(struct req *r);
int catalogue_export_page(struct req *r);
extern const struct form catalogue_form_import, catalogue_form_confirm, catalogue_form_export;

extern const struct route_table catalogue_routes, catalogue_api_routes, catalogue_list_routes;
/* A node in answers for programs, and as a list shows it. */
extern const struct shape catalogue_node_shape;

#endif
