/* gate_state.h: what the gate keeps for one request. Private to gate*.c. */
#ifndef LINLI_KIT_GATE_STATE_H
#define LINLI_KIT_GATE_STATE_H

#include <stdatomic.h>
#include <stddef.h>

#include "kit/gate.h"
#include "kit/pool.h"

enum {
	GATE_GUESSES = 10,
	GATE_GUESSES_PER_MINUTE = 5,
	GATE_EXPORTS = 30,
	GATE_EXPORTS_PER_MINUTE = 10,
};

struct gate_state {
	struct req *r;
	struct db_job job;
	struct pool_job pool_job;
	void (*finished)(struct req *r);
	_Atomic int phase;
	bool woken;
	bool allowed;         /* the reader has the route's permission */
	bool proceed;         /* a POST that may go on to its transaction */
	int rescue;           /* why a form is refused whose photos are stored first; 0 = it is not */
	int err;              /* found before the reader was known, or the refusal to show */
	struct reply blank;   /* the reply as it was before the handler ran */
	struct str visitor;   /* id of this browser, from its cookie or new */
	bool visitor_is_new;
	struct str csrf;
	struct str csrf_masked; /* as the page shows it; "" = no form asked for it */
	struct export *export; /* what the handler left to be sent, see export.h */
	struct keep keep; /* where the page may be kept for other visitors; key "" = nowhere */
};

static inline struct gate_state *
gate_of_job(struct db_job *job)
{
	return (struct gate_state *)((char *)job - offsetof(struct gate_state, job));
}

/* Sets up the request's job; its transaction uses r->tx_arena. */
void gate_job(struct req *r, int (*run)(struct db_job *, struct tx *), void (*done)(struct db_job *, int));
/* Guesses at PINs, passwords and codes: by address, whatever they name, so that nobody else is locked out. Exports
 * likewise. E_LIMIT. */
int gate_check_throttle(struct req *r);
/* The browser's token for this answer alone: what pages carry. */
struct str gate_csrf_masked(struct req *r);
/* Does a page of ours say that it sent this? Browsers that say nothing are believed: the token decides. */
bool gate_same_origin(struct req *r);
/* E_EXPIRED when a POST by a browser does not carry the token of its own page. */
int gate_check_csrf(struct req *r);
struct str gate_flash_take(struct req *r);
/* Answers from the shelf, if this visitor may have what others had and it is there. */
bool gate_take_kept(struct req *r);
/* Has the answer kept, if it is the same for every visitor. */
void gate_keep(struct req *r);
/* Remembers a new browser when a page gave it a token. */
void gate_cookie_finish(struct req *r);
/* The district whose share of the database a request takes: the reader's, or before that is known the one that the
 * host name stood for the last time; 0 = not known. */
int64_t gate_place(const struct req *r);
/* Remembers what the host name stood for. */
void gate_place_learn(const struct req *r);
/* /appeal/ leads to /appeal. */
bool gate_strip_slash(struct req *r);

#endif
