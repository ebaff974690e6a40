/* calendar.c: working time, counted in seconds, day by day. */
#include "lib/calendar.h"

#include <stddef.h>

#include "base/clock.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* The number clock_day() gives a date; the year begins in March so that the leap day is last. */
#define SHIFTED(y, m) ((y) - ((m) <= 2))
#define DAY_OF(y, m, d)                                                                            \
	(SHIFTED(y, m) * 365 + SHIFTED(y, m) / 4 - SHIFTED(y, m) / 100 + SHIFTED(y, m) / 400 +     \
	 (153 * ((m) > 2 ? (m) - 3 : (m) + 9) + 2) / 5 + (d) - 1 - 719468)

/* Days that are not what their weekday says. */
static const struct {
	int first, days;
	bool works;
} exceptions[] = {
#define YEAR(y)
#define OFF(y, m, d, n) {.first = DAY_OF(y, m, d), .days = (n), .works = false},
#define WORK(y, m, d) {.first = DAY_OF(y, m, d), .days = 1, .works = true},
#include "lib/holiday.def"
#undef YEAR
#undef OFF
#undef WORK
};

static const int years[] = {
#define YEAR(y) y,
#define OFF(y, m, d, n)
#define WORK(y, m, d)
#include "lib/holiday.def"
#undef YEAR
#undef OFF
#undef WORK
};

/* Working hours in seconds of the day. */
static const struct {
	int64_t from, to;
} hours[] = {
	{.from = 8 * 3600 + 1800, .to = 12 * 3600},
	{.from = 14 * 3600, .to = 18 * 3600 + 1800},
};

enum { DAY_S = 86400, EPOCH_WEEKDAY = 4 /* 1970-01-01 was a Thursday */ };

bool
calendar_works(int64_t day)
{
	int64_t weekday = ((day + EPOCH_WEEKDAY) % 7 + 7) % 7;

	for (size_t i = 0; i < COUNT(exceptions); i++)
		if (day >= exceptions[i].first && day < exceptions[i].first + exceptions[i].days)
			return exceptions[i].works;
	return weekday != 0 && weekday != 6;
}

bool
calendar_known(int year)
{
	for (size_t i = 0; i < COUNT(years); i++)
		if (years[i] == year)
			return true;
	return false;
}

/* The second a day begins. */
static int64_t
day_begin(int64_t day)
{
	return clock_at(1970, 1, 1, 0, 0, 0) + day * DAY_S;
}

int64_t
calendar_add(int64_t from, int64_t minutes)
{
	int64_t left = minutes * 60, day = clock_day(from);

	if (minutes <= 0)
		return from;
	for (;; day++) {
		int64_t begin = day_begin(day);

		if (!calendar_works(day))
			continue;
		for (size_t i = 0; i < COUNT(hours); i++) {
			int64_t open = begin + hours[i].from, close = begin + hours[i].to;

			if (open < from)
				open = from;
			if (open < close && left <= close - open)
				return open + left;
			if (open < close)
				left -= close - open;
		}
	}
}

int64_t
calendar_between(int64_t from, int64_t to)
{
	int64_t seconds = 0;

	if (to <= from)
		return 0;
	for (int64_t day = clock_day(from), last = clock_day(to); day <= last; day++) {
		int64_t begin = day_begin(day);

		if (!calendar_works(day))
			continue;
		for (size_t i = 0; i < COUNT(hours); i++) {
			int64_t open = begin + hours[i].from, close = begin + hours[i].to;

			open = open < from ? from : open;
			close = close > to ? to : close;
			if (open < close)
				seconds += close - open;
		}
	}
	return seconds / 60;
}
