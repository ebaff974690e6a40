/* appeal_web_rows.h: cases as rows of lists (kit/list.h): what programs get of one, and how people see it. A row is a struct
 * appeal_card. Lists differ in their rule, and in the columns where theirs are others. */
#ifndef LINLI_APPEAL_WEB_ROWS_H
#define LINLI_APPEAL_WEB_ROWS_H

#include "features/appeal/appeal_web_cards.h"
#include "kit/list.h"

extern const struct shape appeal_line_shape;
/* What states say to people, for a column of them. */
extern const struct list_word appeal_state_words[];

/* Rows of a list of everybody's cases: filter is a struct appeal_filter. */
int appeal_public_rows(struct arena *a, struct tx *tx, const struct actor *who, const void *filter, struct str after,
		       int64_t limit, struct list_rows *ret);
/* Members of a list whose rows are struct appeal_card. */
struct str appeal_row_key(struct arena *a, const void *row);
struct str appeal_row_href(struct arena *a, const void *row);
struct html appeal_row_clock(struct req *r, const void *row);
struct html appeal_row_promise(struct req *r, const void *row);

#endif
