/* ical.h: a calendar as iCalendar text (RFC 5545), for programs that subscribe to it.
 *
 * Times are written in UTC, so no zone is described. Lines end with CR LF and are folded before 75 bytes, never within a
 * character. Texts are escaped; control characters other than line feed are left out. */
#ifndef LINLI_LIB_ICAL_H
#define LINLI_LIB_ICAL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

enum ical_state { ICAL_CONFIRMED = 1, ICAL_TENTATIVE, ICAL_CANCELLED };

/* uid stays the same for the life of what it stands for; sequence rises with each change of it. Empty texts are left
 * out. */
struct ical_event {
	struct str uid, summary, about, where, url;
	int64_t from, to, changed_at, sequence;
	enum ical_state state;
	bool busy; /* it takes the time of whoever has it in their calendar */
};

/* One calendar: begin, its events, end. method: "PUBLISH", or "CANCEL" for a message that takes back. */
void ical_begin(struct buf *b, const char *method, struct str name);
void ical_event(struct buf *b, const struct ical_event *e);
void ical_end(struct buf *b);

#endif
