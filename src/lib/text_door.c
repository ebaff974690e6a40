/* text_door.c: doors and number plates in a text: what text_redact.c hides besides plain numbers. Streets, houses, buses and amounts stay. */
#include "lib/text_redact_in.h"

static const char32_t figures[] = U"〇零一二三四五六七八九";

/* Digits, or Chinese ones when there are none. */
static size_t
number(const uint32_t *c)
{
	size_t n = digits(c);

	if (n == 0)
		while (c[n] && among(c[n], figures))
			n++;
	return n;
}

/* A room's number: three or four digits that count nothing. */
static size_t
room(const uint32_t *c)
{
	size_t n = number(c);

	bool often = c[n] == U'天' && c[n + 1] == U'天'; /* 602天天吵 */

	if (n < 3 || n > 4 || *c == '0' || (c[n] && among(c[n], TEXT_COUNTED) && !often) || is_letter(c[n]))
		return 0;
	return n;
}

/* Its last two digits are those of a door of a floor: 1203, 501, not 1200 or 380. */
static bool
is_floor(const uint32_t *c, size_t n)
{
	uint32_t door = is_digit(c[n - 1]) && is_digit(c[n - 2]) ? (c[n - 2] - '0') * 10 + c[n - 1] - '0' : 1;

	return door >= 1 && door <= 16;
}

/* 住501, 家住 1203, 隔壁302, 楼下101. */
static size_t
lived_in(const uint32_t *c, size_t *ret_from)
{
	static const char32_t *const words[] = {U"住在", U"住", U"家在", U"我家", U"他家", U"她家", U"隔壁", U"楼上", U"楼下", U"对门",
						U"邻居", U"户主", U"门牌", U"房号", U"室号", U"房间", NULL};
	size_t n = word_of(c, words), r;

	if (n == 0)
		return 0;
	while (c[n] && among(c[n], U" 号是:的"))
		n++;
	r = room(c + n);
	if (r == 0 || (r == 4 && !is_floor(c + n, r) && is_digit(c[n])))
		return 0;
	*ret_from = n;
	return n + r;
}

/* 12弄3号402, 一巷3号307: digits after a house number; 11月3号1800 is a time. */
static size_t
of_house(const uint32_t *c, size_t *ret_from)
{
	size_t n = digits(c), r;

	if (n == 0 || n > 4 || is_digit(c[-1]) || c[-1] == U'月' || c[n] != U'号')
		return 0;
	n++;
	if (c[n] == '-' || c[n] == ' ')
		n++;
	r = room(c + n);
	if (r == 0 || (is_digit(c[n]) && !is_floor(c + n, r)))
		return 0;
	*ret_from = n;
	return n + r;
}

/* 3#2-501, 3#501, 12-1203. */
static size_t
of_signs(const uint32_t *c, size_t *ret_from)
{
	size_t n = digits(c), more, r;
	bool hash;

	if (n == 0 || n > 2 || is_digit(c[-1]) || is_letter(c[-1]) || among(c[-1], U"-/.#"))
		return 0;
	hash = c[n] == '#';
	if (!hash && c[n] != '-')
		return 0;
	n++;
	more = digits(c + n);
	if (hash && more && more <= 2 && c[n + more] == '-')
		n += more + 1;
	r = room(c + n);
	if (r == 0 || c[n + r] == '-' || (!hash && !is_floor(c + n, r)))
		return 0;
	*ret_from = n;
	return n + r;
}

/* 501住户, 501业主, 1203号房. */
static size_t
of_people(const uint32_t *c, size_t *ret_from)
{
	static const char32_t *const words[] = {U"住户", U"业主", U"号房", U"家的", U"那家", U"那户", U"这家", U"这户", U"的业主", U"的住户", NULL};
	size_t n = digits(c);

	if (n < 3 || n > 4 || is_digit(c[-1]) || *c == '0' || !is_floor(c, n) || !word_of(c + n, words))
		return 0;
	*ret_from = 0;
	return n;
}

/* 3栋2单元501, 5号楼1203, 二单元五零一, 二楼201: digits right after a unit. */
static size_t
of_unit(const uint32_t *c, size_t *ret_from)
{
	static const char32_t *const units[] = {U"单元", U"号楼", U"栋", U"幢", U"座", U"楼", U"层", NULL};
	size_t n = word_of(c, units), r;

	if (n == 0)
		return 0;
	n += c[n] == ' ' || c[n] == '-';
	r = room(c + n);
	*ret_from = n;
	return r ? n + r : 0;
}

size_t
text_door(const uint32_t *c, size_t *ret_from)
{
	size_t n = lived_in(c, ret_from);

	if (n == 0)
		n = of_house(c, ret_from);
	if (n == 0)
		n = of_unit(c, ret_from);
	if (n == 0)
		n = of_signs(c, ret_from);
	return n ? n : of_people(c, ret_from);
}

static const char32_t provinces[] = U"京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼";

static size_t
alphanumerics(const uint32_t *c)
{
	size_t n = 0;

	while (is_digit(c[n]) || is_letter(c[n]))
		n++;
	return n;
}

static size_t
digits_among(const uint32_t *c, size_t n)
{
	size_t count = 0;

	for (size_t i = 0; i < n; i++)
		count += is_digit(c[i]);
	return count;
}

/* 车牌号B12345, and a passport: a letter or two and seven or eight digits. */
static size_t
plate_or_passport(const uint32_t *c, size_t *ret_from)
{
	static const char32_t *const words[] = {U"车牌", U"牌照", U"车号", NULL};
	size_t n = word_of(c, words), m;

	if (n) {
		while (c[n] && among(c[n], U" 号是为:"))
			n++;
		m = alphanumerics(c + n);
		*ret_from = n;
		return m >= 4 && m <= 8 && digits_among(c + n, m) >= 3 ? n + m : 0;
	}
	if (!is_letter(*c) || is_word(c[-1]))
		return 0;
	n = alphanumerics(c);
	*ret_from = 0;
	m = digits_among(c, n);
	return n == 9 && (m == 8 || (m == 7 && is_letter(c[1]))) && digits(c + n - m) == m && c[n] != '-' ? n : 0;
}

size_t
text_plate(const uint32_t *c, size_t *ret_from)
{
	size_t n = 2, m;

	if (!*c || !among(*c, provinces) || !is_letter(c[1]))
		return plate_or_passport(c, ret_from);
	if (c[n] && among(c[n], U"·•・. -"))
		n++;
	m = alphanumerics(c + n);
	if (m < 5 || m > 6 || !digits_among(c + n, m))
		return 0;
	*ret_from = 0;
	return n + m;
}

void
text_door_mark(void)
{
	text_mark(U"住家我他她隔楼对邻户门房室车牌", TEXT_BEGINS);
	text_mark(provinces, TEXT_BEGINS);
}
