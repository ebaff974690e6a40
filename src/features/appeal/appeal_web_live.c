/* appeal_web_live.c: the desk hears that something changed. It learns no more than that: its page then asks for
 * what it may see. */
#include "features/appeal/appeal_web.h"
#include "http/sse.h"
#include "kit/gate.h"

static int
appeal_live_page(struct req *r)
{
	return reply_events(r, r->app->events, appeal_topic(&r->arena, r->who->district));
}

struct str
appeal_topic(struct arena *a, int64_t district)
{
	return str_fmt(a, "appeal/%lld", (long long)district);
}

static const struct route rows[] = {
	ROUTE_GET("/appeal/live", APPEAL_QUEUE, appeal_live_page, .flags = ROUTE_STREAM,
		  .about = "Events: a case changed"),
};

const struct route_table appeal_live_routes = {rows, sizeof rows / sizeof *rows};
