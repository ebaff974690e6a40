/* territory_cmd.c: linli import territory: the national table and the district's own places from
 * files. */
#include "features/territory/territory_cmd.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "db/db.h"
#include "features/territory/territory_division.h"
#include "features/territory/territory_layer.h"
#include "features/territory/territory_table.h"
#include "ui/print.h"

static const char help[] =
	"usage: linli import territory --db URL [--datum wgs84|gcj02] FILE...\n"
	"\n"
	"Each FILE is one of:\n"
	"  text   one node of the national table a line, its depth is its leading tabs; a file\n"
	"         begins with its province. Nodes that are there already stay as they are.\n"
	"  table  (CSV, XLSX) code, name, the parent's code. National codes (2, 4, 6, 9 or 12 "
	"digits)\n"
	"         go to the national table; other codes are the district's own streets, "
	"communities,\n"
	"         areas, grids, buildings, units and rooms, with further columns if you like:\n"
	"         kind, lon, lat, name_en, plate, floors, rooms_per_floor.\n"
	"\n"
	"--datum: the system in which a table's lon and lat are written; the district's own when it is\n"
	"not said (linli setting set map.datum).\n"
	"\n"
	"Importing again changes nothing. Lines that cannot be used are told as FILE:LINE: reason, "
	"all\n"
	"others go in. Exit code: 0 every line was good, 1 some were not, 2 nothing could be "
	"done.\n";

struct file {
	const char *path;
	int64_t district;
	enum datum datum; /* of its coordinates, 0 = the district's */
	struct str bytes;         /* texts */
	struct import_report rep; /* of this file */
	struct progress *progress;
	size_t before; /* bytes of the files before */
	bool is_text;
	struct str why;
};

static void
tell_bad(void *ctx, size_t line, const char *why)
{
	const struct file *f = ctx;

	fprintf(stderr, "%s:%zu: %s\n", f->path, line, ui_translate(LANG_EN, why));
}

static void
tell_progress(void *ctx, size_t bytes)
{
	struct file *f = ctx;

	progress_at(f->progress, f->before + bytes);
}

/* The district's own places, with their coordinates in its system. */
static int
import_own(struct tx *tx, const struct actor *who, struct sheet *s, struct file *f)
{
	if (f->datum)
		TRY(territory_datum(tx, f->district, &f->rep.to));
	return territory_import_table(tx, who, s, &f->rep);
}

static int
import_sheet(struct tx *tx, struct file *f)
{
	struct actor system = actor_system_of;
	struct sheet_row first;
	struct sheet *s;
	bool national;
	int rc;

	/* The first row says what the table is about; then the table is read from its beginning. */
	TRY(sheet_open(f->path, &s, tx->arena, &f->why));
	rc = sheet_next(s, &first);
	national = rc == 0 && territory_is_national(&first);
	sheet_close(s);
	if (rc < 0)
		return rc == E_NOTFOUND ? 0 : rc;
	TRY(sheet_open(f->path, &s, tx->arena, &f->why));
	system.district = f->district;
	if (national)
		rc = territory_import_codes(tx, s, &f->rep);
	else if (!f->district)
		rc = fail(tx, E_INVALID, NULL,
			  N_("还没有开通区，请先用 linli district add 开通。"));
	else
		rc = import_own(tx, &system, s, f);
	sheet_close(s);
	return rc;
}

static int
run_import(struct tx *tx, void *arg)
{
	struct file *f = arg;
	int rc;

	f->rep = (struct import_report){.on_bad = tell_bad, .on_progress = tell_progress, .ctx = f, .from = f->datum};
	rc = f->is_text ? territory_import_text(tx, f->bytes, &f->rep) : import_sheet(tx, f);
	if (rc < 0 && tx->fault.text)
		f->why = str_of(ui_translate(LANG_EN, tx->fault.text));
	return rc;
}

/* A table ends its name so, or begins with a heading; everything else is a text. */
static bool
looks_like_table(const char *path, struct str bytes)
{
	static const char *const ends[] = {".csv", ".tsv", ".xlsx", ".jsonl"};
	struct str name = str_of(path);

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (str_ends(name, str_of(ends[i])))
			return true;
	return str_starts(bytes, S("code,")) ||
	       str_starts(bytes, S("\xef\xbb\xbf"
				   "code,")) ||
	       str_starts(bytes, S("编码,"));
}

/* One file in a transaction of its own. */
static int
import_file(struct db *db, struct arena *a, struct file *f)
{
	int fd = open(f->path, O_RDONLY | O_CLOEXEC), rc;
	struct stat st;
	void *map = NULL;

	if (fd < 0 || fstat(fd, &st) < 0 || !S_ISREG(st.st_mode)) {
		fprintf(stderr, "linli: cannot read %s: %s\n", f->path, fd < 0 ? strerror(errno) : "this is no file");
		if (fd >= 0)
			close(fd);
		return E_IO;
	}
	if (st.st_size)
		map = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	close(fd);
	if (map == MAP_FAILED) {
		fprintf(stderr, "linli: cannot read %s\n", f->path);
		return E_IO;
	}
	f->bytes = (struct str){map, (size_t)st.st_size};
	f->is_text = !looks_like_table(f->path, f->bytes);
	rc = db_bulk(db, a, run_import, f);
	if (map)
		munmap(map, (size_t)st.st_size);
	if (rc < 0)
		fprintf(stderr, "linli: %s: %.*s\n", f->path,
			STR(f->why.n ? f->why : str_of(err_line(rc))));
	return rc;
}

static size_t
size_of(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && st.st_size > 0 ? (size_t)st.st_size : 0;
}

/* Takes --datum out of the words; how many are left, -1: it is none. */
static int
take_datum(int argc, char **argv, enum datum *ret)
{
	int n = 0;

	for (int i = 0; i < argc; i++) {
		if (strcmp(argv[i], "--datum") != 0) {
			argv[n++] = argv[i];
			continue;
		}
		if (++i == argc || !datum_find(str_of(argv[i]), ret))
			return -1;
	}
	return n;
}

int
territory_import_cmd(const struct options *o, struct db *db, int argc, char **argv)
{
	struct import_report sum = {0};
	struct progress progress;
	struct arena a;
	size_t total = 0, before = 0;
	enum datum datum = 0;
	bool broke = false;

	if (argc == 1 && strcmp(argv[0], "--help") == 0)
		return fputs(help, stdout) < 0;
	argc = take_datum(argc, argv, &datum);
	if (argc < 1) {
		fputs(argc < 0 ? "linli: --datum wants wgs84 or gcj02\n" : "linli: no file was named\n", stderr);
		return 2;
	}
	for (int i = 0; i < argc; i++) {
		if (argv[i][0] == '-') {
			fprintf(stderr, "linli: import territory has no option %s\n", argv[i]);
			return 2;
		}
		total += size_of(argv[i]);
	}
	arena_init(&a);
	progress_begin(&progress, "import territory, bytes", total);
	for (int i = 0; i < argc; i++) {
		struct file f = {.path = argv[i],
				 .district = o->district,
				 .datum = datum,
				 .progress = &progress,
				 .before = before};

		arena_reset(&a);
		if (import_file(db, &a, &f) < 0) {
			broke = true;
			continue;
		}
		before += size_of(argv[i]);
		progress_at(&progress, before);
		sum.read += f.rep.read;
		sum.added += f.rep.added;
		sum.changed += f.rep.changed;
		sum.bad += f.rep.bad;
	}
	progress_end(&progress);
	arena_release(&a);
	printf("%zu lines: %zu added, %zu changed, %zu not usable\n", sum.read, sum.added,
	       sum.changed, sum.bad);
	return broke ? 2 : sum.bad ? 1 : 0;
}
