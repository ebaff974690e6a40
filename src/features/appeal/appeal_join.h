/* appeal_join.h: many cases that are dealt with under one (appeal_join.c, appeal_joined.c), one case that is dealt with as many (appeal_split.c). */
#ifndef LINLI_APPEAL_JOIN_H
#define LINLI_APPEAL_JOIN_H

#include "features/appeal/appeal.h"
#include "gen/kit_row.h"

struct move;

int do_join(struct move *), do_leave(struct move *), do_share_reply(struct move *), do_succeed(struct move *), do_event(struct move *),
	do_split(struct move *);

/* Those that were joined to a case, newest first, before an id (0 = from the newest on); how many, no further than most. */
int appeal_joined(struct tx *tx, int64_t district, int64_t id, int64_t before, int64_t limit, struct appeal_line_list *ret);
int appeal_joined_count(struct tx *tx, int64_t district, int64_t id, int64_t most, int64_t *ret);
/* The parts that were split off a case, oldest first, from id after on. */
int appeal_parts(struct tx *tx, int64_t district, int64_t id, int64_t after, int64_t limit, struct appeal_part_list *ret);
/* Those that wait for what becomes of it, oldest first, from id after on; and making it become of them. */
int appeal_joined_waiting(struct tx *tx, int64_t district, int64_t id, int64_t after, struct matter_id_list *ret);
int appeal_joined_move(struct tx *tx, int64_t district, int64_t id, const struct matter_id_list *ids);
/* Those whom an event card is for: the case that leads and all that are dealt with under it, from id after on; and telling them. */
int appeal_event_hears(struct tx *tx, int64_t district, int64_t event, int64_t after, struct matter_id_list *ret);
int appeal_event_told(struct tx *tx, int64_t district, int64_t event, const struct matter_id_list *ids);

#endif
