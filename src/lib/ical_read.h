/* ical_read.h: reads a calendar (iCalendar, RFC 5545) and says at which times something is in it.
 *
 * Folded lines, RRULE, EXRULE, RDATE (dates, moments, periods), EXDATE, RECURRENCE-ID, DURATION and TZID are understood; alarms,
 * to-dos, journals and free/busy are passed over. Times without a zone and whole days are China's; other zones are those of ICU, or a
 * zone of one offset that the file describes itself. An event that cannot be understood whole is none: it is a problem with its line, so
 * that nothing is closed at a wrong hour in silence. */
#ifndef LINLI_LIB_ICAL_READ_H
#define LINLI_LIB_ICAL_READ_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"

enum { ICAL_READ_BYTES = 1 << 20, ICAL_READ_SPANS = 5000, ICAL_READ_STEPS = 400000, ICAL_READ_PROBLEMS = 100 };

struct ical_span {
	int64_t from, to; /* moments; to = from: no end was said */
	struct str summary;
	bool all_day;
	bool free; /* it takes nobody's time (TRANSP:TRANSPARENT) */
};
struct ical_span_list {
	struct ical_span *v;
	size_t n;
};
struct ical_problem {
	size_t line;	 /* of the file, from 1 */
	const char *why; /* Chinese message key */
	struct str text; /* of the line, cut short, or the event's summary */
};
struct ical_problem_list {
	struct ical_problem *v;
	size_t n;
};
struct ical_reading {
	struct ical_span_list spans; /* by their begin */
	struct ical_problem_list problems;
	size_t events; /* that were understood */
};

/* What lies in the span from..to of moments. E_INVALID: it is no calendar, or it breaks off; E_TOOBIG: too much of it. *ret_why is a
 * Chinese message key. */
int ical_read(struct arena *a, struct str text, int64_t from, int64_t to, struct ical_reading *ret, const char **ret_why);

#endif
