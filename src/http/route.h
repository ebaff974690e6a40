/* route.h: the route table of a feature, and how a path finds its row.
 *
 * A row without a permission does not compile: the macros make an array of negative size from 0, and
 * a missing argument is a wrong argument count. `linli routes` prints the tables. */
#ifndef LINLI_HTTP_ROUTE_H
#define LINLI_HTTP_ROUTE_H

#include <stddef.h>

#include "http/form.h"
#include "http/req.h"

struct shape;

enum route_flag {
	ROUTE_POOL = 1,      /* GET that is slow by nature: runs on a pool thread */
	ROUTE_STREAM = 2,    /* server-sent events */
	ROUTE_BIG = 4,       /* body may be as large as photos or spreadsheets need */
	ROUTE_ONE = 8,       /* API: one value although the path does not end in an argument */
	ROUTE_KEEP = 16,     /* prepare runs for a refused form too: photos chosen are not lost */
	ROUTE_THROTTLE = 32, /* guesses are throttled by address: PIN, password, code */
	ROUTE_SHARED = 64,   /* GET: every visitor gets the same, until something changes */
	ROUTE_EXPORT = 256,  /* GET that answers with export_reply: throttled, and sent while it is read */
	ROUTE_MAKES = 128,   /* API: answers 201 and where the new thing is; 200 when it was there already */
};

struct route {
	enum method method;
	const char *path;  /* "/appeal/:code/close"; first word = feature, or "api" then feature */
	int perm;          /* enum perm; the gate asks before anything else runs */
	int (*handle)(struct req *r);
	const struct form *form;           /* checked before the handler; GET: the query */
	int (*ahead)(struct req *r);       /* POST: reads what the writer need not wait for into r->found */
	int (*prepare)(struct req *r);     /* slow work before a POST's transaction: hashing, photos; no tx */
	int (*after)(struct req *r);       /* POST: the page that answers instead of a redirect, read after the commit
					    * from r->found, which the handler left in r->arena */
	int (*again)(struct req *r);       /* POST: the page that shows the form again, with r->in and r->failed */
	unsigned flags;
	const char *about;                 /* one English line: OpenAPI summary and `linli routes` */
	const struct shape *out;           /* API: what is answered */
	const char *out_type;              /* … its type where it is no shape: "application/geo+json" */
	const char *header, *header_about; /* API: a header that is read, and what for; in the OpenAPI document */
	const char *file;
	int line;
};

#define ROUTE__(m, p, perm_, fn, ...)                                                              \
	{.method = (m), .path = (p),                                                               \
	 .perm = (perm_) + 0 * (int)sizeof(char[(perm_) > 0 ? 1 : -1]), .handle = (fn),            \
	 .file = __FILE__, .line = __LINE__, __VA_ARGS__}
/* ROUTE_GET("/appeal", APPEAL_LIST, appeal_list_page, .form = &form_filter, .about = "...") */
#define ROUTE_GET(path, perm, fn, ...) ROUTE__(GET, path, perm, fn, __VA_ARGS__)
#define ROUTE_POST(path, perm, fn, ...) ROUTE__(POST, path, perm, fn, __VA_ARGS__)

struct route_table {
	const struct route *v;
	size_t n;
};

struct router;
/* Builds the matcher once at start. Two rows for one method and path, a path that does not start with
 * a feature's word, or a segment that is ambiguous abort with file:line of both. A literal segment
 * wins over an argument. */
struct router *router_new(const struct route_table *tables, size_t n);
void router_free(struct router *rt);
/* The row for r->method (HEAD as GET) and r->path, arguments in r->arg. E_NOTFOUND, or E_METHOD when
 * the path exists for another method. */
int router_find(const struct router *rt, struct req *r);

#endif
