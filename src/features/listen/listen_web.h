/* listen_web.h: the routes of listening, and what its pages share. */
#ifndef LINLI_LISTEN_WEB_H
#define LINLI_LISTEN_WEB_H

#include "features/listen/listen.h"
#include "http/form.h"
#include "http/route.h"
#include "kit/list.h"
#include "kit/paging.h"

struct listen_list_in {
	struct paging_in page;
	bool ended;
	enum list_format format;
};
extern const struct shape listen_item_shape;
extern const struct list listen_open_list;
extern const struct form listen_list_form;
struct list_ask listen_asked(struct req *r);

extern const struct route_table listen_routes, listen_enter_routes, listen_show_routes, listen_api_routes;

#endif
