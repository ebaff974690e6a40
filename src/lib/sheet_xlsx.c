/* sheet_xlsx.c: rows of a sheet of an XLSX file.
 *
 * The sheet is parsed piece by piece: at the end of a row the parser is stopped until the next row is wanted. */
#include <stdlib.h>
#include <string.h>

#include "lib/sheet_xlsx_in.h"

static enum cell_type
cell_type(struct str t)
{
	if (t.n == 0 || str_is(t, "n"))
		return CELL_NUMBER;
	if (str_is(t, "s"))
		return CELL_SHARED;
	if (str_is(t, "b"))
		return CELL_BOOL;
	return str_is(t, "d") ? CELL_DAY : CELL_TEXT; /* "str", "inlineStr", "e" */
}

static void
row_start(void *arg, const XML_Char *name, const XML_Char **attrs)
{
	struct sheet_xlsx *x = arg;
	int64_t number;

	if (xlsx_named(name, "row")) {
		x->row_number++;
		if (str_int(str_of(xlsx_attr(attrs, "r")), &number) && number > 0)
			x->row_number = (size_t)number;
		x->column = 0;
		x->row_bytes = 0;
	} else if (xlsx_named(name, "c")) {
		xlsx_column_of(xlsx_attr(attrs, "r"), &x->column);
		x->cell_type = cell_type(str_of(xlsx_attr(attrs, "t")));
		x->cell_style = -1;
		str_int(str_of(xlsx_attr(attrs, "s")), &x->cell_style);
		x->text.n = 0;
	} else {
		xlsx_text_start(x, name);
	}
}

static struct str
shared_text(const struct sheet_xlsx *x, struct str number)
{
	int64_t i;
	uint32_t from;

	if (!str_int(number, &i) || i < 0 || (uint64_t)i >= x->shared_n)
		return S("");
	from = i ? x->shared_ends[i - 1] : 0;
	return str_sub(buf_done((struct buf *)(uintptr_t)&x->shared), from,
		       x->shared_ends[i] - from);
}

static struct str
cell_text(struct sheet_xlsx *x)
{
	struct arena *a = &x->s->row;
	struct str text = xlsx_text_done(x, a), day;
	bool is_date = x->cell_style >= 0 && (size_t)x->cell_style < x->date_styles_n &&
		       x->date_styles[x->cell_style];
	double v;

	if (x->cell_type == CELL_SHARED)
		return shared_text(x, text);
	if (x->cell_type == CELL_BOOL)
		return str_is(text, "1") ? S("true") : S("false");
	if (x->cell_type == CELL_DAY && str_has(text, S("T"))) { /* 2026-11-22T10:46:01 */
		size_t at = str_find(text, S("T"));

		return str_fmt(a, "%.*s %s", (int)at, text.p, text.p + at + 1);
	}
	if (x->cell_type != CELL_NUMBER || !str_real(text, &v))
		return text;
	if (is_date && xlsx_date(a, v, x->since_1904, &day))
		return day;
	return sheet_number(a, v, 15); /* as Excel shows it: 0.3, not 0.30000000000000004 */
}

/* Cells merged over several rows say the same in each of them. */
static void
spread_merges(struct sheet_xlsx *x)
{
	struct sheet *s = x->s;

	for (; x->merges_begun < x->merges_n && x->merges[x->merges_begun].from <= x->row_number; x->merges_begun++)
		x->over[x->merges[x->merges_begun].column] = &x->merges[x->merges_begun];
	for (size_t i = 0; x->merges_n && i < SHEET_COLUMNS; i++) {
		struct merge *m = x->over[i];

		if (!m || x->row_number > m->to)
			continue;
		if (!m->has) {
			m->has = true;
			m->value = str_dup(&s->own, s->raw.cells[m->column]);
		} else if (s->raw.n && !s->raw.error && !s->raw.cells[m->column].n) {
			sheet_put(s, m->column, m->value);
		}
	}
}

static void
row_end(void *arg, const XML_Char *name)
{
	struct sheet_xlsx *x = arg;

	xlsx_text_end(x, name);
	if (xlsx_named(name, "c")) {
		x->row_bytes += x->text.n + 16;
		if (x->row_bytes > SHEET_ROW_MAX)
			x->s->raw.error = N_("这一行太长");
		if (x->text.n && !x->s->raw.error)
			sheet_put(x->s, x->column, cell_text(x));
		x->column++;
	} else if (xlsx_named(name, "row")) {
		x->s->raw.line = x->row_number;
		spread_merges(x);
		XML_StopParser(x->parser, XML_TRUE);
	}
}

int
xlsx_next(struct sheet *s)
{
	int rc;

	s->xlsx->text = (struct buf){.a = &s->row}; /* what was there ended with the row before */
	rc = xlsx_part_parse(s->xlsx);
	return rc < 0 ? rc : rc == 0 ? E_NOTFOUND : 0;
}

int
xlsx_begin(struct sheet *s, const char **ret_why)
{
	struct sheet_xlsx *x = NEW(&s->own, struct sheet_xlsx);
	zip_source_t *source = zip_source_buffer_create(s->bytes.p, s->bytes.n, 0, NULL);
	int rc;

	if (!source)
		abort();
	s->xlsx = x;
	x->s = s;
	x->zip = zip_open_from_source(source, ZIP_RDONLY, NULL);
	if (!x->zip) {
		zip_source_free(source);
		*ret_why = "not a whole XLSX file";
		return E_MALFORMED;
	}
	rc = xlsx_book_read(x);
	if (rc == 0 && !x->sheets_n)
		rc = E_NOTFOUND;
	if (rc < 0)
		*ret_why = rc == E_TOOBIG ? "more than 256 MiB unpacked" : "not a whole XLSX file";
	return rc == E_NOTFOUND ? E_MEDIA : rc;
}

int
xlsx_look(struct sheet *s, size_t i)
{
	struct sheet_xlsx *x = s->xlsx;

	xlsx_part_close(x); /* what was read of the one before counts: a book of many sheets is one file */
	x->chosen = i;
	x->merges_n = 0;
	return xlsx_again(s);
}

int
xlsx_choose(struct sheet *s, size_t i)
{
	struct sheet_xlsx *x = s->xlsx;

	xlsx_part_close(x);
	x->chosen = i;
	TRY(xlsx_merges_read(x, x->sheets[i].part));
	return xlsx_again(s);
}

int
xlsx_again(struct sheet *s)
{
	struct sheet_xlsx *x = s->xlsx;

	if (x->file)
		x->unpacked -= x->part_read;
	xlsx_part_close(x);
	x->row_number = 0;
	x->stopped = false;
	x->failed = 0;
	x->in_text = x->in_phonetic = false;
	x->merges_begun = 0;
	memset(x->over, 0, sizeof x->over);
	for (size_t m = 0; m < x->merges_n; m++)
		x->merges[m].has = false;
	return xlsx_part_open(x, x->sheets[x->chosen].part, row_start, row_end);
}

size_t
xlsx_sheets(const struct sheet *s)
{
	return s->xlsx->sheets_n;
}

struct str
xlsx_sheet_name(const struct sheet *s, size_t i)
{
	return s->xlsx->sheets[i].name;
}

size_t
xlsx_merged_to(const struct sheet *s, size_t line)
{
	const struct sheet_xlsx *x = s->xlsx;
	size_t to = line;

	for (size_t i = 0; i < x->merges_n; i++)
		if (x->merges[i].from == line && x->merges[i].to > to)
			to = x->merges[i].to;
	return to;
}

void
xlsx_end(struct sheet *s)
{
	if (!s->xlsx)
		return;
	xlsx_part_close(s->xlsx);
	if (s->xlsx->zip)
		zip_discard(s->xlsx->zip);
}

size_t
xlsx_bytes_read(const struct sheet_xlsx *x)
{
	return x->part_read;
}

size_t
xlsx_bytes_total(const struct sheet_xlsx *x)
{
	return x->part_total;
}
