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

int
sheet_next(struct sheet *s, struct sheet_row *ret)
{
	bool own_names = s->kind == SHEET_JSONL;

	TRY(read_raw(s));
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

static int
read_names(struct sheet *s, const char **ret_why)
{
	int rc = read_raw(s);

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

/* What stands in the file decides; the name only between CSV and JSON lines. */
static enum sheet_kind
kind_of(struct str bytes, struct str filename, const char **ret_why)
{
	struct str head = str_sub(bytes, 0, 4096), text = str_trim(head);

	if (str_starts(bytes, S("PK\x03\x04")))
		return SHEET_XLSX;
	if (str_starts(bytes, S("\xd0\xcf\x11\xe0")))
		*ret_why = "an old .xls; save it as .xlsx";
	else if (str_starts(bytes, S("\xff\xfe")) || str_starts(bytes, S("\xfe\xff")))
		*ret_why = "UTF-16; save it as UTF-8";
	else if (head.n && memchr(head.p, '\0', head.n))
		*ret_why = "not a table";
	else if (str_ends(filename, S(".jsonl")) || (str_starts(text, S("{")) && !str_ends(filename, S(".csv"))))
		return SHEET_JSONL;
	else
		return SHEET_CSV;
	return 0;
}

/* Owns s from here on. */
static int
begin(struct sheet *s, struct str filename, struct sheet **ret, struct arena *a,
      struct str *ret_why)
{
	const char *why = NULL;
	int rc = 0;

	s->kind = kind_of(s->bytes, filename, &why);
	s->line = 1;
	s->from_gb18030 = (iconv_t)-1;
	if (!s->kind)
		rc = E_MEDIA;
	else if (s->kind == SHEET_XLSX)
		rc = xlsx_begin(s, &why);
	else
		csv_begin(s);
	if (rc == 0 && s->kind != SHEET_JSONL)
		rc = read_names(s, &why);
	if (rc < 0) {
		*ret_why = str_fmt(a, "%.*s: %s", STR(filename), why);
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
		*ret_why = str_fmt(a, "%s: %s", path, strerror(e));
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
	if (s->from_gb18030 != (iconv_t)-1)
		iconv_close(s->from_gb18030);
	if (s->mapped)
		munmap((void *)(uintptr_t)s->bytes.p, s->bytes.n);
	arena_release(&s->own);
	arena_release(&s->row);
	free(s);
}
