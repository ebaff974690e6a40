/* calendar_day_cmd.c: linli calendar days and linli calendar due: which days are worked, for scripts. Without a database by the
 * notices that are shipped, with one by those it was told of too. */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "kit/holiday.h"
#include "lib/calendar.h"
#include "main/main.h"

enum { DAY_S = 86400, DAYS_MOST = 5000, YEAR_MAX = 366 };

struct year {
	int64_t first;
	int days;
	struct str names[YEAR_MAX]; /* of days the database was told of */
};

static int
read_names(struct tx *tx, void *arg)
{
	struct year *y = arg;

	return holiday_names(tx, y->first, y->days, y->names);
}

/* What a year without its notice says is what weekends say. */
static void
warn_unknown(int64_t day)
{
	int year = clock_civil(day * DAY_S).year;

	if (!calendar_known(year))
		fprintf(stderr, "linli: the notice of %d is not known: days are provisional, weekends only\n", year);
}

static int
print_year(struct db *db, int year)
{
	struct year y = {.first = clock_day(clock_at(year, 1, 1, 0, 0, 0))};
	struct arena a;
	int rc = 0;

	y.days = (int)(clock_day(clock_at(year + 1, 1, 1, 0, 0, 0)) - y.first);
	arena_init(&a);
	if (db)
		rc = db_read_now(db, &a, read_names, &y);
	if (rc < 0)
		fprintf(stderr, "linli: the database cannot be read: %s\n", err_line(rc));
	for (int i = 0; rc == 0 && i < y.days; i++) {
		struct civil c = clock_civil((y.first + i) * DAY_S);
		struct buf b;

		buf_init(&b, &a);
		json_str(&b, y.names[i].n ? y.names[i] : str_of(calendar_name(y.first + i)));
		printf("{\"date\":\"%04d-%02d-%02d\",\"works\":%s,\"name\":%.*s}\n", c.year, c.month, c.day,
		       calendar_works(y.first + i) ? "true" : "false", STR(buf_done(&b)));
	}
	if (rc == 0)
		warn_unknown(y.first);
	arena_release(&a);
	return rc < 0;
}

int
calendar_days_cmd(const struct options *o, struct db *db, int argc, char **argv)
{
	int64_t year;

	(void)o;
	if (argc == 1 && str_int(str_of(argv[0]), &year) && year >= CALENDAR_FIRST_YEAR && year <= CALENDAR_LAST_YEAR)
		return print_year(db, (int)year);
	fprintf(stderr, "linli: calendar days takes a YEAR from %d to %d\n", CALENDAR_FIRST_YEAR, CALENDAR_LAST_YEAR);
	return 2;
}

int
calendar_due_cmd(const struct options *o, struct db *db, int argc, char **argv)
{
	const char *from = NULL, *days = NULL;
	int64_t start, n = 0, due;
	struct civil c;

	(void)o;
	(void)db;
	for (int i = 0; i + 1 < argc; i += 2) {
		from = strcmp(argv[i], "--from") == 0 ? argv[i + 1] : from;
		days = strcmp(argv[i], "--days") == 0 ? argv[i + 1] : days;
	}
	if (argc != 4 || !from || !days) {
		fputs("linli: calendar due takes --from 2026-09-30 and --days N\n", stderr);
		return 2;
	}
	if (!holiday_date(str_of(from), &start)) {
		fprintf(stderr, "linli: --from wants a day of %d to %d, as 2026-09-30\n", CALENDAR_FIRST_YEAR, CALENDAR_LAST_YEAR);
		return 2;
	}
	if (!str_int(str_of(days), &n) || n < 0 || n > DAYS_MOST) {
		fprintf(stderr, "linli: --days wants a number from 0 to %d\n", DAYS_MOST);
		return 2;
	}
	due = calendar_day_after(start, n);
	c = clock_civil(due * DAY_S);
	printf("%04d-%02d-%02d\n", c.year, c.month, c.day);
	warn_unknown(due);
	return 0;
}
