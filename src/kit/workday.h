/* workday.h: hours of work of a district, and days of its own or of one of its bodies that are not what the country's calendar says.
 *
 * Hours hold from a day after the one on which they are said, and days from today on: what was is counted as it was. Every change is a step
 * in the history of the district's settings (kit/setting.h), and what counts is sealed with them. lib/calendar answers from a table of the
 * process, which holiday_load fills; running clocks are computed again by kit/course_retime.h. */
#ifndef LINLI_KIT_WORKDAY_H
#define LINLI_KIT_WORKDAY_H

#include "gen/kit_row.h"
#include "kit/actor.h"
#include "lib/calendar.h"

struct decree;
struct tx;

enum {
	WORKDAY_RUN_MOST = 60,	   /* days said at once */
	WORKDAY_AHEAD_MOST = 800,  /* days from today on */
	WORKDAY_MOST = 1000,	   /* days of a district and its bodies that are kept */
	WORKDAY_WEEKS_MOST = 50,   /* changes of hours that are kept */
	WORKDAY_NAME_CHARS = 20,
};

/* What is said of days: one run of them, or those of a notice. */
struct workday_new {
	struct calendar_own own;
	struct str name;
};
struct workday_change {
	struct workday_new *v; /* days, by day */
	size_t n;
	struct calendar_week week; /* from_day 0 = only days change */
	const char *flaw;	   /* of E_INVALID: Chinese message key */
	const char *at;		   /* and what it is about: "from", "to", "until", "name", "week", "weekend", "text" */
	struct str by;		   /* {1} of it */
};

/* "8:30-12:00 14:00–18:30" into hours, ""= not worked; NULL, or what is wrong as a Chinese message key. */
const char *workday_hours(struct str text, struct calendar_hours *ret);
struct str workday_hours_text(struct arena *a, const struct calendar_hours *h);

/* Makes a change out of what was said and judges it; nothing is written. until: minute of the day. E_INVALID: ret->flaw. */
int workday_run(struct tx *tx, int64_t district, int64_t org, int64_t from_day, int64_t to_day, enum calendar_said said, int64_t until,
		struct str name, struct workday_change *ret);
/* The days of a notice that the country's calendar does not know yet. */
int workday_notice(struct tx *tx, int64_t district, const struct decree *d, struct workday_change *ret);
int workday_week(struct tx *tx, int64_t district, int64_t from_day, struct str week, struct str weekend, struct workday_change *ret);

/* Writes it, with one step of history; the same again is no change and no step. *ret_changed: something is different now. */
int workday_put(struct tx *tx, const struct actor *who, const struct workday_change *c, bool *ret_changed);

/* What is kept of a district, with a change that is not: what clocks can be replayed by. change NULL = as it is. */
int workday_book(struct tx *tx, int64_t district, const struct workday_change *change, struct calendar_book *ret);
int workday_days(struct tx *tx, int64_t district, struct work_day_list *ret);

/* Reads all districts' and hands them to calendar_keep. */
int workday_load(struct tx *tx);
/* Was anything said after the moment at of what counts up to the moment to, for a body (0 = none)? */
int workday_since(struct tx *tx, int64_t district, int64_t org, int64_t at, int64_t to, bool *ret);
/* Was any day said when it had begun? */
int workday_late(struct tx *tx, int64_t district, bool *ret);

#endif
