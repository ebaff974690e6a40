/* recur_parse.c: a recurrence rule from its text. */
#include <string.h>

#include "base/clock.h"
#include "lib/recur.h"

static const char *const freqs[RECUR_FREQ__MAX] = {
	[RECUR_SECONDLY] = "SECONDLY", [RECUR_MINUTELY] = "MINUTELY", [RECUR_HOURLY] = "HOURLY",
	[RECUR_DAILY] = "DAILY",       [RECUR_WEEKLY] = "WEEKLY",     [RECUR_MONTHLY] = "MONTHLY",
	[RECUR_YEARLY] = "YEARLY",
};
static const char *const weekdays[] = {"SU", "MO", "TU", "WE", "TH", "FR", "SA"};

static int
weekday_of(struct str word)
{
	for (int i = 0; i < 7; i++)
		if (str_is(word, weekdays[i]))
			return i;
	return -1;
}

/* ---- times ---- */

/* The number that n digits from there on are, -1 = none. */
static int
digits(struct str s, size_t from, size_t n)
{
	int v = 0;

	for (size_t i = from; i < from + n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return -1;
		v = v * 10 + (s.p[i] - '0');
	}
	return v;
}

int
recur_time(struct str text, struct recur_time *ret)
{
	struct recur_time t = {.utc = text.n == 16, .is_date = text.n == 8};
	int y, m, d, h = 0, min = 0, s = 0;
	struct civil c;

	if (text.n != 8 && text.n != 15 && text.n != 16)
		return E_INVALID;
	y = digits(text, 0, 4);
	m = digits(text, 4, 2);
	d = digits(text, 6, 2);
	if (!t.is_date) {
		h = digits(text, 9, 2);
		min = digits(text, 11, 2);
		s = digits(text, 13, 2);
		if (text.p[8] != 'T' || (t.utc && text.p[15] != 'Z'))
			return E_INVALID;
	}
	if (y < 1900 || y > 9000 || m < 1 || d < 1 || h < 0 || h > 23 || min < 0 || min > 59 || s < 0 || s > 59)
		return E_INVALID;
	t.at = clock_at(y, m, d, h, min, s);
	c = clock_civil(t.at);
	if (c.year != y || c.month != m || c.day != d)
		return E_INVALID;
	*ret = t;
	return 0;
}

struct str
recur_time_text(struct arena *a, const struct recur_time *t)
{
	struct civil c = clock_civil(t->at);

	if (t->is_date)
		return str_fmt(a, "%04d%02d%02d", c.year, c.month, c.day);
	return str_fmt(a, "%04d%02d%02dT%02d%02d%02d%s", c.year, c.month, c.day, c.hour, c.minute, c.second,
		       t->utc ? "Z" : "");
}

/* ---- parts ---- */

static bool
read_number(struct str text, int64_t least, int64_t most, int64_t *ret)
{
	if (text.n > 1 && text.p[0] == '+')
		text = str_sub(text, 1, text.n);
	return str_int(text, ret) && *ret >= least && *ret <= most;
}

/* Numbers between commas; from the end too when signed. */
static bool
read_set(struct str text, int64_t least, int64_t most, bool is_signed, struct recur_set *ret)
{
	struct str word;
	int64_t n;

	ret->given = true;
	while (str_next(&text, ',', &word)) {
		if (!read_number(word, is_signed ? -most : least, most, &n) || (is_signed && n == 0))
			return false;
		if (n < 0)
			ret->back[-n / 64] |= 1ull << (-n % 64);
		else
			ret->front[n / 64] |= 1ull << (n % 64);
	}
	return true;
}

static bool
read_days(struct str text, struct recur *r)
{
	struct str word;
	int64_t n;

	r->day_given = true;
	while (str_next(&text, ',', &word)) {
		int weekday = word.n < 2 ? -1 : weekday_of(str_sub(word, word.n - 2, 2));

		if (weekday < 0)
			return false;
		if (word.n == 2) {
			r->days |= 1ull << weekday;
			continue;
		}
		if (r->nth_n == RECUR_NTH || !read_number(str_sub(word, 0, word.n - 2), -53, 53, &n) || n == 0)
			return false;
		r->nth[r->nth_n].weekday = weekday;
		r->nth[r->nth_n++].n = (int)n;
	}
	return true;
}

static bool
read_positions(struct str text, struct recur *r)
{
	struct str word;
	int64_t n;

	while (str_next(&text, ',', &word)) {
		if (r->positions_n == RECUR_POSITIONS || !read_number(word, -366, 366, &n) || n == 0)
			return false;
		r->positions[r->positions_n++] = (int)n;
	}
	return r->positions_n > 0;
}

static bool
read_freq(struct str text, struct recur *r)
{
	for (int f = 1; f < RECUR_FREQ__MAX; f++)
		if (str_is(text, freqs[f]))
			r->freq = (enum recur_freq)f;
	return r->freq != 0;
}

static bool
read_until(struct str text, struct recur *r)
{
	struct recur_time t;

	if (recur_time(text, &t) < 0)
		return false;
	/* A day includes all its hours. */
	r->until = t.at + (t.is_date ? 86399 : 0);
	r->until_utc = t.utc;
	return true;
}

/* One NAME=VALUE; false: no such part, or no such value. */
static bool
read_part(struct str name, struct str value, struct recur *r)
{
	if (str_is(name, "FREQ"))
		return read_freq(value, r);
	if (str_is(name, "INTERVAL"))
		return read_number(value, 1, 100000, &r->interval);
	if (str_is(name, "COUNT"))
		return read_number(value, 1, 1000000, &r->count);
	if (str_is(name, "UNTIL"))
		return read_until(value, r);
	if (str_is(name, "WKST"))
		return (r->week_start = weekday_of(value)) >= 0;
	if (str_is(name, "BYSECOND"))
		return read_set(value, 0, 60, false, &r->second);
	if (str_is(name, "BYMINUTE"))
		return read_set(value, 0, 59, false, &r->minute);
	if (str_is(name, "BYHOUR"))
		return read_set(value, 0, 23, false, &r->hour);
	if (str_is(name, "BYDAY"))
		return read_days(value, r);
	if (str_is(name, "BYMONTHDAY"))
		return read_set(value, 1, 31, true, &r->month_day);
	if (str_is(name, "BYYEARDAY"))
		return read_set(value, 1, 366, true, &r->year_day);
	if (str_is(name, "BYWEEKNO"))
		return read_set(value, 1, 53, true, &r->week);
	if (str_is(name, "BYMONTH"))
		return read_set(value, 1, 12, false, &r->month);
	return str_is(name, "BYSETPOS") && read_positions(value, r);
}

/* What RFC 5545 forbids together; NULL: nothing. */
static const char *
objection(const struct recur *r)
{
	enum recur_freq f = r->freq;
	bool by_day = f == RECUR_DAILY || f == RECUR_WEEKLY || f == RECUR_MONTHLY;

	if (!f)
		return N_("重复规则没有写 FREQ。");
	if (r->count && r->until)
		return N_("重复规则里 COUNT 和 UNTIL 只能写一个。");
	if (r->week.given && f != RECUR_YEARLY)
		return N_("BYWEEKNO 只能和 FREQ=YEARLY 一起用。");
	if (r->year_day.given && by_day)
		return N_("BYYEARDAY 不能和按天、按周、按月的 FREQ 一起用。");
	if (r->month_day.given && f == RECUR_WEEKLY)
		return N_("BYMONTHDAY 不能和 FREQ=WEEKLY 一起用。");
	if (r->nth_n && (f < RECUR_MONTHLY || r->week.given))
		return N_("BYDAY 里的第几个只能按月或按年，也不能和 BYWEEKNO 一起用。");
	if (r->positions_n && !r->day_given && !r->month_day.given && !r->year_day.given && !r->week.given &&
	    !r->month.given && !r->hour.given && !r->minute.given && !r->second.given)
		return N_("BYSETPOS 要和别的 BY 一起用。");
	return NULL;
}

int
recur_parse(struct str rule, struct recur *ret, const char **ret_why)
{
	static const char *const names[] = {"FREQ",   "INTERVAL", "COUNT",	"UNTIL",     "WKST",	 "BYSECOND", "BYMINUTE",
					    "BYHOUR", "BYDAY",	  "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYMONTH",  "BYSETPOS"};
	struct recur r = {.interval = 1, .week_start = 1};
	struct str part;
	unsigned seen = 0;

	*ret_why = N_("看不懂这条重复规则。");
	if (rule.n > RECUR_RULE_MAX)
		return E_INVALID;
	/* A semicolon at the end is seen in the wild. */
	if (rule.n && rule.p[rule.n - 1] == ';')
		rule.n--;
	while (str_next(&rule, ';', &part)) {
		size_t eq = str_find(part, S("=")), i = 0;
		struct str name = str_sub(part, 0, eq);

		while (i < sizeof names / sizeof *names && !str_is(name, names[i]))
			i++;
		if (eq == part.n || i == sizeof names / sizeof *names || seen & 1u << i ||
		    !read_part(name, str_sub(part, eq + 1, part.n), &r))
			return E_INVALID;
		seen |= 1u << i;
	}
	*ret_why = objection(&r);
	if (*ret_why)
		return E_INVALID;
	*ret = r;
	return 0;
}
