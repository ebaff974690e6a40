/* sheet.c: opens a table of any kind and hands out its rows. The formats are in sheet_*.c. */
#include "lib/sheet.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/sheet_in.h"

struct str
sheet_cell(const struct sheet_row *row, const char *name)
{
	for (size_t i = 0; i < row->n; i++)
		if (str_is(row->names[i], name))
			return row->cells[i];
	return S("");
}

/* The next row that says anything, into s->raw. */
static int
read_raw(struct sheet *s)
{
	do {
		memset(&s->raw, 0, sizeof s->raw);
		arena_reset(&s->row);
		switch (s->kind) {
		case SHEET_CSV: TRY(csv_next(s)); break;
		case SHEET_JSONL: TRY(jsonl_next(s)); break;
		case SHEET_XLSX: TRY(xlsx_next(s)); break;
		}
	} while (s->raw.n == 0 && !s->raw.error);
	return 0;
}

/* What spreadsheets write where a formula came to nothing; saved as text it is the same words. */
static bool
is_error_value(struct str cell)
{
	static const char *const words[] = {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!"};

	for (size_t i = 0; cell.n && *cell.p == '#' && i < sizeof words / sizeof *words; i++)
		if (str_is(cell, words[i]))
			return true;
	return false;
}

/* What a spreadsheet's cell says: without the ' that kept it from running. */
static void
read_cells(struct sheet *s)
{
	for (size_t i = 0; i < s->raw.n; i++) {
		struct str *c = &s->raw.cells[i];

		if (is_error_value(*c))
			s->raw.error = N_("这一行有公式出错的格子（像 #DIV/0!、#N/A），请在表格里改好再导入");
		else if (c->n > 1 && *c->p == '\'' && sheet_would_run(str_sub(*c, 1, c->n)))
			*c = str_sub(*c, 1, c->n);
	}
}

int
sheet_next(struct sheet *s, struct sheet_row *ret)
{
	bool own_names = s->kind == SHEET_JSONL;

	TRY(read_raw(s));
	if (!own_names)
		read_cells(s);
	if (!own_names && s->raw.n > s->names_n)
		s->raw.error = N_("这一行的列数比表头多");
	if (s->raw.error)
		memset(s->raw.cells, 0, sizeof s->raw.cells);
	*ret = (struct sheet_row){
		.line = s->raw.line,
		.names = own_names ? s->raw.names : s->names,
		.cells = s->raw.cells,
		.n = own_names ? s->raw.n : s->names_n,
		.error = s->raw.error,
	};
	return 0;
}

/* ---- where the heading stands ---- */

enum { LOOK_ROWS = 12 };

/* The first rows that say anything. */
struct look {
	size_t n, line[LOOK_ROWS], cells[LOOK_ROWS]; /* cells that say anything */
	bool colon[LOOK_ROWS];			      /* one of them asks for something: 填报单位： */
	int rc;					      /* what ended it, 0 = LOOK_ROWS */
};

static void
look_at_rows(struct sheet *s, struct look *ret)
{
	*ret = (struct look){0};
	while (ret->n < LOOK_ROWS && (ret->rc = read_raw(s)) == 0) {
		size_t cells = 0;

		for (size_t i = 0; i < s->raw.n; i++) {
			cells += str_trim(s->raw.cells[i]).n > 0;
			ret->colon[ret->n] |= str_has(s->raw.cells[i], S("：")) || str_ends(s->raw.cells[i], S(":"));
		}
		ret->line[ret->n] = s->raw.line;
		ret->cells[ret->n++] = s->raw.error ? s->names_n : cells;
		if (s->raw.error && ret->n == 1)
			return; /* this one cannot be read, and is told */
	}
}

/* Tables of offices have a title above the heading, and a line that says who filled it in. Such a row is much narrower than most of
 * those below it; a heading is not. Of a heading in several rows the last names the columns. */
static size_t
find_heading(const struct sheet *s, const struct look *l)
{
	size_t k = 0, to;

	for (; k + 2 < l->n; k++) {
		size_t after = l->n - 1 - k, wider = 0, much_wider = 0;

		for (size_t i = k + 1; i < l->n; i++) {
			wider += l->cells[i] > l->cells[k];
			much_wider += l->cells[i] >= 2 * l->cells[k] && l->cells[i] > 1;
		}
		if (much_wider * 2 <= after && !(l->colon[k] && wider * 2 > after))
			break;
	}
	if (!s->xlsx || k >= l->n)
		return k;
	to = xlsx_merged_to(s, l->line[k]);
	while (k + 1 < l->n && l->line[k + 1] <= to)
		k++;
	return k;
}

static int
start_again(struct sheet *s, size_t at, size_t line)
{
	if (s->xlsx)
		return xlsx_again(s);
	s->at = at;
	s->line = line;
	return 0;
}

static int
read_names(struct sheet *s, const char **ret_why)
{
	size_t at = s->at, line = s->line, skip;
	struct look look;
	int rc;

	look_at_rows(s, &look);
	skip = find_heading(s, &look);
	rc = start_again(s, at, line);
	for (size_t i = 0; i <= skip && rc == 0; i++)
		rc = read_raw(s);
	if (rc == 0 && s->raw.error)
		rc = E_MALFORMED;
	if (rc < 0) {
		*ret_why = rc == E_NOTFOUND ? "empty" : "the first row cannot be read";
		return rc == E_NOTFOUND ? E_MEDIA : rc;
	}
	s->names_n = s->raw.n;
	s->names = NEW_ARRAY(&s->own, struct str, s->names_n);
	for (size_t i = 0; i < s->names_n; i++)
		s->names[i] = str_dup(&s->own, str_trim(s->raw.cells[i]));
	return 0;
}

/* Of several sheets the first that is a table: rows of several columns. 0 = nothing is in it. */
static int
worth(const struct look *l)
{
	size_t wide = 0;

	for (size_t i = 0; i < l->n; i++)
		wide += l->cells[i] > 1;
	return wide > 1 ? 3 : l->n > 1 ? 2 : l->n ? 1 : 0;
}

static int
choose_sheet(struct sheet *s, const char **ret_why)
{
	size_t best = 0;
	int most = -1, all[64] = {0}, rc = 0;
	struct look look;
	struct buf b;

	for (size_t i = 0; i < xlsx_sheets(s); i++) {
		rc = xlsx_look(s, i);
		if (rc == E_TOOBIG) {
			*ret_why = "more than 256 MiB unpacked";
			return rc;
		}
		if (rc < 0)
			continue;
		look_at_rows(s, &look);
		all[i] = worth(&look);
		if (all[i] <= most)
			continue;
		most = all[i];
		best = i;
	}
	if (most < 0) {
		*ret_why = "not a whole XLSX file";
		return rc == E_NOTFOUND ? E_MEDIA : rc;
	}
	buf_init(&b, &s->own);
	for (size_t i = 0; i < xlsx_sheets(s); i++)
		if (i != best && all[i] > 1)
			buf_fmt(&b, b.n ? "、%.*s" : "%.*s", STR(xlsx_sheet_name(s, i)));
	s->others = buf_done(&b);
	rc = xlsx_choose(s, best);
	if (rc < 0)
		*ret_why = rc == E_TOOBIG ? "more than 256 MiB unpacked" : "not a whole XLSX file";
	return rc;
}

struct str
sheet_others(const struct sheet *s)
{
	return s->others;
}

/* ---- what kind of file it is ---- */

static bool
is_ole(struct str bytes)
{
	return str_starts(bytes, S("\xd0\xcf\x11\xe0"));
}

/* A password makes of an XLSX a file of the older kind, with the real one locked up inside under this name. */
static bool
is_locked(struct str bytes, struct str filename)
{
	static const char name[] = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e";

	return is_ole(bytes) && (str_ends(filename, S(".xlsx")) || str_has(bytes, (struct str){name, sizeof name}));
}

static bool
is_markup(struct str bytes)
{
	struct str head = str_starts(bytes, S("\xef\xbb\xbf")) ? str_sub(bytes, 3, 4096) : str_sub(bytes, 0, 4096);

	return str_starts(str_trim(head), S("<")) || str_starts(head, S("MIME-Version:"));
}

const char *
sheet_advice(struct str bytes, struct str filename)
{
	if (is_locked(bytes, filename))
		return N_("这个表格设了打开密码。请在表格软件里打开它，去掉密码，保存后再试。");
	if (is_ole(bytes))
		return N_("这是旧格式的 .xls。请打开它，另存为 .xlsx 再试。");
	if (is_markup(bytes))
		return N_("这是网页，不是表格（有的系统把网页存成 .xls）。请用表格软件打开它，另存为 .xlsx 再试。");
	return N_("读不出这个表格，请另存为 CSV（UTF-8）或 XLSX 再试。");
}

/* What stands in the file decides; the name only between CSV and JSON. */
static enum sheet_kind
kind_of(struct str bytes, struct str filename, const char **ret_why)
{
	struct str head = str_sub(bytes, 0, 4096), text;

	if (str_starts(bytes, S("PK\x03\x04")))
		return SHEET_XLSX;
	text = str_trim(str_starts(head, S("\xef\xbb\xbf")) ? str_sub(head, 3, head.n) : head);
	if (is_locked(bytes, filename))
		*ret_why = "locked by a password; open it in a spreadsheet program, take the password away and save it";
	else if (is_ole(bytes))
		*ret_why = "an old .xls; save it as .xlsx";
	else if (head.n && memchr(head.p, '\0', head.n))
		*ret_why = "not a table";
	else if (is_markup(bytes))
		*ret_why = "a web page, not a table; open it in a spreadsheet program and save it as .xlsx";
	else if (str_ends(filename, S(".jsonl")) || ((str_starts(text, S("{")) || str_starts(text, S("[{"))) && !str_ends(filename, S(".csv"))) ||
		 (str_starts(text, S("[")) && str_ends(filename, S(".json"))))
		return SHEET_JSONL;
	else
		return SHEET_CSV;
	return 0;
}

/* Spreadsheet programs call it "Unicode text". */
static int
from_utf16(struct sheet *s, const char **ret_why)
{
	bool little = str_starts(s->bytes, S("\xff\xfe"));
	int rc;

	if (!little && !str_starts(s->bytes, S("\xfe\xff")))
		return 0;
	rc = sheet_convert(s, little ? "UTF-16LE" : "UTF-16BE", str_sub(s->bytes, 2, s->bytes.n));
	if (rc < 0)
		*ret_why = "UTF-16 that cannot be read; save it as UTF-8";
	return rc;
}

static int
begin_kind(struct sheet *s, struct str filename, const char **ret_why)
{
	TRY(from_utf16(s, ret_why));
	s->kind = kind_of(s->bytes, filename, ret_why);
	switch (s->kind) {
	case SHEET_XLSX:
		TRY(xlsx_begin(s, ret_why));
		TRY(choose_sheet(s, ret_why));
		break;
	case SHEET_CSV:
		*ret_why = "its letters cannot be read; save it as UTF-8";
		TRY(csv_begin(s));
		break;
	case SHEET_JSONL: return json_begin(s, ret_why);
	default: return E_MEDIA;
	}
	return read_names(s, ret_why);
}

/* Owns s from here on. */
static int
begin(struct sheet *s, struct str filename, struct sheet **ret, struct arena *a,
      struct str *ret_why)
{
	const char *why = NULL;
	int rc;

	s->line = 1;
	s->from_gb18030 = (iconv_t)-1;
	rc = begin_kind(s, filename, &why);
	if (rc < 0) {
		*ret_why = str_dup(a, str_of(why));
		sheet_close(s);
		return rc;
	}
	*ret = s;
	return 0;
}

static struct sheet *
sheet_new(void)
{
	struct sheet *s = calloc(1, sizeof *s);

	if (!s)
		abort();
	return s;
}

int
sheet_open_bytes(struct str bytes, struct str filename, struct sheet **ret, struct arena *a,
		 struct str *ret_why)
{
	struct sheet *s = sheet_new();

	s->bytes = bytes;
	return begin(s, filename, ret, a, ret_why);
}

/* Maps a file; 0 or errno. An empty file maps to nothing. */
static int
map(const char *path, struct str *ret)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC), e = 0;
	struct stat st;
	void *p = NULL;

	if (fd < 0)
		return errno;
	if (fstat(fd, &st) < 0)
		e = errno;
	else if (!S_ISREG(st.st_mode))
		e = S_ISDIR(st.st_mode) ? EISDIR : ESPIPE;
	else if (st.st_size > 0) {
		p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
		if (p == MAP_FAILED)
			e = errno;
	}
	close(fd);
	if (!e)
		*ret = (struct str){p, (size_t)st.st_size};
	return e;
}

int
sheet_open(const char *path, struct sheet **ret, struct arena *a, struct str *ret_why)
{
	struct sheet *s;
	struct str bytes;
	int e = map(path, &bytes);

	if (e) {
		*ret_why = str_dup(a, str_of(strerror(e)));
		return e == ENOENT ? E_NOTFOUND : E_IO;
	}
	s = sheet_new();
	s->bytes = bytes;
	s->mapped = bytes.n > 0;
	if (s->mapped)
		madvise((void *)(uintptr_t)bytes.p, bytes.n, MADV_SEQUENTIAL);
	return begin(s, str_of(path), ret, a, ret_why);
}

size_t
sheet_bytes_read(const struct sheet *s)
{
	return s->xlsx ? xlsx_bytes_read(s->xlsx) : s->at;
}

size_t
sheet_bytes_total(const struct sheet *s)
{
	return s->xlsx ? xlsx_bytes_total(s->xlsx) : s->bytes.n;
}

void
sheet_close(struct sheet *s)
{
	if (!s)
		return;
	xlsx_end(s);
	json_decref(s->array);
	if (s->from_gb18030 != (iconv_t)-1)
		iconv_close(s->from_gb18030);
	if (s->mapped)
		munmap((void *)(uintptr_t)s->bytes.p, s->bytes.n);
	arena_release(&s->own);
	arena_release(&s->row);
	free(s);
}
