/* request.c (fuzz): any bytes as a whole request; what is accepted must hold the promises of req.h.
 */
#include <stdlib.h>

#include "http/route.h"
#include "http/server.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static int
no_handler(struct req *r)
{
	(void)r;
	return 0;
}

static const struct route routes[] = {
	ROUTE_GET("/", 1, no_handler),
	ROUTE_GET("/a/new", 1, no_handler),
	ROUTE_GET("/a/:x", 1, no_handler),
	ROUTE_POST("/a/:x/b/:y", 1, no_handler),
};

static void
must(bool holds)
{
	if (!holds)
		abort();
}

static void
check(const struct req *r)
{
	must(r->path.n > 0 && r->path.p[0] == '/' && str_valid(r->path));
	must(!str_has(r->path, S("//")) && !str_has(r->path, S("/../")) &&
	     !str_has(r->path, S("/./")));
	must(!str_has(r->path, S("\\")) && !str_ends(r->path, S("/..")) &&
	     !str_ends(r->path, S("/.")));
	for (size_t i = 0; i < r->cookies_n; i++)
		must(str_valid(r->cookies[i].name) && str_valid(r->cookies[i].value));
	for (size_t i = 0; i < r->query_n; i++)
		must(r->query[i].name.n > 0 && str_valid(r->query[i].name));
	req_wants_json(r);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static const struct route_table table = {routes, sizeof routes / sizeof *routes};
	static struct router *rt;
	struct arena a;
	struct req r;

	if (!rt)
		rt = router_new(&table, 1);
	arena_init(&a);
	if (req_parse(&a, (struct str){(const char *)data, n}, &r) == 0) {
		check(&r);
		if (router_find(rt, &r) == 0)
			must(r.route != NULL);
		req_parse_body(&r);
		req_free(&r);
	}
	arena_release(&a);
	return 0;
}
