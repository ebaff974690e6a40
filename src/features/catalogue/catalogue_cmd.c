/* catalogue_cmd.c: importing a catalogue on the command line. */
#include "features/catalogue/catalogue_cmd.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "db/db.h"
#include "features/catalogue/catalogue_import.h"
#include "ui/print.h"

enum { FILE_MAX = 64 * 1024 * 1024 };

struct import {
	struct actor who;
	const char *path;
	struct catalogue_sheet sheet;
	struct catalogue_import how;
	struct catalogue_plan plan;
	struct fault fault;
};

static bool
read_date(const char *text, int64_t *ret)
{
	int y, m, d, n = 0;
	struct civil c;

	if (sscanf(text, "%4d-%2d-%2d%n", &y, &m, &d, &n) != 3 || text[n])
		return false;
	*ret = clock_at(y, m, d, 0, 0, 0);
	c = clock_civil(*ret);
	return c.year == y && c.month == m && c.day == d;
}

static bool
read_args(struct import *im, int argc, char **argv)
{
	for (int i = 0; i < argc; i++) {
		if (strcmp(argv[i], "--from") == 0 && i + 1 < argc) {
			if (!read_date(argv[++i], &im->how.from))
				return false;
		} else if (strcmp(argv[i], "--retire-missing") == 0) {
			im->how.retire_missing = true;
		} else if (strcmp(argv[i], "--new-codes") == 0) {
			im->how.new_codes = true;
		} else if (strcmp(argv[i], "--dry-run") == 0) {
			im->how.dry = true;
		} else if (im->path || argv[i][0] == '-') {
			return false;
		} else {
			im->path = argv[i];
		}
	}
	return im->path;
}

static int
run(struct tx *tx, void *arg)
{
	struct import *im = arg;
	int rc = catalogue_import(tx, &im->who, &im->sheet, &im->how, &im->plan);

	im->fault = tx->fault;
	return rc;
}

static void
report(const struct import *im)
{
	const struct catalogue_plan *p = &im->plan;

	for (size_t i = 0; i < p->bad.n; i++)
		fprintf(stderr, "%s:%zu: %s\n", im->path, p->bad.v[i].line,
			ui_translate(LANG_EN, p->bad.v[i].why));
	printf("%sadded %lld, renamed %lld, moved %lld, changed %lld, restored %lld, retired %lld, "
	       "unchanged lines %lld, bad lines %zu\n",
	       im->how.dry ? "would be: " : "", (long long)p->added, (long long)p->renamed,
	       (long long)p->moved, (long long)p->changed, (long long)p->restored,
	       (long long)p->retired, (long long)p->same, p->bad.n);
	if (im->how.retire_missing && p->unclear)
		printf("nothing retired: of some bad lines it cannot be told what they mean\n");
}

static const char help[] =
	"usage: linli import catalogue --db URL [--from YYYY-MM-DD] [--retire-missing] "
	"[--new-codes]\n"
	"                              [--dry-run] FILE.csv|FILE.xlsx\n"
	"\n"
	"The first row names the columns: those of an export, in English or Chinese; class, group\n"
	"and item alone will do. A code that is known says which class, group or item a row "
	"means:\n"
	"under another name it is renamed, under another parent it is moved, with its history and\n"
	"its appeals. What has no code is exported with its number, #123, in the column of the "
	"code.\n"
	"A row without a code means what has its name under the same parent, else it is new.\n"
	"\n"
	"  --from YYYY-MM-DD  changed rules begin on that day, not now\n"
	"  --retire-missing   what the file does not name goes out of use; not while it cannot be\n"
	"                     told of a bad line what it means\n"
	"  --new-codes        a code that is not known makes a new class, group or item; without "
	"it\n"
	"                     the row is refused, unless the catalogue has no codes yet\n"
	"  --dry-run          says what would be done\n"
	"\n"
	"Importing again changes nothing. Lines that cannot be used are told as FILE:LINE: "
	"reason,\n"
	"all others go in. Exit code: 0 every line was good, 1 some were not, 2 wrong use.\n";

int
catalogue_import_cmd(const struct options *o, struct db *db, int argc, char **argv)
{
	struct import im = {.who = actor_system_of};
	struct str bytes, why = S("");
	struct arena a;
	int rc;

	im.who.district = o->district;
	if (argc == 1 && strcmp(argv[0], "--help") == 0) {
		fputs(help, stdout);
		return 0;
	}
	if (!read_args(&im, argc, argv)) {
		fputs("linli: import catalogue wants one FILE, and only the options of linli import catalogue --help\n",
		      stderr);
		return 2;
	}
	arena_init(&a);
	rc = command_file(&a, im.path, FILE_MAX, &bytes);
	if (rc < 0)
		why = str_of(rc == E_IO ? "cannot be read" : "is larger than 64 MiB");
	else
		rc = catalogue_sheet_read(&a, bytes,
					  str_of(strrchr(im.path, '/') ? strrchr(im.path, '/') + 1
								       : im.path),
					  &im.sheet, &why);
	if (rc == 0) {
		/* The sheet's rows and the plan stay in a; the transaction's own memory does not. */
		rc = (im.how.dry ? db_read_now : db_bulk)(db, &a, run, &im);
		if (rc < 0)
			why = str_of(im.fault.text ? im.fault.text : err_line(rc));
	}
	if (rc < 0)
		fprintf(stderr, "linli: %s: %.*s\n", im.path, STR(why));
	else
		report(&im);
	arena_release(&a);
	return rc < 0 || im.plan.bad.n;
}
