/* sheet_xlsx.c: rows of the first visible sheet of an XLSX file: libzip unpacks, expat parses.
 *
 * The sheet itself is parsed piece by piece: at the end of a row the parser is stopped until the
 * next row is wanted. Names are compared without their namespace: programs differ in prefixes. */
#include <expat.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

#include "lib/sheet_in.h"

enum cell_type { CELL_NUMBER = 1, CELL_SHARED, CELL_TEXT, CELL_BOOL, CELL_DAY };
enum { UNPACKED_MAX = 256 << 20, SHARED_MAX = 64 << 20, PIECE = 64 * 1024 };

struct sheet_xlsx {
	struct sheet *s;
	zip_t *zip;
	zip_file_t *file; /* the part being read */
	XML_Parser parser;
	size_t unpacked; /* of all parts so far */
	size_t part_read, part_total;
	bool stopped; /* at the end of a row; piece is not used up */
	int failed;   /* enum err a handler met, 0 = none */
	char piece[PIECE];

	/* What the workbook says. */
	struct str sheet_rel, sheet_part, strings_part, styles_part;
	bool since_1904;
	int *date_formats; /* formats of its own that are dates */
	size_t date_formats_n, date_formats_cap;
	bool *date_styles; /* by style number */
	size_t date_styles_n, date_styles_cap;
	bool in_cell_styles;
	struct buf shared; /* shared texts, one after the other, and where each ends */
	uint32_t *shared_ends;
	size_t shared_n, shared_cap;

	struct buf text; /* being read */
	bool in_text, in_phonetic;

	/* The cell being read. */
	size_t column, row_bytes, row_number;
	enum cell_type cell_type;
	int64_t cell_style;
};

typedef void start_fn(void *arg, const XML_Char *name, const XML_Char **attrs);
typedef void end_fn(void *arg, const XML_Char *name);

static const char *
local(const char *name)
{
	const char *sep = strrchr(name, ' ');

	return sep ? sep + 1 : name;
}

static bool
named(const char *name, const char *want)
{
	return strcmp(local(name), want) == 0;
}

/* An attribute without namespace; NULL when absent. */
static const char *
attr(const char **attrs, const char *want)
{
	for (; *attrs; attrs += 2)
		if (strcmp(attrs[0], want) == 0)
			return attrs[1];
	return NULL;
}

static void
stop(struct sheet_xlsx *x, int err)
{
	if (!x->failed)
		x->failed = err;
	XML_StopParser(x->parser, XML_FALSE);
}

static void
on_doctype(void *arg, const XML_Char *name, const XML_Char *sysid, const XML_Char *pubid,
	   int internal)
{
	(void)name;
	(void)sysid;
	(void)pubid;
	(void)internal;
	stop(arg, E_MALFORMED); /* office programs write none; entities are only ever an attack */
}

static void
on_text(void *arg, const XML_Char *p, int n)
{
	struct sheet_xlsx *x = arg;

	if (!x->in_text || x->in_phonetic)
		return;
	if (x->text.n + (size_t)n > SHEET_ROW_MAX)
		stop(x, E_TOOBIG);
	else
		buf_put(&x->text, p, (size_t)n);
}

/* Elements that hold text, in shared texts and in cells. */
static void
text_start(struct sheet_xlsx *x, const char *name)
{
	if (named(name, "t") || named(name, "v"))
		x->in_text = true;
	else if (named(name, "rPh"))
		x->in_phonetic = true;
}

static void
text_end(struct sheet_xlsx *x, const char *name)
{
	if (named(name, "t") || named(name, "v"))
		x->in_text = false;
	else if (named(name, "rPh"))
		x->in_phonetic = false;
}

/* Room for one more element of an array. */
static void *
grow(struct sheet_xlsx *x, void *v, size_t n, size_t *cap, size_t size)
{
	size_t more = *cap ? *cap * 2 : 64;

	if (n < *cap)
		return v;
	v = arena_grow(&x->s->own, v, *cap * size, more * size);
	*cap = more;
	return v;
}

/* Opens a part and a parser for it. */
static int
part_open(struct sheet_xlsx *x, struct str part, start_fn *start, end_fn *end)
{
	const char *name = str_z(&x->s->own, part);
	zip_stat_t st;

	if (zip_stat(x->zip, name, ZIP_FL_NOCASE, &st) < 0)
		return E_NOTFOUND;
	if (!(st.valid & ZIP_STAT_SIZE) || st.size > UNPACKED_MAX - x->unpacked)
		return E_TOOBIG;
	x->file = zip_fopen(x->zip, name, ZIP_FL_NOCASE);
	if (!x->file)
		return E_MALFORMED;
	x->part_read = 0;
	x->part_total = (size_t)st.size;
	x->parser = XML_ParserCreateNS(NULL, ' ');
	if (!x->parser)
		abort();
	XML_SetUserData(x->parser, x);
	XML_SetElementHandler(x->parser, start, end);
	XML_SetCharacterDataHandler(x->parser, on_text);
	XML_SetStartDoctypeDeclHandler(x->parser, on_doctype);
	return 0;
}

static void
part_close(struct sheet_xlsx *x)
{
	if (x->parser)
		XML_ParserFree(x->parser);
	if (x->file)
		zip_fclose(x->file);
	x->parser = NULL;
	x->file = NULL;
}

/* Parses on. 1: stopped by a handler that wants to go on later, 0: the part has ended. */
static int
part_parse(struct sheet_xlsx *x)
{
	enum XML_Status st;
	zip_int64_t n = 1;

	do {
		if (x->stopped) {
			st = XML_ResumeParser(x->parser);
		} else {
			n = zip_fread(x->file, x->piece, PIECE);
			if (n < 0)
				return E_MALFORMED;
			x->part_read += (size_t)n;
			x->unpacked += (size_t)n;
			if (x->unpacked > UNPACKED_MAX) /* the directory of the file lied */
				return E_TOOBIG;
			st = XML_Parse(x->parser, x->piece, (int)n, n == 0);
		}
		x->stopped = st == XML_STATUS_SUSPENDED;
		if (st == XML_STATUS_ERROR)
			return x->failed ? x->failed : E_MALFORMED;
		if (x->stopped)
			return 1;
	} while (n > 0);
	return 0;
}

static int
part_read(struct sheet_xlsx *x, struct str part, start_fn *start, end_fn *end)
{
	int rc = part_open(x, part, start, end);

	if (rc == 0)
		rc = part_parse(x);
	part_close(x);
	return rc;
}

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

	if (named(name, "workbookPr")) {
		v = attr(attrs, "date1904");
		x->since_1904 = v && (strcmp(v, "1") == 0 || strcmp(v, "true") == 0);
	} else if (named(name, "sheet") && !x->sheet_rel.n) {
		v = attr(attrs, "state");
		if (v && strcmp(v, "visible") != 0)
			return;
		for (; *attrs; attrs += 2)
			if (strchr(attrs[0], ' ') && named(attrs[0], "id")) /* r:id */
				x->sheet_rel = str_dup(&x->s->own, str_of(attrs[1]));
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
	struct str id = str_of(attr(attrs, "Id")), type = str_of(attr(attrs, "Type"));
	struct str target = str_of(attr(attrs, "Target"));

	if (!named(name, "Relationship"))
		return;
	if (str_eq(id, x->sheet_rel))
		x->sheet_part = part_name(x, target);
	else if (str_ends(type, S("/sharedStrings")))
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
	const char *code = attr(attrs, "formatCode");
	int64_t id = 0;

	str_int(str_of(attr(attrs, "numFmtId")), &id);
	if (id < 0 || id > 65535)
		return;
	if (named(name, "numFmt")) {
		if (!code || !xlsx_format_is_date((int)id, code) || x->date_formats_n == 4096)
			return;
		x->date_formats = grow(x, x->date_formats, x->date_formats_n, &x->date_formats_cap,
				       sizeof *x->date_formats);
		x->date_formats[x->date_formats_n++] = (int)id;
	} else if (named(name, "cellXfs")) {
		x->in_cell_styles = true;
	} else if (named(name, "xf") && x->in_cell_styles && x->date_styles_n < 65536) {
		x->date_styles = grow(x, x->date_styles, x->date_styles_n, &x->date_styles_cap,
				      sizeof *x->date_styles);
		x->date_styles[x->date_styles_n++] = is_date_format(x, (int)id);
	}
}

static void
styles_end(void *arg, const XML_Char *name)
{
	struct sheet_xlsx *x = arg;

	if (named(name, "cellXfs"))
		x->in_cell_styles = false;
}

/* "_x000D_" stands for the character of that number: XML itself cannot write them all. */
static struct str
unescape(struct arena *a, struct str s)
{
	struct buf b;

	if (!str_has(s, S("_x")))
		return s;
	buf_init(&b, a);
	while (s.n) {
		const char *hex = "0123456789ABCDEFabcdef";
		bool is = s.n >= 7 && s.p[0] == '_' && s.p[1] == 'x' && s.p[6] == '_';

		for (size_t i = 2; is && i < 6; i++)
			is = s.p[i] && strchr(hex, s.p[i]);
		if (is)
			buf_rune(&b, (uint32_t)strtoul(str_z(a, str_sub(s, 2, 4)), NULL, 16));
		else
			buf_char(&b, *s.p);
		s = str_sub(s, is ? 7 : 1, s.n);
	}
	return buf_done(&b);
}

static struct str
text_done(struct sheet_xlsx *x, struct arena *a)
{
	struct str text = unescape(a, str_dup(a, buf_done(&x->text)));

	return sheet_clean(a, text, &text) ? text : S("");
}

static void
shared_start(void *arg, const XML_Char *name, const XML_Char **attrs)
{
	struct sheet_xlsx *x = arg;

	(void)attrs;
	if (named(name, "si"))
		x->text.n = 0;
	else
		text_start(x, name);
}

static void
shared_end(void *arg, const XML_Char *name)
{
	struct sheet_xlsx *x = arg;

	text_end(x, name);
	if (!named(name, "si"))
		return;
	arena_reset(&x->s->row);
	buf_str(&x->shared, text_done(x, &x->s->row));
	if (x->shared.n + x->shared_n * sizeof *x->shared_ends > SHARED_MAX) {
		stop(x, E_TOOBIG);
		return;
	}
	x->shared_ends =
		grow(x, x->shared_ends, x->shared_n, &x->shared_cap, sizeof *x->shared_ends);
	x->shared_ends[x->shared_n++] = (uint32_t)x->shared.n;
}

/* "BC12" -> 54. false: no letters. */
static bool
column_of(const char *ref, size_t *ret)
{
	size_t n = 0;

	if (!ref || *ref < 'A' || *ref > 'Z')
		return false;
	for (; *ref >= 'A' && *ref <= 'Z' && n < 100000; ref++)
		n = n * 26 + (size_t)(*ref - 'A' + 1);
	*ret = n - 1;
	return true;
}

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

	if (named(name, "row")) {
		x->row_number++;
		if (str_int(str_of(attr(attrs, "r")), &number) && number > 0)
			x->row_number = (size_t)number;
		x->column = 0;
		x->row_bytes = 0;
	} else if (named(name, "c")) {
		column_of(attr(attrs, "r"), &x->column);
		x->cell_type = cell_type(str_of(attr(attrs, "t")));
		x->cell_style = -1;
		str_int(str_of(attr(attrs, "s")), &x->cell_style);
		x->text.n = 0;
	} else {
		text_start(x, name);
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
	struct str text = text_done(x, a), day;
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

static void
row_end(void *arg, const XML_Char *name)
{
	struct sheet_xlsx *x = arg;

	text_end(x, name);
	if (named(name, "c")) {
		x->row_bytes += x->text.n + 16;
		if (x->row_bytes > SHEET_ROW_MAX)
			x->s->raw.error = N_("这一行太长");
		if (x->text.n && !x->s->raw.error)
			sheet_put(x->s, x->column, cell_text(x));
		x->column++;
	} else if (named(name, "row")) {
		x->s->raw.line = x->row_number;
		XML_StopParser(x->parser, XML_TRUE);
	}
}

int
xlsx_next(struct sheet *s)
{
	int rc;

	s->xlsx->text = (struct buf){.a = &s->row}; /* what was there ended with the row before */
	rc = part_parse(s->xlsx);
	return rc < 0 ? rc : rc == 0 ? E_NOTFOUND : 0;
}

/* A part that need not be there. */
static int
optional(int rc)
{
	return rc == E_NOTFOUND ? 0 : rc;
}

static int
read_book(struct sheet_xlsx *x)
{
	TRY(part_read(x, S("xl/workbook.xml"), workbook_start, ignore_end));
	TRY(part_read(x, S("xl/_rels/workbook.xml.rels"), rels_start, ignore_end));
	if (x->styles_part.n)
		TRY(optional(part_read(x, x->styles_part, styles_start, styles_end)));
	x->text = (struct buf){.a = &x->s->own};
	x->shared = (struct buf){.a = &x->s->own};
	if (x->strings_part.n)
		TRY(optional(part_read(x, x->strings_part, shared_start, shared_end)));
	return part_open(x, x->sheet_part, row_start, row_end);
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
	rc = read_book(x);
	if (rc < 0)
		*ret_why = rc == E_TOOBIG ? "more than 256 MiB unpacked" : "not a whole XLSX file";
	return rc == E_NOTFOUND ? E_MEDIA : rc;
}

void
xlsx_end(struct sheet *s)
{
	if (!s->xlsx)
		return;
	part_close(s->xlsx);
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
