/* recur.h: recurrence rules of RFC 5545 (RRULE) and their instances.
 *
 * Times are civil: a moment stands for what a clock in China shows (clock_at), whatever zone the calendar means, and is
 * handed back the same way. Every walk ends: it looks HORIZON years ahead at most and at a limited number of periods.
 *
 * What a rule does not say is taken from the start: FREQ=YEARLY;BYWEEKNO=20 keeps the weekday of the start,
 * FREQ=YEARLY;BYMONTHDAY=1 its month. The start is an instance only if the rule matches it. A part that RFC 5545
 * forbids with the frequency is refused, an interval of 0 too. RSCALE is not known. */
#ifndef LINLI_LIB_RECUR_H
#define LINLI_LIB_RECUR_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"

enum recur_freq {
	RECUR_SECONDLY = 1,
	RECUR_MINUTELY,
	RECUR_HOURLY,
	RECUR_DAILY,
	RECUR_WEEKLY,
	RECUR_MONTHLY,
	RECUR_YEARLY,
	RECUR_FREQ__MAX
};
enum { RECUR_POSITIONS = 64, RECUR_NTH = 64, RECUR_HORIZON_YEARS = 200, RECUR_RULE_MAX = 2000 };

/* Numbers of one part of a rule: those counted from the front and those from the end (-1 is the last). */
struct recur_set {
	bool given;
	uint64_t front[6], back[6]; /* bit n: the number n, to 366 */
};

struct recur {
	enum recur_freq freq;
	int64_t interval, count; /* count 0: no end by number */
	int64_t until;		 /* civil moment, the last that may be; 0: no end by time */
	bool until_utc;		 /* it was written in UTC */
	int week_start;		 /* 0 = Sunday */
	struct recur_set second, minute, hour, month, month_day, year_day, week;
	bool day_given;
	uint64_t days; /* bit w: every such weekday */
	struct {
		int weekday, n; /* the n-th of the month or year, from the end when negative */
	} nth[RECUR_NTH];
	size_t nth_n;
	int positions[RECUR_POSITIONS]; /* BYSETPOS */
	size_t positions_n;
};

/* E_INVALID: *ret_why is a Chinese message key. */
int recur_parse(struct str rule, struct recur *ret, const char **ret_why);
/* A moment as iCalendar writes it: 20260301T090000, with Z at the end when UTC is meant, or 20260301. E_INVALID. */
struct recur_time {
	int64_t at; /* civil */
	bool is_date, utc;
};
int recur_time(struct str text, struct recur_time *ret);
struct str recur_time_text(struct arena *a, const struct recur_time *t);

/* A walk over the instances, oldest first. */
struct recur_walk {
	const struct recur *rule;
	struct recur_time start;
	int64_t until, horizon, first_year;
	int64_t period, given, left; /* left: periods in vain until it gives up */
	/* The instances of the period at hand are its days times its times of the day. */
	int64_t days[378];
	int hours[24], minutes[60], seconds[61];
	int64_t days_n, hours_n, minutes_n, seconds_n;
	int64_t at[RECUR_POSITIONS]; /* those that BYSETPOS leaves */
	int64_t next, end;
};
/* zoned: the start is in the zone of China, so that an UNTIL in UTC is eight hours later on its clock. rule must outlive
 * the walk. E_INVALID: a rule by hours or less from a start that is a day. */
int recur_begin(struct recur_walk *w, const struct recur *rule, const struct recur_time *start, bool zoned,
		const char **ret_why);
/* E_NOTFOUND: that was the last. E_LIMIT: too much was looked at in vain. */
int recur_next(struct recur_walk *w, int64_t *ret_at);

#endif
