/* slot.h: capacity over time: rooms by the hour, bays by the half hour, shifts, meals of a day, plots.
 *
 * A thing has a capacity and a grid: cells of step seconds, counted from midnight in China. A take is some units of
 * it for the cells from one moment up to another. Every cell has a row once somebody took of it, and the database
 * refuses a row that holds more than its room. Who changes what a thing holds takes the thing's turn first, a row
 * lock until the end of the transaction, so two takes of one thing never meet and cannot deadlock; who changes
 * several things in one transaction changes them in the order of their ids.
 *
 * Nobody is asked for permission here: the feature's rules did. Nobody is told here either: what moved on the waiting
 * list is handed back (struct slot_take_list), and the feature tells those people. Times are seconds, both ends on
 * the grid. */
#ifndef LINLI_KIT_SLOT_H
#define LINLI_KIT_SLOT_H

#include "db/db.h"
#include "gen/kit_row.h" /* struct slot_thing, slot_take, slot_cell, slot_closing */

/* Stored. What happens with those who wait when something is given back. */
enum slot_wait {
	SLOT_NO_WAIT = 1,
	SLOT_WAIT_AUTO = 2,  /* the first who fits has it */
	SLOT_WAIT_OFFER = 3, /* … is offered it, and confirms within offer_s seconds */
};

/* Stored. */
enum slot_state {
	SLOT_HELD = 1,	  /* takes room until due_at */
	SLOT_TAKEN = 2,
	SLOT_WAITING = 3, /* takes no room */
	SLOT_OFFERED = 4, /* takes room until due_at */
	SLOT_GIVEN_BACK = 5,
	SLOT_EXPIRED = 6,
	SLOT_ABSENT = 7,  /* was taken, and nobody came */
};

/* SLOT_LIST_MOST: rows that slot_takes gives. */
enum { SLOT_CELLS_MOST = 400, SLOT_LIST_MOST = 500 };

/* Makes the thing or changes it. The grid of a thing that was made stays. A capacity that is lowered takes nothing from
 * anybody (see slot_over); one that is raised moves the waiting list: *ret_moved. E_INVALID. */
int slot_put(struct tx *tx, int64_t district, const struct slot_thing *thing, struct slot_take_list *ret_moved);
int slot_get(struct tx *tx, int64_t district, int64_t thing, struct slot_thing *ret);
/* The cell a moment lies in, and where a cell begins. */
int64_t slot_cell_of(const struct slot_thing *thing, int64_t at);
int64_t slot_cell_at(const struct slot_thing *thing, int64_t cell);

struct slot_want {
	int64_t thing, from, to, units;
	int64_t person, subject;
	struct str once;    /* the same key at the same thing is the same take, for ever; "" = none */
	int64_t hold_until; /* 0: taken for good */
	bool may_wait;	    /* full: onto the waiting list, if the thing has one */
};
/* E_INVALID: not on the grid, too long, nobody's number of units; closed then (tx->fault says why). E_STALE: no room,
 * and nothing was changed. E_NOTFOUND: no such thing. */
int slot_take(struct tx *tx, int64_t district, const struct slot_want *want, struct slot_take *ret);
int slot_take_get(struct tx *tx, int64_t district, int64_t id, struct slot_take *ret);
/* A hold or an offer becomes a take. Again is fine. E_EXPIRED: it is too late; E_STALE: it is neither. */
int slot_confirm(struct tx *tx, int64_t district, int64_t id);
/* Ends a take, a hold, an offer or a wait. Again is fine and moves nobody. */
int slot_give_back(struct tx *tx, int64_t district, int64_t id, struct slot_take_list *ret_moved);
/* The same take at another time and perhaps of another thing, or nothing changes: E_STALE when there is no room. Its
 * own cells count as free for it. */
int slot_move(struct tx *tx, int64_t district, int64_t id, int64_t thing, int64_t from, int64_t to,
	      struct slot_take_list *ret_moved);
/* Nobody came. What is left of it from now on is free for others. E_STALE: it is not taken, or has not begun. */
int slot_absent(struct tx *tx, int64_t district, int64_t id, struct slot_take_list *ret_moved);
/* Ends holds and offers that are due, at most limit of them; *ret_ended are those, *ret_moved who moved up. */
int slot_sweep(struct tx *tx, int64_t district, int64_t limit, struct slot_take_list *ret_ended,
	       struct slot_take_list *ret_moved);
/* Is there a hold or an offer that is due? Reads only. */
int slot_is_due(struct tx *tx, int64_t district, bool *ret);
/* Takes stay counted without the person. */
int slot_forget(struct tx *tx, int64_t district, int64_t person);

/* Closed times: nothing new is taken. *ret_met: takes, holds and offers that lie in it, who must be told. */
int slot_close(struct tx *tx, int64_t district, int64_t thing, int64_t from, int64_t to, struct str why, int64_t *ret_id,
	       struct slot_take_list *ret_met);
int slot_reopen(struct tx *tx, int64_t district, int64_t thing, int64_t id, struct slot_take_list *ret_moved);
int slot_closings(struct tx *tx, int64_t district, int64_t thing, int64_t from, int64_t to, struct slot_closing_list *ret);

/* Units free in every cell of the span: less than 0 where the capacity was lowered, 0 where it is closed. */
int slot_free(struct tx *tx, int64_t district, int64_t thing, int64_t from, int64_t to, int64_t *ret);
/* Cells of a span that somebody took of: for drawing. */
int slot_cells(struct tx *tx, int64_t district, int64_t thing, int64_t from, int64_t to, struct slot_cell_list *ret);
/* Takes of a state in a span, in the order they were asked for, at most SLOT_LIST_MOST. */
int slot_takes(struct tx *tx, int64_t district, int64_t thing, enum slot_state state, int64_t from, int64_t to,
	       struct slot_take_list *ret);
/* Since the capacity was lowered: the newest takes of a span whose end would bring it within the capacity again. */
int slot_over(struct tx *tx, int64_t district, int64_t thing, int64_t from, int64_t to, struct slot_take_list *ret);

/* Tells, a line each, which cells do not hold what the takes of their thing say. */
int slot_verify(struct tx *tx, int64_t district, int (*broken)(void *ctx, struct str line), void *ctx);

#endif
