/* calendar.h: working time. Hours, weekends, public holidays and 调休 working days.
 *
 * Working hours are 8:30–12:00 and 14:00–18:30, where a district said no others (calendar_keep): a minute is then the 480th part of its
 * working day, so that a promise of three days is three of its days, however long they are. The shipped list of holidays (holiday.def) is the State
 * Council's yearly notices; what a process is given beside it (calendar_load) comes before it. A year neither knows counts
 * weekends only, and calendar_known says so. A body's own days come before the district's, and those before the country's. Any thread may
 * read, at any time. calendar_used(c, kind, from, calendar_later(c, kind, from, m)) is m. */
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

/* ---- what districts and bodies say otherwise ---- */

enum { CALENDAR_SPANS = 3, CALENDAR_DAY_LEAST = 60 /* minutes that a working day has at least */ };

/* Hours of a day in minutes since midnight, ascending; n 0 = not worked. */
struct calendar_hours {
	size_t n;
	struct {
		int64_t from, to;
	} v[CALENDAR_SPANS];
};
/* The hours of a district from a day on: Mondays to Fridays, and the weekend's. */
struct calendar_week {
	int64_t district, from_day;
	struct calendar_hours week, weekend;
};
/* Stored. */
enum calendar_said {
	CALENDAR_AS_USUAL = 1, /* what was said of the day is taken back */
	CALENDAR_CLOSED,
	CALENDAR_OPEN,  /* worked, with the hours of a Monday */
	CALENDAR_SHORT, /* worked until a minute of the day */
	CALENDAR_SAID__MAX
};
struct calendar_own {
	int64_t district, org; /* org 0 = of the district */
	int64_t day, until;
	enum calendar_said said;
};
/* Weeks by district and day, days by district, body and day: ascending. */
struct calendar_book {
	const struct calendar_week *weeks;
	const struct calendar_own *days;
	size_t weeks_n, days_n;
};
/* Keeps a copy as what counts from now on, instead of what was kept before. */
void calendar_keep(const struct calendar_book *book);

/* Whose working time: a district's (org 0) or one of its bodies'. {0} = the country's. */
struct calendar_whose {
	int64_t district, org;
	const struct calendar_book *book; /* by this instead of what was kept; NULL = by what was kept */
};

/* Stored. How a clock counts: in working time, or every minute of the day and night. */
enum calendar_kind { CALENDAR_OFFICE = 1, CALENDAR_AROUND = 2 };
/* calendar_add and calendar_between of somebody, by a kind. */
int64_t calendar_later(struct calendar_whose whose, enum calendar_kind kind, int64_t from, int64_t minutes);
int64_t calendar_used(struct calendar_whose whose, enum calendar_kind kind, int64_t from, int64_t to);
/* Is a moment in somebody's working hours? */
bool calendar_at_work(struct calendar_whose whose, int64_t at);
/* calendar_works of somebody: their own day comes before the country's. What hours they have on a weekend makes it no other day. */
bool calendar_day_works(struct calendar_whose whose, int64_t day);

enum { CALENDAR_DAY_MIN = 8 * 60 }; /* working minutes of a working day: 8:30–12:00, 14:00–18:30 */

#endif
