/* share_see.h: bookings and free times as they are shown. Nothing here changes anything.
 *
 * The grid of a thing is days beside cells of its length: row i of every day begins at the same minute. */
#ifndef LINLI_SHARE_SEE_H
#define LINLI_SHARE_SEE_H

#include "features/account/account.h"
#include "features/share/share.h"
#include "lib/calendar.h"

struct share_whole;

struct share_cell {
	int64_t from, to;
	enum share_fit fit;
	int64_t free; /* units, where it fits */
	int64_t mine; /* the reader's booking in it, 0 = none */
	int64_t state; /* of that booking */
};
struct share_cell_list {
	struct share_cell *v;
	size_t n;
};
struct share_day_cells {
	int64_t at; /* first second of the day */
	struct share_cell_list cells;
};
struct share_grid {
	struct share_thing thing;
	struct slot_thing slot;
	struct share_hours_list hours;
	struct calendar_whose whose; /* days */
	struct slot_closing_list closings; /* cells of slot_thing */
	int64_t first_min, step_min;	   /* of the first row, and from row to row */
	struct share_day_cells *days;
	size_t days_n, rows;
};

enum { SHARE_GRID_DAYS_MOST = 31 };
/* The days from that of the moment `from` on. Rows are those that are open on any of the days. who: whose bookings are
 * marked, visitors have none. */
int share_grid(struct tx *tx, const struct actor *who, int64_t thing, int64_t from, size_t days, struct share_grid *ret);
/* How many cells of today are still free, and when the first is: 0 = none. */
int share_today(struct tx *tx, int64_t district, int64_t thing, int64_t *ret_free, int64_t *ret_first);

/* The actor's bookings that are not over, the nearest first; and those that are, the latest first. after: where the page
 * before ended, as share_mine_key says; "" = from the start. */
int share_mine(struct tx *tx, const struct actor *who, struct str after, int64_t limit, struct share_line_list *ret);
int share_mine_over(struct tx *tx, const struct actor *who, struct str after, int64_t limit, struct share_line_list *ret);
/* The bodies in whose name the actor may book. */
int share_bodies(struct tx *tx, const struct actor *who, struct org_list *ret);
/* What those bodies have ahead that somebody else booked, the nearest first. */
int share_mine_for(struct tx *tx, const struct actor *who, struct str after, int64_t limit, struct share_line_list *ret);
struct str share_mine_key(struct arena *a, const struct share_line *l);
/* What is booked on the day of a moment, with names: for who manages the thing, E_NOTFOUND for others. */
int share_sheet(struct tx *tx, const struct actor *who, int64_t thing, int64_t day, struct share_line_list *ret);
/* How many wait for some of this time. */
int share_waiting(struct tx *tx, int64_t district, int64_t thing, int64_t from, int64_t to, int64_t *ret);

#endif
