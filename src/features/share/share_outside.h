/* share_outside.h: times that an outside calendar takes of a place: a school's timetable, a term's exams.
 *
 * A calendar that is read replaces the one before: what both close stays, what only the old one closed is open again. What the calendar
 * calls its events is never shown to others; staff write one reason for all. Whoever is booked in a closed time is told and stays
 * booked until staff decide, as with any closed time. */
#ifndef LINLI_SHARE_OUTSIDE_H
#define LINLI_SHARE_OUTSIDE_H

#include "features/share/share.h"
#include "lib/ical_read.h"

enum { SHARE_OUTSIDE_MOST = 600, SHARE_OUTSIDE_AHEAD_S = 400 * 86400 };

/* A time of the new calendar, in whole cells. */
struct share_outside_span {
	int64_t from, to;
	bool new;
	int64_t met; /* bookings in it, when new */
};
struct share_outside_spans {
	struct share_outside_span *v;
	size_t n;
};
struct share_outside_plan {
	struct share_outside_spans spans;
	int64_t added, kept, gone, met; /* met: bookings in times that were not closed by the calendar before */
	int64_t free, endless;		/* events that take no time, and that have no end */
};

/* The span of moments to read. */
void share_outside_window(int64_t *ret_from, int64_t *ret_to);
/* What would change; nothing is. E_NOTFOUND: not for who manages the place. E_INVALID: too many times, no reason. */
int share_outside_look(struct tx *tx, const struct actor *who, int64_t thing, const struct ical_span_list *list, struct str why,
		       struct share_outside_plan *ret);
/* Changes it. An empty list ends the calendar. */
int share_outside_put(struct tx *tx, const struct actor *who, int64_t thing, const struct ical_span_list *list, struct str why,
		      struct share_outside_plan *ret);
/* The closed times from now on that were read from a calendar (outside), or those that staff made. */
int share_outside_closings(struct tx *tx, int64_t district, int64_t thing, bool outside, struct slot_closing_list *ret);

#endif
