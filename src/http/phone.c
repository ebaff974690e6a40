/* phone.c: telephone numbers as people write them. */
#include "http/phone.h"

#include <string.h>

#include "base/err.h"

enum { MOBILE = 11, LANDLINE_LEAST = 10, LANDLINE_MOST = 12, EXTENSION_MOST = 6 };

/* The digits of a number without the separators people write; false: something else stands there too. */
static bool
digits_of(struct arena *a, struct str s, struct str *ret)
{
	struct buf b;

	buf_init(&b, a);
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] >= '0' && s.p[i] <= '9')
			buf_char(&b, s.p[i]);
		else if (!strchr(" -.()", s.p[i]))
			return false;
	}
	*ret = buf_done(&b);
	return true;
}

static bool
drop_country(struct str *s)
{
	size_t n = str_starts(*s, S("+86")) ? 3 : str_starts(*s, S("0086")) ? 4 : 0;

	*s = str_trim(str_sub(*s, n, s->n));
	return n > 0;
}

const char *
phone_mobile(struct arena *a, struct str *number, int64_t *ret_by)
{
	struct str s = *number, digits;

	drop_country(&s);
	if (!digits_of(a, s, &digits))
		return N_("手机号里只有数字，请去掉其他字");
	if (digits.n == MOBILE + 2 && str_starts(digits, S("86")))
		digits = str_sub(digits, 2, MOBILE);
	if (digits.n < MOBILE) {
		*ret_by = (int64_t)(MOBILE - digits.n);
		return N_("少了 {1} 位，请填 11 位手机号");
	}
	if (digits.n > MOBILE) {
		*ret_by = (int64_t)(digits.n - MOBILE);
		return N_("多了 {1} 位，请填 11 位手机号");
	}
	if (digits.p[0] != '1' || digits.p[1] < '3')
		return N_("手机号以 13 到 19 开头，请再看看");
	*number = digits;
	return NULL;
}

/* Cuts an extension off the end of s: what follows 转, 分机 or #, or a dash after a whole number. */
static struct str
cut_extension(struct str *s)
{
	static const char *const marks[] = {"转分机", "转", "分机", "ext", "x", "#"};
	enum { MARKS = sizeof marks / sizeof *marks };
	size_t digits = 0;

	for (size_t i = 0; i < s->n; i++) {
		struct str rest = str_sub(*s, i, s->n);
		size_t mark = rest.p[0] == '-' && digits >= LANDLINE_LEAST;

		for (size_t m = 0; m < MARKS && !mark; m++)
			if (str_starts(rest, str_of(marks[m])))
				mark = strlen(marks[m]);
		if (mark) {
			*s = str_sub(*s, 0, i);
			return str_sub(rest, mark, rest.n);
		}
		digits += rest.p[0] >= '0' && rest.p[0] <= '9';
	}
	return S("");
}

/* Mobiles begin with 1 and never 10, which after +86 is Beijing. */
static bool
looks_mobile(struct str digits, bool country)
{
	if (country)
		return digits.n > 1 && digits.p[0] == '1' && digits.p[1] >= '3';
	return digits.n && (digits.p[0] == '1' || (digits.n == MOBILE + 2 && digits.p[0] == '8'));
}

const char *
phone_any(struct arena *a, struct str *number, int64_t *ret_by)
{
	struct str s = str_lower(a, *number), digits, extension;
	bool country = drop_country(&s);

	if (digits_of(a, s, &digits) && looks_mobile(digits, country))
		return phone_mobile(a, number, ret_by);
	extension = cut_extension(&s);
	if (!digits_of(a, s, &digits) || !digits_of(a, extension, &extension))
		return N_("电话里只有数字，请去掉其他字");
	if (country && digits.n && digits.p[0] != '0')
		digits = str_fmt(a, "0%.*s", STR(digits));
	if (digits.n < LANDLINE_LEAST || digits.n > LANDLINE_MOST || digits.p[0] != '0' ||
	    digits.p[1] == '0' || extension.n > EXTENSION_MOST)
		return N_("手机号要 11 位；座机请带区号，比如 0571-8888888");
	*number = extension.n ? str_fmt(a, "%.*s-%.*s", STR(digits), STR(extension)) : digits;
	return NULL;
}
