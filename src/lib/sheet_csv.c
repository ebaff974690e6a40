/* sheet_csv.c: rows out of CSV and JSON lines.
 *
 * CSV is split before it is decoded: in GB18030 quotes, commas and line ends are never part of a
 * longer character. It is read as spreadsheets read it: a quote within an unquoted cell is a quote,
 * and what follows a closing quote still belongs to the cell. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "lib/sheet_in.h"

/* Text that is mostly broken as UTF-8 is GB18030; a few broken bytes are broken bytes. */
static bool
is_gb18030(struct str s)
{
	size_t good = 0, bad = 0;
	uint32_t c;

	while (s.n) {
		if ((unsigned char)*s.p < 0x80) {
			s = str_sub(s, 1, s.n);
			continue;
		}
		str_rune(&s, &c);
		good += c != 0xfffd;
		bad += c == 0xfffd;
	}
	return bad > good;
}

void
csv_begin(struct sheet *s)
{
	struct str first;

	if (str_starts(s->bytes, S("\xef\xbb\xbf")))
		s->at = 3;
	else if (is_gb18030(s->bytes))
		s->from_gb18030 = iconv_open("UTF-8", "GB18030");
	first = str_sub(s->bytes, s->at, SHEET_ROW_MAX);
	first = str_sub(first, 0, str_find(first, S("\n")));
	s->sep = str_has(first, S("\t")) && !str_has(first, S(",")) ? '\t' : ',';
}

static bool
from_gb18030(struct sheet *s, struct str cell, struct str *ret)
{
	size_t in_n = cell.n, out_n = cell.n * 2 + 4, cap = out_n; /* at most twice as long */
	char *in = (char *)(uintptr_t)cell.p, *out = arena_alloc(&s->row, out_n), *at = out;

	iconv(s->from_gb18030, NULL, NULL, NULL, NULL);
	if (iconv(s->from_gb18030, &in, &in_n, &at, &out_n) == (size_t)-1)
		return false;
	*ret = (struct str){out, cap - out_n};
	return true;
}

static bool
decode(struct sheet *s, struct str cell, struct str *ret)
{
	if (s->from_gb18030 != (iconv_t)-1 && cell.n && !from_gb18030(s, cell, &cell))
		return false;
	return sheet_clean(&s->row, cell, ret);
}

/* Moves to the line after the one at `at`, or the end. */
static size_t
after_line(struct str s, size_t at)
{
	while (at < s.n && s.p[at] != '\n' && s.p[at] != '\r')
		at++;
	if (at < s.n)
		at += s.p[at] == '\r' && at + 1 < s.n && s.p[at + 1] == '\n' ? 2 : 1;
	return at;
}

static size_t
unquoted_end(const struct sheet *s, struct str in, size_t at)
{
	while (at < in.n && in.p[at] != s->sep && in.p[at] != '\n' && in.p[at] != '\r')
		at++;
	return at;
}

/* One cell of `in` at *at, which moves behind it. false: an opening quote has no closing one. */
static bool
read_cell(struct sheet *s, struct str in, size_t *at, struct str *ret)
{
	size_t from = *at, end;
	const char *quote;
	struct buf b;

	if (from >= in.n || in.p[from] != '"') {
		end = *at = unquoted_end(s, in, from);
		*ret = str_sub(in, from, end - from);
		return true;
	}
	buf_init(&b, &s->row);
	for (from++;; from = end + 2) {
		quote = from < in.n ? memchr(in.p + from, '"', in.n - from) : NULL;
		if (!quote)
			return false;
		end = (size_t)(quote - in.p);
		buf_put(&b, in.p + from, end - from);
		if (end + 1 >= in.n || in.p[end + 1] != '"')
			break;
		buf_char(&b, '"');
	}
	*at = unquoted_end(s, in, end + 1);
	buf_put(&b, in.p + end + 1, *at - end - 1);
	*ret = buf_done(&b);
	return true;
}

/* Cells of the row at s->at; *ret_end is where its line end is. false: it has none within `in`. */
static bool
read_row(struct sheet *s, struct str in, size_t *ret_end)
{
	size_t at = s->at;
	struct str cell;

	for (size_t column = 0;; column++, at++) {
		if (!read_cell(s, in, &at, &cell)) {
			s->raw.error = N_("这一行的引号没有配对");
			return false;
		}
		if (!decode(s, cell, &cell))
			s->raw.error = N_("这一行有读不出的字，请把文件存成 UTF-8 再试");
		else
			sheet_put(s, column, cell);
		if (at >= in.n && in.n < s->bytes.n) {
			s->raw.error = N_("这一行太长");
			return false;
		}
		if (at >= in.n || in.p[at] != s->sep) {
			*ret_end = at;
			return true;
		}
	}
}

int
csv_next(struct sheet *s)
{
	struct str in = str_sub(s->bytes, 0, s->at + SHEET_ROW_MAX);
	size_t end, next;

	if (s->at >= s->bytes.n)
		return E_NOTFOUND;
	s->raw.line = s->line;
	/* A row without an end is taken to end with its line, so that one bad quote spoils one row.
	 */
	next = after_line(s->bytes, read_row(s, in, &end) ? end : s->at);
	while (s->at < next) {
		s->at = after_line(s->bytes, s->at);
		s->line++;
	}
	return 0;
}

static struct str
json_text(struct sheet *s, json_t *v)
{
	struct str text = S("");
	char *z;

	switch (json_typeof(v)) {
	case JSON_STRING:
		return str_dup(&s->row, (struct str){json_string_value(v), json_string_length(v)});
	case JSON_INTEGER: return str_number(&s->row, json_integer_value(v));
	case JSON_REAL: return sheet_number(&s->row, json_real_value(v), 17);
	case JSON_TRUE: return S("true");
	case JSON_FALSE: return S("false");
	case JSON_NULL: return S("");
	default: break;
	}
	z = json_dumps(v, JSON_COMPACT);
	if (z)
		text = str_dup(&s->row, str_of(z));
	free(z);
	return text;
}

static void
read_object(struct sheet *s, json_t *object)
{
	const char *name;
	json_t *v;
	struct str cell;

	if (json_object_size(object) > SHEET_COLUMNS) {
		s->raw.error = N_("这一行的列数太多");
		return;
	}
	json_object_foreach(object, name, v) {
		sheet_clean(&s->row, json_text(s, v), &cell);
		s->raw.names[s->raw.n] = str_dup(&s->row, str_of(name));
		s->raw.cells[s->raw.n++] = cell;
	}
}

int
jsonl_next(struct sheet *s)
{
	size_t next = after_line(s->bytes, s->at);
	struct str line = str_trim(str_sub(s->bytes, s->at, next - s->at));
	json_t *object;

	if (s->at >= s->bytes.n)
		return E_NOTFOUND;
	s->raw.line = s->line++;
	s->at = next;
	if (line.n == 0)
		return 0;
	if (line.n > SHEET_ROW_MAX) {
		s->raw.error = N_("这一行太长");
		return 0;
	}
	if (s->from_gb18030 != (iconv_t)-1 && !from_gb18030(s, line, &line))
		line = S("");
	object = json_loadb(line.p, line.n, JSON_REJECT_DUPLICATES, NULL);
	if (json_is_object(object))
		read_object(s, object);
	else
		s->raw.error = N_("这一行不是完整的 JSON 对象");
	json_decref(object);
	return 0;
}
