/* sheet_value.c: what the formats share: a cell into the row, text made clean, a number written. */
#include <math.h>
#include <stdlib.h>

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
