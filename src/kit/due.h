/* due.h: the clocks of a matter, in working time or, of what is urgent, around the clock (lib/calendar.h).
 *
 * A clock counts the minutes that one body, or the place's own staff (org 0), has for one stage. It pauses only while
 * the raiser is asked. Clocks are read with the matter, changed in memory and saved with it; a clock that has ended
 * stays, so that who used which hours is a sum, and computing again is replaying. Stages are those of the matter's
 * course. */
#ifndef LINLI_KIT_DUE_H
#define LINLI_KIT_DUE_H

#include <stdbool.h>
#include <stddef.h>

#include "gen/kit_row.h"
#include "lib/calendar.h"

struct tx;

/* So many clocks one move may start; a matter may have any number of them. */
enum { CLOCKS_FRESH = 8 };

struct clocks {
	struct due *v; /* by id: oldest first */
	bool *changed, *fresh;
	struct due_pause *ended; /* the pause that a resume has ended, from_at 0 = none */
	size_t n, room;
	int64_t district, matter;
};

int clocks_read(struct tx *tx, int64_t district, int64_t matter, struct clocks *ret);
/* Room for one more move's clocks, of a matter whose moves are not read in between. */
void clocks_more(struct tx *tx, struct clocks *c);
/* A matter that is being made has none. */
void clocks_none(struct tx *tx, int64_t district, int64_t matter, struct clocks *ret);

/* minutes 0 is due at once, and pauses change nothing. E_MANY: one move starts too many. */
int due_start(struct clocks *c, int64_t stage, int64_t org, int64_t minutes, int64_t at);
/* The same, counting by a kind of calendar. */
int due_start_by(struct clocks *c, enum calendar_kind kind, int64_t stage, int64_t org, int64_t minutes, int64_t at);
enum calendar_kind due_kind(const struct due *d);
/* So many minutes after it is due, as the clock counts. */
int64_t due_later(int64_t district, const struct due *d, int64_t minutes);
/* Ends every clock of this stage and body that has not ended; stage 0 = of all stages, org -1 = of all bodies. */
void due_stop(struct clocks *c, int64_t stage, int64_t org, int64_t at);
/* Pauses all running clocks but those of the stage except. */
void due_pause(struct clocks *c, int64_t except, int64_t at);
/* Goes on with what was left. A clock that had run out before it paused stays run out: asking mends no broken
 * deadline. */
void due_resume(struct clocks *c, int64_t at);
/* Gives a clock other minutes instead of those it was given: what was used and waited stays. given tells of a clock
 * that was carried over what its row does not say. */
int due_change(struct tx *tx, struct clocks *c, struct due *d, int64_t given, int64_t minutes);
/* The clock of this stage that has not ended, newest first; org -1 = of any body. NULL: none. */
struct due *due_of(const struct clocks *c, int64_t stage, int64_t org);
int clocks_save(struct tx *tx, struct clocks *c);

/* ---- audit ---- */

/* Working minutes this clock used until at, pauses left out. */
int due_used(struct tx *tx, int64_t district, const struct due *d, int64_t at, int64_t *ret);
/* Office minutes that one of c's clocks ran until it stopped, whatever its calendar, pauses left out: for sums. told: of a life that is
 * told, whose pauses are in memory alone. */
int due_spent(struct tx *tx, const struct clocks *c, size_t i, bool told, int64_t *ret);
/* The same in parts that can be added up: from its start to its end, and what each pause takes away. paused_at: of a clock that ended
 * while it was paused. */
int64_t due_ran(int64_t started_at, int64_t stopped_at, int64_t paused_at);
int64_t due_rested(int64_t stopped_at, int64_t paused_at, int64_t from_at, int64_t to_at);
/* When it must be due by replaying its minutes and pauses; *ret = due_at for one that was carried over. */
int due_replay(struct tx *tx, int64_t district, const struct due *d, int64_t *ret);
/* The same by hours and days that do not count yet. */
int due_replay_by(struct tx *tx, int64_t district, const struct calendar_book *book, const struct due *d, int64_t *ret);
/* What a seal is made of: texts and numbers, each after what tells it from the one before. Many a move, so without
 * printf. */
static inline void
seal_number(struct buf *b, const char *before, int64_t n)
{
	buf_z(b, before);
	buf_int(b, n);
}
static inline void
seal_text(struct buf *b, const char *before, struct str s)
{
	buf_z(b, before);
	buf_str(b, s);
}
/* What a seal says of a clock. */
void due_seal(struct buf *b, const struct due *d);

/* Clocks at which somebody must look now, longest waiting first. */
int due_ripe(struct tx *tx, int64_t district, int64_t now, int64_t limit, struct due_list *ret);
/* Nobody need look at it before next_at, 0 = ever. */
int due_look(struct tx *tx, int64_t district, const struct due *d, int64_t next_at);

#endif
