/* appeal_list.h: many cases at once, for staff: queues, desks, files, and what the suggestion learns from. Public lists and figures are in appeal.h. */
#ifndef LINLI_APPEAL_LIST_H
#define LINLI_APPEAL_LIST_H

#include "features/appeal/appeal.h"
#include "gen/account_row.h"
#include "lib/sheet.h"

/* Tabs are counted as far as that: more is "999+". */
enum { APPEAL_DESK_PAGE = 50, APPEAL_COUNT_MAX = 1000 };

enum appeal_tab {
	TAB_MINE = 1,
	TAB_NEW,
	TAB_SOON,
	TAB_LATE,
	TAB_RULING, /* given back twice: this desk rules who takes it */
	TAB_RAISED, /* the ladder brought it up to this desk */
	TAB_WAITING,
	TAB_REPLIED,
	TAB_ALL,
	TAB__MAX
};
int appeal_queue(struct tx *tx, const struct actor *who, enum appeal_tab tab,
		 const struct appeal_filter *f, struct appeal_line_list *ret, struct str *ret_next);
/* The case before filter.after in the order of a tab. E_NOTFOUND: none, or the tab has no such order. */
int appeal_before(struct tx *tx, const struct actor *who, enum appeal_tab tab, const struct appeal_filter *f,
		  struct appeal_line *ret);
/* The whole text of a row that a queue gave. */
int appeal_line_body(struct tx *tx, int64_t district, const struct appeal_line *l, struct str *ret);
/* What is urgent on a desk and nobody has taken up yet, at most so many; what is due first. */
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
/* Cases of a desk the actor may export, 0 = of all of them, each once; of each desk oldest first. At most so many are read, behind the
 * cursor that the last call left ("" = from the start); it leaves "" at the end. */
int appeal_out(struct tx *tx, const struct actor *who, int64_t desk, struct str after, int64_t limit, struct appeal_out_list *ret,
	       struct str *ret_next);

/* A case as a line of a file, and what its columns are called. Never who filed it; staff get the texts as the public reads them,
 * and leave a note in the access log (subject 0) beforehand. */
enum { APPEAL_OUT_COLUMNS = 19 };
extern const char *const appeal_out_names[APPEAL_OUT_COLUMNS];
void appeal_out_cells(struct arena *a, const struct actor *who, const struct appeal_out *o, struct str ret[APPEAL_OUT_COLUMNS]);
int appeal_export_note(struct tx *tx, const struct actor *who, int64_t desk, struct str kind);
/* Those notes, newest first, for the administrator; nothing for others. */
int appeal_exports(struct tx *tx, const struct actor *who, struct access_line_list *ret);

/* Cases whose item a person chose, for the suggestion to learn from. */
int appeal_lessons(struct tx *tx, int64_t district,
		   int (*row)(void *ctx, const struct appeal_lesson *row), void *ctx);

/* Makes the index of words anew, where it is empty: for limit cases after id `after`; *ret_last is the id to
 * go on after, `after` itself when there were no more. */
int appeal_reindex(struct tx *tx, int64_t district, int64_t after, int64_t limit,
		   int64_t *ret_last);

#endif
