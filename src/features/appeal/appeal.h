/* appeal.h: appeals: what somebody raised, which body answers for it, by when, and what became of it.
 *
 * An appeal is a matter (kit/matter.h) that keeps what only it has in its own row. state.def names its states, act.def every move
 * between them, stage.def its clocks: together they are its course (kit/course.h). Here is what other features may ask: filing,
 * public lists, figures; appeal_word.h has the words, appeal_see.h reads a case, appeal_move.h moves it, appeal_queue.h lists
 * those of a desk. struct appeal (gen/appeal_row.h) is both rows with
 * the names of what they refer to. Invariants:
 *
 *  - every change goes through one move, writes one step and raises version; a form that saw an older
 *    version gets E_STALE and is told what changed;
 *  - the clocks count working time, pause only while the resident is asked, and due_at is that of the
 *    present stage;
 *  - what a reader may see is decided by the rules: appeal_see returns the case only to who may see it, E_NOTFOUND
 *    to everybody else. */
#ifndef LINLI_APPEAL_H
#define LINLI_APPEAL_H

#include "features/appeal/appeal_figure.h"
#include "features/appeal/appeal_work.h"
#include "features/appeal/appeal_word.h"
#include "gen/appeal_row.h"
#include "kit/actor.h"
#include "kit/matter_file.h"

struct course;
struct db;
struct like;
struct tx;

/* The states, moves and clocks of appeals. */
extern const struct course appeal_course;

enum {
	APPEAL_TEXT_MAX = 2000,
	APPEAL_TITLE_MAX = 60,
	APPEAL_IMPORT_MAX = 20000,
	APPEAL_IMPORT_TITLE_MAX = 200
};

struct urgent_alarm;
/* The item that the suggestion is sure of, 0 = of none; and whether the words tell of an emergency, NULL = nobody has looked yet. */
struct appeal_guess {
	int64_t item, permille;
	const struct urgent_alarm *alarm;
};
/* Thinks before the case is filed, in a transaction that only reads: the one that writes is waited for by others. */
int appeal_guess(struct tx *tx, const struct actor *who, struct str title, struct str text, struct str answers,
		 struct appeal_guess *ret);

struct appeal_new {
	struct str title; /* "" = made from the text */
	struct str text;
	struct str answers;
	int64_t item; /* 0 = take the guess */
	struct appeal_guess guess;
	int64_t place; /* territory node */
	struct str spot;
	int64_t lon, lat;
	enum appeal_channel channel;
	enum matter_anon anon;
	bool open;		/* may be shown in public once staff have looked, without names and door numbers */
	bool crowd;		/* one of many from one network within an hour */
	struct str name, phone; /* of who filed it; must be empty with ANON_NOBODY */
	const struct file_ref *photos;
	size_t photos_n;
	struct str same; /* code of a public case that is the same matter, as who files it says; "" = none */
	struct str event; /* code of the event card that it is about, as who files it says; "" = none */
	struct str once; /* idempotency key, "" = none */
	struct str source, source_id;
	int64_t at; /* 0 = now; imports and the demo set it */
	/* Imports: what became of it there. state 0 or a live one: it waits here, what it was answered is told inside. */
	struct str reply; /* of one that was refused: why */
	int64_t replied_at, closed_at;
	enum appeal_state state;
	struct str code; /* given out already, by who tells of many; "" = the next of the plate's month */
	bool practice; /* it walks the way and counts nowhere (appeal_practice.h) */
	enum appeal_sort sort; /* as a session said, 0 = nobody has */
	bool up; /* whoever wrote it down could not settle it: it begins with the community */
	bool calm; /* what is told of later (the demo): whatever its words, it is no emergency of this minute; imports never are */
};

/* The filer is told this. pin is "" when no key is loaded (imports). */
struct appeal_receipt {
	int64_t id;
	struct str code, pin, pin_salt;
	bool again; /* the same once key had made it before */
};

int appeal_file(struct tx *tx, const struct actor *who, const struct appeal_new *n,
		struct appeal_receipt *ret);

/* Cases of a list that is narrowed to some; 0 = all. */
enum appeal_only { ONLY_LIVE = 1, ONLY_OVER };

enum { APPEAL_PAGE = 20 }; /* rows, unless a filter says otherwise */

/* Lists. A filter of 0 or "" means all. after: cursor of the page before, "" = first. */
struct appeal_filter {
	int64_t community, class_, building;
	int64_t state; /* queue: one state, or 0; not of a search, nor of everything a desk ever had */
	bool newest;   /* queue: newest first, else what is due first */
	enum appeal_only only;
	int64_t filed_from, filed_before; /* public lists: filed in between; 0 = at any time */
	bool shown;    /* only those whose words everybody reads; with community alone */
	int64_t desk;  /* queue: which of the reader's desks, 0 = all of them */
	struct str query;
	struct str after;
	int64_t limit;
};
/* Public cases, newest first, as everybody reads them (appeal_open.h). */
int appeal_public(struct tx *tx, int64_t district, const struct appeal_filter *f,
		  struct appeal_line_list *ret, struct str *ret_next);
/* How many of the public ones there are, up to most. */
int appeal_public_number(struct tx *tx, int64_t district, int64_t community, enum appeal_only only, int64_t most, int64_t *ret);
/* How many live ones of a community wait for somebody to look at their words, up to most. */
int appeal_waiting(struct tx *tx, int64_t district, int64_t community, int64_t most, int64_t *ret);
/* The reader's own cases and those whose PIN they showed, newest first. limit 0 = APPEAL_PAGE. */
int appeal_mine(struct tx *tx, const struct actor *who, struct str after, int64_t limit,
		struct appeal_line_list *ret, struct str *ret_next);

/* ---- cases that say the same ---- */

/* An index (lib/like.h) of the newest cases, most of them at most, oldest first; it lives in keep. Outside a transaction. */
int appeal_like_read(struct db *db, int64_t district, size_t most, struct arena *keep, struct like **ret);
/* The case with this code is dealt with under the other, or by itself again: moves of the actor, refused as moves are. */
int appeal_join(struct tx *tx, const struct actor *who, struct str code, struct str other);
int appeal_leave(struct tx *tx, const struct actor *who, struct str code, struct str why);

/* A case as the office sees it, for what comes of it in other features. E_NOTFOUND also for who is not of the office there. */
struct appeal_office {
	int64_t id, place;
	struct str code, title, spot;
	bool may_split;
};
int appeal_office(struct tx *tx, const struct actor *who, struct str code, struct appeal_office *ret);
/* A case for who filed it, by account or by the PIN they showed; E_NOTFOUND for everybody else. joined: the case it is dealt with under. */
struct appeal_raised {
	int64_t id, joined;
	struct str code, text;
};
int appeal_raised(struct tx *tx, const struct actor *who, struct str code, struct appeal_raised *ret);
/* Splits a part off it for a body, with so many working days: the move SPLIT. *ret_part: its id. */
int appeal_split_off(struct tx *tx, const struct actor *who, struct str code, struct str text, int64_t org, int64_t days, int64_t at,
		     int64_t *ret_part);
/* Gives it to a body, and writes an internal note: moves of the actor, refused as moves are. at 0 = now; quiet: nobody is told. */
int appeal_hand(struct tx *tx, const struct actor *who, struct str code, int64_t org, int64_t at, bool quiet);
int appeal_note(struct tx *tx, const struct actor *who, struct str code, struct str text, int64_t at, bool quiet);

#endif
