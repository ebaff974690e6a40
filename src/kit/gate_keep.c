/* gate_keep.c: pages that every visitor sees alike are made once and kept until something changes.
 *
 * Whoever sends a cookie that is more than a taste in colours, or proves who they are, gets a page of their own. Every
 * commit makes all kept pages old; so does every minute, because pages say how long ago and how long still. */
#include "base/clock.h"
#include "http/shelf.h"
#include "kit/gate_state.h"

enum { KEY_MAX = 1024, MINUTE_BITS = 36 };

/* Nothing of this request says who asks. "visitor" only serves the token of forms, and a page with one is not kept.
 * A setting with a value of its own is none: in the key it could pass for two others. */
static bool
is_anybody(const struct req *r)
{
	for (size_t i = 0; i < r->cookies_n; i++)
		if (!ui_is_setting(r->cookies[i]) && !str_is(r->cookies[i].name, "visitor"))
			return false;
	return r->method == GET && !r->head && !req_header(r, "Authorization").n;
}

/* All a visitor's page is made from besides the data. */
static struct str
key_of(struct req *r)
{
	struct buf b;

	buf_init(&b, &r->arena);
	buf_fmt(&b, "%d%d", r->tls, req_takes_gzip(r));
	for (size_t i = 0; i < r->cookies_n; i++)
		if (ui_is_setting(r->cookies[i]))
			buf_fmt(&b, " %.*s=%.*s", STR(r->cookies[i].name),
				STR(r->cookies[i].value));
	buf_fmt(&b, "\n%.*s\n%.*s", STR(r->host), STR(r->target));
	return buf_done(&b);
}

bool
gate_take_kept(struct req *r)
{
	struct keep *keep = &r->gate->keep;

	if (!r->app->shelf || r->host.n + r->target.n > KEY_MAX || !is_anybody(r))
		return false;
	*keep = (struct keep){
		.shelf = r->app->shelf,
		.key = key_of(r),
		.stamp = (clock_now() / 60 << MINUTE_BITS) + db_stamp(r->app->db),
	};
	r->reply.kept = shelf_take(keep->shelf, keep->key, keep->stamp);
	return r->reply.kept != NULL;
}

void
gate_keep(struct req *r)
{
	struct gate_state *g = r->gate;

	if (g->keep.shelf && !r->reply.kept && r->route && r->route->flags & ROUTE_SHARED &&
	    r->who && r->who->kind == ACTOR_VISITOR && r->reply.status == 200 &&
	    r->reply.cookies_n == 0 && !g->csrf_masked.n)
		r->reply.keep = g->keep;
}
