/* slot_in.h: what the files of slot share; nobody else includes it. */
#ifndef LINLI_KIT_SLOT_IN_H
#define LINLI_KIT_SLOT_IN_H

#include "kit/slot.h"

/* Cells of one thing: from first up to past. */
struct slot_span {
	int64_t first, past;
};

/* Alone with the thing until the transaction ends, and its row. E_NOTFOUND. */
int slot_turn(struct tx *tx, int64_t district, int64_t thing, struct slot_thing *ret);
int slot_span(struct tx *tx, const struct slot_thing *thing, int64_t from, int64_t to, struct slot_span *ret);
/* In turn: takes units of every cell, or of none: E_STALE. */
int slot_fill(struct tx *tx, int64_t district, const struct slot_thing *thing, struct slot_span s, int64_t units);
int slot_drain(struct tx *tx, int64_t district, const struct slot_thing *thing, struct slot_span s, int64_t units);
/* E_INVALID with the reason when the thing is closed in the span. */
int slot_is_open(struct tx *tx, int64_t district, int64_t thing, struct slot_span s);
/* In turn: who waits for a part of the span, in order, has it or is offered it as far as there is room. */
int slot_move_up(struct tx *tx, int64_t district, const struct slot_thing *thing, struct slot_span s,
		 struct slot_take_list *moved);
/* Holds, offers and takes are those that fill cells. */
bool slot_fills(int64_t state);
void slot_list_add(struct tx *tx, struct slot_take_list *list, const struct slot_take *t);

#endif
