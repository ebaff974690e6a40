/* appeal_queue.h: the desk's queues: tabs, counts, the desks of a reader. */
#ifndef LINLI_APPEAL_QUEUE_H
#define LINLI_APPEAL_QUEUE_H

#include "features/appeal/appeal.h"

/* Tabs are counted as far as that, which costs the same at any depth: more is "99+". Exact figures stand in the ledger. */
enum { APPEAL_DESK_PAGE = 50, APPEAL_COUNT_MAX = 100 };

enum appeal_tab {
	TAB_MINE = 1,
	TAB_NEW,
	TAB_SOON,
	TAB_LATE,
	TAB_RULING, /* given back twice: this desk rules who takes it */
	TAB_RAISED, /* the ladder brought it up to this desk */
	TAB_WAITING,
	TAB_REPLIED,
	TAB_JOINED, /* dealt with under another one */
	TAB_PARTS,  /* split off, which bodies work on */
	TAB_ALL,
	TAB__MAX
};
/* Reads a page of a tab: what is due first, or filter.newest; a search and TAB_ALL come newest first. A code that was typed whole gives
 * its case alone. */
int appeal_queue(struct tx *tx, const struct actor *who, enum appeal_tab tab,
		 const struct appeal_filter *f, struct appeal_line_list *ret, struct str *ret_next);
/* The case before filter.after in the order of a tab. E_NOTFOUND: none, or the tab has no such order. */
int appeal_before(struct tx *tx, const struct actor *who, enum appeal_tab tab, const struct appeal_filter *f,
		  struct appeal_line *ret);
/* Finds the urgent cases of a desk that nobody has taken up yet, at most so many, what is due first. */
int appeal_alarms(struct tx *tx, const struct actor *who, int64_t desk, int64_t most, struct appeal_line_list *ret);
/* Somebody with several posts has several desks: one for each place or body they answer for. */
struct appeal_desk {
	int64_t number; /* for filter.desk */
	struct str name, name_en;
};
struct appeal_desk_list {
	struct appeal_desk *v;
	size_t n;
};
int appeal_desks(struct tx *tx, const struct actor *who, struct appeal_desk_list *ret);
/* How many wait in each tab of a desk, 0 = of all of them. */
int appeal_counts(struct tx *tx, const struct actor *who, int64_t desk, int64_t ret[TAB__MAX]);
/* Reads the cases that the actor may export from a desk, 0 = from all of theirs; each case comes once, and each desk begins with its oldest.
 * It reads at most limit rows behind the cursor that the last call left ("" = from the start), and leaves "" at the end. */
int appeal_out(struct tx *tx, const struct actor *who, int64_t desk, struct str after, int64_t limit, struct appeal_out_list *ret,
	       struct str *ret_next);

#endif
