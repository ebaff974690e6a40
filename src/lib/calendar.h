/* calendar.h: working time. Hours, weekends, public holidays and 调休 working days.
 *
 * Working hours are 8:30–12:00 and 14:00–18:30. The shipped list of holidays (holiday.def) is the State
 * Council's yearly notices; what a process is given beside it (calendar_load) comes before it. A year neither knows counts
 * weekends only, and calendar_known says so. Reading is one look into a table: any thread, at any time.
 * calendar_between(from, calendar_add(from, m)) is m. */
#ifndef LINLI_KIT_CALENDAR_H
#define LINLI_KIT_CALENDAR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A day that is not what its weekday says, or that is said anew. */
struct calendar_day {
	int64_t day; /* clock_day() */
	bool works;
};

enum { CALENDAR_FIRST_YEAR = 2000, CALENDAR_LAST_YEAR = 2099 };

/* These days from now on, and no others that were loaded before; days outside the years above are passed over. */
void calendar_load(const struct calendar_day *days, size_t n);
bool calendar_works(int64_t day);       /* day: clock_day() */
/* The holiday of the shipped list that a day is free or worked for ("春节"), "" = none. */
const char *calendar_name(int64_t day);
/* The day with which so many working days are over, of which the first is the next one after day; the same day for none. */
int64_t calendar_day_after(int64_t day, int64_t days);
/* The year's notice is here: shipped, or its National Day was loaded as a free one, which every notice says. */
bool calendar_known(int year);
/* The first moment when so many minutes of working time after `from` are used up; `from` for none. */
int64_t calendar_add(int64_t from, int64_t minutes);
/* Whole working minutes between two moments (0 when to <= from). */
int64_t calendar_between(int64_t from, int64_t to);

/* Stored. How a clock counts: in the hours above, or every minute of the day and night. */
enum calendar_kind { CALENDAR_OFFICE = 1, CALENDAR_AROUND = 2 };
/* calendar_add and calendar_between by a kind. */
int64_t calendar_later(enum calendar_kind kind, int64_t from, int64_t minutes);
int64_t calendar_used(enum calendar_kind kind, int64_t from, int64_t to);

enum { CALENDAR_DAY_MIN = 8 * 60 }; /* working minutes of a working day: 8:30–12:00, 14:00–18:30 */

#endif
