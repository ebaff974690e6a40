/* gate_throttle.c: how often one network may guess on one route, whatever it names (nobody else is locked out), and
 * how many exports it may ask for. */
#include "http/route.h"
#include "kit/gate_state.h"
#include "kit/throttle.h"

static struct str
key_of(struct req *r)
{
	struct str network = req_network(&r->arena, r);

	return str_fmt(&r->arena, "%s %.*s", r->route->path, STR(network));
}

/* Exports share one thread: one network's do not keep it from the others'. */
static bool
may_export(struct req *r)
{
	return throttle_take(r->app->throttle,
			     str_fmt(&r->arena, "export %.*s", STR(req_network(&r->arena, r))),
			     GATE_EXPORTS, GATE_EXPORTS_PER_MINUTE);
}

int
gate_check_throttle(struct req *r)
{
	if (!r->app->throttle)
		return 0;
	if (r->method == GET && r->route->flags & (ROUTE_POOL | ROUTE_EXPORT) && !may_export(r))
		return E_LIMIT;
	if (!(r->route->flags & ROUTE_THROTTLE))
		return 0;
	return throttle_take(r->app->throttle, key_of(r), GATE_GUESSES, GATE_GUESSES_PER_MINUTE)
		       ? 0
		       : E_LIMIT;
}

void
gate_forgive(struct req *r)
{
	if (r->app->throttle)
		throttle_give_back(r->app->throttle, key_of(r), GATE_GUESSES_PER_MINUTE);
}
