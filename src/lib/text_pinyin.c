/* text_pinyin.c: pinyin: syllables, initials, sorting. */
#include <pthread.h>
#include <string.h>

#include <unicode/ucol.h>
#include <unicode/ustring.h>

#include "lib/text.h"
#include "lib/text_han.h"

static pthread_once_t syllables_once = PTHREAD_ONCE_INIT;
static pthread_once_t order_once = PTHREAD_ONCE_INIT;
static char syllable_of[HAN_COUNT][8]; /* "": no pinyin known */
static bool begins_reading[HAN_COUNT];
static UCollator *order; /* never changed after opening, so threads share it */

/* Words whose characters are read otherwise than alone, common in names of places and offices. */
static const struct {
	const char *word, *pinyin;
} readings[] = {
	{"厦门", "xia men"},	     {"银行", "yin hang"},   {"分行", "fen hang"},
	{"支行", "zhi hang"},	     {"西藏", "xi zang"},    {"音乐", "yin yue"},
	{"乐清", "yue qing"},	     {"番禺", "pan yu"},     {"单县", "shan xian"},
	{"蔚县", "yu xian"},	     {"尉犁", "yu li"},	     {"涡阳", "guo yang"},
	{"洪洞", "hong tong"},	     {"铅山", "yan shan"},   {"校长", "xiao zhang"},
	{"院长", "yuan zhang"},	     {"所长", "suo zhang"},  {"镇长", "zhen zhang"},
	{"家长", "jia zhang"},	     {"重庆", "chong qing"}, {"重阳", "chong yang"},
	{"六安", "lu an"},	     {"六合", "lu he"},	     {"东莞", "dong guan"},
	{"大埔", "da bu"},	     {"黄埔", "huang pu"},   {"黄陂", "huang pi"},
	{"莘庄", "xin zhuang"},	     {"乐亭", "lao ting"},   {"泌阳", "bi yang"},
	{"枞阳", "zong yang"},	     {"筠连", "jun lian"},   {"犍为", "qian wei"},
	{"中牟", "zhong mu"},	     {"蚌埠", "beng bu"},    {"浒墅关", "xu shu guan"},
	{"甪直", "lu zhi"},	     {"解州", "xie zhou"},   {"会稽", "kuai ji"},
	{"尉氏", "wei shi"},	     {"陕西", "shaan xi"},   {"荥经", "ying jing"},
	{"长子县", "zhang zi xian"}, {"珲春", "hun chun"},   {"繁峙", "fan shi"},
	{"浚县", "xun xian"},	     {"吴堡", "wu bu"},	     {"乐陵", "lao ling"},
	{"东阿", "dong e"},	     {"牟平", "mu ping"},
};

/* Characters whose first reading is not the one names use. */
static const struct {
	uint16_t c;
	const char *pinyin;
} usual[] = {
	{0x957f, "chang"}, /* 长 as in 长沙 */
	{0x66fe, "zeng"},  /* 曾 as a family name */
	{0x90fd, "du"},	   /* 都 */
	{0x4ec0, "shi"},   /* 什 as in 什邡 */
	{0x5730, "di"},	   /* 地 */
};

/* ü stays: 绿苑 and 路苑 are two places. */
static void
take_syllable(uint32_t c, const UChar *p, int32_t n)
{
	char *out = syllable_of[c - HAN_FIRST];
	size_t at = 0;

	for (int32_t i = 0; i < n && at + 2 < sizeof syllable_of[0]; i++) {
		if (p[i] >= 'a' && p[i] <= 'z') {
			out[at++] = (char)p[i];
		} else if (p[i] == 0xfc) {
			out[at++] = '\xc3';
			out[at++] = '\xbc';
		}
	}
	out[at] = '\0';
}

static void
syllables_open(void)
{
	han_each("Han-Latin; NFD; [\\u0300\\u0301\\u0304\\u030c] Remove; NFC", take_syllable);
	for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
		memcpy(syllable_of[usual[i].c - HAN_FIRST], usual[i].pinyin,
		       strlen(usual[i].pinyin) + 1);
	for (size_t i = 0; i < sizeof readings / sizeof *readings; i++) {
		struct str word = str_of(readings[i].word);
		uint32_t c;

		str_rune(&word, &c);
		begins_reading[c - HAN_FIRST] = true;
	}
}

/* A word at the start of s that is read in its own way. */
static const char *
reading(struct str s, size_t *ret_n)
{
	for (size_t i = 0; i < sizeof readings / sizeof *readings; i++) {
		*ret_n = strlen(readings[i].word);
		if (str_starts(s, (struct str){readings[i].word, *ret_n}))
			return readings[i].pinyin;
	}
	return NULL;
}

const char *
han_pinyin(struct str *rest)
{
	const char *pinyin = NULL;
	struct str s = *rest;
	size_t n;
	uint32_t c;

	pthread_once(&syllables_once, syllables_open);
	if (!str_rune(&s, &c))
		return NULL;
	if (c == 0x3007) /* 〇, which stands apart from the others */
		pinyin = "ling";
	if (c >= HAN_FIRST && c <= HAN_LAST) {
		if (begins_reading[c - HAN_FIRST] && (pinyin = reading(*rest, &n)))
			s = str_sub(*rest, n, rest->n);
		else if (*syllable_of[c - HAN_FIRST])
			pinyin = syllable_of[c - HAN_FIRST];
	}
	if (pinyin)
		*rest = s;
	return pinyin;
}

struct str
text_pinyin(struct arena *a, struct str s)
{
	struct str rest = text_fold(a, s), word, syllable;
	struct buf out;

	buf_init(&out, a);
	while (rest.n) {
		const char *pinyin = han_pinyin(&rest);
		uint32_t c;

		word = str_of(pinyin);
		while (pinyin && str_next(&word, ' ', &syllable))
			buf_str(&out, syllable);
		if (!pinyin && str_rune(&rest, &c) && c != ' ')
			buf_rune(&out, c);
	}
	return buf_done(&out);
}

/* Each syllable that some character has, once; not 嗯 n and 呣 m, which would read any letters. */
enum { SYLLABLES = 512 };
static char syllables[SYLLABLES][8];
static size_t syllables_n;
static pthread_once_t set_once = PTHREAD_ONCE_INIT;

static bool
is_syllable(struct str s, bool part)
{
	for (size_t i = 0; i < syllables_n; i++)
		if (part ? str_starts(str_of(syllables[i]), s) : str_is(s, syllables[i]))
			return true;
	return false;
}

static void
set_open(void)
{
	pthread_once(&syllables_once, syllables_open);
	for (size_t i = 0; i < HAN_COUNT && syllables_n < SYLLABLES; i++)
		if (strpbrk(syllable_of[i], "aeiou\xc3") && !is_syllable(str_of(syllable_of[i]), false))
			memcpy(syllables[syllables_n++], syllable_of[i], sizeof *syllables);
}

/* From the end: where the rest can be read, how long its first syllable is, the longest or the shortest that fits; what is no letter
 * stands for itself. */
struct str
text_pinyin_initials(struct arena *a, struct str s, bool longest)
{
	enum { SPELT_MAX = 40, SYLLABLE_MAX = 6 };
	size_t take[SPELT_MAX + 1] = {0};
	struct buf out;

	pthread_once(&set_once, set_open);
	if (!s.n || s.n > SPELT_MAX)
		return S("");
	for (size_t at = s.n; at-- > 0;) {
		bool letter = s.p[at] >= 'a' && s.p[at] <= 'z';

		if (!letter && (at + 1 == s.n || take[at + 1]))
			take[at] = 1;
		for (size_t n = 1; letter && n <= SYLLABLE_MAX && at + n <= s.n; n++)
			if ((at + n == s.n || take[at + n]) && (longest || !take[at]) && is_syllable(str_sub(s, at, n), longest && at + n == s.n))
				take[at] = n;
	}
	buf_init(&out, a);
	for (size_t at = 0; at < s.n && take[at]; at += take[at])
		buf_char(&out, s.p[at]);
	return take[0] ? buf_done(&out) : S("");
}

struct str
text_initials(struct arena *a, struct str s)
{
	struct str rest = text_fold(a, s), word, syllable;
	struct buf out;

	buf_init(&out, a);
	buf_room(&out, rest.n);
	while (rest.n) {
		const char *pinyin = han_pinyin(&rest);
		uint32_t c;

		if (!pinyin) {
			str_rune(&rest, &c);
			buf_rune(&out, c);
			continue;
		}
		word = str_of(pinyin);
		while (str_next(&word, ' ', &syllable))
			buf_char(&out, *syllable.p);
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
