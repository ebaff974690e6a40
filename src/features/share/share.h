/* share.h: places that neighbours book: rooms, a school's library and sports ground at weekends.
 *
 * A thing has a place, a body that answers for it, opening hours by the kind of day, and rules for booking. Its capacity
 * over time is kit/slot's. A booking is one row for one time; a recurring booking is one row for each instance, tied by a
 * series. Whoever is told stands in the outbox when a function returns. Rows: gen/share_row.h. */
#ifndef LINLI_SHARE_H
#define LINLI_SHARE_H

#include "base/str.h"
#include "gen/kit_row.h"
#include "gen/share_row.h"
#include "kit/actor.h"

struct tx;

/* All numbers are stored. */
enum share_kind { SHARE_ROOM = 1, SHARE_LIBRARY = 2, SHARE_GROUND = 3, SHARE_KIND__MAX };
enum share_who { SHARE_ANYBODY = 1, /* signed in */ SHARE_RESIDENTS = 2, /* whose home lies in reach */ SHARE_STAFF = 3 };
enum share_thing_state { SHARE_OPEN = 1, SHARE_SHUT = 2 };
enum share_state {
	SHARE_ASKED = 1,     /* holds its place until staff say yes */
	SHARE_BOOKED = 2,
	SHARE_WAITING = 3,
	SHARE_OFFERED = 4,
	SHARE_CANCELLED = 5, /* by who booked */
	SHARE_REFUSED = 6,   /* by staff, before or after they said yes */
	SHARE_LAPSED = 7,    /* an offer or a question nobody answered */
	SHARE_CAME = 8,
	SHARE_ABSENT = 9,
	SHARE_OVER = 10,     /* was booked, and its time has passed */
};
/* Kinds of steps of a booking's history are its states; and who booked was forgotten. */
enum { SHARE_FORGOTTEN = 20 };

/* A day's kind, bits of hours: Monday is bit 0, Sunday bit 6. A weekday that is free by the notice is a holiday, a weekend
 * day that is worked is shifted; then it is that and no weekday. Days that the district or the body that has the thing said come before
 * those of the notice. */
enum share_day { SHARE_HOLIDAY = 7, SHARE_SHIFTED = 8 };
struct calendar_whose;
int share_day_of(struct calendar_whose whose, int64_t day);
/* "booked"; NULL: it is none. */
const char *share_state_name(int64_t state);

/* ---- things ---- */

struct share_draft {
	struct share_thing thing; /* id 0: a new one; community is taken from the place */
	struct slot_thing slot;	  /* id is taken from the thing */
	const struct share_hours *hours;
	size_t hours_n;
};
/* E_DENIED, E_INVALID at the field; E_STALE: somebody edited first. */
int share_put(struct tx *tx, const struct actor *who, const struct share_draft *d, int64_t *ret_id);
int share_get(struct tx *tx, int64_t district, int64_t id, struct share_thing *ret);
/* Open things by id from after on, of a community and of a kind; 0: of all. */
int share_list(struct tx *tx, int64_t district, int64_t community, int64_t kind, int64_t after, int64_t limit,
	       struct share_thing_list *ret);
/* Things that this actor looks after, by id from after on. */
int share_managed_list(struct tx *tx, const struct actor *who, int64_t after, int64_t limit, struct share_thing_list *ret);
/* Power over the bookings of the thing: its place's staff, or its body's. */
bool share_may_manage(struct tx *tx, const struct actor *who, const struct share_thing *t);
/* The actor has a role at that body. */
bool share_serves(const struct actor *who, int64_t org);
/* The actor booked it, or serves the body it was booked for. */
bool share_is_theirs(const struct actor *who, const struct share_booking *b);

/* ---- booking ---- */

struct share_wish {
	int64_t thing, from, to;
	int64_t for_org; /* the body it is for, which the actor serves; 0 = the actor */
	int64_t people; /* each takes a seat, or all of them together the whole thing */
	struct str purpose, once;
	bool may_wait;
};
enum share_fit { SHARE_FITS = 1, SHARE_FULL, SHARE_CLOSED, SHARE_OUTSIDE_HOURS, SHARE_TOO_FAR, SHARE_PAST };
struct share_instance {
	int64_t from, to;
	enum share_fit fit;
};
struct share_instance_list {
	struct share_instance *v;
	size_t n;
};
enum { SHARE_SERIES_MOST = 60, SHARE_SHEET_MOST = 300 };

/* What of a recurring booking can be had, before it is booked. rule: RFC 5545, from the wish's time on. E_INVALID: no rule,
 * or one with more than SHARE_SERIES_MOST instances. */
int share_series_look(struct tx *tx, const struct actor *who, const struct share_wish *w, struct str rule,
		      struct share_instance_list *ret);
/* One booking. E_DENIED: not for this person; E_INVALID with the reason; E_STALE: full, and may_wait was not said. */
int share_book(struct tx *tx, const struct actor *who, const struct share_wish *w, struct share_booking *ret);
/* How many times more who, or the body they book for (0 = none), may have ahead at a thing; INT64_MAX = any number. */
int share_open_left(struct tx *tx, const struct actor *who, const struct share_thing *t, int64_t for_org, int64_t *ret);
/* Those instances of the rule that fit, as one series; *ret says what became of each. */
int share_book_series(struct tx *tx, const struct actor *who, const struct share_wish *w, struct str rule, int64_t *ret_series,
		      struct share_instance_list *ret);

/* ---- afterwards ---- */

/* A booking that this actor may know of: theirs (share_is_theirs), or one they manage. E_NOTFOUND. */
int share_booking(struct tx *tx, const struct actor *who, int64_t id, struct share_booking *ret);
/* By who booked, until the deadline; ending a wait or an offer at any time. E_EXPIRED: too late, call. */
int share_cancel(struct tx *tx, const struct actor *who, int64_t id);
/* The offered place is taken. E_EXPIRED. */
int share_confirm(struct tx *tx, const struct actor *who, int64_t id);
/* Staff: yes or no to what was asked; no also to what was booked, with a reason that the person is told. */
int share_accept(struct tx *tx, const struct actor *who, int64_t id);
int share_refuse(struct tx *tx, const struct actor *who, int64_t id, struct str why);
/* Came: by staff, or by the person themselves from a quarter of an hour before until it ends. Later staff put it right. */
int share_check_in(struct tx *tx, const struct actor *who, int64_t id);
/* Staff: nobody came. Too often, and the person books nothing of this body for a while. */
int share_absent(struct tx *tx, const struct actor *who, int64_t id);
/* Staff close a time; who is booked in it is told, and stays booked until refused. *ret_told: how many. */
int share_close(struct tx *tx, const struct actor *who, int64_t thing, int64_t from, int64_t to, struct str why,
		int64_t *ret_told);
int share_reopen(struct tx *tx, const struct actor *who, int64_t thing, int64_t closing);
/* The pauses of the actor; those at the body of a thing that the actor manages: E_NOTFOUND. */
int share_pauses(struct tx *tx, const struct actor *who, struct share_pause_list *ret);
int share_pauses_at(struct tx *tx, const struct actor *who, const struct share_thing *t, struct share_pause_line_list *ret);
/* The pause in force, if any: E_NOTFOUND. The person's one word to it, and staff lifting it. */
int share_pause_of(struct tx *tx, const struct actor *who, int64_t org, struct share_pause *ret);
int share_pause_answer(struct tx *tx, const struct actor *who, int64_t pause, struct str word);
int share_pause_lift(struct tx *tx, const struct actor *who, int64_t thing, int64_t pause);
/* Ends what is due, so many of each kind at most: offers and questions nobody answered, times that are over, waits in vain. */
int share_sweep(struct tx *tx, int64_t district, int64_t limit);
/* Is there something of it? Reads only. */
int share_is_due(struct tx *tx, int64_t district, bool *ret);

/* Tells, a line each, which bookings do not agree with their histories, their takes or the cells of their places. */
int share_verify(struct tx *tx, int64_t district, int (*broken)(void *ctx, struct str line), void *ctx);
/* One booking on one screen, by its number. E_NOTFOUND. */
int share_show(struct tx *tx, int64_t district, struct str code, struct buf *out);

/* What the feature keeps of people: their bookings, and the word they gave to a pause. Forgetting cancels what lies ahead. */
struct personal;
extern const struct personal share_personal;

#endif
