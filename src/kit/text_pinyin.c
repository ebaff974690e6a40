/* text_pinyin.c: initials and sorting by pinyin. */
#include <pthread.h>
#include <string.h>

#include <unicode/ucol.h>
#include <unicode/ustring.h>

#include "kit/text.h"
#include "kit/text_han.h"

static pthread_once_t letters_once = PTHREAD_ONCE_INIT;
static pthread_once_t order_once = PTHREAD_ONCE_INIT;
static char letter_of[HAN_COUNT]; /* 0: no pinyin known */
static UCollator *order;          /* never changed after opening, so threads share it */

/* Words whose characters are read otherwise than alone, common in names of places and offices. */
static const struct {
	const char *word, *letters;
} readings[] = {
	{"厦门", "xm"}, {"银行", "yh"}, {"分行", "fh"}, {"支行", "zh"}, {"西藏", "xz"},
	{"音乐", "yy"}, {"乐清", "yq"}, {"番禺", "py"}, {"单县", "sx"}, {"蔚县", "yx"},
	{"尉犁", "yl"}, {"涡阳", "gy"}, {"洪洞", "ht"}, {"铅山", "ys"}, {"校长", "xz"},
	{"院长", "yz"}, {"所长", "sz"}, {"镇长", "zz"}, {"家长", "jz"}, {"重庆", "cq"},
};

/* Characters whose first reading is not the one names use. */
static const struct {
	uint16_t c;
	char letter;
} usual[] = {
	{0x957f, 'c'}, /* 长 as in 长沙 */
	{0x66fe, 'z'}, /* 曾 as a family name */
	{0x3007, 'l'}, /* 〇 */
};

static void
take_letter(uint32_t c, const UChar *p, int32_t n)
{
	if (n && p[0] >= 'a' && p[0] <= 'z')
		letter_of[c - HAN_FIRST] = (char)p[0];
}

static void
letters_open(void)
{
	han_each("Han-Latin; Latin-ASCII; Lower", take_letter);
}

static char
letter(uint32_t c)
{
	for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
		if (usual[i].c == c)
			return usual[i].letter;
	return c >= HAN_FIRST && c <= HAN_LAST ? letter_of[c - HAN_FIRST] : 0;
}

/* The letters of a word at the start of s that is read in its own way, or NULL. */
static const char *
reading(struct str s)
{
	for (size_t i = 0; i < sizeof readings / sizeof *readings; i++)
		if (s.n >= 6 && memcmp(s.p, readings[i].word, 6) == 0)
			return readings[i].letters;
	return NULL;
}

struct str
text_initials(struct arena *a, struct str s)
{
	struct str rest = text_fold(a, s);
	struct buf out;

	pthread_once(&letters_once, letters_open);
	buf_init(&out, a);
	buf_room(&out, rest.n);
	while (rest.n) {
		const char *own = reading(rest);
		uint32_t c;
		char l;

		if (own) {
			buf_z(&out, own);
			rest = str_sub(rest, 6, rest.n);
			continue;
		}
		str_rune(&rest, &c);
		l = letter(c);
		if (l)
			buf_char(&out, l);
		else
			buf_rune(&out, c);
	}
	return buf_done(&out);
}

static void
order_open(void)
{
	/* 长 follows 常, as in the names of places, not 掌. */
	static const UChar rules[] = u"[import zh-u-co-pinyin]&\u5e38<\u957f";
	UErrorCode code = U_ZERO_ERROR;

	order = ucol_openRules(rules, -1, UCOL_DEFAULT, UCOL_DEFAULT_STRENGTH, NULL, &code);
	icu_must(code, "the pinyin order");
	/* 2栋 before 10栋 */
	ucol_setAttribute(order, UCOL_NUMERIC_COLLATION, UCOL_ON, &code);
	icu_must(code, "the order of numbers");
}

struct str
text_sort_key(struct arena *a, struct str s)
{
	static const char hex[] = "0123456789abcdef";
	UErrorCode code = U_ZERO_ERROR;
	int32_t n, key_n;
	uint8_t *key;
	UChar *wide;
	char *p;

	pthread_once(&order_once, order_open);
	s = text_fold(a, s);
	wide = NEW_ARRAY(a, UChar, s.n + 1);
	u_strFromUTF8WithSub(wide, (int32_t)s.n + 1, &n, s.p, (int32_t)s.n, 0xfffd, NULL, &code);
	icu_must(code, "UTF-8");
	key = arena_alloc(a, s.n * 4 + 32);
	key_n = ucol_getSortKey(order, wide, n, key, (int32_t)s.n * 4 + 32);
	if (key_n > (int32_t)s.n * 4 + 32) {
		key = arena_alloc(a, (size_t)key_n);
		key_n = ucol_getSortKey(order, wide, n, key, key_n);
	}
	p = arena_alloc(a, (size_t)key_n * 2 + 1);
	for (int32_t i = 0; i < key_n - 1; i++) { /* the last byte is the key's own NUL */
		p[i * 2] = hex[key[i] >> 4];
		p[i * 2 + 1] = hex[key[i] & 15];
	}
	return (struct str){p, key_n > 0 ? (size_t)(key_n - 1) * 2 : 0};
}
