/* decree.c: reading the notice of a year's holidays. */
#include "lib/decree.h"

#include <stdlib.h>

#include "base/clock.h"
#include "base/err.h"
#include "lib/calendar.h"

enum { DAY_S = 86400, RUN_MAX = 15, PENDING_MAX = 40, WEEK = 7, PIECE_CHARS = 40, NAME_CHARS = 20, DECEMBER = 12 };

/* One sentence while it is read. */
struct reading {
	struct str rest, whole, name;
	struct decree *d;
	int year, month;	     /* of the date before; month 0 = none yet */
	int64_t pending[PENDING_MAX]; /* days that no verb was said of yet */
	size_t n;
	int64_t freed; /* days the last verb freed */
};

static int
refuse(struct decree *d, struct str piece, const char *why)
{
	d->why = why;
	d->piece = str_clip(piece, PIECE_CHARS);
	return E_INVALID;
}

static bool
take(struct str *rest, struct str word)
{
	if (!str_starts(*rest, word))
		return false;
	*rest = str_sub(*rest, word.n, rest->n);
	return true;
}

static bool
take_number(struct str *rest, int most, int *ret)
{
	size_t n = 0;
	int v = 0;

	while (n < rest->n && rest->p[n] >= '0' && rest->p[n] <= '9' && n < 4)
		v = v * 10 + (rest->p[n++] - '0');
	if (!n || v < 1 || v > most)
		return false;
	*ret = v;
	*rest = str_sub(*rest, n, rest->n);
	return true;
}

/* A number with the sign behind it; nothing is taken when there is none. */
static bool
take_part(struct str *rest, struct str sign, int most, int *ret)
{
	struct str at = *rest;
	int v;

	if (!take_number(&at, most, &v) || !take(&at, sign))
		return false;
	*ret = v;
	*rest = at;
	return true;
}

/* What stands in brackets behind a date names its weekday, and may say more: （农历除夕、周一）. */
static int
check_weekday(struct reading *r, int64_t day)
{
	static const char *const days[WEEK][2] = {{"日", "天"}, {"一", "一"}, {"二", "二"}, {"三", "三"}, {"四", "四"}, {"五", "五"}, {"六", "六"}};
	int weekday = clock_civil(day * DAY_S).weekday;
	struct str at, word, inside;
	size_t end;

	if (!take(&r->rest, S("(")))
		return 0;
	end = str_find(r->rest, S(")"));
	if (end == r->rest.n)
		return refuse(r->d, r->whole, N_("这一句的括号没有合上。"));
	inside = str_sub(r->rest, 0, end);
	r->rest = str_sub(r->rest, end + 1, r->rest.n);
	word = S("星期");
	at = str_sub(inside, str_find(inside, word), inside.n);
	if (!at.n) {
		word = S("周");
		at = str_sub(inside, str_find(inside, word), inside.n);
	}
	at = str_sub(at, word.n, at.n);
	if (at.n && !str_starts(at, str_of(days[weekday][0])) && !str_starts(at, str_of(days[weekday][1])))
		return refuse(r->d, r->whole, N_("这一句里写的星期和日期对不上，请对照原文。"));
	return 0;
}

/* A date from the year before's last month to the year's own last day; what it does not say is as in the date before. */
static int
take_date(struct reading *r, int64_t after, bool *ret_found, int64_t *ret)
{
	int year = r->d->year, month = r->month, day;
	bool said_year = take_part(&r->rest, S("年"), CALENDAR_LAST_YEAR, &year), said_month;
	struct civil c;

	said_month = take_part(&r->rest, S("月"), DECEMBER, &month);
	*ret_found = take_part(&r->rest, S("日"), 31, &day);
	if (!*ret_found)
		return said_year || said_month ? refuse(r->d, r->whole, N_("这一句里的日期看不懂。")) : 0;
	if (!month)
		return refuse(r->d, r->whole, N_("这一句里的日期没有写月份。"));
	if (!said_year && (!said_month || after))
		year = r->month && r->year ? r->year + (after && month < r->month) : r->d->year;
	c = clock_civil(clock_at(year, month, day, 0, 0, 0));
	if (c.month != month || c.day != day)
		return refuse(r->d, r->whole, N_("这一句里有一天是没有的。"));
	if (year != r->d->year && !(year == r->d->year - 1 && month == DECEMBER))
		return refuse(r->d, r->whole, N_("这一句里的日期不在这一年。"));
	r->year = year;
	r->month = month;
	*ret = clock_day(clock_at(year, month, day, 0, 0, 0));
	return check_weekday(r, *ret);
}

static bool
take_to(struct str *rest)
{
	return take(rest, S("至")) || take(rest, S("到")) || take(rest, S("—")) || take(rest, S("-")) || take(rest, S("～"));
}

/* A date, or the days from one to another. */
static int
take_days(struct reading *r, bool *ret_found)
{
	int64_t from, to;
	bool more;

	TRY(take_date(r, 0, ret_found, &from));
	if (!*ret_found)
		return 0;
	to = from;
	if (take_to(&r->rest)) {
		while (take(&r->rest, S("—")))
			;
		TRY(take_date(r, from, &more, &to));
		if (!more)
			return refuse(r->d, r->whole, N_("这一句里的日期看不懂。"));
	}
	if (to < from || to - from >= RUN_MAX)
		return refuse(r->d, r->whole, N_("这一句的起止日期不对：止在起之前，或者超过 15 天。"));
	if (r->n + (size_t)(to - from) + 1 > PENDING_MAX)
		return refuse(r->d, r->whole, N_("这一句里的日子太多了。"));
	for (int64_t day = from; day <= to; day++)
		r->pending[r->n++] = day;
	return 0;
}

static int
put_day(struct reading *r, int64_t day, bool works)
{
	int weekday = clock_civil(day * DAY_S).weekday;
	struct decree *d = r->d;

	if (works && weekday != 0 && weekday != 6)
		return refuse(d, r->whole, N_("这一句说上班的那天不是周末，不用调。请对照原文。"));
	for (size_t i = 0; i < d->n; i++)
		if (d->v[i].day == day)
			return d->v[i].works == works ? 0 : refuse(d, r->whole, N_("这一天前面说放假，后面说上班，请对照原文。"));
	if (d->n == DECREE_DAYS_MAX)
		return refuse(d, r->whole, N_("这份通知里的日子太多了。"));
	d->v[d->n++] = (struct decree_day){.day = day, .works = works, .name = r->name};
	return 0;
}

static int
say(struct reading *r, bool works)
{
	if (r->n)
		r->freed = works ? 0 : (int64_t)r->n;
	for (size_t i = 0; i < r->n; i++)
		TRY(put_day(r, r->pending[i], works));
	r->n = 0;
	return 0;
}

/* "放假调休，共3天", "放假1天": as many as were named. */
static int
check_count(struct reading *r)
{
	int n;

	if (!take_part(&r->rest, S("天"), PENDING_MAX, &n))
		return 0;
	return r->freed && n != r->freed ? refuse(r->d, r->whole, N_("这一句说的天数和日期对不上，请对照原文。")) : 0;
}

/* Words that say nothing more of a day. */
static bool
take_filler(struct reading *r)
{
	static const struct str words[] = {
		S("与周末连休"), S("与周六、周日连休"), S("与星期六、星期日连休"), S("不调休"), S("连休"), S("共"), S("，"), S("、"), S("和"), S("及"), S("；"), S(","),
	};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (take(&r->rest, words[i]))
			return true;
	return false;
}

static int
read_sentence(struct reading *r)
{
	while (r->rest.n) {
		bool found = true;

		if (take(&r->rest, S("放假")) || take(&r->rest, S("补休")) || take(&r->rest, S("调休")) || take(&r->rest, S("公休")))
			TRY(say(r, false));
		else if (take(&r->rest, S("上班")))
			TRY(say(r, true));
		else if (!take_filler(r))
			TRY(take_days(r, &found));
		TRY(check_count(r));
		if (!found)
			return refuse(r->d, r->whole, N_("这一句看不懂，请对照原文；通知有特别安排的，请用表格导入。"));
	}
	return r->n ? refuse(r->d, r->whole, N_("这一句只有日期，没有说放假还是上班。")) : 0;
}

/* The words of one holiday: "10月1日至7日放假调休，共7天。10月8日（星期六）上班。" */
static int
read_one(struct arena *a, struct str name, struct str words, struct decree *ret)
{
	struct reading r = {.d = ret, .name = str_dup(a, name)};

	while (words.n) {
		size_t end = str_find(words, S("。"));

		r.rest = r.whole = str_sub(words, 0, end);
		words = str_sub(words, end + S("。").n, words.n);
		r.freed = 0;
		r.n = 0;
		TRY(read_sentence(&r));
	}
	return 0;
}

/* Without blanks and line ends, brackets and digits of one width. */
static struct str
flat(struct arena *a, struct str text)
{
	struct str rest = str_narrow(a, text);
	struct buf b;
	uint32_t c;

	buf_init(&b, a);
	while (str_rune(&rest, &c)) {
		if (c <= ' ' || c == 0xa0 || c == 0x3000 || c == 0xfeff || (c >= 0x2000 && c <= 0x200d))
			continue;
		if (c == ':')
			c = 0xff1a;
		else if (c == 0xff08)
			c = '(';
		else if (c == 0xff09)
			c = ')';
		buf_rune(&b, c);
	}
	return buf_done(&b);
}

/* "一、春节：" at the beginning of rest: takes it, and gives the name without quotation marks. */
static bool
take_heading(struct str *rest, struct str *ret)
{
	static const struct str digits[] = {S("一"), S("二"), S("三"), S("四"), S("五"), S("六"), S("七"), S("八"), S("九"), S("十")};
	struct str colon = S("：");

	for (size_t i = 0; i < sizeof digits / sizeof *digits; i++) {
		struct str at = *rest;
		size_t end;

		if (!take(&at, digits[i]) || !take(&at, S("、")))
			continue;
		end = str_find(at, colon);
		*ret = str_sub(at, 0, end);
		if (end == at.n || !end || str_has(*ret, S("。")) || str_chars(*ret) > NAME_CHARS)
			return false;
		*rest = str_sub(at, end + colon.n, at.n);
		return true;
	}
	return false;
}

/* Sentences of a holiday go on until the next one, or one that speaks of no date. */
static struct str
take_words(struct str *rest)
{
	struct str all = *rest, name, stop = S("。"), piece;
	size_t n = 0;

	while (rest->n) {
		struct str at = *rest;
		size_t end = str_find(*rest, stop);

		if (take_heading(&at, &name))
			break;
		piece = str_sub(*rest, 0, end);
		if (n && !str_has(piece, S("上班")) && !str_has(piece, S("放假")) && !str_has(piece, S("补休")))
			break;
		/* "节假日期间，各地区、各部门要妥善安排好值班": no sentence of a date begins so. */
		if (n && (str_starts(piece, S("节假日期间")) || str_starts(piece, S("鼓励"))))
			break;
		*rest = str_sub(*rest, end + stop.n, rest->n);
		n = all.n - rest->n;
	}
	return str_sub(all, 0, n);
}

static int
find_year(struct str text, struct decree *ret)
{
	struct str title = S("关于"), at = str_sub(text, str_find(text, title), text.n);

	for (; at.n; at = str_sub(at, str_find(at, title), at.n)) {
		size_t end;

		take(&at, title);
		if (!take_part(&at, S("年"), CALENDAR_LAST_YEAR, &ret->year) || ret->year <= CALENDAR_FIRST_YEAR)
			continue;
		end = str_find(at, S("通知"));
		if (end < at.n && str_has(str_sub(at, 0, end), S("节假日")))
			return 0;
	}
	return refuse(ret, S(""), N_("没有找到“关于某某年部分节假日安排的通知”这个标题，请从标题开始整篇粘贴。"));
}

static int
by_day(const void *a, const void *b)
{
	const struct decree_day *x = a, *y = b;

	return (x->day > y->day) - (x->day < y->day);
}

/* A notice has all holidays of its year: half a one would count the rest as worked. */
static int
check_whole(struct decree *d)
{
	int64_t whole[] = {clock_day(clock_at(d->year, 1, 1, 0, 0, 0)), clock_day(clock_at(d->year, 5, 1, 0, 0, 0)),
			   clock_day(clock_at(d->year, 10, 1, 0, 0, 0))};

	for (size_t i = 0; i < sizeof whole / sizeof *whole; i++) {
		bool found = false;

		for (size_t j = 0; j < d->n; j++)
			found |= d->v[j].day == whole[i] && !d->v[j].works;
		if (!found)
			return refuse(d, S(""), N_("通知不全：元旦、劳动节、国庆节都要有，请整篇粘贴。"));
	}
	return 0;
}

int
decree_read(struct arena *a, struct str text, struct decree *ret)
{
	struct str rest, name;

	*ret = (struct decree){0};
	if (text.n > DECREE_TEXT_MAX)
		return refuse(ret, S(""), N_("太长了。只要通知这一篇，不要整个网页。"));
	if (!str_valid(text))
		return refuse(ret, S(""), N_("这不是文字。"));
	rest = flat(a, text);
	TRY(find_year(rest, ret));
	while (rest.n) {
		uint32_t c;

		if (!take_heading(&rest, &name))
			str_rune(&rest, &c);
		else
			TRY(read_one(a, name, take_words(&rest), ret));
	}
	TRY(check_whole(ret));
	qsort(ret->v, ret->n, sizeof *ret->v, by_day);
	return 0;
}
