/* system.c: whether the program is well, for those who watch it. */
#include "main/system.h"

#include "db/db.h"
#include "db/migrate.h"
#include "http/reply.h"
#include "kit/gate.h"

/* The gate has read the database before this runs: when that fails, it answers 503 by itself. */
static int
health_page(struct req *r)
{
	struct db_stats s;

	db_stats(r->app->db, &s);
	return reply_text(r, 200, "application/json; charset=utf-8",
			  str_fmt(&r->arena, "{\"status\":\"ok\",\"schema\":%d,\"reads\":%lld,\"writes\":%lld,\"commits\":%lld,"
				  "\"retries\":%lld,\"failures\":%lld}\n", migrations_n, (long long)s.reads, (long long)s.writes,
				  (long long)s.commits, (long long)s.retries, (long long)s.failures));
}

static const struct route rows[] = {
	ROUTE_GET("/health", OPEN, health_page, .about = "Whether the program and its database are well"),
};

const struct route_table system_routes = {rows, sizeof rows / sizeof *rows};
