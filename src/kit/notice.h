/* notice.h: who hears of what, by which way, at which hour.
 *
 * A notice is a line in somebody's bell: of a step of a matter's history, or of no matter. notice_many promises it in
 * the transaction that made the step; a worker finds who it is for, so many at a time, writes a row for each and
 * promises what goes out by phone or e-mail. Invariants:
 *
 *  - a person has one row for a step, so nobody is told twice, however often a job is run again;
 *  - the row names the step and keeps none of its words: what is erased in the history is gone in the bell and in
 *    messages that have not left;
 *  - who made the step is not told of it; followers hear only of steps that everybody may see, of matters everybody
 *    may see;
 *  - phone and e-mail wait for the end of the person's quiet hours, except for what is urgent. The bell does not
 *    wait. */
#ifndef LINLI_KIT_NOTICE_H
#define LINLI_KIT_NOTICE_H

#include "db/outbox.h"
#include "gen/kit_row.h"
#include "kit/actor.h"
#include "kit/flow.h"

struct tx;

/* Stored. Why somebody hears of it: they raised it, they follow it, it lies on their desk, it was meant for them. */
enum notice_why { NOTICE_OWN = 1, NOTICE_FOLLOWED = 2, NOTICE_DESK = 3, NOTICE_MEANT = 4 };
/* Stored. The bell rings in any case; what else. */
enum notice_way { NOTICE_BELL = 1, NOTICE_BY_PHONE = 2, NOTICE_BY_MAIL = 3, NOTICE_BY_BOTH = 4 };
enum { NOTICE_QUIET_FROM = 21 * 60, NOTICE_QUIET_TO = 8 * 60, NOTICE_AUDIENCES = 64, NOTICE_UNREAD_MOST = 100 };

/* Whom. A desk is a place or a body (kit/desk.h): the people whose role just there lets them see matters of the kind.
 * What lies at a building or a grid lies on the community's desk too, which is the one that courses name; when nobody
 * staffs a place, the next wider desk on which the matter lies is told. */
enum audience_who { HEARS_RAISER = 1, HEARS_FOLLOWERS, HEARS_DESK, HEARS_PERSON };
struct audience {
	enum audience_who who;
	int64_t id;	  /* of the desk or the person */
	const char *word; /* what happened, as they should read it: a Chinese message key */
};

/* kind 0: of no matter; text is the message, and step a mark of the sender's by which it is told once. */
struct notice_new {
	int64_t kind, matter, step;
	int64_t by; /* who made it: is not told */
	bool urgent;
	struct str text;
	const struct audience *v; /* a list of people is one row each; at most NOTICE_AUDIENCES */
	size_t n;
};
/* Puts one job; whoever stands in several audiences hears by the first. */
int notice_many(struct tx *tx, int64_t district, const struct notice_new *n);

/* Tells one person something that is of no matter: word is a Chinese message key. person 0 is nobody. */
int notice_one(struct tx *tx, int64_t district, int64_t person, const char *word, struct str text);

/* outbox_runner of OUTBOX_TELL; ctx = const struct feature_env *. A job finds one batch and puts the rest as a new
 * job. */
int notice_tell_job(struct db *db, const struct outbox_job *job, void *ctx);

/* ---- the bell ---- */

/* Unread ones first, the newest first; from where the page before ended. */
struct notice_at {
	bool read;
	int64_t id; /* 0 = from the start */
};
int notice_list(struct tx *tx, const struct actor *who, struct notice_at after, int64_t limit,
		struct notice_line_list *ret);
/* How many are unread; counts no further than NOTICE_UNREAD_MOST. */
int notice_unread(struct tx *tx, const struct actor *who, int64_t *ret);
/* E_NOTFOUND: it is not theirs. Again is fine. */
int notice_read(struct tx *tx, const struct actor *who, int64_t id);
/* Of a page that was shown long ago, what came since stays unread: up to this id, 0 = all. */
int notice_read_all(struct tx *tx, const struct actor *who, int64_t up_to);
/* One for whoever sends it. E_NOTFOUND: there is none (its person is erased). */
int notice_get(struct tx *tx, int64_t district, int64_t id, struct notice_line *ret);
/* Takes from a line what its reader may not see: the matter is no longer public, or the step was never theirs. */
void notice_veil(struct arena *a, struct notice_line *line);
/* Where it leads; "" = nowhere. */
struct str notice_href(struct arena *a, const struct notice_line *line);
/* "BL-2611-0387 已答复": what happened, in the language of the messages. */
struct str notice_title(struct arena *a, const struct notice_line *line, int lang);

/* ---- how ---- */

/* As they said it, or as usual: by phone of what they raised, by the bell of the rest, quiet from 21:00 to 8:00. */
int notice_wish_of(struct tx *tx, int64_t district, int64_t person, struct notice_wish *ret);
int notice_wish_put(struct tx *tx, const struct actor *who, const struct notice_wish *w);
/* The first moment from at on that is not quiet for them. */
int64_t notice_hour(const struct notice_wish *w, bool urgent, int64_t at);
extern const struct notice_wish notice_usual;

/* Notices and wishes: gone. */
int notice_forget(struct tx *tx, const struct actor *who);
/* Read ones older than a year go, so many at a time. */
int notice_sweep(struct tx *tx, int64_t district, int64_t *ret_n);

#endif
