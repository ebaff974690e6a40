/* sample_web.h: the routes of notes, and what page and API share. */
#ifndef LINLI_SAMPLE_WEB_H
#define LINLI_SAMPLE_WEB_H

#include "features/sample/sample.h"
#include "http/form.h"
#include "http/route.h"

extern const struct form sample_list_form, sample_write_form, sample_edit_form;
/* The list of the query, a page of it, as the public may read it. */
int sample_list_of(struct req *r, struct sample_list *ret, int64_t *ret_next);
/* The note of the path's :id. */
int sample_of_path(struct req *r, struct sample *ret);
int sample_add_from_form(struct req *r, int64_t *ret_id);
int sample_edit_from_form(struct req *r, struct sample *ret);

extern const struct route_table sample_routes, sample_api_routes;

#endif
