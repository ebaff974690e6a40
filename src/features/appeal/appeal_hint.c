/* appeal_hint.c: what an answer lacks. */
#include "features/appeal/appeal_hint.h"

#include "lib/text.h"

/* Fewer characters than the first are no answer; fewer than the second say little. */
enum { ANSWER_CHARS = 6, GOOD_CHARS = 15, PIECES_MAX = 5 };

static bool
has_any(struct str text, const struct str *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_has(text, words[i]))
			return true;
	return false;
}
#define HAS_ANY(text, words) has_any(text, words, sizeof(words) / sizeof *(words))

/* What is left of a text without the phrases that answer nothing. */
static size_t
chars_beside_stock(struct str text, bool *ret_found)
{
	static const struct str phrases[] = {
		S("我们会尽快处理"), S("将尽快处理"), S("尽快处理"), S("已转相关部门处理"), S("已转相关部门"), S("转相关部门"), S("正在处理中"), S("正在处理"),
		S("情况已收悉"), S("已收悉"), S("已知悉"), S("感谢您的反映"), S("感谢您的理解"), S("感谢您的支持"), S("感谢反映"), S("感谢您"), S("敬请谅解"),
		S("请您耐心等待"), S("请耐心等待"), S("您好"), S("你好"), S("的理解和支持"), S("与支持"), S("和支持"), S("我们"), S("您反映的问题"), S("您反映的情况"),
		S("高度重视"), S("进一步"), S("加强管理"), S("加强巡查"), S("已处理"), S("已办理"), S("处理中"),
	};
	size_t n = 0;

	*ret_found = false;
	while (text.n) {
		size_t i = 0;
		uint32_t c;

		while (i < sizeof phrases / sizeof *phrases && !str_starts(text, phrases[i]))
			i++;
		if (i < sizeof phrases / sizeof *phrases) {
			text = str_sub(text, phrases[i].n, text.n);
			*ret_found = true;
			continue;
		}
		str_rune(&text, &c);
		n += c > ' ' && c != 0x3000 && c != 0x3002 && c != 0xff0c && c != 0xff01 && c != ',' && c != '.' && c != 0x3001;
	}
	return n;
}

/* The basis by the name of one of its laws, or a clause by its number. */
static bool
cites(struct str text, struct str basis)
{
	size_t open, end;

	if (str_has(text, S("第")) && str_has(text, S("条")))
		return true;
	while ((open = str_find(basis, S("《"))) < basis.n) {
		basis = str_sub(basis, open + S("《").n, basis.n);
		end = str_find(basis, S("》"));
		if (end && str_has(text, str_sub(basis, 0, end)))
			return true;
	}
	return str_has(text, S("依据")) || str_has(text, S("根据"));
}

static bool
has_digit(struct str text)
{
	for (size_t i = 0; i < text.n; i++)
		if (text.p[i] >= '0' && text.p[i] <= '9')
			return true;
	return false;
}

static bool
says_when_or_what(struct str text)
{
	static const struct str days[] = {S("今天"), S("今晚"), S("今早"), S("昨天"), S("昨晚"), S("明天"), S("本周"), S("下周"), S("本月"), S("上午"), S("下午")};
	static const struct str done[] = {S("了"), S("已经"), S("完成"), S("修好"), S("换好"), S("清理"), S("拆除"), S("劝"), S("装好")};
	static const struct str marks[] = {S("月"), S("日"), S("号")};

	return HAS_ANY(text, days) || HAS_ANY(text, done) || (has_digit(text) && HAS_ANY(text, marks));
}

/* The pieces, each once, a comma between. */
static struct str
private_of(struct arena *a, struct str text)
{
	struct text_span_list spans;
	struct buf b;

	text_private(a, text, &spans);
	buf_init(&b, a);
	for (size_t i = 0; i < spans.n && i < PIECES_MAX; i++)
		buf_fmt(&b, "%s%.*s", i ? "、" : "", STR(str_sub(text, spans.v[i].from, spans.v[i].to - spans.v[i].from)));
	return buf_done(&b);
}

void
appeal_reply_look(struct arena *a, struct str text, struct str basis, struct appeal_reply_hints *ret)
{
	struct str t = str_trim(text);
	bool found;

	*ret = (struct appeal_reply_hints){0};
	if (!t.n)
		return;
	ret->stock = chars_beside_stock(t, &found) < ANSWER_CHARS && found;
	ret->brief = !ret->stock && str_chars(t) < GOOD_CHARS;
	ret->no_clause = basis.n && !cites(t, basis);
	ret->no_fact = !says_when_or_what(t);
	ret->private = private_of(a, t);
	ret->any = ret->stock || ret->brief || ret->no_clause || ret->no_fact || ret->private.n;
	ret->hold = ret->stock || ret->private.n || str_chars(t) < ANSWER_CHARS;
}
