/* appeal_list.h: many cases at once: what their lists share, files, what the suggestion learns from. Public lists and figures are in appeal.h,
 * queues in appeal_queue.h. */
#ifndef LINLI_APPEAL_LIST_H
#define LINLI_APPEAL_LIST_H

#include "features/appeal/appeal.h"
#include "gen/account_row.h"
#include "lib/sheet.h"

/* ---- what public lists and queues share: pages in the order of ids, and the search for words ---- */

/* Cuts a list that has a row more than its page; *ret_next is the cursor then, "" = it was the last page. */
void appeal_next_by_id(struct tx *tx, struct appeal_line_list *list, int64_t limit, struct str *ret_next);
/* The id of such a cursor; one that is none starts from the newest. */
int64_t appeal_before_id(struct str after);
int64_t appeal_limit(const struct appeal_filter *f, int64_t usual);
/* The expression of what is looked for, on a desk or, with 0, among what everybody may see; a code may be written any way. */
struct str appeal_wanted(struct tx *tx, const struct appeal_filter *f, int64_t desk);
/* Refuses words that are too short to look for. */
int appeal_check_query(struct tx *tx, const struct appeal_filter *f);

/* ---- files ---- */

/* A case as a line of a file, and what its columns are called. Never who filed it; staff get the texts as the public reads them,
 * and leave a note in the access log (subject 0) beforehand. */
enum { APPEAL_OUT_COLUMNS = 22 };
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
