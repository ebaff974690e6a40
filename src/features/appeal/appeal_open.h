/* appeal_open.h: what everybody reads of a case. No word of who filed it is public before somebody of the staff has looked at it: until
 * then a case is an item, a community, a state and dates. After it the public words are those the staff let out (matter.open_title,
 * appeal.open_body), the answer and what bodies said; what who filed it says later stays between them and the staff. */
#ifndef LINLI_APPEAL_OPEN_H
#define LINLI_APPEAL_OPEN_H

#include "features/appeal/appeal.h"
#include "gen/kit_row.h"
#include "lib/text.h"

/* Each makes of what it gets what everybody reads; twice is as once. */
void appeal_open_line(struct arena *a, struct appeal_line *l);
void appeal_open_case(struct arena *a, struct appeal *c);
/* What a public step says to everybody. */
struct str appeal_open_step(struct arena *a, const struct appeal *c, const struct flow_step *s);
/* Words of who filed the case, whoever typed them. */
bool appeal_is_filers(int64_t act);

/* A case is found by its code before anybody has looked at its words, which find nothing yet: adds it to the first page of a search. */
int appeal_open_coded(struct tx *tx, int64_t district, const struct appeal_filter *f, struct appeal_line_list *list);

/* Words with what is hidden of them: all that text_private marks but the pieces in let, and the pieces in also. Pieces are lines. */
struct str appeal_cover(struct arena *a, struct str words, struct str let, struct str also);
/* Does one of the pieces stand in neither of the two? */
bool appeal_cover_missing(struct str title, struct str body, struct str also);

#endif
