/* appeal_cmd.c: importing and exporting appeals on the command line. */
#include "features/appeal/appeal_cmd.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "db/db.h"
#include "features/appeal/appeal_import.h"
#include "features/appeal/appeal_list.h"
#include "features/appeal/appeal_queue.h"
#include "lib/sheet.h"
#include "ui/print.h"

enum { BATCH = 500 };

/* ---- import ---- */

struct import {
	int64_t district;
	const char *path;
	const char *names[IMPORT_COLUMNS]; /* --map; NULL = as it is usually called */
	struct str source;
	struct arena arena; /* of one batch */
	struct line {
		size_t number;
		struct str cell[IMPORT_COLUMNS];
		const char *error;
	} lines[BATCH];
	size_t n;
	int64_t fresh, known, bad;
	int64_t batch_fresh, batch_known;
};

static int
import_line(struct tx *tx, struct import *im, struct line *l)
{
	struct actor system = actor_system_of;
	bool again = false;
	int rc;

	system.district = im->district;
	rc = appeal_import_row(tx, &system, im->source, l->cell, &again);
	if (rc == E_INVALID) {
		l->error = tx->fault.text ? tx->fault.text : "refused";
		tx->fault = (struct fault){0};
		return 0;
	}
	TRY(rc);
	if (again)
		im->batch_known++;
	else
		im->batch_fresh++;
	return 0;
}

static int
import_batch(struct tx *tx, void *arg)
{
	struct import *im = arg;

	im->batch_fresh = im->batch_known = 0; /* it may be run again */
	for (size_t i = 0; i < im->n; i++)
		if (!im->lines[i].error)
			TRY(import_line(tx, im, &im->lines[i]));
	return 0;
}

static int
flush_batch(struct db *db, struct import *im)
{
	struct arena a;
	int rc;

	arena_init(&a);
	rc = db_bulk(db, &a, import_batch, im);
	if (rc == 0) {
		im->fresh += im->batch_fresh;
		im->known += im->batch_known;
	} else {
		fprintf(stderr, "linli: %s: %s; nothing of lines %zu to %zu was imported\n",
			im->path, err_line(rc), im->lines[0].number, im->lines[im->n - 1].number);
	}
	for (size_t i = 0; rc == 0 && i < im->n; i++)
		if (im->lines[i].error) {
			im->bad++;
			fprintf(stderr, "%s:%zu: %s\n", im->path, im->lines[i].number,
				ui_translate(LANG_EN, im->lines[i].error));
		}
	arena_release(&a);
	arena_reset(&im->arena);
	im->n = 0;
	return rc;
}

/* Which column is which: as --map says, else by what it is called. JSON lines name their cells anew each time. */
static void
map_columns(const struct import *im, const struct sheet_row *row, int ret[IMPORT_COLUMNS])
{
	appeal_import_find(row->names, row->n, ret);
	for (int c = 0; c < IMPORT_COLUMNS; c++) {
		if (!im->names[c])
			continue;
		ret[c] = -1;
		for (size_t i = 0; i < row->n && ret[c] < 0; i++)
			if (str_is(row->names[i], im->names[c]))
				ret[c] = (int)i;
	}
}

static void
take_row(struct import *im, const struct sheet_row *row)
{
	struct line *l = &im->lines[im->n++];
	int map[IMPORT_COLUMNS];

	*l = (struct line){.number = row->line, .error = row->error};
	map_columns(im, row, map);
	for (int c = 0; c < IMPORT_COLUMNS && !row->error; c++)
		l->cell[c] = map[c] < 0 ? S("") : str_dup(&im->arena, row->cells[map[c]]);
}

/* A column that --map names and the file does not have is a slip of the pen, not a thousand bad lines; so is a table in which no
 * column says what happened. */
static int
check_columns(struct import *im, const struct sheet_row *row)
{
	int map[IMPORT_COLUMNS];
	struct buf b;

	if (row->error)
		return 0;
	map_columns(im, row, map);
	for (int c = 0; c < IMPORT_COLUMNS; c++) {
		if (!im->names[c] || map[c] >= 0)
			continue;
		fprintf(stderr, "linli: %s has no column \"%s\"\n", im->path, im->names[c]);
		return E_INVALID;
	}
	if (map[IMPORT_TEXT] >= 0 || map[IMPORT_TITLE] >= 0)
		return 0;
	buf_init(&b, &im->arena);
	for (size_t i = 0; i < row->n; i++)
		buf_fmt(&b, i ? ", %.*s" : "%.*s", STR(row->names[i]));
	fprintf(stderr, "linli: %s: no column says what happened (text, title, 内容, 标题); it has: %.*s; --map says which is which\n", im->path,
		STR(buf_done(&b)));
	return E_INVALID;
}

static int
import_file(struct db *db, struct import *im, const char *path)
{
	struct sheet_row row;
	struct progress progress;
	struct sheet *sheet;
	struct str why;
	size_t n = 0;
	int rc = sheet_open(path, &sheet, &im->arena, &why);

	if (rc < 0) {
		fprintf(stderr, "linli: %s: %.*s\n", path, STR(why));
		return rc;
	}
	im->path = path;
	if (sheet_others(sheet).n)
		fprintf(stderr, "linli: %s: one sheet is read; not: %.*s\n", path, STR(sheet_others(sheet)));
	progress_begin(&progress, "appeals", 0);
	while (rc == 0 && (rc = sheet_next(sheet, &row)) == 0) {
		if (n == 0 && (rc = check_columns(im, &row)) < 0)
			break;
		take_row(im, &row);
		if (im->n == BATCH)
			rc = flush_batch(db, im);
		progress_at(&progress, ++n);
	}
	sheet_close(sheet);
	if (rc == E_NOTFOUND)
		rc = im->n ? flush_batch(db, im) : 0;
	if (rc == 0 && n == 0) {
		fprintf(stderr, "linli: %s: no rows below the heading\n", path);
		rc = E_INVALID;
	}
	progress_end(&progress);
	return rc;
}

/* "item=label,title=subject" */
static int
read_map(struct import *im, struct arena *keep, const char *map)
{
	struct str rest = str_of(map), part, ours;

	while (rest.n && str_next(&rest, ',', &part)) {
		int c = 0;

		if (!str_next(&part, '=', &ours) || !part.n)
			return E_INVALID;
		while (c < IMPORT_COLUMNS && !str_is(str_trim(ours), appeal_import_names[c]))
			c++;
		if (c == IMPORT_COLUMNS)
			return E_INVALID;
		im->names[c] = str_z(keep, str_trim(part));
	}
	return 0;
}

/* The last part of the path: a file of the same name is the same source. */
static struct str
file_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return str_of(slash ? slash + 1 : path);
}

/* Takes --map and --source out of argv, wherever they stand; the files stay. How many, or E_INVALID with a
 * line on stderr. */
static int
read_options(struct import *im, struct arena *keep, int argc, char **argv, const char **ret_source)
{
	int files = 0;

	for (int i = 0; i < argc; i++) {
		bool map = strcmp(argv[i], "--map") == 0;

		if (argv[i][0] != '-') {
			argv[files++] = argv[i];
			continue;
		}
		if (!map && strcmp(argv[i], "--source") != 0) {
			fprintf(stderr, "linli: import appeals has no option %s\n", argv[i]);
			return E_INVALID;
		}
		if (++i == argc) {
			fprintf(stderr, "linli: %s wants a value\n", argv[i - 1]);
			return E_INVALID;
		}
		if (!map) {
			*ret_source = argv[i];
		} else if (read_map(im, keep, argv[i]) < 0) {
			fprintf(stderr, "linli: --map wants pairs like item=label; ours are id title "
					"text time item place spot reply reply_time state closed\n");
			return E_INVALID;
		}
	}
	if (!files)
		fprintf(stderr, "linli: no file was named\n");
	return files ? files : E_INVALID;
}

int
appeal_import_cmd(const struct options *o, struct db *db, int argc, char **argv)
{
	static struct import im;
	struct arena keep;
	const char *source = NULL;
	int rc = 0, files;

	im = (struct import){.district = o->district};
	arena_init(&im.arena);
	arena_init(&keep);
	files = read_options(&im, &keep, argc, argv, &source);
	for (int i = 0; i < files && rc == 0; i++) {
		im.source = source ? str_of(source) : file_name(argv[i]);
		rc = import_file(db, &im, argv[i]);
	}
	if (files > 0)
		printf("imported %lld, already there %lld, bad %lld\n", (long long)im.fresh,
		       (long long)im.known, (long long)im.bad);
	arena_release(&im.arena);
	arena_release(&keep);
	return files < 0 ? 2 : rc < 0 || im.bad ? 1 : 0;
}

/* ---- export ---- */

struct export_arg {
	struct actor who;
	enum sheet_kind kind;
	struct appeal_out_list cases;
	char after[40];
	struct str next;
};

static int
read_cases(struct tx *tx, void *arg)
{
	struct export_arg *x = arg;

	return appeal_out(tx, &x->who, 0, str_of(x->after), BATCH, &x->cases, &x->next);
}

/* Batch after batch, each in a transaction of its own: a long export keeps nobody's rows from being cleared away. */
static int
write_cases(struct db *db, struct export_arg *x, struct sheet_out *out)
{
	struct str cells[APPEAL_OUT_COLUMNS];
	struct arena a;
	int rc;

	arena_init(&a);
	do {

		rc = db_read_now(db, &a, read_cases, x);
		for (size_t i = 0; rc == 0 && i < x->cases.n; i++) {
			appeal_out_cells(&a, &x->who, &x->cases.v[i], cells);
			rc = sheet_out_row(out, cells);
		}
		snprintf(x->after, sizeof x->after, "%.*s", STR(x->next));
		arena_reset(&a);
	} while (rc == 0 && x->after[0]);
	arena_release(&a);
	return rc;
}

static int
export_cases(struct db *db, struct export_arg *x)
{
	struct sheet_out *out;
	int rc, closed;

	TRY(sheet_out_open(x->kind, STDOUT_FILENO, appeal_out_names, APPEAL_OUT_COLUMNS, &out));
	rc = write_cases(db, x, out);
	closed = sheet_out_close(out);
	return rc < 0 ? rc : closed;
}

int
appeal_export_cmd(const struct options *o, struct db *db, int argc, char **argv)
{
	struct export_arg x = {.who = actor_system_of, .kind = SHEET_JSONL};
	int rc;

	x.who.district = o->district;
	if (argc == 2 && strcmp(argv[0], "--format") == 0) {
		x.kind = strcmp(argv[1], "csv") == 0	 ? SHEET_CSV
			 : strcmp(argv[1], "xlsx") == 0	 ? SHEET_XLSX
			 : strcmp(argv[1], "jsonl") == 0 ? SHEET_JSONL
							 : 0;
	}
	if (!x.kind || (argc && argc != 2)) {
		fprintf(stderr, "linli: --format is jsonl, csv or xlsx\n");
		return 2;
	}
	rc = export_cases(db, &x);
	if (rc < 0)
		fprintf(stderr, "linli: the export failed: %s\n", err_line(rc));
	return rc < 0;
}
