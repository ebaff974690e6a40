/* calendar.h: working time. Hours, weekends, public holidays and 调休 working days.
 *
 * Working hours are 8:30–12:00 and 14:00–18:30. The shipped list of holidays (holiday.def) is the State
 * Council's yearly notice; years it does not know count weekends only, and calendar_known says so.
 * calendar_between(from, calendar_add(from, m)) is m. */
#ifndef LINLI_KIT_CALENDAR_H
#define LINLI_KIT_CALENDAR_H

#include <stdbool.h>
#include <stdint.h>

bool calendar_works(int64_t day);       /* day: clock_day() */
bool calendar_known(int year);
/* The first moment when so many minutes of working time after `from` are used up; `from` for none. */
int64_t calendar_add(int64_t from, int64_t minutes);
/* Whole working minutes between two moments (0 when to <= from). */
int64_t calendar_between(int64_t from, int64_t to);
enum { CALENDAR_DAY_MIN = 8 * 60 }; /* working minutes of a working day: 8:30–12:00, 14:00–18:30 */

#endif
