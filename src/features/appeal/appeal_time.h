/* appeal_time.h: what rules and pages ask of urging and of more time. */
#ifndef LINLI_APPEAL_TIME_H
#define LINLI_APPEAL_TIME_H

#include <stdbool.h>
#include <stdint.h>

#include "base/clock.h"
#include "lib/calendar.h"

/* A case is urged once a day, by the days of the calendar. */
static inline bool
appeal_urged_today(int64_t urged_at, int64_t now)
{
	return urged_at && clock_day(urged_at) == clock_day(now);
}

/* Whole working days that may still be asked for: in all as many minutes as the item gives to answer. */
static inline int64_t
appeal_extend_days(int64_t handle_min, int64_t extend_min)
{
	return handle_min > extend_min ? (handle_min - extend_min) / CALENDAR_DAY_MIN : 0;
}

#endif
