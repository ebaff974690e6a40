/* features.c: the list of all features, and what the program brings itself, which is a feature like the others. */
#include "base/clock.h"
#include "base/log.h"
#include "http/route.h"
#include "kit/comment.h"
#include "kit/course_job.h"
#include "kit/course_soon.h"
#include "kit/notice.h"
#include "kit/notice_out.h"
#include "lib/calendar.h"
#include "main/main.h"
#include "main/openapi.h"
#include "main/system.h"

enum { DAY_S = 86400, CLOCKS_S = 2, LATE_S = 60 };

static const struct route_table *const routes[] = {&system_routes, &openapi_routes, NULL};

/* Holidays are announced late in the year before, and come with a newer program or by linli import holidays. */
static int
look_at_calendar(const struct feature_env *env)
{
	struct civil now = clock_civil(clock_now());
	int year = now.month == 12 ? now.year + 1 : now.year;

	(void)env;
	if (!calendar_known(year))
		log_warn("the public holidays of %d are not known: deadlines count weekends only; see linli import holidays",
			 year);
	return 0;
}

static const struct feature_timer timers[] = {
	{"clocks that ran out could not all be looked at; tried again soon", CLOCKS_S, course_turn},
	{"what has become late could not be counted; tried again in a minute", LATE_S, course_late},
	{"deadlines that come near could not be told; tried again in a minute", LATE_S, course_soon},
	{"keys of forms could not be forgotten; tried again tomorrow", DAY_S, course_sweep},
	{"the holidays could not be looked at", DAY_S, look_at_calendar},
	{"files that nothing names could not be removed; tried again tomorrow", DAY_S, feature_sweep},
	{0},
};

/* The kit's own work: finding who hears of something. */
static const struct feature_job jobs[] = {
	{OUTBOX_TELL, NULL, notice_tell_job},
	{0},
};

static const struct command commands[] = {
	{"serve",
	 "--db URL --listen ADDR:PORT --data DIR [--tls-cert F --tls-key F] [--workers N] "
	 "[--outbox-workers N] [--district CODE] [--base-url URL] [--trust-proxy ADDR] [--map-tiles URL] [--backups DIR]",
	 "answer requests until told to stop; N threads, and connections to PostgreSQL; --outbox-workers: threads that send and do "
	 "what falls due (4); --district: this one alone, whatever the host name; --backups: /health says when one there was last proved", NEED_DB | NEED_SCHEMA | NEED_KEY, serve_cmd},
	{"migrate", "--db URL [--data DIR] [--backups DIR]",
	 "bring the database to this program's schema; with --data DIR people and bodies are sealed too; with --backups DIR an older one "
	 "is saved there first, and migrated as a copy",
	 NEED_DB | WANT_KEY, migrate_cmd},
	{"setting", "list|set NAME VALUE --db URL",
	 "what a district is told: gateways for messages, how long who filed what is kept",
	 NEED_DB | NEED_SCHEMA | NEED_DISTRICT | OWN_HELP, setting_cmd},
	{"demo", "--db URL --data DIR", "fill a demo district", NEED_DB | NEED_SCHEMA | NEED_KEY,
	 demo_cmd},
	{"bench fill", "--cases N --db URL --data DIR",
	 "make a district of any depth for measuring; run again, it goes on where it stopped", NEED_DB | NEED_SCHEMA | NEED_KEY,
	 bench_fill_cmd},
	{"routes", "", "every route: method, path, permission, file:line", 0, routes_cmd},
	{"calendar days", "YEAR [--db URL]",
	 "every day of a year as JSON lines: {\"date\",\"works\",\"name\"}; with --db URL also the holidays that were imported", WANT_DB, calendar_days_cmd},
	{"calendar due", "--from 2026-09-30 --days N [--db URL]",
	 "the day by which so many working days are over; the first one counted is the next working day", WANT_DB, calendar_due_cmd},
	{"calendar recur", "--rule FREQ=… --start 19980101T090000 [--until 20001231T000000] [--count N]",
	 "the instances of a recurrence rule (RFC 5545), one a line", 0, calendar_recur_cmd},
	{"import holidays", "--db URL FILE.csv|FILE.xlsx",
	 "public holidays of years this program does not know. Columns: date (2027-10-01), kind (off or work), name; "
	 "for all districts",
	 NEED_DB | NEED_SCHEMA, import_holidays_cmd},
	{"import notice", "[--dry-run] --db URL FILE.txt",
	 "the text of the State Council's notice of a year's holidays, as it is published; with --dry-run it is only read and shown",
	 NEED_DB | NEED_SCHEMA, import_notice_cmd},
	{"export history", "--db URL",
	 "what happened to every matter, without texts, as JSON lines: to be checked by anybody",
	 NEED_DB | NEED_SCHEMA | NEED_DISTRICT, history_export_cmd},
	{"verify history", "FILE [LATER-FILE…]",
	 "check exported histories: each holds, and a later one changed nothing of an earlier one", 0,
	 history_verify_cmd},
	{"verify", "--db URL [--data DIR] [--district CODE]", "check every chained history, and with --data DIR the rows of people and bodies too; of all districts, or of one",
	 NEED_DB | NEED_SCHEMA | WANT_KEY, verify_cmd},
	{"clocks recompute", "[--dry-run] --db URL",
	 "after an import of holidays: running clocks are due when the working days of now say, a chained step for each matter",
	 NEED_DB | NEED_SCHEMA, clocks_recompute_cmd},
	{"seal", "--db URL --data DIR", "seal people, bodies, places, items and readings that have no seal yet, as they are found",
	 NEED_DB | NEED_SCHEMA | WANT_KEY, seal_cmd},
	{"recount", "--db URL", "count anew what is counted beside the matters (not over, late, how old, what they took), where verify finds that wrong",
	 NEED_DB | NEED_SCHEMA | NEED_DISTRICT, recount_cmd},
	{"show", "CODE --db URL",
	 "everything about one matter: row, moves, clocks, bodies, desks, links, who may see it, whether it holds",
	 NEED_DB | NEED_SCHEMA | NEED_DISTRICT, show_cmd},
	{"outbox", "list [--failed] [--limit N] | retry ID|--all | drop ID  --db URL",
	 "notices and deadlines that wait or failed: see them, try them again, drop them",
	 NEED_DB | NEED_SCHEMA | NEED_DISTRICT, outbox_cmd},
	{"backup", "FILE [--without-key] | --backups DIR [--keep N] | --backups DIR --check [--hours N]  --db URL [--data DIR]",
	 "everything into one file; with --data also the photos and the secret key: keep it like a key. --backups: a dated file there, "
	 "proved by a drill, of which the newest N (14) stay; --check: was one proved in the last N hours (36)?",
	 NEED_DB | NEED_TABLES, backup_cmd},
	{"drill", "[FILE] [--db URL] [--data DIR] [--backups DIR]",
	 "prove a backup: restore it beside itself, check all of it, hold it against the database, and remove what was restored; "
	 "without FILE the newest of --backups", 0, drill_cmd},
	{"restore", "FILE --db URL --data DIR",
	 "a backup into an empty database (of either engine) and an empty folder", NEED_DB,
	 restore_cmd},
	{0},
};

static const struct feature system_feature = {
	.name = "system",
	.routes = routes,
	.jobs = jobs,
	.timers = timers,
	.personal = &notice_personal,
	.verify = comment_verify,
	.commands = commands,
};

#define FEATURE(name, ...) extern const struct feature name##_feature;
#include "features/features.def"
#undef FEATURE

static const struct feature *const features[] = {
	&system_feature,
#define FEATURE(name, ...) &name##_feature,
#include "features/features.def"
#undef FEATURE
};

const struct feature_list all_features = {features, sizeof features / sizeof *features};
