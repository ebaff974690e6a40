/* course.h: the one runner that moves matters of all kinds, by the tables of each (kit/course_table.h).
 *
 * A feature describes its kind by a struct course: what states there are and whom they wait for, which moves lead
 * where, by whom and with which permission, and one function (a deed) for what a move changes besides the state. The
 * runner does the rest, in this order: reads the matter → may this actor make this move? → did they make the very
 * same before? → version → the deed → compare and set → clocks, bodies and desks → one sealed step of history → who
 * is told. */
#ifndef LINLI_KIT_COURSE_H
#define LINLI_KIT_COURSE_H

#include "db/db.h"
#include "kit/course_table.h"
#include "kit/desk.h"
#include "kit/due.h"
#include "kit/matter.h"
#include "kit/matter_file.h"

/* The bodies of a matter; more than so many are refused with E_MANY. Stored. */
enum { MATTER_PARTIES_MAX = 32 };
enum party_part { PARTY_LEAD = 1, PARTY_HELPS = 2 };
enum party_state { PARTY_SENT = 1, PARTY_ACCEPTED = 2, PARTY_ANSWERED = 3, PARTY_GONE = 4 };

/* What a form asks for. content: what it brought besides the text, so that the same form sent twice is one step. */
struct change {
	int move;
	int64_t version; /* of the matter as the form showed it; 0 = whatever it is now (commands, jobs) */
	struct str text, content;
	const struct file_ref *files;
	size_t files_n;
	int file_kind;
	int64_t at; /* 0 = now; imports and the demo set it */
	bool quiet; /* nobody is told */
};

/* One move while it is made. A feature embeds it as the first member of its own struct. */
struct move {
	struct tx *tx;
	const struct actor *who;
	const struct course *course;
	const struct change *c;
	const struct move_row *row;
	struct matter was, m; /* before and after */
	struct place place;
	bool raiser;
	struct clocks clocks;
	struct party_list parties;
	bool *party_changed;
	struct desk_rows *desks; /* as they were */
	int64_t topic; /* see struct desk_rows; .load and deeds set it */
	int64_t at;
	int64_t org;	 /* the body that acts, 0 = none */
	struct str data; /* machine text of the step: "org=3>4" */
	struct due *ripe; /* the clock that ran out, for moves of the system */
	struct flow_tail *tail; /* of a life that is told (kit/course_life.h): its last step; NULL = history is read */
};

/* A move of any course, with room for what its feature needs; in the transaction's arena. */
struct move *move_new(const struct course *c, struct tx *tx, const struct actor *who);

/* Moves the matter with this code. E_NOTFOUND: the actor may not know of it; E_DENIED; E_STALE: somebody was there
 * first. */
int course_move(struct move *m, struct str code);
/* The same for the system, by id. */
int course_move_id(struct move *m, int64_t id);

/* A new matter: m->m is complete but for state, version and clocks' columns; m->clocks hold its first clocks. Writes
 * row, clocks, desks and the first step, which leads to the state first. */
int course_file(struct move *m, int move, int first);

/* May this actor make this move from the matter's present state? m is loaded. */
bool course_may(const struct move *m, int move);
/* How much of it this reader may see; E_NOTFOUND: nothing. */
int course_sight(const struct course *c, const struct actor *who, const struct matter *m,
		 const struct party_list *parties, enum flow_sight *ret);
/* Reads a matter with its clocks and bodies for who asks, as moves do: fills all of m but c and row. */
int course_read(struct move *m, struct str code);
int course_read_id(struct move *m, int64_t id);

/* Looks at a clock that ran out: ends its stage, climbs the ladder, or finds nothing to do. m is the feature's, with
 * who and course. After a failure the transaction must not go on: parts of the move may be written. */
int course_ripe(struct move *m, const struct due *d);
/* The deed of the move up the ladder. */
int course_climb(struct move *m);
/* The deed of the move after which running clocks are due when the calendar of now says: see kit/course_retime.h. */
int course_retime(struct move *m);

/* Starts the clock of a stage; one that pages show begins at the foot of the ladder. Of an urgent matter
 * (m->m.urgent) it counts around the clock, unless the stage ends by itself. */
int move_clock(struct move *m, int64_t stage, int64_t org, int64_t minutes);
/* Gives a clock other minutes (due_change); with time left again, its ladder begins at the foot. */
int move_clock_change(struct move *m, struct due *d, int64_t given, int64_t minutes);

/* Bodies, in memory until the move is saved. */
int party_put(struct move *m, int64_t org, enum party_part part, enum party_state state);
struct party *party_of(const struct move *m, int64_t org);

#endif
