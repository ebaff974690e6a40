/* text_said.c: numbers of places as people write and say them: 3号楼 and 三号楼. */
#include "lib/text.h"

enum { MOST = 99 };

/* What stands behind the number of a building or a part of one. */
static bool
ends_number(struct str rest)
{
	static const char *const ends[] = {"号", "栋", "幢", "座", "楼", "单元", "层", "期"};

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (str_starts(rest, str_of(ends[i])))
			return true;
	return false;
}

/* A figure, or a greater one that makes what stands behind it part of a longer number. */
static bool
is_figure(struct str rest)
{
	static const char *const greater[] = {"百", "千", "万", "零", "〇"};

	for (size_t i = 0; i < sizeof greater / sizeof *greater; i++)
		if (str_starts(rest, str_of(greater[i])))
			return true;
	return text_take_figures(&rest) > 0;
}

struct str
text_place_digits(struct arena *a, struct str s)
{
	struct buf b;
	bool inside = false; /* of figures that are no such number */

	buf_init(&b, a);
	while (s.n) {
		struct str rest = s, one = s;
		int64_t n = inside ? 0 : text_take_figures(&rest);
		uint32_t c;

		if (n > 0 && ends_number(rest)) {
			buf_fmt(&b, "%lld", (long long)n);
			s = rest;
			continue;
		}
		inside = is_figure(s);
		str_rune(&s, &c);
		buf_str(&b, str_sub(one, 0, one.n - s.n));
	}
	return buf_done(&b);
}

static void
put_figures(struct buf *b, int n)
{
	static const char *const digits[] = {"", "一", "二", "三", "四", "五", "六", "七", "八", "九"};

	if (n >= 20)
		buf_fmt(b, "%s", digits[n / 10]);
	if (n >= 10)
		buf_fmt(b, "十");
	buf_fmt(b, "%s", digits[n % 10]);
}

struct str
text_place_figures(struct arena *a, struct str s)
{
	struct str rest = str_narrow(a, s);
	struct buf b;

	buf_init(&b, a);
	while (rest.n) {
		struct str one = rest;
		size_t digits = 0;
		int n = 0;

		while (digits < rest.n && rest.p[digits] >= '0' && rest.p[digits] <= '9') {
			n = n <= MOST ? n * 10 + (rest.p[digits] - '0') : n;
			digits++;
		}
		rest = str_sub(rest, digits, rest.n);
		if (n > 0 && n <= MOST && *one.p != '0' && ends_number(rest)) {
			put_figures(&b, n);
			continue;
		}
		if (!digits) {
			uint32_t c;

			str_rune(&rest, &c);
		}
		buf_str(&b, str_sub(one, 0, one.n - rest.n));
	}
	return buf_done(&b);
}
