/* phone.c: telephone numbers as people write and copy them. */
#include "lib/phone.h"

#include <string.h>

#include "base/err.h"

enum {
	MOBILE = 11,
	LANDLINE_LEAST = 10,
	LANDLINE_MOST = 12,
	EXTENSION_MOST = 6,
	ABROAD_LEAST = 7,
	ABROAD_MOST = 15, /* E.164, with the country's code */
	SERVICE = 10,	  /* 400 and 800 numbers */
	SHORT_LEAST = 5,  /* 95588, 96315 */
	SHORT_MOST = 8,
};

/* Regions near by: people leave the plus away there, and codes are sent to them. */
static const struct region {
	struct str code;
	size_t digits;	     /* of a mobile, behind the code */
	const char *mobiles; /* what mobiles begin with */
	bool zero;	     /* people write a zero before the number at home */
} regions[] = {
	{{"852", 3}, 8, "45679", false},
	{{"853", 3}, 8, "6", false},
	{{"886", 3}, 9, "9", true},
};
enum { REGIONS = sizeof regions / sizeof *regions };

/* What stands around and between digits and says nothing: blanks, dashes, dots, marks of direction. */
static bool
says_nothing(uint32_t c)
{
	static const struct {
		uint32_t from, to;
	} nothing[] = {
		{' ', ' '}, {'\t', '\t'}, {'-', '-'}, {'.', '.'}, {'(', '('}, {')', ')'}, {0xa0, 0xa0}, {0xad, 0xad}, {0xb7, 0xb7},
		{0x34f, 0x34f}, {0x61c, 0x61c}, {0x180e, 0x180e}, {0x2000, 0x2015}, {0x2022, 0x2022}, {0x202a, 0x202f},
		{0x205f, 0x206f}, {0x2212, 0x2212}, {0x3000, 0x3000}, {0x30fb, 0x30fc}, {0xfe58, 0xfe58}, {0xfe63, 0xfe63}, {0xfeff, 0xfeff},
	};

	for (size_t i = 0; i < sizeof nothing / sizeof *nothing; i++)
		if (c >= nothing[i].from && c <= nothing[i].to)
			return true;
	return false;
}

static bool
is_dash(uint32_t c)
{
	return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0xfe58 || c == 0xfe63 || c == 0x30fc;
}

/* ASCII digits and small letters, one kind of dash, nothing invisible, no blanks. */
static struct str
plain(struct arena *a, struct str s)
{
	struct buf b;

	buf_init(&b, a);
	s = str_lower(a, str_narrow(a, s));
	for (uint32_t c; str_rune(&s, &c);) {
		if (is_dash(c))
			buf_char(&b, '-');
		else if (!says_nothing(c))
			buf_rune(&b, c);
	}
	return buf_done(&b);
}

/* The digits of a plain number; false: something else stands there too. */
static bool
digits_of(struct arena *a, struct str s, struct str *ret)
{
	struct buf b;

	buf_init(&b, a);
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] >= '0' && s.p[i] <= '9')
			buf_char(&b, s.p[i]);
		else if (s.p[i] != '-')
			return false;
	}
	*ret = buf_done(&b);
	return true;
}

/* Cuts what leads to another country off; false: nothing does. */
static bool
drop_abroad(struct str *s)
{
	size_t n = str_starts(*s, S("+")) ? 1 : str_starts(*s, S("00")) ? 2 : 0;

	*s = str_sub(*s, n, s->n);
	return n > 0;
}

static bool
drop_country(struct str *s)
{
	struct str rest = *s;

	if (!drop_abroad(&rest) || !str_starts(rest, S("86")))
		return false;
	*s = str_sub(rest, 2, rest.n);
	return true;
}

static const struct region *
region_of(struct str digits)
{
	for (size_t i = 0; i < REGIONS; i++)
		if (str_starts(digits, regions[i].code))
			return &regions[i];
	return NULL;
}

/* A number of a region near by in digits, with or without its way out: +85291234567. */
static bool
near_by(struct arena *a, struct str digits, bool mobile, struct str *ret)
{
	const struct region *g = region_of(digits);
	struct str own;

	if (!g)
		return false;
	own = str_sub(digits, g->code.n, digits.n);
	if (g->zero && str_starts(own, S("0")))
		own = str_sub(own, 1, own.n);
	if (own.n != g->digits || (mobile && !strchr(g->mobiles, own.p[0])))
		return false;
	*ret = str_fmt(a, "+%.*s%.*s", STR(g->code), STR(own));
	return true;
}

static const char *
mainland_mobile(struct str digits, struct str *number, int64_t *ret_by)
{
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

const char *
phone_mobile(struct arena *a, struct str *number, int64_t *ret_by)
{
	struct str s = plain(a, *number), digits;
	bool country = drop_country(&s), abroad = !country && drop_abroad(&s);

	if (!digits_of(a, s, &digits))
		return N_("手机号里只有数字，请去掉其他字");
	if (!country && near_by(a, digits, true, number))
		return NULL;
	if (abroad)
		return N_("验证码只能发到内地和港澳台的手机，请换一个号");
	return mainland_mobile(digits, number, ret_by);
}

bool
phone_is_mobile(struct str number)
{
	bool plus = str_starts(number, S("+"));
	struct str digits = str_sub(number, plus, number.n);
	const struct region *g = region_of(digits);

	if (plus ? !g || digits.n != g->code.n + g->digits : digits.n != MOBILE || digits.p[0] != '1')
		return false;
	for (size_t i = 0; i < digits.n; i++)
		if (digits.p[i] < '0' || digits.p[i] > '9')
			return false;
	return true;
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
	return digits.n && (digits.p[0] == '1' || (digits.n == MOBILE + 2 && str_starts(digits, S("861"))));
}

/* Numbers of firms and offices that are the same everywhere. */
static bool
is_service(struct str digits)
{
	if (str_starts(digits, S("400")) || str_starts(digits, S("800")))
		return digits.n == SERVICE;
	return (str_starts(digits, S("95")) || str_starts(digits, S("96"))) && digits.n >= SHORT_LEAST && digits.n <= SHORT_MOST;
}

static const char *
abroad_number(struct arena *a, struct str s, struct str *number)
{
	struct str digits;

	if (!digits_of(a, s, &digits))
		return N_("电话里只有数字，请去掉其他字");
	if (near_by(a, digits, false, number))
		return NULL;
	if (region_of(digits) || digits.n < ABROAD_LEAST || digits.n > ABROAD_MOST || digits.p[0] == '0')
		return N_("境外电话请写成 +852 9123 4567 这样");
	*number = str_fmt(a, "+%.*s", STR(digits));
	return NULL;
}

const char *
phone_any(struct arena *a, struct str *number, int64_t *ret_by)
{
	struct str s = plain(a, *number), digits, extension;
	bool country = drop_country(&s), all = digits_of(a, s, &digits);

	if (!country && drop_abroad(&s))
		return abroad_number(a, s, number);
	if (all && looks_mobile(digits, country))
		return mainland_mobile(digits, number, ret_by);
	if (all && !country && near_by(a, digits, false, number))
		return NULL;
	extension = cut_extension(&s);
	if (!digits_of(a, s, &digits) || !digits_of(a, extension, &extension))
		return N_("电话里只有数字，请去掉其他字");
	if (country && digits.n && digits.p[0] != '0' && !is_service(digits))
		digits = str_fmt(a, "0%.*s", STR(digits));
	if (extension.n > EXTENSION_MOST ||
	    (!is_service(digits) && (digits.n < LANDLINE_LEAST || digits.n > LANDLINE_MOST || digits.p[0] != '0' || digits.p[1] == '0')))
		return N_("手机号要 11 位；座机请带区号，比如 0571-8888888");
	*number = extension.n ? str_fmt(a, "%.*s-%.*s", STR(digits), STR(extension)) : digits;
	return NULL;
}
