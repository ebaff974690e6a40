/* sheet_value.c: what the formats share: a cell into the row, text made clean, a number written. */
#include <errno.h>
#include <iconv.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "lib/sheet_in.h"

void
sheet_put(struct sheet *s, size_t column, struct str cell)
{
	if (column >= SHEET_COLUMNS) {
		if (cell.n)
			s->raw.error = N_("这一行的列数太多");
		return;
	}
	s->raw.cells[column] = cell;
	if (cell.n && column >= s->raw.n)
		s->raw.n = column + 1;
}

bool
sheet_clean(struct arena *a, struct str s, struct str *ret)
{
	struct str rest = s;
	struct buf b;
	uint32_t c, before = 0;

	if (str_valid(s)) {
		*ret = s;
		return true;
	}
	buf_init(&b, a);
	buf_room(&b, s.n);
	for (; rest.n; before = c) {
		struct str was = rest;

		str_rune(&rest, &c);
		if (c == 0xfffd && !str_starts(was, S("\xef\xbf\xbd")))
			return false;
		if (c == '\n' && before == '\r')
			continue;
		if (c == '\r')
			buf_char(&b, '\n');
		else if ((c < 0x20 && c != '\t' && c != '\n') || (c >= 0x7f && c < 0xa0))
			buf_char(&b, ' ');
		else
			buf_rune(&b, c);
	}
	*ret = buf_done(&b);
	return true;
}

struct str
sheet_number(struct arena *a, double v, int digits_max)
{
	struct str z = S("");

	if (v == floor(v) && fabs(v) < 1e18)
		return str_fmt(a, "%.0f", v);
	for (int digits = 15; digits <= digits_max; digits++) {
		z = str_fmt(a, "%.*g", digits, v);
		if (strtod(z.p, NULL) == v)
			break;
	}
	return z;
}

int
sheet_convert(struct sheet *s, const char *encoding, struct str bytes)
{
	enum { CONVERT_MAX = 64 << 20 };
	size_t in_n = bytes.n, cap = bytes.n * 2 + 4, out_n = cap;
	char *in = (char *)(uintptr_t)bytes.p, *out, *at;
	iconv_t cd;
	bool broken;

	if (bytes.n > CONVERT_MAX)
		return E_TOOBIG;
	cd = iconv_open("UTF-8", encoding);
	if (cd == (iconv_t)-1)
		return E_BUG;
	out = at = arena_alloc(&s->own, cap);
	broken = iconv(cd, &in, &in_n, &at, &out_n) == (size_t)-1 && errno != EINVAL; /* EINVAL: half a character at the end */
	iconv_close(cd);
	if (broken)
		return E_MALFORMED;
	if (s->mapped)
		munmap((void *)(uintptr_t)s->bytes.p, s->bytes.n);
	s->mapped = false;
	s->bytes = (struct str){out, cap - out_n};
	return 0;
}

bool
sheet_would_run(struct str cell)
{
	static const char *const wide[] = {"＝", "＋", "－", "＠"};
	double v;

	while (cell.n > 1 && *cell.p == '\'')
		cell = str_sub(cell, 1, cell.n);
	for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
		if (str_starts(cell, str_of(wide[i])))
			return true;
	return cell.n && strchr("=+-@\t", *cell.p) && !str_real(cell, &v);
}
