/* text_place.c: names of places in English: the part of their own in pinyin, what they are translated. */
#include <string.h>

#include "lib/text.h"
#include "lib/text_han.h"

/* What a name ends in. The longest that fits counts, so an end of another stands after it. */
static const struct {
	const char *zh, *en;
} kinds[] = {
	{"社区居民委员会", "Community"},
	{"社区党群服务中心", "Community Centre"},
	{"社区居委会", "Community"},
	{"社区工作站", "Community"},
	{"居民委员会", "Community"},
	{"村民委员会", "Village"},
	{"特别行政区", "Special Administrative Region"},
	{"经济开发区", "Economic Development Zone"},
	{"卫生服务中心", "Health Centre"},
	{"卫生服务站", "Health Station"},
	{"街道办事处", "Subdistrict"},
	{"党群服务中心", "Party and Residents' Centre"},
	{"维吾尔自治区", "Uygur Autonomous Region"},
	{"自治区", "Autonomous Region"},
	{"自治州", "Autonomous Prefecture"},
	{"自治县", "Autonomous County"},
	{"自治旗", "Autonomous Banner"},
	{"民族乡", "Ethnic Township"},
	{"市辖区", "Municipal Districts"},
	{"开发区", "Development Zone"},
	{"服务中心", "Service Centre"},
	{"活动中心", "Activity Centre"},
	{"居委会", "Community"},
	{"村委会", "Village"},
	{"微网格", "Micro-Grid"},
	{"充电站", "Charging Station"},
	{"充电桩", "Charging Point"},
	{"停车场", "Car Park"},
	{"菜市场", "Food Market"},
	{"农贸市场", "Food Market"},
	{"购物中心", "Shopping Centre"},
	{"地铁站", "Metro Station"},
	{"公交站", "Bus Stop"},
	{"垃圾站", "Waste Station"},
	{"派出所", "Police Station"},
	{"幼儿园", "Kindergarten"},
	{"土家族", "Tujia"},
	{"朝鲜族", "Korean"},
	{"蒙古族", "Mongol"},
	{"布依族", "Bouyei"},
	{"哈尼族", "Hani"},
	{"哈萨克", "Kazak"},
	{"藏族", "Tibetan"},
	{"壮族", "Zhuang"},
	{"回族", "Hui"},
	{"苗族", "Miao"},
	{"彝族", "Yi"},
	{"侗族", "Dong"},
	{"瑶族", "Yao"},
	{"满族", "Manchu"},
	{"白族", "Bai"},
	{"傣族", "Dai"},
	{"羌族", "Qiang"},
	{"畲族", "She"},
	{"社区", "Community"},
	{"街道", "Subdistrict"},
	{"地区", "Prefecture"},
	{"新区", "New Area"},
	{"片区", "Area"},
	{"网格", "Grid"},
	{"小区", "Estate"},
	{"新村", "New Village"},
	{"花园", "Garden"},
	{"家园", "Homes"},
	{"公寓", "Apartments"},
	{"宿舍", "Dormitory"},
	{"别墅", "Villas"},
	{"大厦", "Tower"},
	{"大院", "Compound"},
	{"广场", "Square"},
	{"公园", "Park"},
	{"绿地", "Green"},
	{"市场", "Market"},
	{"商场", "Mall"},
	{"超市", "Supermarket"},
	{"小学", "Primary School"},
	{"中学", "Middle School"},
	{"学校", "School"},
	{"医院", "Hospital"},
	{"车站", "Station"},
	{"车库", "Garage"},
	{"大道", "Avenue"},
	{"胡同", "Hutong"},
	{"楼栋", "Building"},
	{"单元", "Unit"},
	{"省", "Province"},
	{"市", "City"},
	{"区", "District"},
	{"县", "County"},
	{"旗", "Banner"},
	{"盟", "League"},
	{"镇", "Town"},
	{"乡", "Township"},
	{"村", "Village"},
	{"苑", "Court"},
	{"大街", "Street"},
	{"路片区", "Road Area"},
	{"街片区", "Street Area"},
	{"路", "Road"},
	{"街", "Street"},
	{"巷", "Lane"},
	{"弄", "Lane"},
	{"河", "River"},
	{"湖", "Lake"},
	{"桥", "Bridge"},
	{"楼", "Building"},
};
enum { KINDS = sizeof kinds / sizeof *kinds };

/* What may be counted: 3号楼, 三网格. figures: Chinese ones count too; else only digits and 第: 三村 may be
 * a village called Sancun. */
static const struct {
	const char *zh, *en;
	bool figures;
} counted[] = {
	{"居民小组", "Group", true}, {"村民小组", "Group", true},  {"微网格", "Micro-Grid", true},
	{"网格", "Grid", true},	     {"片区", "Area", true},	   {"单元", "Unit", true},
	{"号院", "Compound", true},  {"号楼", "Building", true},   {"号门", "Gate", true},
	{"#楼", "Building", true},   {"社区", "Community", false}, {"栋", "Building", true},
	{"幢", "Building", true},    {"座", "Building", true},	   {"楼", "Building", false},
	{"层", "Floor", true},	     {"室", "Room", true},	   {"户", "Room", false},
	{"号", "No.", false},	     {"期", "Phase", true},	   {"区", "Zone", false},
	{"组", "Group", true},	     {"排", "Row", true},	   {"村", "Village", false},
	{"门", "Gate", false},	     {"弄", "Lane", false},	   {"巷", "Lane", true},
};

/* Names that have been spelled otherwise for long. */
static const struct {
	const char *zh, *en;
} spelled[] = {
	{"内蒙古", "Inner Mongolia"},
	{"呼和浩特", "Hohhot"},
	{"乌鲁木齐", "Urumqi"},
	{"哈尔滨", "Harbin"},
	{"拉萨", "Lhasa"},
	{"香港", "Hong Kong"},
	{"澳门", "Macao"},
};

static const char figures[] = "一二三四五六七八九十";

int64_t
text_take_figures(struct str *rest)
{
	struct str s = *rest;
	int64_t tens = 0, digit = 0;

	while (s.n >= 3) {
		size_t at = str_find(str_of(figures), str_sub(s, 0, 3)) / 3;

		if (at > 9)
			break;
		if (at < 9 ? digit > 0 : tens > 0)
			return 0; /* 五一 is a name */
		if (at < 9) {
			digit = (int64_t)at + 1;
		} else {
			tens = digit ? digit * 10 : 10;
			digit = 0;
		}
		s = str_sub(s, 3, s.n);
	}
	if (tens + digit)
		*rest = s;
	return tens + digit;
}

static bool
is_ascii_word(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
	       c == '-';
}

static bool
is_figure(struct str s)
{
	return s.n >= 3 && str_find(str_of(figures), str_sub(s, 0, 3)) < sizeof figures - 1;
}

static size_t
ascii_word(struct str s)
{
	size_t n = 0;

	while (n < s.n && is_ascii_word(s.p[n]))
		n++;
	return n;
}

/* ---- counted: 3号楼, 第一网格 ---- */

struct count {
	struct str number; /* in digits or letters */
	const char *en;
	size_t n; /* bytes of the name it takes */
};

/* A count at the start of s; false: there is none. */
static bool
take_count(struct arena *a, struct str s, struct count *ret)
{
	struct str rest = s;
	bool ordinal = str_starts(s, S("第")), han = false;
	size_t n;

	if (ordinal)
		rest = str_sub(rest, 3, rest.n);
	n = ascii_word(rest);
	ret->number = str_sub(rest, 0, n);
	rest = str_sub(rest, n, rest.n);
	if (!n) {
		int64_t value = text_take_figures(&rest);

		han = !ordinal;
		ret->number = value ? str_number(a, value) : S("");
	}
	for (size_t i = 0; ret->number.n && i < sizeof counted / sizeof *counted; i++)
		if (str_starts(rest, str_of(counted[i].zh)) && (counted[i].figures || !han)) {
			ret->en = counted[i].en;
			ret->n = s.n - rest.n + strlen(counted[i].zh);
			return true;
		}
	return false;
}

/* How much of s stands before the first count in it. */
static size_t
before_count(struct arena *a, struct str s, struct count *ret)
{
	struct str rest = s;

	while (rest.n && !take_count(a, rest, ret)) {
		size_t n = ascii_word(rest);
		uint32_t c;

		if (n) {
			rest = str_sub(rest, n, rest.n);
		} else if (is_figure(rest)) { /* 五一村: nor is 一 a number there */
			while (is_figure(rest))
				rest = str_sub(rest, 3, rest.n);
		} else {
			str_rune(&rest, &c);
		}
	}
	return s.n - rest.n;
}

/* ---- named: 北岭社区 ---- */

/* Beiling, Xi'an: one word for each run of Han characters; others as they are. */
static void
put_pinyin(struct buf *b, struct str s)
{
	bool han = false, latin = false; /* what stands before */

	while (s.n) {
		const char *pinyin = han_pinyin(&s);
		struct str word = pinyin ? str_of(pinyin) : S(""), syllable;
		uint32_t c;

		if (!pinyin) {
			str_rune(&s, &c);
			latin = c < 0x80 && is_ascii_word((char)c);
			if (han && latin)
				buf_char(b, ' ');
			buf_rune(b, c);
			han = false;
			continue;
		}
		while (str_next(&word, ' ', &syllable)) {
			char first = *syllable.p;

			if (latin)
				buf_char(b, ' ');
			if (han && (first == 'a' || first == 'o' || first == 'e'))
				buf_char(b, '\'');
			buf_char(b, han ? first : (char)(first - 'a' + 'A'));
			buf_put(b, syllable.p + 1, syllable.n - 1);
			han = true;
			latin = false;
		}
	}
}

static void
put_own(struct buf *b, struct str s)
{
	for (size_t i = 0; i < sizeof spelled / sizeof *spelled; i++)
		if (str_is(s, spelled[i].zh)) {
			buf_z(b, spelled[i].en);
			return;
		}
	put_pinyin(b, s);
}

/* The longest kind s ends in, of at least so many bytes; NULL: none. */
static const char *
kind_of(struct str s, size_t least, size_t *ret_n)
{
	const char *en = NULL;

	for (size_t i = 0; i < KINDS; i++) {
		struct str zh = str_of(kinds[i].zh);

		if (zh.n >= least && (!en || zh.n > *ret_n) && str_ends(s, zh)) {
			en = kinds[i].en;
			*ret_n = zh.n;
		}
	}
	return en;
}

/* true: it says what it is. */
static bool
put_name(struct buf *b, struct str s)
{
	enum { HAN = 3 }; /* bytes of a character */
	size_t n = 0, inner = 0;
	const char *kind = kind_of(s, 1, &n);
	struct str own;

	if (!kind) {
		put_own(b, s);
		return false;
	}
	own = str_sub(s, 0, s.n - n);
	if (own.n == HAN && n == HAN)
		put_pinyin(b, s); /* 蔚县: Yuxian County */
	else if (kind_of(own, 2 * HAN, &inner))
		put_name(b, own); /* 北岭社区广场 */
	else
		put_own(b, own);
	if (own.n)
		buf_char(b, ' ');
	buf_z(b, kind);
	return true;
}

/* ---- together ---- */

struct writing {
	struct buf b;
	enum { NOTHING = 1, NAME, KIND, COUNT } last;
};

/* 网格01, 网格 01: the number belongs to what stands before; after a unit it is a room. */
static void
put_number(struct writing *w, struct str number)
{
	if (w->last == COUNT)
		BUF_LIT(&w->b, ", Room ");
	else if (w->last != NOTHING)
		buf_char(&w->b, ' ');
	buf_str(&w->b, number);
	w->last = COUNT;
}

/* A run without blanks and brackets. */
static void
put_run(struct writing *w, struct str s)
{
	while (s.n) {
		struct count count = {0};
		size_t at = before_count(w->b.a, s, &count);
		struct str name = str_sub(s, 0, at), number = S("");

		if (ascii_word(name) == name.n) {
			number = name;
			name = S("");
		}
		while (name.n && name.p[name.n - 1] >= '0' && name.p[name.n - 1] <= '9')
			name.n--;
		if (name.n && !number.n)
			number = str_sub(s, name.n, at - name.n);
		if (name.n) {
			if (w->last != NOTHING)
				BUF_LIT(&w->b, ", ");
			w->last = put_name(&w->b, name) ? KIND : NAME;
		}
		if (number.n)
			put_number(w, number);
		s = str_sub(s, at, s.n);
		if (!s.n)
			break;
		if (w->last != NOTHING)
			buf_z(&w->b, w->last == NAME ? " " : ", ");
		buf_fmt(&w->b, "%s %.*s", count.en, STR(count.number));
		w->last = COUNT;
		s = str_sub(s, count.n, s.n);
	}
}

static void
put_bracket(struct writing *w, bool open, struct str *rest)
{
	if (open)
		buf_z(&w->b, w->last == NOTHING ? "(" : " (");
	else
		buf_char(&w->b, ')');
	w->last = open ? NOTHING : KIND;
	if (open && str_starts(*rest, S("原"))) {
		BUF_LIT(&w->b, "formerly ");
		*rest = str_sub(*rest, 3, rest->n);
	}
}

static bool
has_han(struct str s)
{
	for (uint32_t c; str_rune(&s, &c);)
		if (han_is(c))
			return true;
	return false;
}

struct str
text_place_en(struct arena *a, struct str name)
{
	struct writing w = {.last = NOTHING};
	struct str rest = str_trim(name), run = rest;
	uint32_t c;

	if (!has_han(rest))
		return name;
	buf_init(&w.b, a);
	run.n = 0;
	while (rest.n) {
		struct str was = rest;

		str_rune(&rest, &c);
		if (c == ' ' || c == 0x3000 || c == ',' || c == 0xff0c || c == 0x3001 || c == '(' ||
		    c == 0xff08 || c == ')' || c == 0xff09) {
			put_run(&w, run);
			if (c == '(' || c == 0xff08 || c == ')' || c == 0xff09)
				put_bracket(&w, c == '(' || c == 0xff08, &rest);
			run = (struct str){rest.p, 0};
		} else {
			run.n += was.n - rest.n;
		}
	}
	put_run(&w, run);
	return buf_done(&w.b);
}
