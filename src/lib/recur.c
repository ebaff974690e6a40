/* recur.c: the instances of a recurrence rule.
 *
 * The walk goes from period to period (a year, a month, … a second). What the rule allows in a period is its days, in
 * order, times its times of the day, in order; an instance is a number into that product, so BYSETPOS is arithmetic. */
#include "lib/recur.h"

#include "base/clock.h"

enum { PERIODS_MAX = 200000, DAY_S = 86400 };

static bool
has(const struct recur_set *s, int64_t n)
{
	return n >= 0 && n < 384 && s->front[n / 64] & 1ull << (n % 64);
}

/* Number n of so many, counted from 1. */
static bool
has_of(const struct recur_set *s, int64_t n, int64_t many)
{
	int64_t back = many + 1 - n;

	return has(s, n) || (back > 0 && back < 384 && s->back[back / 64] & 1ull << (back % 64));
}

static int64_t
day_at(int64_t year, int64_t month, int64_t day)
{
	return clock_day(clock_at((int)year, (int)month, (int)day, 0, 0, 0));
}

static int64_t
day_begin(int64_t day)
{
	return clock_at(1970, 1, 1, 0, 0, 0) + day * DAY_S;
}

/* How many days of this week have passed at the day: 0 on its first. */
static int64_t
into_week(const struct recur *r, int64_t day)
{
	return ((day + 4 - r->week_start) % 7 + 7) % 7;
}

/* The first day of week 1 of a year: the first week that has four days in it. */
static int64_t
first_week(const struct recur *r, int64_t year)
{
	int64_t fourth = day_at(year, 1, 4);

	return fourth - into_week(r, fourth);
}

/* ---- days ---- */

/* Is the day the n-th such weekday among those from first to last? */
static bool
is_nth(const struct recur *r, int64_t day, int weekday, int64_t first, int64_t last)
{
	for (size_t i = 0; i < r->nth_n; i++)
		if (r->nth[i].weekday == weekday &&
		    (r->nth[i].n > 0 ? (day - first) / 7 + 1 == r->nth[i].n : (last - day) / 7 + 1 == -r->nth[i].n))
			return true;
	return false;
}

static bool
weekday_fits(const struct recur *r, int64_t day, const struct civil *c)
{
	bool month = r->freq == RECUR_MONTHLY || r->month.given;

	if (r->days & 1ull << c->weekday)
		return true;
	return r->nth_n && is_nth(r, day, c->weekday, day_at(c->year, month ? c->month : 1, 1),
				  month ? day_at(c->year, c->month + 1, 0) : day_at(c->year, 12, 31));
}

static bool
week_fits(const struct recur *r, int64_t day, int year)
{
	int64_t first = first_week(r, year), next = first_week(r, year + 1);

	if (day < first) {
		next = first;
		first = first_week(r, year - 1);
	} else if (day >= next) {
		first = next;
		next = first_week(r, year + 2);
	}
	return has_of(&r->week, (day - first) / 7 + 1, (next - first) / 7);
}

/* What the rule says of days. */
static bool
day_fits(const struct recur *r, int64_t day)
{
	struct civil c = clock_civil(day_begin(day));
	int64_t new_year = r->year_day.given ? day_at(c.year, 1, 1) : 0;

	if (r->month.given && !has(&r->month, c.month))
		return false;
	if (r->month_day.given && !has_of(&r->month_day, c.day, day_at(c.year, c.month + 1, 1) - day_at(c.year, c.month, 1)))
		return false;
	if (r->year_day.given && !has_of(&r->year_day, day - new_year + 1, day_at(c.year + 1, 1, 1) - new_year))
		return false;
	if (r->week.given && !week_fits(r, day, c.year))
		return false;
	return !r->day_given || weekday_fits(r, day, &c);
}

/* What the rule leaves to the start, for frequencies that look for days. */
static bool
start_fits(const struct recur_walk *w, int64_t day)
{
	const struct recur *r = w->rule;
	struct civil c, s;

	if (r->day_given || r->year_day.given)
		return true;
	c = clock_civil(day_begin(day));
	s = clock_civil(w->start.at);
	if (r->week.given || r->freq == RECUR_WEEKLY)
		return r->month_day.given || c.weekday == s.weekday;
	if (r->freq == RECUR_YEARLY && !r->month.given && c.month != s.month)
		return false;
	return r->month_day.given || c.day == s.day;
}

/* ---- periods ---- */

static int64_t
seconds_of(enum recur_freq freq)
{
	return freq == RECUR_SECONDLY ? 1 : freq == RECUR_MINUTELY ? 60 : freq == RECUR_HOURLY ? 3600 : DAY_S;
}

/* The days from first up to end of the period at hand: what RFC 5545 calls expanding. */
static void
period_span(const struct recur_walk *w, int64_t *ret_first, int64_t *ret_end)
{
	const struct recur *r = w->rule;
	int64_t step = w->period * r->interval, day = clock_day(w->start.at), year;
	struct civil s = clock_civil(w->start.at);

	switch (r->freq) {
	case RECUR_YEARLY:
		year = w->first_year + step;
		*ret_first = r->week.given ? first_week(r, year) : day_at(year, 1, 1);
		*ret_end = r->week.given ? first_week(r, year + 1) : day_at(year + 1, 1, 1);
		return;
	case RECUR_MONTHLY:
		*ret_first = day_at(s.year, s.month + step, 1);
		*ret_end = day_at(s.year, s.month + step + 1, 1);
		return;
	case RECUR_WEEKLY:
		*ret_first = day - into_week(r, day) + 7 * step;
		*ret_end = *ret_first + 7;
		return;
	default:
		*ret_first = r->freq == RECUR_DAILY ? day + step : clock_day(w->start.at + step * seconds_of(r->freq));
		*ret_end = *ret_first + 1;
		return;
	}
}

/* Numbers of a part of the time: those of the rule, or what the start or the period shows. */
static int64_t
fill(int *to, const struct recur_set *s, bool fixed, int number, int many)
{
	int64_t n = 0;

	if (fixed || !s->given) {
		if (!fixed || !s->given || has(s, number))
			to[n++] = number;
		return n;
	}
	for (int i = 0; i < many; i++)
		if (has(s, i))
			to[n++] = i;
	return n;
}

/* The first period that begins at or after a moment of a later day, hour or minute. */
static void
skip_to(struct recur_walk *w, int64_t at)
{
	int64_t unit = seconds_of(w->rule->freq) * w->rule->interval, begin = w->start.at;

	if (w->rule->freq == RECUR_HOURLY)
		begin -= clock_civil(begin).minute * 60 + clock_civil(begin).second;
	else if (w->rule->freq == RECUR_MINUTELY)
		begin -= clock_civil(begin).second;
	w->period = (at - begin + unit - 1) / unit - 1; /* the walk adds one */
}

/* Times of the day of the period at hand. Where nothing fits, periods that cannot fit either are passed over. */
static void
fill_times(struct recur_walk *w, bool day_is_good)
{
	const struct recur *r = w->rule;
	int64_t at = r->freq < RECUR_DAILY ? w->start.at + w->period * r->interval * seconds_of(r->freq) : w->start.at;
	struct civil c = clock_civil(at);
	int64_t hour = at - c.minute * 60 - c.second;

	w->hours_n = fill(w->hours, &r->hour, r->freq <= RECUR_HOURLY, c.hour, 24);
	w->minutes_n = fill(w->minutes, &r->minute, r->freq <= RECUR_MINUTELY, c.minute, 60);
	w->seconds_n = fill(w->seconds, &r->second, r->freq <= RECUR_SECONDLY, c.second, 60);
	if (w->start.is_date) /* parts of the time say nothing */
		w->hours_n = w->minutes_n = w->seconds_n = 1;
	if (r->freq >= RECUR_DAILY)
		return;
	if (!day_is_good)
		skip_to(w, day_begin(clock_day(at) + 1));
	else if (!w->hours_n && r->freq < RECUR_HOURLY)
		skip_to(w, hour + 3600);
	else if (!w->minutes_n && r->freq == RECUR_SECONDLY)
		skip_to(w, at - c.second + 60);
}

/* Turns BYSETPOS into numbers of instances, in order, each once. */
static void
fill_positions(struct recur_walk *w)
{
	const struct recur *r = w->rule;
	int64_t all = w->end, n = 0;

	for (size_t i = 0; i < r->positions_n; i++) {
		int64_t at = r->positions[i] > 0 ? r->positions[i] - 1 : all + r->positions[i], j = n;

		if (at < 0 || at >= all)
			continue;
		while (j > 0 && w->at[j - 1] > at)
			j--;
		if (j > 0 && w->at[j - 1] == at)
			continue;
		for (int64_t k = n; k > j; k--)
			w->at[k] = w->at[k - 1];
		w->at[j] = at;
		n++;
	}
	w->end = n;
}

static void
fill_period(struct recur_walk *w)
{
	const struct recur *r = w->rule;
	bool finds_days = r->freq >= RECUR_WEEKLY;
	int64_t first, end;

	w->days_n = 0;
	period_span(w, &first, &end);
	/* BYSETPOS counts what lies before the start too. */
	if (!r->positions_n && first < clock_day(w->start.at))
		first = clock_day(w->start.at);
	for (int64_t day = first; day < end; day++)
		if (day_fits(r, day) && (!finds_days || start_fits(w, day)))
			w->days[w->days_n++] = day;
	fill_times(w, w->days_n > 0);
	w->next = 0;
	w->end = w->days_n * w->hours_n * w->minutes_n * w->seconds_n;
	if (r->positions_n)
		fill_positions(w);
}

/* ---- the walk ---- */

/* The year the week of the start belongs to. */
static int64_t
week_year(const struct recur *r, int64_t day, int64_t year)
{
	return day < first_week(r, year) ? year - 1 : day >= first_week(r, year + 1) ? year + 1 : year;
}

/* By weeks, years are counted from the one whose week the start lies in, if the rule finds a day in what is left of it;
 * else from the year on the calendar. */
static void
fill_first(struct recur_walk *w)
{
	struct civil s = clock_civil(w->start.at);

	w->first_year = w->rule->week.given ? week_year(w->rule, clock_day(w->start.at), s.year) : s.year;
	fill_period(w);
	if (w->first_year != s.year && !w->days_n) {
		w->first_year = s.year;
		fill_period(w);
	}
}

int
recur_begin(struct recur_walk *w, const struct recur *rule, const struct recur_time *start, bool zoned,
	    const char **ret_why)
{
	if (start->is_date && rule->freq < RECUR_DAILY) {
		*ret_why = N_("从一整天开始的，不能按小时、分、秒重复。");
		return E_INVALID;
	}
	*w = (struct recur_walk){
		.rule = rule,
		.start = *start,
		.until = rule->until && rule->until_utc && zoned ? rule->until + 8 * 3600 : rule->until,
		.horizon = start->at + (int64_t)RECUR_HORIZON_YEARS * 366 * DAY_S,
		.left = PERIODS_MAX,
	};
	fill_first(w);
	return 0;
}

static int64_t
instance(const struct recur_walk *w, int64_t n)
{
	int64_t i = w->rule->positions_n ? w->at[n] : n, second, minute, hour;

	second = i % w->seconds_n;
	i /= w->seconds_n;
	minute = i % w->minutes_n;
	i /= w->minutes_n;
	hour = i % w->hours_n;
	i /= w->hours_n;
	if (w->start.is_date)
		return day_begin(w->days[i]);
	return day_begin(w->days[i]) + w->hours[hour] * 3600 + w->minutes[minute] * 60 + w->seconds[second];
}

int
recur_next(struct recur_walk *w, int64_t *ret_at)
{
	int64_t first, end;

	if (w->rule->count && w->given >= w->rule->count)
		return E_NOTFOUND;
	for (;;) {
		while (w->next < w->end) {
			int64_t at = instance(w, w->next++);

			if (at < w->start.at)
				continue;
			if (at > w->horizon || (w->until && at > w->until))
				return E_NOTFOUND;
			w->given++;
			w->left = PERIODS_MAX;
			*ret_at = at;
			return 0;
		}
		w->period++;
		period_span(w, &first, &end);
		if (day_begin(first) > w->horizon || (w->until && day_begin(first) > w->until))
			return E_NOTFOUND;
		if (--w->left < 0)
			return E_LIMIT;
		fill_period(w);
	}
}
