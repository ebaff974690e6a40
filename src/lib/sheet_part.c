/* sheet_part.c: a part of an XLSX file: libzip unpacks it, expat parses it, within limits. */
#include "lib/sheet_xlsx_in.h"

#include <stdlib.h>
#include <string.h>

static const char *
local(const char *name)
{
	const char *sep = strrchr(name, ' ');

	return sep ? sep + 1 : name;
}

bool
xlsx_named(const char *name, const char *want)
{
	return strcmp(local(name), want) == 0;
}

/* An attribute without namespace; NULL when absent. */
const char *
xlsx_attr(const char **attrs, const char *want)
{
	for (; *attrs; attrs += 2)
		if (strcmp(attrs[0], want) == 0)
			return attrs[1];
	return NULL;
}

void
xlsx_stop(struct sheet_xlsx *x, int err)
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
	xlsx_stop(arg, E_MALFORMED); /* office programs write none; entities are only ever an attack */
}

static void
on_text(void *arg, const XML_Char *p, int n)
{
	struct sheet_xlsx *x = arg;

	if (!x->in_text || x->in_phonetic)
		return;
	if (x->text.n + (size_t)n > SHEET_ROW_MAX)
		xlsx_stop(x, E_TOOBIG);
	else
		buf_put(&x->text, p, (size_t)n);
}

/* Elements that hold text, in shared texts and in cells. */
void
xlsx_text_start(struct sheet_xlsx *x, const char *name)
{
	if (xlsx_named(name, "t") || xlsx_named(name, "v"))
		x->in_text = true;
	else if (xlsx_named(name, "rPh"))
		x->in_phonetic = true;
}

void
xlsx_text_end(struct sheet_xlsx *x, const char *name)
{
	if (xlsx_named(name, "t") || xlsx_named(name, "v"))
		x->in_text = false;
	else if (xlsx_named(name, "rPh"))
		x->in_phonetic = false;
}

/* Room for one more element of an array. */
void *
xlsx_grow(struct sheet_xlsx *x, void *v, size_t n, size_t *cap, size_t size)
{
	size_t more = *cap ? *cap * 2 : 64;

	if (n < *cap)
		return v;
	v = arena_grow(&x->s->own, v, *cap * size, more * size);
	*cap = more;
	return v;
}

/* Opens a part and a parser for it. */
int
xlsx_part_open(struct sheet_xlsx *x, struct str part, xlsx_start_fn *start, xlsx_end_fn *end)
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

void
xlsx_part_close(struct sheet_xlsx *x)
{
	if (x->parser)
		XML_ParserFree(x->parser);
	if (x->file)
		zip_fclose(x->file);
	x->parser = NULL;
	x->file = NULL;
}

/* Parses on. 1: stopped by a handler that wants to go on later, 0: the part has ended. */
int
xlsx_part_parse(struct sheet_xlsx *x)
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

int
xlsx_part_read(struct sheet_xlsx *x, struct str part, xlsx_start_fn *start, xlsx_end_fn *end)
{
	int rc = xlsx_part_open(x, part, start, end);

	if (rc == 0)
		rc = xlsx_part_parse(x);
	xlsx_part_close(x);
	return rc;
}

/* "_x000D_" stands for the character of that number: XML itself cannot write them all. */
bool
sheet_is_escape(struct str s)
{
	bool is = s.n >= 7 && s.p[0] == '_' && s.p[1] == 'x' && s.p[6] == '_';

	for (size_t i = 2; is && i < 6; i++)
		is = s.p[i] && strchr("0123456789ABCDEFabcdef", s.p[i]);
	return is;
}

static struct str
unescape(struct arena *a, struct str s)
{
	struct buf b;

	if (!str_has(s, S("_x")))
		return s;
	buf_init(&b, a);
	while (s.n) {
		bool is = sheet_is_escape(s);

		if (is)
			buf_rune(&b, (uint32_t)strtoul(str_z(a, str_sub(s, 2, 4)), NULL, 16));
		else
			buf_char(&b, *s.p);
		s = str_sub(s, is ? 7 : 1, s.n);
	}
	return buf_done(&b);
}

struct str
xlsx_text_done(struct sheet_xlsx *x, struct arena *a)
{
	struct str text = unescape(a, str_dup(a, buf_done(&x->text)));

	return sheet_clean(a, text, &text) ? text : S("");
}

/* "BC12" -> 54. false: no letters. */
bool
xlsx_column_of(const char *ref, size_t *ret)
{
	size_t n = 0;

	if (!ref || *ref < 'A' || *ref > 'Z')
		return false;
	for (; *ref >= 'A' && *ref <= 'Z' && n < 100000; ref++)
		n = n * 26 + (size_t)(*ref - 'A' + 1);
	*ret = n - 1;
	return true;
}
