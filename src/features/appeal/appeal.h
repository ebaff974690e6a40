/* appeal.h: appeals: what somebody raised, which body answers for it, by when, and what became of it.
 *
 * One row a case (struct appeal, gen/appeal_row.h); what happened is a chained history (kit/flow.h).
 * state.def names the states, act.def every move between them. Here is filing; appeal_word.h has the words,
 * appeal_see.h reads a case, appeal_move.h moves it, appeal_list.h lists many. Invariants:
 *
 *  - every change goes through one move, writes one step and raises version; a form that saw an older
 *    version gets E_STALE and is told what changed;
 *  - the clock counts working time, is paused only while the resident is asked, and due_at is that of the
 *    current stage;
 *  - what a reader may see is decided by the rules: appeal_see returns the case only to who may see it, E_NOTFOUND
 *    to everybody else. */
#ifndef LINLI_APPEAL_H
#define LINLI_APPEAL_H

#include "features/appeal/appeal_word.h"
#include "gen/appeal_row.h"
#include "kit/actor.h"

struct tx;

enum {
	APPEAL_TEXT_MAX = 2000,
	APPEAL_TITLE_MAX = 60,
	APPEAL_IMPORT_MAX = 20000,
	APPEAL_IMPORT_TITLE_MAX = 200,
	APPEAL_PHOTOS_MAX = 6,
	APPEAL_PIN_DIGITS = 6
};

/* A photo already in the file store. */
struct appeal_file_ref {
	struct str file, thumb;
	int64_t width, height;
};

/* What the suggestion is sure of; item 0 = of nothing. */
struct appeal_guess {
	int64_t item, permille;
};
/* Thinks before the case is filed, in a transaction that only reads: the one that writes is waited for by others. */
int appeal_guess(struct tx *tx, const struct actor *who, struct str title, struct str text,
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
	enum appeal_anon anon;
	bool open;		/* may be shown in public, without names and door numbers */
	struct str name, phone; /* of who filed it; must be empty with ANON_NOBODY */
	const struct appeal_file_ref *photos;
	size_t photos_n;
	struct str once; /* idempotency key, "" = none */
	struct str source, source_id;
	int64_t at; /* 0 = now; imports and the demo set it */
	struct str reply; /* imports: it was answered there, and is over; "" = not */
	int64_t replied_at;
};

/* What the filer is told. pin is "" when no key is loaded (imports). */
struct appeal_receipt {
	int64_t id;
	struct str code, pin;
	bool again; /* the same once key had made it before */
};

int appeal_file(struct tx *tx, const struct actor *who, const struct appeal_new *n,
		struct appeal_receipt *ret);

#endif
