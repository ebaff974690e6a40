/* filters.c: times and numbers as a reader says them. */
#include <stdio.h>

#include "base/clock.h"
#include "base/err.h"
#include "ui/view.h"

enum { MINUTE = 60, HOUR = 3600, DAY = 86400 };

/* Digits of a number, on the caller's stack. */
struct digits {
	char p[24];
};

/* At least `least` digits of n, which is not negative. */
static struct str
digits(struct digits *d, int64_t n, int least)
{
	char *end = d->p + sizeof d->p, *at = end;

	for (; n || least > 0; n /= 10, least--)
		*--at = (char)('0' + n % 10);
	return (struct str){at, (size_t)(end - at)};
}

static const char *const months[] = {
	N_("1月"), N_("2月"), N_("3月"), N_("4月"), N_("5月"), N_("6月"),
	N_("7月"), N_("8月"), N_("9月"), N_("10月"), N_("11月"), N_("12月"),
};
static const char *const weekdays[] = {
	N_("周日"), N_("周一"), N_("周二"), N_("周三"), N_("周四"), N_("周五"), N_("周六"),
};

static bool
unknown(struct view *v, int64_t at)
{
	if (at == 0)
		BUF_LIT(v->out, "–");
	return at == 0;
}

static struct str
clock_text(char p[static 5], const struct civil *c)
{
	p[0] = (char)('0' + c->hour / 10);
	p[1] = (char)('0' + c->hour % 10);
	p[2] = ':';
	p[3] = (char)('0' + c->minute / 10);
	p[4] = (char)('0' + c->minute % 10);
	return (struct str){p, 5};
}

/* zh with {1} month, {2} day, {3} whatever comes third. */
static void
put_date(struct view *v, const char *zh, const struct civil *c, struct str third)
{
	struct str month = str_of(T(v, months[c->month - 1]));
	struct digits day;

	ui_fill_in(v, zh, (struct str[]){month, digits(&day, c->day, 1), third});
}

void
ui_date(struct view *v, int64_t at)
{
	struct civil c = clock_civil(at);
	struct digits year;

	if (unknown(v, at))
		return;
	if (c.year == clock_civil(v->now).year)
		put_date(v, N_("{1}{2}日"), &c, S(""));
	else
		put_date(v, N_("{3}年{1}{2}日"), &c, digits(&year, c.year, 4));
}

void
ui_day(struct view *v, int64_t at)
{
	struct civil c = clock_civil(at);

	if (!unknown(v, at))
		put_date(v, N_("{1}{2}日 {3}"), &c, str_of(T(v, weekdays[c.weekday])));
}

void
ui_time(struct view *v, int64_t at)
{
	struct civil c = clock_civil(at);
	char p[5];

	if (!unknown(v, at))
		buf_str(v->out, clock_text(p, &c));
}

void
ui_when(struct view *v, int64_t at)
{
	static const char *const near[] = {N_("昨天 {1}"), N_("今天 {1}"), N_("明天 {1}")};
	struct civil c = clock_civil(at);
	int64_t days = clock_day(at) - clock_day(v->now);
	char p[5];

	if (unknown(v, at))
		return;
	if (days >= -1 && days <= 1)
		ui_fill_in(v, near[days + 1], (struct str[]){clock_text(p, &c)});
	else if (c.year == clock_civil(v->now).year)
		put_date(v, N_("{1}{2}日 {3}"), &c, clock_text(p, &c));
	else
		ui_date(v, at);
}

void
ui_iso(struct view *v, int64_t at)
{
	struct civil c = clock_civil(at);

	buf_fmt(v->out, "%04d-%02d-%02dT%02d:%02d:%02d+08:00", c.year, c.month, c.day, c.hour,
		c.minute, c.second);
}

/* A message with one number in it; `one` is for exactly one, which other languages tell apart. */
static void
put_count(struct view *v, const char *one, const char *many, int64_t n)
{
	struct digits d;

	ui_fill_in(v, n == 1 ? one : many, (struct str[]){digits(&d, n, 1)});
}

void
ui_ago(struct view *v, int64_t at)
{
	int64_t s = v->now - at;

	if (unknown(v, at))
		return;
	if (s < MINUTE)
		ui_msg_z(v, N_("刚刚"));
	else if (s < HOUR)
		put_count(v, N_("1 分钟前"), N_("{1} 分钟前"), s / MINUTE);
	else if (s < DAY)
		put_count(v, N_("1 小时前"), N_("{1} 小时前"), s / HOUR);
	else if (s < 30 * DAY)
		put_count(v, N_("1 天前"), N_("{1} 天前"), s / DAY);
	else
		ui_date(v, at);
}

/* How long until a moment, or since, in every list, page, message and sheet that says so. Days are plain ones, 24 hours, and hours and minutes
 * are whole ones gone down: the moment is printed beside it, so anybody can check the sum with a watch. Which hours are worked, holidays
 * and pauses are already in the moment (lib/calendar) and are not counted a second time here. */
void
ui_left(struct view *v, int64_t due)
{
	static const struct words {
		const char *days_hours, *days, *hours, *minutes;
	} says[] = {
		{N_("还剩 {1} 天 {2} 小时"), N_("还剩 {1} 天"), N_("还剩 {1} 小时"), N_("还剩 {1} 分钟")},
		{N_("超期 {1} 天 {2} 小时"), N_("超期 {1} 天"), N_("超期 {1} 小时"),
		 N_("超期 {1} 分钟")},
	};
	const struct words *say = &says[due < v->now];
	int64_t s = due < v->now ? v->now - due : due - v->now;
	struct digits a, b;

	if (unknown(v, due))
		return;
	if (s >= DAY)
		ui_fill_in(v, s % DAY < HOUR ? say->days : say->days_hours,
			   (struct str[]){digits(&a, s / DAY, 1), digits(&b, s % DAY / HOUR, 1)});
	else if (s >= HOUR)
		ui_fill_in(v, say->hours, (struct str[]){digits(&a, s / HOUR, 1)});
	else
		ui_fill_in(v, say->minutes, (struct str[]){digits(&a, s / MINUTE, 1)});
}

void
ui_n(struct view *v, int64_t n)
{
	struct digits d;
	struct str s;

	if (n < 0) {
		buf_int(v->out, n); /* counts are not negative: show what came */
		return;
	}
	s = digits(&d, n, 1);
	for (size_t i = 0; i < s.n; i++) {
		if (i && (s.n - i) % 3 == 0)
			buf_char(v->out, ',');
		buf_char(v->out, s.p[i]);
	}
}

void
ui_tenths(struct view *v, int64_t n)
{
	if (n < 0)
		buf_char(v->out, '-');
	buf_int(v->out, n < 0 ? -(n / 10) : n / 10);
	buf_char(v->out, '.');
	buf_char(v->out, (char)('0' + (n < 0 ? -(n % 10) : n % 10)));
}

void
ui_size(struct view *v, int64_t bytes)
{
	static const char *const units[] = {" KB", " MB", " GB"};
	int64_t tenths = bytes * 10 / 1024;
	size_t unit = 0;

	for (; tenths >= 10240 && unit < 2; unit++)
		tenths /= 1024;
	ui_tenths(v, tenths);
	buf_z(v->out, units[unit]);
}
