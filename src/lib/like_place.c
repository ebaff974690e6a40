/* like_place.c: names of places in a text, as people write them: 锦绣花园小区, 书院路, A3区, 3号楼. */
#include <string.h>

#include "base/str.h"
#include "lib/like.h"
#include "lib/text.h"

/* What a name of a place ends in; the longest stands first. generic: it says little by itself and needs two characters before. */
static const char *const ends[] = {
	"安置房", "幼儿园", "派出所", "停车场", "菜市场", "地铁站", "公交站", "加油站", "汽车站", "火车站", "卫生院", "小区", "花园", "家园", "公园", "广场",
	"大道", "街道", "社区", "中学", "小学", "大学", "学院", "学校", "医院", "大厦", "公寓", "市场", "大桥", "国际", "名城", "新城", "水库", "楼盘", "号线",
	"路口", "号楼", "路", "街", "巷", "镇", "乡", "村", "苑", "府", "湾", "栋", "桥", "园", "庭", "郡", "墅",
};
/* A name does not reach over these. */
static const char *const stops[] = {
	"的", "在", "是", "了", "我", "们", "和", "与", "及", "到", "至", "从", "向", "对", "于", "位", "住", "市", "区", "县", "省", "该", "这", "那", "有", "个",
	"请", "求", "为", "被", "把", "将", "由", "等", "就", "也", "都", "不", "没", "上", "下", "里", "外", "内", "旁", "边", "前", "后", "附", "近", "整", "条", "处",
	"过", "经", "去", "来", "家", "某", "每", "各", "新", "老", "修", "建", "通", "走", "出", "进", "小", "大",
};
/* A name is kept by its end and the two characters before: nothing in a text says where it begins (听说北岭路口). */
enum { NAME_MOST = 2, NAME_LEAST = 2 };

static bool
is_han(uint32_t c)
{
	return c >= 0x4e00 && c <= 0x9fff;
}

static bool
is_stop(struct str rune)
{
	for (size_t i = 0; i < sizeof stops / sizeof *stops; i++)
		if (str_is(rune, stops[i]))
			return true;
	return false;
}

/* The end that stands at the start of s; NULL: none. */
static const char *
end_at(struct str s)
{
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (str_starts(s, str_of(ends[i])))
			return ends[i];
	return NULL;
}

struct found {
	struct str *v;
	size_t n, most;
};

static void
put(struct found *f, struct str name)
{
	for (size_t i = 0; i < f->n; i++)
		if (str_eq(f->v[i], name))
			return;
	if (f->n < f->most)
		f->v[f->n++] = name;
}

/* Where the name before byte `end` begins: at most NAME_MOST characters back, not over a stop. runes: starts of the characters so far. */
static size_t
name_start(struct str s, const size_t *runes, size_t n, size_t end, size_t *ret_chars)
{
	size_t from = end;

	*ret_chars = 0;
	while (n > 0 && *ret_chars < NAME_MOST) {
		struct str rune = str_sub(s, runes[n - 1], from - runes[n - 1]), rest = rune;
		uint32_t c = 0;

		str_rune(&rest, &c);
		if (!(is_han(c) && !is_stop(rune)) && !(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'z'))
			break;
		from = runes[--n];
		++*ret_chars;
	}
	return from;
}

/* a3区, b市: letters and digits before 区, 县, 市. */
static bool
is_coded(struct str s, size_t from, size_t to)
{
	bool letter = false;

	for (size_t i = from; i < to; i++) {
		bool digit = s.p[i] >= '0' && s.p[i] <= '9';

		letter |= s.p[i] >= 'a' && s.p[i] <= 'z';
		if (!digit && !(s.p[i] >= 'a' && s.p[i] <= 'z'))
			return false;
	}
	return letter && to > from;
}

static bool
ends_district(struct str rune)
{
	return str_is(rune, "区") || str_is(rune, "县");
}

size_t
like_places(struct arena *a, struct str text, struct str *v, size_t n)
{
	struct str s = text_fold(a, text), rest = s;
	size_t *runes = NEW_ARRAY(a, size_t, s.n + 1), runes_n = 0, taken = 0;
	struct found f = {v, 0, n};
	uint32_t c;

	while (rest.n) {
		size_t at = s.n - rest.n, chars, from;
		const char *end = at >= taken ? end_at(rest) : NULL;
		struct str before = rest;

		if (end) {
			from = name_start(s, runes, runes_n, at, &chars);
			if (from >= taken && chars >= (strlen(end) > 3 ? 1 : NAME_LEAST))
				put(&f, str_sub(s, from, at + strlen(end) - from));
			/* What ends a name is part of no other: 幼儿园 is no 园 called 幼儿. */
			if (strlen(end) > 3)
				taken = at + strlen(end);
		}
		if (!str_rune(&rest, &c))
			break;
		if (!end && ends_district(str_sub(before, 0, before.n - rest.n))) {
			size_t k = runes_n;

			while (k > 0 && s.p[runes[k - 1]] > 0 && s.p[runes[k - 1]] < 127 && s.p[runes[k - 1]] != ' ')
				k--;
			if (k < runes_n && is_coded(s, runes[k], at))
				put(&f, str_sub(s, runes[k], s.n - rest.n - runes[k]));
		}
		runes[runes_n++] = at;
	}
	return f.n;
}
