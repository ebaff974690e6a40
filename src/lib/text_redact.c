/* text_redact.c: hiding what identifies a person in a text that becomes public.
 *
 * The text is laid out as one cell a character, narrowed, every dash '-', every space ' ', and 0
 * past the end. Each rule looks at one place and says how many cells from there it would hide; the
 * first rule that wants some wins. Rules prefer hiding too much of what looks like a number of a
 * person to showing one; dates, times, amounts and street numbers stay. */
#include "lib/text.h"

#include <assert.h>
#include <pthread.h>
#include <string.h>

#include "lib/text_redact_in.h"

enum { BEFORE = 2, AFTER = 32 }; /* empty cells around the text, so that rules may look past it */

/* How numbers are written in groups, between them one space, dash or other sign, everywhere the same one. */
static size_t
grouped(const uint32_t *c, const char *sizes)
{
	uint32_t sep = 0;
	size_t n = 0;

	for (const char *size = sizes; *size; size++) {
		size_t want = (size_t)(*size - '0');

		if (size > sizes) {
			if (!c[n] || !(among(c[n], U" -._/·•・") || (c[n] == U'、' && *sizes == '3')) || (sep && c[n] != sep))
				return 0;
			sep = c[n++];
		}
		if (digits(c + n) != want)
			return 0;
		n += want;
	}
	return n;
}

static size_t
grouped_any(const uint32_t *c, const char *const *ways, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		size_t len = grouped(c, ways[i]);

		if (len)
			return len;
	}
	return 0;
}

#define GROUPED_ANY(c, ways) grouped_any((c), (ways), sizeof(ways) / sizeof *(ways))

static size_t
email(const uint32_t *c)
{
	size_t n = 0, dot = 0;

	if (is_word(c[-1]))
		return 0;
	while (is_word(c[n]) || among(c[n], U".%+-"))
		n++;
	if (n == 0 || c[n] != '@' || !is_word(c[n + 1]))
		return 0;
	for (n++; is_word(c[n]) || ((c[n] == '.' || c[n] == '-') && is_word(c[n + 1])); n++)
		if (c[n] == '.')
			dot = n;
	return dot ? n : 0;
}

static size_t
mobile(const uint32_t *c)
{
	static const char *const ways[] = {"344", "335", "38", "74", "443", "11111111111"};
	size_t skip = word_at(c, U"+86"), n;

	if (!skip && is_digit(c[-1]))
		return 0;
	if (!skip)
		skip = word_at(c, U"0086");
	if (!skip && (digits(c) == 13 || (digits(c) == 2 && (c[2] == ' ' || c[2] == '-'))))
		skip = word_at(c, U"86");
	if (skip && (c[skip] == ' ' || c[skip] == '-'))
		skip++;
	if (c[skip] != '1')
		return 0;
	n = digits(c + skip) == 11 ? 11 : GROUPED_ANY(c + skip, ways);
	/* The second digit of a mobile number is 3 to 9; it may stand behind a separator. */
	if (n == 0 || c[skip + (is_digit(c[skip + 1]) ? 1 : 2)] < '3')
		return 0;
	return skip + n;
}

/* An extension after a landline number, or the next number of a list. */
static size_t
extension(const uint32_t *c)
{
	size_t skip = *c == '-' ? 1 : word_at(c, U"转");
	size_t n = skip ? digits(c + skip) : 0;

	return n >= 1 && n <= 8 ? skip + n : 0;
}

static size_t
landline(const uint32_t *c)
{
	static const char *const ways[] = {"37", "38", "47", "48", "344", "334", "444", "434"};
	size_t area = 0, n = digits(c);

	if (is_digit(c[-1]))
		return 0;
	if (*c == '(' && c[1] == '0') {
		area = digits(c + 1) + 2;
		if ((area != 5 && area != 6) || c[area - 1] != ')')
			return 0;
		n = digits(c + area + (c[area] == ' '));
		n = n == 7 || n == 8 ? area + (c[area] == ' ') + n : 0;
	} else if (*c == '0') {
		n = n >= 10 && n <= 12 ? n : GROUPED_ANY(c, ways);
	} else {
		return 0;
	}
	return n ? n + extension(c + n) : 0;
}

/* A number without its area code is told from a date or an amount by the word before it. */
static size_t
local_phone(const uint32_t *c)
{
	static const char *const ways[] = {"44", "34"};
	static const char32_t *const words[] = {U"电话", U"座机", U"固话", U"手机",
						U"热线", U"致电", U"拨打", U"tel"};
	size_t skip = 0, n;

	for (size_t i = 0; !skip && i < sizeof words / sizeof *words; i++)
		skip = word_at(c, words[i]);
	if (!skip)
		return 0;
	for (n = skip; n < skip + 8 && c[n] && among(c[n], U"号码是为: .。()"); n++)
		;
	skip = n;
	n = mobile(c + skip);
	if (n == 0)
		n = landline(c + skip);
	if (n)
		return skip + n;
	n = digits(c + skip);
	if (n != 7 && n != 8)
		n = GROUPED_ANY(c + skip, ways);
	return n ? skip + n + extension(c + skip + n) : 0;
}

/* ID cards and bank cards: whatever has fifteen digits or more, or is grouped as they are. */
static size_t
card(const uint32_t *c)
{
	static const char *const ways[] = {"44443", "44442", "44441", "4444", "684", "663"};
	size_t n = digits(c);

	if (is_digit(c[-1]))
		return 0;
	if (n == 6 && (c[6] == ' ' || c[6] == '-') && digits(c + 7) == 8 && c[15] == c[6] &&
	    digits(c + 16) == 3 && (c[19] == 'x' || c[19] == 'X') && !is_word(c[20]))
		return 20;
	if (n < 15)
		return GROUPED_ANY(c, ways);
	return n + (n == 17 && (c[n] == 'x' || c[n] == 'X') && !is_word(c[n + 1]));
}

/* WeChat and QQ names after the word that announces them. */
static size_t
account(const uint32_t *c)
{
	static const char32_t *const words[] = {U"微信", U"weixin", U"wechat", U"v信",
						U"wx",	 U"vx",	    U"扣扣",   U"qq"};
	size_t n = 0, start;

	if (is_letter(c[-1]))
		return 0;
	for (size_t i = 0; n == 0 && i < sizeof words / sizeof *words; i++)
		n = word_at(c, words[i]);
	if (n == 0)
		return 0;
	start = n;
	while (start < n + 8 && c[start] && among(c[start], U"号码是为账帐户群加: ()="))
		start++;
	for (n = start; is_word(c[n]) || c[n] == '-'; n++)
		;
	while (n > start && c[n - 1] == '-')
		n--;
	return n - start >= 5 && n - start <= 24 ? n : 0;
}

/* Words that make a number before 房 or after a unit something else than a room. */
#define NOT_A_ROOM U"价产贷款地改源租补"

/* 501室, 501房, 五零一室: the digits before the word; *ret_room: does the word stand there? */
static size_t
room_digits(const uint32_t *c, bool *ret_room)
{
	static const char32_t chinese[] = U"〇零一二三四五六七八九";
	bool after_unit = among(c[-1], U"栋幢座楼层元号-");
	size_t n = digits(c);

	if (is_digit(c[-1]) || among(c[-1], chinese))
		return 0;
	if (n == 0)
		while (among(c[n], chinese))
			n++;
	if (n > 4 || n < (after_unit ? 2 : 3))
		return 0;
	*ret_room = c[n] == 0x5ba4 || (c[n] == 0x623f && !among(c[n + 1], NOT_A_ROOM)); /* 室 房 */
	return n;
}

/* A room number, or one of a list that ends in one: 501、502室. */
static size_t
room_number(const uint32_t *c)
{
	size_t first = 0, n, at = 0;
	bool room = false;

	for (int i = 0; i < 8 && !room; i++) {
		n = room_digits(c + at, &room);
		if (n == 0 || (!room && !among(c[at + n], U"、,/和与及-")))
			return 0;
		if (i == 0)
			first = n;
		at += n + 1;
	}
	return room ? first : 0;
}

/* 5-2-301: building, unit, room. */
static size_t
room_of_dashes(const uint32_t *c)
{
	size_t building = digits(c), unit, room;

	if (is_digit(c[-1]) || c[-1] == '-' || building < 1 || building > 2 || c[building] != '-')
		return 0;
	c += building + 1;
	unit = digits(c);
	if (unit < 1 || unit > 2 || c[unit] != '-')
		return 0;
	room = digits(c + unit + 1);
	if (room < 3 || room > 4 || c[unit + 1 + room] == '-')
		return 0;
	return building + unit + room + 2;
}

/* How much each rule leaves readable at the front of what it found. */
enum keep { KEEP_NOTHING = 1, KEEP_WORDS, KEEP_TO_LAST_DASH };

static const struct rule {
	size_t (*find)(const uint32_t *c);
	enum keep keep;
} rules[] = {
	{email, KEEP_NOTHING},
	{account, KEEP_WORDS},
	{local_phone, KEEP_WORDS},
	{card, KEEP_NOTHING},
	{mobile, KEEP_NOTHING},
	{landline, KEEP_NOTHING},
	{room_of_dashes, KEEP_TO_LAST_DASH},
	{room_number, KEEP_NOTHING},
};
enum { RULES = sizeof rules / sizeof *rules };

static uint32_t
cell_of(uint32_t c)
{
	if (c >= 0xff01 && c <= 0xff5e)
		c -= 0xfee0;
	if (c == 0x3000 || c == 0xa0 || c == '\t')
		return ' ';
	if ((c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == '~')
		return '-';
	return c;
}

/* Where hiding begins within the n cells a rule found. */
static size_t
kept(const uint32_t *c, size_t n, enum keep keep)
{
	size_t at = 0;

	if (keep == KEEP_TO_LAST_DASH) {
		for (at = n; c[at - 1] != '-'; at--)
			;
	} else if (keep == KEEP_WORDS) {
		static const char32_t *const latin[] = {U"weixin", U"wechat", U"wx", U"vx",
							U"qq",	   U"tel",    U"v"};

		for (size_t i = 0; at == 0 && i < sizeof latin / sizeof *latin; i++)
			at = word_at(c, latin[i]);
		while (at < n && !is_word(c[at]))
			at++;
	}
	return at;
}

static pthread_once_t kinds_once = PTHREAD_ONCE_INIT;

/* The other ways of writing a digit, each ten from nought on; circled ones are found by their numbers. */
static const char32_t digit_ways[] = U"〇一二三四五六七八九零壹贰叁肆伍陆柒捌玖○幺二叁肆伍陆柒捌玖";

/* What a rule can begin with: most characters of a text begin none. */
static void
mark_kinds(void)
{
	text_mark(U"+-.%(_0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", TEXT_BEGINS);
	text_mark(U"一二三四五六七八九〇零单号栋幢座楼层电固手热致拨微扣", TEXT_BEGINS);
	text_mark(digit_ways, TEXT_DIGIT);
	for (uint32_t c = 0x2460; c <= 0x24ff; c++)
		text_kinds[c] |= TEXT_DIGIT;
	for (uint32_t c = 0x2776; c <= 0x277e; c++)
		text_kinds[c] |= TEXT_DIGIT;
	text_door_mark();
	text_name_mark();
}

/* The door, plate or name that begins here. */
static size_t
others(const uint32_t *c, size_t *ret_from)
{
	size_t n = text_door(c, ret_from);

	if (n == 0)
		n = text_plate(c, ret_from);
	return n ? n : text_name(c, ret_from);
}

/* Marks what is hidden: 1 a cell that goes, 2 the first of a stretch, where the mark is written. False: nothing is. */
static bool
mark(const uint32_t *c, size_t n, unsigned char *hidden)
{
	bool any = false;

	for (size_t i = 0; i < n;) {
		size_t len = 0, from = 0, r = is_kind(c[i], TEXT_BEGINS) ? 0 : RULES + 1;

		for (; len == 0 && r < RULES; r++) {
			len = rules[r].find(c + i);
			if (len)
				from = kept(c + i, len, rules[r].keep);
		}
		if (len == 0 && r == RULES)
			len = others(c + i, &from);
		if (len == 0) {
			i++;
			continue;
		}
		memset(hidden + i + from, 1, len - from);
		hidden[i + from] = 2;
		any = true;
		i += len;
	}
	return any;
}

/* Marks that are not seen: they stand between the digits of a number to break it. */
static bool
is_unseen(uint32_t c)
{
	return c == 0xad || c == 0x34f || c == 0x180e || c == 0xfeff || c == 0x3164 || (c >= 0x200b && c <= 0x200f) ||
	       (c >= 0x202a && c <= 0x202e) || (c >= 0x2060 && c <= 0x2064) || (c >= 0xfe00 && c <= 0xfe0f) || c == 0x20e3;
}

/* The digit another way of writing means; 10: none. */
static uint32_t
digit_of(uint32_t c)
{
	const char32_t *at = digit_ways;

	if (!is_kind(c, TEXT_DIGIT))
		return 10;
	if (c >= 0x2460 && c <= 0x2468)
		return c - 0x245f;
	if (c >= 0x2776 && c <= 0x277e)
		return c - 0x2775;
	if (c == 0x24ea || c == 0x24ff)
		return 0;
	while (*at && *at != c)
		at++;
	return *at ? (uint32_t)(at - digit_ways) % 10 : 10;
}

/* Seven digits or more in a row, however they are written and with single signs between them, are digits of a number: in shorter rows a
 * Chinese digit is a word. Circled ones are digits anyway. */
static void
spell_digits(uint32_t *c, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		size_t count = 0, end = i;

		if (c[i] >= 0x2460 && digit_of(c[i]) < 10 && c[i] < 0x3000)
			c[i] = '0' + digit_of(c[i]);
		if (!is_digit(c[i]) && digit_of(c[i]) == 10)
			continue;
		while (end < n && (is_digit(c[end]) || digit_of(c[end]) < 10)) {
			count++;
			end++;
			if (end + 1 < n && among(c[end], U" -._/·•・") && (is_digit(c[end + 1]) || digit_of(c[end + 1]) < 10))
				end++;
		}
		for (size_t k = i; k < end; k++)
			if (digit_of(c[k]) < 10 && count >= 7)
				c[k] = '0' + digit_of(c[k]);
		i = end - 1;
	}
}

/* The text as cells, without unseen marks; *ret_at: where in s each begins, and behind the last its end. */
static size_t
cells_of(struct arena *a, struct str s, uint32_t **ret_cells, size_t **ret_at)
{
	size_t most = str_chars(s), n = 0;
	uint32_t *cells = NEW_ARRAY(a, uint32_t, most + BEFORE + AFTER);
	size_t *at = NEW_ARRAY(a, size_t, most + 1);
	struct str rest = s;
	uint32_t c;

	for (;;) {
		at[n] = (size_t)(s.n - rest.n);
		if (!str_rune(&rest, &c))
			break;
		if (!is_unseen(c))
			cells[BEFORE + n++] = cell_of(c);
	}
	spell_digits(cells + BEFORE, n);
	*ret_cells = cells + BEFORE;
	*ret_at = at;
	return n;
}

void
text_private(struct arena *a, struct str s, struct text_span_list *ret)
{
	uint32_t *cells;
	size_t *at, n;
	unsigned char *hidden;

	pthread_once(&kinds_once, mark_kinds);
	n = cells_of(a, s, &cells, &at);
	hidden = arena_alloc(a, n + AFTER);
	*ret = (struct text_span_list){0};
	memset(hidden, 0, n + AFTER);
	if (!mark(cells, n, hidden))
		return;
	ret->v = NEW_ARRAY(a, struct text_span, n);
	for (size_t i = 0; i < n; i++) {
		if (hidden[i] == 2)
			ret->v[ret->n++].from = at[i];
		if (hidden[i])
			ret->v[ret->n - 1].to = at[i + 1];
	}
}

struct str
text_cover(struct arena *a, struct str s, const struct text_span_list *spans)
{
	size_t at = 0;
	struct buf out;

	buf_init(&out, a);
	buf_room(&out, s.n);
	for (size_t i = 0; i < spans->n; i++) {
		const struct text_span *p = &spans->v[i];

		if (p->from < at)
			continue;
		buf_put(&out, s.p + at, p->from - at);
		buf_z(&out, TEXT_COVERED);
		at = p->to;
	}
	if (at < s.n)
		buf_put(&out, s.p + at, s.n - at);
	return buf_done(&out);
}

struct str
text_redact(struct arena *a, struct str s)
{
	struct text_span_list spans;

	text_private(a, s, &spans);
	return spans.n ? text_cover(a, s, &spans) : str_dup(a, s);
}
