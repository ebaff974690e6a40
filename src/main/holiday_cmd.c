/* holiday_cmd.c: linli import holidays: the State Council's notice of a year this program does not know yet. */
#include <stdio.h>

#include <string.h>

#include "base/clock.h"
#include "kit/holiday.h"
#include "lib/calendar.h"
#include "lib/decree.h"
#include "lib/sheet.h"
#include "main/main.h"
#include "ui/print.h"

struct file {
	const char *path;
	struct holiday_import done;
	struct str why;
};

static int
run_import(struct tx *tx, void *arg)
{
	struct file *f = arg;
	struct sheet *s;
	int rc;

	TRY(sheet_open(f->path, &s, tx->arena, &f->why));
	rc = holiday_import(tx, s, &f->done);
	sheet_close(s);
	if (rc < 0 && tx->fault.text)
		f->why = str_fmt(tx->arena, "line %zu: %s", f->done.line, ui_translate(LANG_EN, tx->fault.text));
	return rc < 0 ? rc : holiday_load(tx);
}

/* Says what the new days mean for deadlines that run. */
static int
tell_clocks(struct db *db)
{
	struct retimed differ;
	int rc = clocks_count(db, &differ);

	if (rc < 0)
		fprintf(stderr, "linli: running clocks could not be counted: %s\n", err_line(rc));
	else if (differ.clocks)
		printf("%lld clocks of %lld matters would be due at another time: linli clocks recompute, a minute from now, when every "
		       "server has read the new days\n",
		       (long long)differ.clocks, (long long)differ.matters);
	else
		puts("no running clock is due at another time");
	return rc;
}

int
import_holidays_cmd(const struct options *o, struct db *db, int argc, char **argv)
{
	struct file f = {.path = argc == 1 ? argv[0] : NULL};
	struct arena a;
	int rc;

	(void)o;
	if (argc != 1) {
		fputs("linli: import holidays wants one FILE\n", stderr);
		return 2;
	}
	arena_init(&a);
	rc = db_bulk(db, &a, run_import, &f);
	if (rc < 0)
		fprintf(stderr, "linli: %s: %.*s; nothing was imported\n", f.path, STR(f.why.n ? f.why : str_of(err_line(rc))));
	for (int64_t year = f.done.first_year; rc == 0 && year <= f.done.last_year; year++)
		printf("%lld: %s\n", (long long)year,
		       calendar_known((int)year) ? "known" : "not whole: its National Day is missing, so it stays provisional");
	if (rc == 0)
		printf("%lld days\n", (long long)f.done.days);
	arena_release(&a);
	return rc < 0 || tell_clocks(db) < 0;
}

/* ---- the text of a notice ---- */

static int
run_decree(struct tx *tx, void *arg)
{
	TRY(holiday_decree(tx, arg));
	return holiday_load(tx);
}

static void
print_decree(const struct decree *d)
{
	for (size_t i = 0; i < d->n; i++) {
		struct civil c = clock_civil(d->v[i].day * 86400);

		printf("%04d-%02d-%02d %s %.*s\n", c.year, c.month, c.day, d->v[i].works ? "work" : "off", STR(d->v[i].name));
	}
}

static int
read_decree(struct arena *a, const char *path, struct decree *ret)
{
	struct str text;
	int rc = command_file(a, path, DECREE_TEXT_MAX, &text);

	if (rc < 0)
		fprintf(stderr, "linli: %s: %s\n", path, err_line(rc));
	else if ((rc = decree_read(a, text, ret)) < 0)
		fprintf(stderr, "linli: %s: %s%s%.*s; nothing was imported\n", path, ui_translate(LANG_EN, ret->why), ret->piece.n ? " " : "",
			STR(ret->piece));
	return rc;
}

int
import_notice_cmd(const struct options *o, struct db *db, int argc, char **argv)
{
	bool dry = argc == 2 && strcmp(argv[0], "--dry-run") == 0;
	struct decree d;
	struct arena a;
	int rc;

	(void)o;
	if (argc != 1 + dry) {
		fputs("linli: import notice takes [--dry-run] and one FILE\n", stderr);
		return 2;
	}
	arena_init(&a);
	rc = read_decree(&a, argv[argc - 1], &d);
	if (rc == 0)
		print_decree(&d);
	if (rc == 0 && !dry) {
		rc = db_bulk(db, &a, run_decree, &d);
		if (rc < 0)
			fprintf(stderr, "linli: %s; nothing was imported\n", err_line(rc));
		else
			printf("%d: %s, %zu days\n", d.year, calendar_known(d.year) ? "known" : "not whole", d.n);
		if (rc == 0)
			rc = tell_clocks(db);
	}
	arena_release(&a);
	return rc < 0;
}
