/* catalogue_cmd.c: importing a catalogue on the command line. */
#include "features/catalogue/catalogue_cmd.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "features/catalogue/catalogue_import.h"

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
read_file(struct arena *a, const char *path, struct str *ret)
{
	FILE *f = fopen(path, "rb");
	struct buf b;
	size_t n;
	int rc = 0;

	if (!f)
		return E_IO;
	buf_init(&b, a);
	do {
		buf_room(&b, 65536);
		n = fread(b.p + b.n, 1, 65536, f);
		b.n += n;
	} while (n && b.n <= FILE_MAX);
	if (ferror(f))
		rc = E_IO;
	else if (b.n > FILE_MAX)
		rc = E_TOOBIG;
	fclose(f);
	if (rc == 0)
		*ret = buf_done(&b);
	return rc;
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
		fprintf(stderr, "%s:%zu: %s\n", im->path, p->bad.v[i].line, p->bad.v[i].why);
	printf("%sadded %lld, changed %lld, restored %lld, retired %lld, unchanged lines %lld, bad "
	       "lines %zu\n",
	       im->how.dry ? "would be: " : "", (long long)p->added, (long long)p->changed,
	       (long long)p->restored, (long long)p->retired, (long long)p->same, p->bad.n);
}

int
catalogue_import_cmd(struct db *db, int64_t district, int argc, char **argv)
{
	struct import im = {.who = actor_system_of};
	struct str bytes, why = S("");
	struct arena a;
	int rc;

	im.who.district = district;
	if (!read_args(&im, argc, argv)) {
		fprintf(stderr, "usage: linli import catalogue --db URL [--from YYYY-MM-DD] "
				"[--retire-missing] [--dry-run] "
				"FILE.csv|FILE.xlsx\n");
		return 2;
	}
	arena_init(&a);
	rc = read_file(&a, im.path, &bytes);
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
