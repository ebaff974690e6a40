/* sample.h: notes of a district, newest first. */
#ifndef LINLI_SAMPLE_H
#define LINLI_SAMPLE_H

#include "gen/sample_row.h"
#include "kit/actor.h"

struct tx;

enum { SAMPLE_TEXT_MAX = 500, SAMPLE_PAGE = 20 };

/* Who writes for the district must have the power for all of it. */
bool sample_may_write(const struct actor *who);
/* Both: E_DENIED, or E_INVALID with what is wrong with the text. */
int sample_add(struct tx *tx, const struct actor *who, struct str text, int64_t *ret_id);
/* version: as it was read; E_STALE when somebody changed it since. E_NOTFOUND: there is no such note. */
int sample_edit(struct tx *tx, const struct actor *who, int64_t id, int64_t version, struct str text);
int sample_get(struct tx *tx, int64_t district, int64_t id, struct sample *ret);
/* One page. before: the last id of the page before, 0 = the first page. *ret_next: what goes on from
 * there, 0 = that was all. */
int sample_newest(struct tx *tx, int64_t district, int64_t before, struct sample_list *ret,
		  int64_t *ret_next);

#endif
