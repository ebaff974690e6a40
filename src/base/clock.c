/* clock.c: time, and civil time in China. Years are proleptic Gregorian. */
#include "base/clock.h"

#include <stdatomic.h>
#include <time.h>

enum { DAY = 86400, OFFSET = 8 * 3600 };

static _Atomic int64_t frozen; /* seconds, 0 = run */

static int64_t
floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

int64_t
clock_now_ms(void)
{
	struct timespec t;
	int64_t stop = atomic_load_explicit(&frozen, memory_order_relaxed);

	if (stop)
		return stop * 1000;
	clock_gettime(CLOCK_REALTIME, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

int64_t
clock_now(void)
{
	return clock_now_ms() / 1000;
}

int64_t
clock_tick_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

void
clock_set(int64_t now)
{
	atomic_store(&frozen, now);
}

/* Day number of a civil date; eras of 400 years, years begin in March so that the leap day is last. */
static int64_t
days_of(int64_t y, int m, int d)
{
	int64_t era, yoe, doy;

	y -= m <= 2;
	era = floor_div(y, 400);
	yoe = y - era * 400;
	doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
	return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

int64_t
clock_at(int year, int month, int day, int hour, int minute, int second)
{
	int64_t m = (int64_t)month - 1;
	int64_t y = year + floor_div(m, 12);

	m -= floor_div(m, 12) * 12;
	return (days_of(y, (int)m + 1, 1) + day - 1) * DAY + hour * 3600 + minute * 60 + second - OFFSET;
}

int64_t
clock_day(int64_t at)
{
	return floor_div(at + OFFSET, DAY);
}

struct civil
clock_civil(int64_t at)
{
	int64_t day = clock_day(at), rest = at + OFFSET - day * DAY;
	int64_t z = day + 719468, era = floor_div(z, 146097), doe = z - era * 146097;
	int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
	struct civil c;

	c.day = (int)(doy - (153 * mp + 2) / 5 + 1);
	c.month = (int)(mp < 10 ? mp + 3 : mp - 9);
	c.year = (int)(yoe + era * 400 + (c.month <= 2));
	c.hour = (int)(rest / 3600);
	c.minute = (int)(rest / 60 % 60);
	c.second = (int)(rest % 60);
	c.weekday = (int)(((day % 7) + 11) % 7);
	return c;
}
