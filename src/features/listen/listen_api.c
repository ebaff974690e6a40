/* listen_api.c: the sessions that are announced to everybody, for programs. */
#include "features/listen/listen_web.h"

static int
list_api(struct req *r)
{
	struct list_ask ask = listen_asked(r);

	return list_answer(r, &listen_open_list, &ask, 0);
}

static const struct route rows[] = {
	ROUTE_GET("/api/listen", OPEN, list_api, .form = &listen_list_form, .out = &listen_item_shape,
		  .about = "Sessions that are announced to everybody, newest first"),
};

const struct route_table listen_api_routes = {rows, sizeof rows / sizeof *rows};
