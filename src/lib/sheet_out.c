/* sheet_out.c: rows into CSV, JSON lines and XLSX. libxlsxwriter keeps one row in memory and writes
 * to a temporary file. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "lib/shape.h"
#include "lib/sheet_in.h"

enum { FLUSH = 64 * 1024, XLSX_TEXT_MAX = 32767, XLSX_ROWS_MAX = 1048576 };

struct sheet_out {
	enum sheet_kind kind;
	int fd; /* where put is NULL */
	int (*put)(void *ctx, struct str bytes);
	void *ctx;
	struct arena own; /* until closed */
	struct arena row; /* until the bytes are written */
	struct str *names;
	size_t n;
	struct buf bytes; /* on row */
	lxw_workbook *book;
	lxw_worksheet *page;
	lxw_row_t at;
	char temp[64];
};

static int
write_all(int fd, struct str bytes)
{
	while (bytes.n) {
		ssize_t n = write(fd, bytes.p, bytes.n);

		if (n < 0 && errno != EINTR)
			return errno == ENOSPC || errno == EDQUOT ? E_FULL : E_IO;
		if (n > 0)
			bytes = str_sub(bytes, (size_t)n, bytes.n);
	}
	return 0;
}

static int
flush(struct sheet_out *s, size_t above)
{
	struct str bytes = buf_done(&s->bytes);

	if (bytes.n <= above)
		return 0;
	TRY(s->put ? s->put(s->ctx, bytes) : write_all(s->fd, bytes));
	arena_reset(&s->row);
	buf_init(&s->bytes, &s->row);
	return 0;
}

static void
csv_cell(struct buf *b, struct str cell)
{
	bool formula = sheet_would_run(cell), quote = formula;

	for (size_t i = 0; i < cell.n && !quote; i++)
		quote = strchr(",\"\r\n", cell.p[i]) || (i == 0 && cell.p[i] == ' ');
	if (!quote) {
		buf_str(b, cell);
		return;
	}
	buf_z(b, formula ? "\"'" : "\"");
	for (size_t i = 0; i < cell.n; i++) {
		if (cell.p[i] == '"')
			buf_char(b, '"');
		buf_char(b, cell.p[i]);
	}
	buf_char(b, '"');
}

static void
csv_row(struct sheet_out *s, const struct str *cells)
{
	for (size_t i = 0; i < s->n; i++) {
		if (i)
			buf_char(&s->bytes, ',');
		csv_cell(&s->bytes, cells[i]);
	}
	BUF_LIT(&s->bytes, "\r\n");
}

static void
jsonl_row(struct sheet_out *s, const struct str *cells)
{
	for (size_t i = 0; i < s->n; i++) {
		buf_char(&s->bytes, i ? ',' : '{');
		json_str(&s->bytes, s->names[i]);
		buf_char(&s->bytes, ':');
		json_str(&s->bytes, cells[i]);
	}
	BUF_LIT(&s->bytes, "}\n");
}

/* A number that looks the same as a number: codes with leading zeros, and long ones, do not. */
static bool
is_plain_number(struct arena *a, struct str cell, double *ret)
{
	return cell.n <= 11 && str_real(cell, ret) && str_eq(sheet_number(a, *ret, 15), cell);
}

/* "_x0041_" would be read as the character of that number: its first "_" is written as one. */
static struct str
escape(struct arena *a, struct str s)
{
	struct buf b;

	if (!str_has(s, S("_x")))
		return s;
	buf_init(&b, a);
	for (size_t i = 0; i < s.n; i++) {
		if (sheet_is_escape(str_sub(s, i, 7)))
			buf_z(&b, "_x005F");
		buf_char(&b, s.p[i]);
	}
	return buf_done(&b);
}

static int
xlsx_cell(struct sheet_out *s, lxw_col_t column, struct str cell)
{
	struct arena *a = &s->row;
	struct str clean;
	lxw_error e;
	double v;

	if (cell.n == 0)
		return 0;
	if (is_plain_number(a, cell, &v)) {
		e = worksheet_write_number(s->page, s->at, column, v, NULL);
	} else {
		if (!sheet_clean(a, cell, &clean))
			clean = cell;
		clean = escape(a, clean);
		if (sheet_would_run(clean))
			clean = str_fmt(a, "'%.*s", STR(clean));
		if (str_chars(clean) > XLSX_TEXT_MAX) /* no more fits into a cell */
			clean = str_fmt(a, "%.*s…", STR(str_clip(clean, XLSX_TEXT_MAX - 1)));
		e = worksheet_write_string(s->page, s->at, column, str_z(a, clean), NULL);
	}
	return e == LXW_NO_ERROR ? 0 : E_BUG;
}

static int
xlsx_row(struct sheet_out *s, const struct str *cells)
{
	int rc = 0;

	if (s->at == XLSX_ROWS_MAX)
		return E_TOOBIG;
	for (size_t i = 0; i < s->n && rc == 0; i++)
		rc = xlsx_cell(s, (lxw_col_t)i, cells[i]);
	s->at++;
	arena_reset(&s->row);
	return rc;
}

static int
xlsx_begin_out(struct sheet_out *s)
{
	lxw_workbook_options options = {.constant_memory = LXW_TRUE};
	int fd;

	snprintf(s->temp, sizeof s->temp, "%s/linli-XXXXXX.xlsx", P_tmpdir);
	fd = mkstemps(s->temp, 5);
	if (fd < 0) {
		s->temp[0] = '\0';
		return errno == ENOSPC || errno == EDQUOT ? E_FULL : E_IO;
	}
	close(fd);
	s->book = workbook_new_opt(s->temp, &options);
	s->page = s->book ? workbook_add_worksheet(s->book, NULL) : NULL;
	return s->page ? 0 : E_IO;
}

int
sheet_out_row(struct sheet_out *s, const struct str *cells)
{
	if (s->kind == SHEET_XLSX)
		return xlsx_row(s, cells);
	if (s->kind == SHEET_CSV)
		csv_row(s, cells);
	else
		jsonl_row(s, cells);
	return flush(s, FLUSH);
}

static int
open_out(const struct sheet_out *conf, const char *const *names, struct sheet_out **ret)
{
	enum sheet_kind kind = conf->kind;
	struct sheet_out *s = calloc(1, sizeof *s);
	size_t n = conf->n;
	int rc = 0;

	if (!s)
		abort();
	*s = *conf;
	buf_init(&s->bytes, &s->row);
	s->names = NEW_ARRAY(&s->own, struct str, n);
	for (size_t i = 0; i < n; i++)
		s->names[i] = str_dup(&s->own, str_of(names[i]));
	if (kind == SHEET_XLSX)
		rc = xlsx_begin_out(s);
	else if (kind == SHEET_CSV)
		BUF_LIT(&s->bytes, "\xef\xbb\xbf");
	if (rc == 0 && kind != SHEET_JSONL)
		rc = sheet_out_row(s, s->names);
	if (rc < 0) {
		sheet_out_close(s);
		return rc;
	}
	*ret = s;
	return 0;
}

int
sheet_out_open(enum sheet_kind kind, int fd, const char *const *names, size_t n, struct sheet_out **ret)
{
	return open_out(&(struct sheet_out){.kind = kind, .fd = fd, .n = n}, names, ret);
}

int
sheet_out_open_to(enum sheet_kind kind, int (*put)(void *ctx, struct str bytes), void *ctx, const char *const *names, size_t n,
		  struct sheet_out **ret)
{
	if (kind == SHEET_XLSX)
		return E_BUG;
	return open_out(&(struct sheet_out){.kind = kind, .fd = -1, .put = put, .ctx = ctx, .n = n}, names, ret);
}

int
sheet_out_flush(struct sheet_out *s)
{
	return s->kind == SHEET_XLSX ? 0 : flush(s, 0);
}

static int
copy_file(const char *path, int fd)
{
	char piece[16 * 1024];
	FILE *f = fopen(path, "rbe");
	size_t n;
	int rc = 0;

	if (!f)
		return E_IO;
	while (rc == 0 && (n = fread(piece, 1, sizeof piece, f)) > 0)
		rc = write_all(fd, (struct str){piece, n});
	if (rc == 0 && ferror(f))
		rc = E_IO;
	fclose(f);
	return rc;
}

int
sheet_out_close(struct sheet_out *s)
{
	int rc = 0;

	if (s->book)
		rc = workbook_close(s->book) == LXW_NO_ERROR ? copy_file(s->temp, s->fd) : E_IO;
	else if (s->kind != SHEET_XLSX)
		rc = flush(s, 0);
	if (s->temp[0])
		unlink(s->temp);
	arena_release(&s->own);
	arena_release(&s->row);
	free(s);
	return rc;
}

static int
read_back(struct arena *a, int fd, struct str *ret)
{
	off_t size = lseek(fd, 0, SEEK_END);
	char *p;

	if (size < 0)
		return E_IO;
	p = arena_alloc(a, (size_t)size + 1);
	for (off_t at = 0; at < size;) {
		ssize_t n = pread(fd, p + at, (size_t)(size - at), at);

		if (n <= 0)
			return E_IO;
		at += n;
	}
	*ret = (struct str){p, (size_t)size};
	return 0;
}

int
sheet_bytes(struct arena *a, int (*write)(void *ctx, int fd), void *ctx, struct str *ret)
{
	int fd = memfd_create("sheet", MFD_CLOEXEC), rc;

	if (fd < 0)
		return E_IO;
	rc = write(ctx, fd);
	if (rc == 0)
		rc = read_back(a, fd, ret);
	close(fd);
	return rc;
}
