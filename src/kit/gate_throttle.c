/* gate_throttle.c: how often one network may guess on one route, whatever it names: nobody else is locked out. */
#include "http/route.h"
#include "kit/gate_state.h"
#include "kit/throttle.h"

static struct str
key_of(struct req *r)
{
	return str_fmt(&r->arena, "%s %.*s", r->route->path, STR(req_network(&r->arena, r)));
}

int
gate_check_throttle(struct req *r)
{
	if (!(r->route->flags & ROUTE_THROTTLE) || !r->app->throttle)
		return 0;
	return throttle_take(r->app->throttle, key_of(r), GATE_GUESSES, GATE_GUESSES_PER_MINUTE)
		       ? 0
		       : E_LIMIT;
}

void
gate_forgive(struct req *r)
{
	if (r->app->throttle)
		throttle_forgive(r->app->throttle, key_of(r));
}
