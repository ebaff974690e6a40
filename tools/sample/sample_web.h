/* sample_web.h: the routes of notes, and what page and API share. */
#ifndef LINLI_SAMPLE_WEB_H
#define LINLI_SAMPLE_WEB_H

#include "features/sample/sample.h"
#include "http/form.h"
#include "http/route.h"
#include "kit/list.h"

extern const struct shape sample_shape;
extern const struct list sample_list;
extern const struct form sample_list_form, sample_write_form, sample_move_form;
/* The note of the path's :code. */
int sample_of_path(struct req *r, struct sample *ret);
struct list_ask sample_asked(struct req *r);
int sample_file_from_form(struct req *r, struct sample *ret);
int sample_move_from_form(struct req *r, struct sample *ret);

extern const struct route_table sample_routes, sample_api_routes;

#endif
