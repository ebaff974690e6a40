/* course_retime.h: clocks computed again, after the calendar or the hours of work have changed.
 *
 * A running clock is due when replaying its minutes and pauses says so (kit/due.h). A day that became free or worked
 * makes it differ, and `linli verify` tells of it until the clock is computed again: by a move of its course
 * (retime), a chained step that names each clock with the old and the new moment. Clocks that have ended stay as they
 * ended. */
#ifndef LINLI_KIT_COURSE_RETIME_H
#define LINLI_KIT_COURSE_RETIME_H

#include "db/db.h"

struct feature_list;

struct retimed {
	int64_t matters, clocks; /* so many matters and clocks of theirs are due at another time */
	int64_t failed;		 /* so many matters could not be moved */
};

/* Looks at the live matters of the district, of all kinds, a few in each transaction, and moves those with a clock
 * that differs; dry: only counts them. Two at once do each matter once. *ret is added to. */
int course_retime_all(struct db *db, const struct feature_list *features, int64_t district, bool dry, struct retimed *ret);

/* What a change of hours or days that is not kept would do. Looks at so many live matters of each kind at most. */
enum { RETIME_LOOK_MOST = 2000 };
struct would_move {
	int64_t matters;	/* a date of theirs would be another */
	int64_t earlier, later; /* of these: so many have one that would be earlier, or later */
	int64_t looked;
	bool more; /* there are more than were looked at: what is said is "more than" */
};
struct calendar_book;
int course_would_move(struct tx *tx, const struct feature_list *features, int64_t district, const struct calendar_book *book,
		      struct would_move *ret);

#endif
