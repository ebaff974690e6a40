/* sheet_book.c: what an XLSX workbook says besides its rows: sheets, styles that are dates, shared texts, merged cells. */
#include "lib/sheet_xlsx_in.h"

#include <stdlib.h>
#include <string.h>

static void
ignore_end(void *arg, const XML_Char *name)
{
	(void)arg;
	(void)name;
}

static void
workbook_start(void *arg, const XML_Char *name, const XML_Char **attrs)
{
	struct sheet_xlsx *x = arg;
	const char *v;

	if (xlsx_named(name, "workbookPr")) {
		v = xlsx_attr(attrs, "date1904");
		x->since_1904 = v && (strcmp(v, "1") == 0 || strcmp(v, "true") == 0);
	} else if (xlsx_named(name, "sheet") && x->sheets_n < BOOK_SHEETS) {
		struct book_sheet *sheet = &x->sheets[x->sheets_n];

		v = xlsx_attr(attrs, "state");
		if (v && strcmp(v, "visible") != 0)
			return;
		sheet->name = str_dup(&x->s->own, str_of(xlsx_attr(attrs, "name")));
		for (; *attrs; attrs += 2)
			if (strchr(attrs[0], ' ') && xlsx_named(attrs[0], "id")) /* r:id */
				sheet->rel = str_dup(&x->s->own, str_of(attrs[1]));
		x->sheets_n++;
	}
}

/* Targets are relative to xl/, or begin at the root. */
static struct str
part_name(struct sheet_xlsx *x, struct str target)
{
	if (str_starts(target, S("/")))
		return str_dup(&x->s->own, str_sub(target, 1, target.n));
	return str_fmt(&x->s->own, "xl/%.*s", STR(target));
}

static void
rels_start(void *arg, const XML_Char *name, const XML_Char **attrs)
{
	struct sheet_xlsx *x = arg;
	struct str id = str_of(xlsx_attr(attrs, "Id")), type = str_of(xlsx_attr(attrs, "Type"));
	struct str target = str_of(xlsx_attr(attrs, "Target"));

	if (!xlsx_named(name, "Relationship"))
		return;
	for (size_t i = 0; i < x->sheets_n; i++)
		if (str_eq(id, x->sheets[i].rel))
			x->sheets[i].part = part_name(x, target);
	if (str_ends(type, S("/sharedStrings")))
		x->strings_part = part_name(x, target);
	else if (str_ends(type, S("/styles")))
		x->styles_part = part_name(x, target);
}

static bool
is_date_format(const struct sheet_xlsx *x, int id)
{
	for (size_t i = 0; i < x->date_formats_n; i++)
		if (x->date_formats[i] == id)
			return true;
	return xlsx_format_is_date(id, NULL);
}

static void
styles_start(void *arg, const XML_Char *name, const XML_Char **attrs)
{
	struct sheet_xlsx *x = arg;
	const char *code = xlsx_attr(attrs, "formatCode");
	int64_t id = 0;

	str_int(str_of(xlsx_attr(attrs, "numFmtId")), &id);
	if (id < 0 || id > 65535)
		return;
	if (xlsx_named(name, "numFmt")) {
		if (!code || !xlsx_format_is_date((int)id, code) || x->date_formats_n == 4096)
			return;
		x->date_formats = xlsx_grow(x, x->date_formats, x->date_formats_n, &x->date_formats_cap,
				       sizeof *x->date_formats);
		x->date_formats[x->date_formats_n++] = (int)id;
	} else if (xlsx_named(name, "cellXfs")) {
		x->in_cell_styles = true;
	} else if (xlsx_named(name, "xf") && x->in_cell_styles && x->date_styles_n < 65536) {
		x->date_styles = xlsx_grow(x, x->date_styles, x->date_styles_n, &x->date_styles_cap,
				      sizeof *x->date_styles);
		x->date_styles[x->date_styles_n++] = is_date_format(x, (int)id);
	}
}

static void
styles_end(void *arg, const XML_Char *name)
{
	struct sheet_xlsx *x = arg;

	if (xlsx_named(name, "cellXfs"))
		x->in_cell_styles = false;
}

static void
shared_start(void *arg, const XML_Char *name, const XML_Char **attrs)
{
	struct sheet_xlsx *x = arg;

	(void)attrs;
	if (xlsx_named(name, "si"))
		x->text.n = 0;
	else
		xlsx_text_start(x, name);
}

static void
shared_end(void *arg, const XML_Char *name)
{
	struct sheet_xlsx *x = arg;

	xlsx_text_end(x, name);
	if (!xlsx_named(name, "si"))
		return;
	arena_reset(&x->s->row);
	buf_str(&x->shared, xlsx_text_done(x, &x->s->row));
	if (x->shared.n + x->shared_n * sizeof *x->shared_ends > SHARED_MAX) {
		xlsx_stop(x, E_TOOBIG);
		return;
	}
	x->shared_ends =
		xlsx_grow(x, x->shared_ends, x->shared_n, &x->shared_cap, sizeof *x->shared_ends);
	x->shared_ends[x->shared_n++] = (uint32_t)x->shared.n;
}

/* A part that need not be there. */
static int
optional(int rc)
{
	return rc == E_NOTFOUND ? 0 : rc;
}

int
xlsx_book_read(struct sheet_xlsx *x)
{
	TRY(xlsx_part_read(x, S("xl/workbook.xml"), workbook_start, ignore_end));
	TRY(xlsx_part_read(x, S("xl/_rels/workbook.xml.rels"), rels_start, ignore_end));
	if (x->styles_part.n)
		TRY(optional(xlsx_part_read(x, x->styles_part, styles_start, styles_end)));
	x->text = (struct buf){.a = &x->s->own};
	x->shared = (struct buf){.a = &x->s->own};
	return x->strings_part.n ? optional(xlsx_part_read(x, x->strings_part, shared_start, shared_end)) : 0;
}

/* ---- merged cells ---- */

/* "B3" -> 1, 3 */
static bool
read_ref(struct str ref, struct arena *a, size_t *ret_column, size_t *ret_row)
{
	const char *z = str_z(a, ref);
	int64_t row;

	if (!xlsx_column_of(z, ret_column) || !str_int(str_of(z + strspn(z, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")), &row) || row < 1)
		return false;
	*ret_row = (size_t)row;
	return true;
}

static void
merges_start(void *arg, const XML_Char *name, const XML_Char **attrs)
{
	struct sheet_xlsx *x = arg;
	struct str ref, first;
	struct merge m = {0};
	size_t last;

	if (!xlsx_named(name, "mergeCell") || x->merges_n == MERGES_MAX)
		return;
	ref = str_of(xlsx_attr(attrs, "ref"));
	if (!str_next(&ref, ':', &first) || !read_ref(first, &x->s->own, &m.column, &m.from) || !read_ref(ref, &x->s->own, &last, &m.to))
		return;
	if (m.to == m.from || m.to < m.from || m.column >= SHEET_COLUMNS)
		return;
	x->merges = xlsx_grow(x, x->merges, x->merges_n, &x->merges_cap, sizeof *x->merges);
	x->merges[x->merges_n++] = m;
}

static int
by_row(const void *a, const void *b)
{
	const struct merge *x = a, *y = b;

	return x->from < y->from ? -1 : x->from > y->from;
}

int
xlsx_merges_read(struct sheet_xlsx *x, struct str part)
{
	size_t before = x->unpacked;
	int rc;

	x->merges_n = 0;
	rc = xlsx_part_read(x, part, merges_start, ignore_end);
	x->unpacked = before; /* the same bytes are read again for the rows */
	if (x->merges_n)
		qsort(x->merges, x->merges_n, sizeof *x->merges, by_row);
	x->failed = 0;
	return rc == E_MALFORMED ? 0 : rc; /* the rows say where it is broken */
}
