/* listen.h: listening to neighbours: tea sessions with the secretary (书记茶话会), 问需会, open days of party members and visits. What is
 * raised is typed a line each while people speak; a session cannot end before each line is settled there or has an owner and a day.
 *
 * A session is a matter (kit/matter.h) of the staff of its place. state.def names its states, act.def every move between them. Invariants:
 *
 *  - every change goes through one move, writes one step of history and raises version;
 *  - of what is not settled there, ending the session makes a case each, once, in the transaction that ends it;
 *  - who raised a line is sealed, never shown, and leaves the session when it ends: it goes with the case, else it is deleted;
 *  - everybody reads of a session what was announced, and its lines only when who ended it let them out, without numbers and doors. */
#ifndef LINLI_LISTEN_H
#define LINLI_LISTEN_H

#include "features/appeal/appeal.h"
#include "gen/kit_row.h"
#include "gen/listen_row.h"
#include "kit/actor.h"
#include "kit/flow.h"

struct course;
struct personal;
struct tx;

enum listen_state {
	LISTEN__NO_STATE,
#define STATE(number, name, key, word, live) LISTEN_##name = number,
#include "features/listen/state.def"
#undef STATE
	LISTEN_STATE__MAX
};

enum listen_act {
	LISTEN_ACT__NONE,
#define ACT(number, name, key, word, from, to, by, perm, deed) LISTEN_ACT_##name = number,
#include "features/listen/act.def"
#undef ACT
	LISTEN_ACT__MAX
};

/* Stored. */
enum listen_kind { LISTEN_TEA = 1, LISTEN_NEEDS = 2, LISTEN_PARTY = 3, LISTEN_VISIT = 4, LISTEN_KIND__MAX };

enum {
	LISTEN_TITLE_MAX = 60,
	LISTEN_TEXT_MAX = 200, /* of a line, and of how it was settled */
	LISTEN_HOST_MAX = 60,
	LISTEN_NAME_MAX = 20,
	LISTEN_NAMES_MAX = 1000,
	LISTEN_CAME_MAX = 5000,
	LISTEN_LINES_MAX = 30,
	LISTEN_DAYS_MAX = 250,	   /* a line is promised for no later day */
	LISTEN_AHEAD_S = 92 * 86400, /* a session is planned no further ahead, */
	LISTEN_BACK_S = 86400,	   /* and written down no later */
	LISTEN_MONTHS = 24	   /* figures go back so far */
};

/* Its states and moves, for the kit. */
extern const struct course listen_course;

struct listen_new {
	struct str title, spot, host;
	int64_t place, starts_at;
	enum listen_kind kind;
	bool open, now; /* now: it begins at once */
	int64_t at;	/* 0 = now; the demo sets it */
};
/* *ret_code: its code. E_DENIED, or E_INVALID with what is wrong at which field. */
int listen_plan(struct tx *tx, const struct actor *who, const struct listen_new *n, struct str *ret_code);

/* A line as it is typed. owner: "b7", the body 7; "p7", the person 7. name and phone "" = as they were. */
struct listen_said {
	struct str text, words, name, phone, owner;
	int sort;
	int64_t day;
};
enum listen_lack { LACKS_NOTHING, LACKS_OWNER, LACKS_DAY, LACKS_WORDS };
/* What a line needs before the session may end. */
enum listen_lack listen_lacks(const struct listen_said *s);

struct listen_change {
	enum listen_act act;
	int64_t version; /* as it was read, 0 = as it is now */
	struct str text; /* CALL_OFF: why */
	const struct listen_new *plan;	 /* EDIT */
	const struct listen_said *lines; /* SAVE, CLOSE: LISTEN_LINES_MAX of them */
	const struct appeal_guess *guesses; /* CLOSE: of each line, NULL = nobody has thought */
	int64_t came;	   /* CLOSE */
	struct str names;  /* CLOSE: who came */
	bool agreed;	   /* CLOSE: they agreed to be named */
	bool shown;	   /* CLOSE: everybody may read the lines */
	int64_t at;
};
/* E_NOTFOUND: there is no such session for this actor; E_DENIED; E_STALE: somebody changed it since; E_INVALID with field and words. */
int listen_move(struct tx *tx, const struct actor *who, struct str code, const struct listen_change *c);

struct listen_seen {
	struct matter m;
	struct listen_row_own s;
	struct listen_told_list lines; /* of who is not of the staff: none, or without numbers and doors */
	bool may[LISTEN_ACT__MAX];
	bool staff; /* the reader is of the staff of its place */
	bool sealed[LISTEN_LINES_MAX]; /* by number - 1: it is kept who raised it */
};
int listen_see(struct tx *tx, const struct actor *who, struct str code, struct listen_seen *ret);

/* Sessions, newest first, behind the one with this id, 0 = from the newest on: those announced to everybody; those of the actor's desks, and
 * those the actor planned. */
int listen_announced(struct tx *tx, int64_t district, bool ended, int64_t before, int64_t limit, struct listen_item_list *ret);
int listen_newest(struct tx *tx, const struct actor *who, bool ended, int64_t before, int64_t limit, struct listen_item_list *ret);
/* Of the sessions that ended between two moments. */
int listen_figures(struct tx *tx, const struct actor *who, int64_t from, int64_t to, struct listen_sum_list *ret);

/* See struct feature. */
int listen_secrets(struct tx *tx, int64_t district, int (*one)(void *ctx, struct str field), void *ctx);
extern const struct personal listen_personal;

/* Keys, for programs, and words, Chinese message keys; NULL for numbers that there are not. */
const char *listen_state_key(int64_t state);
const char *listen_state_word(int64_t state);
const char *listen_act_word(int64_t act);
const char *listen_kind_key(int64_t kind);
const char *listen_kind_word(int64_t kind);

#endif
