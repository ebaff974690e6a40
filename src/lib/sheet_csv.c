/* sheet_csv.c: rows out of CSV.
 *
 * CSV is split before it is decoded: in GB18030 quotes, commas and line ends are never part of a
 * longer character. It is read as spreadsheets read it: a quote within an unquoted cell is a quote,
 * and what follows a closing quote still belongs to the cell. */
#include <stdlib.h>
#include <string.h>

#include "lib/sheet_in.h"

enum { SEPARATORS = 4 };
/* In the order in which they are looked for; the last is typed on Chinese keyboards. */
static const struct str separators[SEPARATORS] = {{",", 1}, {"\t", 1}, {";", 1}, {"，", 3}};

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

/* The byte after the line at `at`; how often each separator stands in it outside quotes. */
static size_t
count_line(struct str s, size_t at, size_t ret[SEPARATORS])
{
	bool quoted = false;

	memset(ret, 0, SEPARATORS * sizeof *ret);
	for (; at < s.n && (quoted || (s.p[at] != '\n' && s.p[at] != '\r')); at++) {
		quoted ^= s.p[at] == '"';
		for (size_t k = 0; k < SEPARATORS && !quoted; k++)
			ret[k] += str_starts(str_sub(s, at, 4), separators[k]);
	}
	return at + 1;
}

/* A comma where the first line has one; else what stands there instead. Where it has none, it may be a title: then what the next
 * lines have equally often. */
static struct str
find_separator(struct str s)
{
	size_t first[SEPARATORS], next[SEPARATORS], line[SEPARATORS], at = count_line(s, 0, first), lines = 0;

	for (size_t k = 0; k < SEPARATORS; k++)
		if (first[k])
			return separators[k];
	for (; at < s.n && lines < 4; lines++) {
		at = count_line(s, at, line);
		for (size_t k = 0; k < SEPARATORS; k++)
			next[k] = lines == 0 || next[k] == line[k] ? line[k] : 0;
	}
	for (size_t k = 0; k < SEPARATORS && lines > 1; k++)
		if (next[k])
			return separators[k];
	return separators[0];
}

/* "sep=;" on the first line is a word of spreadsheets among themselves. */
static bool
take_sep_line(struct sheet *s)
{
	struct str rest = str_sub(s->bytes, s->at, 64), line = str_sub(rest, 0, str_find(rest, S("\n"))), c = str_trim(line);

	if (!line.n || line.n == rest.n)
		return false;
	if (str_starts(c, S("\"")) && str_ends(c, S("\"")))
		c = str_sub(c, 1, c.n - 2);
	if (!str_starts(c, S("sep=")))
		return false;
	c = str_sub(c, 4, 1);
	s->sep = str_dup(&s->own, c.n ? c : S("\t")); /* a tab was trimmed */
	s->at += line.n + 1;
	s->line++;
	return true;
}

int
csv_begin(struct sheet *s)
{
	struct str head;

	if (str_starts(s->bytes, S("\xef\xbb\xbf")))
		s->at = 3;
	else if (is_gb18030(s->bytes))
		s->from_gb18030 = iconv_open("UTF-8", "GB18030");
	if (take_sep_line(s))
		return 0;
	head = str_sub(s->bytes, s->at, SHEET_ROW_MAX);
	s->sep = find_separator(head);
	if (s->from_gb18030 == (iconv_t)-1 || !str_has(str_sub(head, 0, str_find(head, S("\n"))), S("\xa3\xac")) ||
	    str_has(str_sub(head, 0, str_find(head, S("\n"))), S(",")))
		return 0;
	/* A full-width comma cannot be told from the halves of other characters before it is decoded. */
	iconv_close(s->from_gb18030);
	s->from_gb18030 = (iconv_t)-1;
	TRY(sheet_convert(s, "GB18030", s->bytes));
	s->sep = find_separator(str_sub(s->bytes, 0, SHEET_ROW_MAX));
	return 0;
}

bool
sheet_from_gb18030(struct sheet *s, struct str cell, struct str *ret)
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
	if (s->from_gb18030 != (iconv_t)-1 && cell.n && !sheet_from_gb18030(s, cell, &cell))
		return false;
	return sheet_clean(&s->row, cell, ret);
}

size_t
sheet_after_line(struct str s, size_t at)
{
	while (at < s.n && s.p[at] != '\n' && s.p[at] != '\r')
		at++;
	if (at < s.n)
		at += s.p[at] == '\r' && at + 1 < s.n && s.p[at + 1] == '\n' ? 2 : 1;
	return at;
}

static bool
at_separator(const struct sheet *s, struct str in, size_t at)
{
	return in.p[at] == *s->sep.p && (s->sep.n == 1 || str_starts(str_sub(in, at, s->sep.n), s->sep));
}

static size_t
unquoted_end(const struct sheet *s, struct str in, size_t at)
{
	while (at < in.n && !at_separator(s, in, at) && in.p[at] != '\n' && in.p[at] != '\r')
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

	for (size_t column = 0;; column++, at += s->sep.n) {
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
		if (at >= in.n || !at_separator(s, in, at)) {
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
	next = sheet_after_line(s->bytes, read_row(s, in, &end) ? end : s->at);
	while (s->at < next) {
		s->at = sheet_after_line(s->bytes, s->at);
		s->line++;
	}
	return 0;
}
