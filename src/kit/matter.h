/* matter.h: the row that everything raised in a place has in common, whatever its kind: an appeal, later a proposal, a
 * project, a wish. A feature keeps the rest in its own table under the same id.
 *
 * One row a matter (struct matter, gen/kit_row.h); what happened to it is its chained history (kit/flow.h), it changes
 * by the moves of its course (kit/course.h), its clocks are kit/due.h, the desks it lies on kit/desk.h. Invariants:
 *
 *  - version is the number of the matter's last step: every change of the row writes one step;
 *  - the last step's seal is the digest of the row, its clocks, its bodies and what its feature adds;
 *  - a reader gets the row only through matter_sight, which says how much of it they may see. */
#ifndef LINLI_KIT_MATTER_H
#define LINLI_KIT_MATTER_H

#include "gen/kit_row.h"
#include "kit/actor.h"
#include "kit/flow.h"

struct tx;

/* Stored. Whom a state waits for. */
enum matter_live { LIVE_OFFICE = 1, LIVE_RAISER = 2, LIVE_OVER = 3 };
/* Stored. What everybody reads of a matter that everybody may see (sight): nothing but kind, community, state and
 * dates until somebody of the staff has looked (WAITS); then open_title and what its feature keeps of its words
 * (SHOWN). KEPT: the staff took it back. NEVER: a matter of this kind is never public, and not counted in its
 * community. BEFORE: from before there was this step: the words without numbers and doors, or none. */
enum matter_shown {
	MATTER_WAITS = 1,
	MATTER_SHOWN = 2,
	MATTER_KEPT = 3,
	MATTER_NEVER = 4,
	MATTER_SHOWN_BEFORE = 5,
	MATTER_WAITS_BEFORE = 6
};
/* Stored. Who learns who raised it: everybody it concerns, the staff of the place, nobody. */
enum matter_anon { ANON_NAMED = 1, ANON_COMMUNITY = 2, ANON_NOBODY = 3, ANON__MAX };

/* Stored. What part_of says of a matter that is practice, where others have 0 or the matter they were split off: whatever is not counted
 * because it is a part is not counted either. No matter has this id. See kit/course_erase.h. */
enum { MATTER_PRACTICE = 1 };

enum { MATTER_PIN_DIGITS = 6 };
/* queue_at of a matter whose clocks stand: after everything that has one. */
#define MATTER_FAR_AWAY INT64_C(99999999999)

/* E_NOTFOUND: none. */
int matter_get(struct tx *tx, int64_t district, int64_t id, struct matter *ret);
int matter_by_code(struct tx *tx, int64_t district, struct str code, struct matter *ret);
/* The same, and nobody else moves it until the transaction ends. */
int matter_hold(struct tx *tx, int64_t district, int64_t id, struct matter *ret);
int matter_hold_code(struct tx *tx, int64_t district, struct str code, struct matter *ret);

/* Does everybody read its words? */
bool matter_is_shown(int64_t sight, int64_t shown);
/* The title as everybody reads it; "" = they read none. */
struct str matter_open_title(struct arena *a, int64_t sight, int64_t shown, struct str title, struct str open_title);

/* The next code of a month: "BL-2611-0387" for plate "BL". */
int matter_code(struct tx *tx, int64_t district, struct str plate, int64_t at, struct str *ret);
/* Codes given out in memory, for who makes many matters in one transaction and nobody else meanwhile: read once, put before the commit. */
struct matter_codes {
	struct arena *memory;
	struct matter_code_line *v; /* by hash of the prefix */
	size_t size, n;
};
int matter_codes_read(struct tx *tx, int64_t district, struct arena *memory, struct matter_codes *ret);
struct str matter_codes_next(struct arena *a, struct matter_codes *codes, struct str plate, int64_t at);
int matter_codes_put(struct tx *tx, int64_t district, struct matter_codes *codes);
/* The code that was typed from paper: "bl 2611 0387" and "ＢＬ２６１１０３８７" are BL-2611-0387. Anything else as it is. */
struct str matter_code_typed(struct arena *a, struct str typed);

/* The PIN is a MAC of id and salt; "" when no key is loaded. */
struct str matter_pin(struct arena *a, int64_t district, int64_t id, struct str salt);
/* Code and PIN of the same matter? *ret is the proof of it. E_NOTFOUND for a wrong PIN and an unknown code alike,
 * after the same work. */
int matter_unlock(struct tx *tx, int64_t district, struct str code, struct str pin, struct proof *ret);

/* The matter an earlier request with this key made: first of two equal requests E_NOTFOUND, and id is noted; the
 * second waits for the first and gets its id. */
int matter_once(struct tx *tx, int64_t district, struct str key, int64_t id, int64_t at, int64_t *ret_made);
/* Keys older than a day are forgotten, so many at a time. */
int matter_once_sweep(struct tx *tx, int64_t district, int64_t *ret_n);

/* Where it stands, for actor_can. */
struct place matter_place(int64_t district, const struct matter *m);
/* Moves it to a place with the ancestors it has now. name is copied as it is. */
void matter_stand(struct matter *m, const struct place *at, struct str name);

/* Did this reader raise it: by account, or by showing its PIN in this browser? m has its salt. */
bool matter_is_raiser(const struct actor *who, const struct matter *m, enum perm track);
/* The actor as the history remembers them: nobody, when the raiser did not give a name. */
struct actor matter_remembered(const struct actor *who, const struct matter *m, bool raiser);

/* Ids of matters, ascending, from after on: live ones that lie on the desk of a node; those somebody raised; all of a
 * kind. */
int matter_live_at(struct tx *tx, int64_t district, int64_t node, enum flow_subject kind, int64_t after, int64_t limit,
		   struct matter_id_list *ret);
int matter_of_raiser(struct tx *tx, int64_t district, int64_t raiser, enum flow_subject kind, int64_t after, int64_t limit,
		     struct matter_id_list *ret);
int matter_after(struct tx *tx, int64_t district, enum flow_subject kind, int64_t after, int64_t limit,
		 struct matter_id_list *ret);
/* Those over since before a moment of which it is still kept who raised them, longest over first. */
int matter_kept(struct tx *tx, int64_t district, enum flow_subject kind, int64_t before, int64_t limit,
		struct matter_id_list *ret);
/* How deep matters may be split: parts of parts of … */
enum { MATTER_DEPTH_MAX = 4 };
/* How many matters it is a part of, one in the other; E_MANY: more than MATTER_DEPTH_MAX, which nobody can have made. */
int matter_depth(struct tx *tx, int64_t district, const struct matter *m, int *ret);
/* How many of its parts are not over. */
int matter_parts_live(struct tx *tx, int64_t district, int64_t id, int64_t *ret);
/* The bodies it was given to, also those that gave it back. */
int matter_parties(struct tx *tx, int64_t district, int64_t id, struct party_list *ret);

#endif
