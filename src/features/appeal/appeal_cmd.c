/* appeal_cmd.c: importing and exporting appeals on the command line. */
#include "features/appeal/appeal_cmd.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "db/db.h"
#include "features/appeal/appeal_list.h"
#include "features/appeal/appeal_queue.h"
#include "features/catalogue/catalogue.h"
#include "features/territory/territory.h"
#include "lib/secret.h"
#include "lib/sheet.h"
#include "ui/print.h"

enum { BATCH = 500 };

/* ---- import ---- */

/* Our names of columns; what a file calls them comes from --map. */
enum column {
	COL_ID,
	COL_TITLE,
	COL_TEXT,
	COL_TIME,
	COL_ITEM,
	COL_PLACE,
	COL_REPLY,
	COL_REPLY_TIME,
	COL__MAX
};
static const char *const columns[COL__MAX] = {"id",   "title", "text",	"time",
					      "item", "place", "reply", "reply_time"};

struct import {
	int64_t district;
	const char *path;
	const char *names[COL__MAX];
	struct str source;
	struct arena arena; /* of one batch */
	struct line {
		size_t number;
		struct str cell[COL__MAX];
		const char *error;
	} lines[BATCH];
	size_t n;
	int64_t fresh, known, bad;
	int64_t batch_fresh, batch_known;
};

/* Takes "Z", "+08:00" or "-0500" off the end of a time of day. Returns how many seconds to add to read the rest as China's clock. */
static int64_t
cut_zone(struct str *s)
{
	enum { CHINA_S = 8 * 3600 };
	size_t colon = str_has(*s, S(":")) ? 1 : 0, n = s->n;
	int v[4];
	char sign;

	if (!colon || n < 9)
		return 0;
	if (s->p[n - 1] == 'Z' || s->p[n - 1] == 'z') {
		s->n--;
		return CHINA_S;
	}
	colon = s->p[n - 3] == ':';
	sign = s->p[n - 5 - colon];
	if (sign != '+' && sign != '-')
		return 0;
	for (int i = 0; i < 4; i++) {
		v[i] = s->p[n - 4 - (i < 2 ? colon : 0) + (size_t)i] - '0';
		if (v[i] < 0 || v[i] > 9)
			return 0;
	}
	if (!str_has(str_sub(*s, 0, n - 5 - colon), S(":"))) /* "2026-02-2801:30" has no time before it */
		return 0;
	s->n -= 5 + colon;
	return CHINA_S - (sign == '+' ? 1 : -1) * ((v[0] * 10 + v[1]) * 3600 + (v[2] * 10 + v[3]) * 60);
}

/* "2019/4/25 9:32:09", "2020-01-06", "03/15/2020 01:23:45 PM": numbers in order, the year where it has four
 * digits. 0: not a time. */
static int64_t
read_time(struct str s)
{
	int v[6] = {0}, n = 0, digits = 0;
	bool pm = str_has(s, S("PM")) || str_has(s, S("下午")),
	     am = str_has(s, S("AM")) || str_has(s, S("上午"));
	int64_t zone = cut_zone(&s);
	bool year_first = true;

	for (size_t i = 0; i <= s.n && n < 6; i++) {
		bool digit = i < s.n && s.p[i] >= '0' && s.p[i] <= '9';

		if (digit && digits < 4) {
			v[n] = v[n] * 10 + (s.p[i] - '0');
			digits++;
		} else if (digits) {
			if (n == 2 && digits == 4)
				year_first = false;
			n++;
			digits = 0;
		}
	}
	if (n < 3)
		return 0;
	if (!year_first) {
		int year = v[2];

		v[2] = v[1];
		v[1] = v[0];
		v[0] = year;
	}
	if (pm && v[3] < 12)
		v[3] += 12;
	if (am && v[3] == 12)
		v[3] = 0;
	if (v[0] < 1990 || v[0] > 2100 || v[1] < 1 || v[1] > 12 || v[2] < 1 || v[2] > 31 ||
	    v[3] > 23 || v[4] > 59 || v[5] > 60)
		return 0;
	return clock_at(v[0], v[1], v[2], v[3], v[4], v[5]) + zone;
}

/* Odd control characters of old exports become blanks; what is not UTF-8 stays as it is and is refused. */
static struct str
clean(struct arena *a, struct str s)
{
	struct buf b;
	uint32_t c;

	if (str_valid(s))
		return str_trim(s);
	buf_init(&b, a);
	for (struct str rest = s; str_rune(&rest, &c);) {
		if (c == 0xfffd)
			return s;
		buf_rune(&b, (c < 0x20 && c != '\n') || (c >= 0x7f && c < 0xa0) ? ' ' : c);
	}
	return str_trim(buf_done(&b));
}

/* The answer that was given there; without its time nobody could say whether it came in time. */
static int
fill_reply(struct tx *tx, const struct line *l, struct appeal_new *n)
{
	n->reply = clean(tx->arena, l->cell[COL_REPLY]);
	if (!n->reply.n)
		return 0;
	n->replied_at = read_time(l->cell[COL_REPLY_TIME]);
	if (!str_valid(n->reply))
		return fail(tx, E_INVALID, "reply", "the reply is not UTF-8");
	if (!n->replied_at)
		return fail(tx, E_INVALID, "reply_time", "the reply's time is missing or cannot be read");
	if (n->replied_at > clock_now())
		return fail(tx, E_INVALID, "reply_time", "the reply's time lies in the future");
	if (n->replied_at < n->at || !n->at)
		return fail(tx, E_INVALID, "reply_time", "the reply is older than the case");
	return 0;
}

static int
fill_case(struct tx *tx, struct import *im, const struct line *l, struct appeal_new *ret)
{
	struct territory_node place;
	struct catalogue_node item = {0};
	struct str place_name = str_trim(l->cell[COL_PLACE]),
		   item_name = str_trim(l->cell[COL_ITEM]);
	struct appeal_new n = {
		.title = clean(tx->arena, l->cell[COL_TITLE]),
		.text = clean(tx->arena, l->cell[COL_TEXT]),
		.channel = CHANNEL_IMPORT,
		.anon = ANON_COMMUNITY,
		.open = true,
		.source = im->source,
		.source_id = str_trim(l->cell[COL_ID]),
		.at = read_time(l->cell[COL_TIME]),
	};
	int rc;

	if (!n.text.n)
		n.text = n.title;
	if (!str_valid(n.title) || !str_valid(n.text))
		return fail(tx, E_INVALID, "text", "the text is not UTF-8");
	if (!n.text.n)
		return fail(tx, E_INVALID, "text", "there is neither a text nor a title");
	if (l->cell[COL_TIME].n && !n.at)
		return fail(tx, E_INVALID, "time", "the time cannot be read");
	if (n.at > clock_now())
		return fail(tx, E_INVALID, "time", "the time lies in the future");
	if (!n.source_id.n)
		n.source_id = secret_digest(tx->arena, str_fmt(tx->arena, "%.*s\n%.*s",
							       STR(n.title), STR(n.text)));
	rc = place_name.n ? territory_by_code(tx, im->district, place_name, &place)
			  : territory_root(tx, im->district, &place);
	if (rc == E_NOTFOUND)
		return fail(tx, E_INVALID, "place", "no place has this code");
	TRY(rc);
	rc = item_name.n ? catalogue_find(tx, im->district, item_name, &item) : 0;
	if (rc == E_NOTFOUND)
		return fail(tx, E_INVALID, "item", "the catalogue has no such item");
	TRY(rc);
	TRY(fill_reply(tx, l, &n));
	n.place = place.id;
	n.item = item.id;
	*ret = n;
	return 0;
}

static int
import_line(struct tx *tx, struct import *im, struct line *l)
{
	struct actor system = actor_system_of;
	struct appeal_new n;
	struct appeal_receipt receipt;
	int rc;

	system.district = im->district;
	rc = fill_case(tx, im, l, &n);
	if (rc == 0)
		rc = appeal_file(tx, &system, &n, &receipt);
	if (rc == E_INVALID) {
		l->error = tx->fault.text ? tx->fault.text : "refused";
		tx->fault = (struct fault){0};
		return 0;
	}
	TRY(rc);
	if (receipt.again)
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

static void
take_row(struct import *im, const struct sheet_row *row)
{
	struct line *l = &im->lines[im->n++];

	*l = (struct line){.number = row->line, .error = row->error};
	for (int c = 0; c < COL__MAX && !row->error; c++)
		l->cell[c] = str_dup(&im->arena, sheet_cell(row, im->names[c]));
}

/* A column that --map names and the file does not have is a slip of the pen, not a thousand bad lines. */
static int
check_columns(const struct import *im, const struct sheet_row *row)
{
	for (int c = 0; c < COL__MAX; c++) {
		size_t i = 0;

		while (i < row->n && !str_is(row->names[i], im->names[c]))
			i++;
		if (i < row->n || row->error || strcmp(im->names[c], columns[c]) == 0)
			continue;
		fprintf(stderr, "linli: %s has no column \"%s\"\n", im->path, im->names[c]);
		return E_INVALID;
	}
	return 0;
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
		while (c < COL__MAX && !str_is(str_trim(ours), columns[c]))
			c++;
		if (c == COL__MAX)
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
					"text time item place reply reply_time\n");
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
	for (int c = 0; c < COL__MAX; c++)
		im.names[c] = columns[c];
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
