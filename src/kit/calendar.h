/* calendar.h: working time. Hours, weekends, public holidays and 调休 working days.
 *
 * Working hours are 9:00–12:00 and 14:00–18:00, eight… see work_day: the district may set its own. The
 * shipped list of holidays is the State Council's yearly notice; years it does not know count weekends only,
 * and calendar_known says so. */
#ifndef LINLI_KIT_CALENDAR_H
#define LINLI_KIT_CALENDAR_H

#include <stdbool.h>
#include <stdint.h>

bool calendar_works(int64_t day);       /* day: clock_day() */
bool calendar_known(int year);
/* The moment when so many minutes of working time after `from` are used up. */
int64_t calendar_add(int64_t from, int64_t minutes);
/* Working minutes between two moments (0 when to <= from). */
int64_t calendar_between(int64_t from, int64_t to);
enum { CALENDAR_DAY_MIN = 8 * 60 }; /* working minutes of a working day: 8:30–12:00, 14:00–18:30 */

#endif
