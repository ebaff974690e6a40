/* calendar.c: working time, counted in seconds, day by day. */
#include "lib/calendar.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>
#include <string.h>

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
	const char *name;
} exceptions[] = {
#define YEAR(y)
#define OFF(y, m, d, n, name_) {.first = DAY_OF(y, m, d), .days = (n), .works = false, .name = (name_)},
#define WORK(y, m, d, name_) {.first = DAY_OF(y, m, d), .days = 1, .works = true, .name = (name_)},
#include "lib/holiday.def"
#undef YEAR
#undef OFF
#undef WORK
};

static const int years[] = {
#define YEAR(y) y,
#define OFF(y, m, d, n, name)
#define WORK(y, m, d, name)
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

/* What was loaded of each day. Bytes that stand alone: who reads while another loads sees the old or the new of a day. */
enum said { SAID_NOTHING, SAID_FREE, SAID_WORKS };
enum {
	FIRST_DAY = DAY_OF(CALENDAR_FIRST_YEAR, 1, 1),
	LOADED_DAYS = DAY_OF(CALENDAR_LAST_YEAR + 1, 1, 1) - FIRST_DAY
};
static _Atomic unsigned char loaded[LOADED_DAYS];

void
calendar_load(const struct calendar_day *days, size_t n)
{
	unsigned char said[LOADED_DAYS];

	memset(said, SAID_NOTHING, sizeof said);
	for (size_t i = 0; i < n; i++)
		if (days[i].day >= FIRST_DAY && days[i].day < FIRST_DAY + LOADED_DAYS)
			said[days[i].day - FIRST_DAY] = days[i].works ? SAID_WORKS : SAID_FREE;
	for (size_t i = 0; i < LOADED_DAYS; i++)
		atomic_store_explicit(&loaded[i], said[i], memory_order_relaxed);
}

static enum said
loaded_of(int64_t day)
{
	if (day < FIRST_DAY || day >= FIRST_DAY + LOADED_DAYS)
		return SAID_NOTHING;
	return atomic_load_explicit(&loaded[day - FIRST_DAY], memory_order_relaxed);
}

/* The shipped list by day, made once. */
static unsigned char shipped[LOADED_DAYS];

static void
fill_shipped(void)
{
	for (size_t i = 0; i < COUNT(exceptions); i++)
		memset(&shipped[exceptions[i].first - FIRST_DAY], exceptions[i].works ? SAID_WORKS : SAID_FREE,
		       (size_t)exceptions[i].days);
}

static enum said
said_of(int64_t day)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	enum said said = loaded_of(day);

	pthread_once(&once, fill_shipped);
	if (said != SAID_NOTHING || day < FIRST_DAY || day >= FIRST_DAY + LOADED_DAYS)
		return said;
	return shipped[day - FIRST_DAY];
}

bool
calendar_works(int64_t day)
{
	int64_t weekday = ((day + EPOCH_WEEKDAY) % 7 + 7) % 7;
	enum said said = said_of(day);

	return said == SAID_NOTHING ? weekday != 0 && weekday != 6 : said == SAID_WORKS;
}

const char *
calendar_name(int64_t day)
{
	for (size_t i = 0; i < COUNT(exceptions); i++)
		if (day >= exceptions[i].first && day < exceptions[i].first + exceptions[i].days)
			return exceptions[i].name;
	return "";
}

bool
calendar_known(int year)
{
	for (size_t i = 0; i < COUNT(years); i++)
		if (years[i] == year)
			return true;
	return loaded_of(clock_day(clock_at(year, 10, 1, 0, 0, 0))) == SAID_FREE;
}

int64_t
calendar_day_after(int64_t day, int64_t days)
{
	while (days > 0)
		days -= calendar_works(++day);
	return day;
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

int64_t
calendar_later(enum calendar_kind kind, int64_t from, int64_t minutes)
{
	if (kind != CALENDAR_AROUND)
		return calendar_add(from, minutes);
	return minutes <= 0 ? from : from + minutes * 60;
}

int64_t
calendar_used(enum calendar_kind kind, int64_t from, int64_t to)
{
	if (kind != CALENDAR_AROUND)
		return calendar_between(from, to);
	return to <= from ? 0 : (to - from) / 60;
}
