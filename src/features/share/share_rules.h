/* share_rules.h: what the rules of this feature share. Not for other features, not for pages. */
#ifndef LINLI_SHARE_RULES_H
#define LINLI_SHARE_RULES_H

#include "db/db.h"
#include "features/share/share.h"
#include "kit/slot.h"
#include "lib/calendar.h"

/* A thing with its capacity and its hours. E_NOTFOUND. */
struct share_whole {
	struct share_thing thing;
	struct slot_thing slot;
	struct share_hours_list hours;
	struct calendar_whose whose; /* days */
};
int share_load(struct tx *tx, int64_t district, int64_t id, struct share_whole *ret);
/* Does the time suit the thing, whoever asks and whatever is free? */
enum share_fit share_suits(const struct share_whole *w, int64_t from, int64_t to);
/* A new booking with the first step of its history. */
int share_make(struct tx *tx, const struct actor *who, struct share_booking *b);
/* Changes a booking and writes a step. E_STALE: somebody did since it was read. */
int share_step(struct tx *tx, const struct actor *who, const struct share_booking *was, enum share_state to, struct str why);
/* The same, by nobody: the clock and the waiting list. */
int share_step_alone(struct tx *tx, int64_t district, const struct share_booking *b, enum share_state to);
/* All bookings of a person lose the person and the words. */
int share_forget_bookings(struct tx *tx, const struct actor *who);
/* The digest of a booking's numbers. */
struct str share_seal(struct arena *a, int64_t district, const struct share_booking *b);
/* The bookings of those who moved up on the waiting list follow, and they are told. */
int share_follow(struct tx *tx, int64_t district, const struct slot_take_list *moved);
/* Closes a time and tells who is booked in it: *ret_told so many. */
int share_close_span(struct tx *tx, int64_t district, int64_t thing, int64_t from, int64_t to, struct str why, int64_t *ret_closing,
		     int64_t *ret_told);
/* Nobody came to what was booked: what is left of it is free, and too often is a pause. */
int share_missed(struct tx *tx, const struct actor *who, const struct share_booking *b, const struct share_thing *t);
/* Tells the person of a booking: the title, then what is booked and when, then more. */
int share_tell(struct tx *tx, int64_t district, const struct share_booking *b, const char *title, struct str more);

#endif
