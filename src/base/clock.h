/* clock.h: the only source of time. All times are whole seconds since 1970 in UTC. */
#ifndef LINLI_BASE_CLOCK_H
#define LINLI_BASE_CLOCK_H

#include <stdint.h>

int64_t clock_now(void);    /* seconds */
int64_t clock_now_ms(void); /* milliseconds, for ids */
int64_t clock_tick_us(void); /* monotonic microseconds, for measuring */
/* Tests and the demo: stop the clock at this second; 0 lets it run again. Not for requests. */
void clock_set(int64_t now);

/* A moment in Chinese civil time (UTC+8, no summer time since 1991). */
struct civil {
	int year, month, day;     /* month and day from 1 */
	int hour, minute, second;
	int weekday;              /* 0 = Sunday */
};

struct civil clock_civil(int64_t at);
/* The second of a civil moment; fields out of range carry over (month 13 is next January). */
int64_t clock_at(int year, int month, int day, int hour, int minute, int second);
/* Days since 1970-01-01 in Chinese civil time. */
int64_t clock_day(int64_t at);

#endif
