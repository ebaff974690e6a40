/* system.c: whether the program is well, for those who watch it. */
#include "main/system.h"

#include "base/clock.h"
#include "db/db.h"
#include "db/migrate.h"
#include "http/reply.h"
#include "kit/gate.h"
#include "main/backup_folder.h"

enum { SLOWEST = 10, HOUR_S = 3600 };

/* The deeds that took longest to write since the start, and how many of each were how quick. */
static void
put_slowest(struct buf *b, struct db *db)
{
	struct db_time v[SLOWEST];
	size_t n = db_times(db, v, SLOWEST);

	BUF_LIT(b, "\"slowest_writes\":[");
	for (size_t i = 0; i < n; i++) {
		buf_fmt(b, "%s{\"deed\":\"%s\",\"n\":%lld,\"mean_us\":%lld,\"most_us\":%lld,\"under_1_5_20_100_ms\":[",
			i ? "," : "", v[i].what, (long long)v[i].n, (long long)(v[i].total_us / v[i].n),
			(long long)v[i].most_us);
		for (size_t k = 0; k < DB_TIME_STEPS; k++)
			buf_fmt(b, "%s%lld", k ? "," : "", (long long)v[i].steps[k]);
		BUF_LIT(b, "]}");
	}
	BUF_LIT(b, "]");
}

/* How long ago a backup was last proved; null: none was. Nothing where no folder was named. */
static void
put_backup(struct buf *b, const char *dir, struct arena *a)
{
	struct str name;
	int64_t at;

	if (!dir)
		return;
	if (backup_last(dir, a, &at, &name) < 0)
		BUF_LIT(b, "\"backup_proved_hours_ago\":null,");
	else
		buf_fmt(b, "\"backup_proved_hours_ago\":%lld,", (long long)((clock_now() - at) / HOUR_S));
}

/* The gate has read the database before this runs: when that fails, it answers 503 by itself. */
static int
health_page(struct req *r)
{
	int err = db_write_error(r->app->db);
	struct db_stats s;
	struct buf b;

	db_stats(r->app->db, &s);
	buf_init(&b, &r->arena);
	if (err)
		buf_fmt(&b, "{\"status\":\"nothing can be written\",\"error\":\"%s\",", err_name(err));
	else
		BUF_LIT(&b, "{\"status\":\"ok\",");
	buf_fmt(&b, "\"schema\":%d,\"reads\":%lld,\"writes\":%lld,\"commits\":%lld,\"retries\":%lld,\"failures\":%lld,\"steps\":%lld,",
		migrations_n, (long long)s.reads, (long long)s.writes, (long long)s.commits, (long long)s.retries,
		(long long)s.failures, (long long)s.steps);
	put_backup(&b, r->app->backups, &r->arena);
	put_slowest(&b, r->app->db);
	BUF_LIT(&b, "}\n");
	return reply_text(r, err ? 503 : 200, "application/json; charset=utf-8", buf_done(&b));
}

static const struct route rows[] = {
	ROUTE_GET("/health", OPEN, health_page, .about = "Whether the program and its database are well"),
};

const struct route_table system_routes = {rows, sizeof rows / sizeof *rows};
