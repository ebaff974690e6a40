/* whistle.h: whistle and report (街乡吹哨 部门报到): a subdistrict calls bodies to a place by a time; each proves that it came, together they
 * conclude who does what by when, and the whistle is closed when all of it is done. Afterwards each side scores the other.
 *
 * A whistle is a matter (kit/matter.h) that only its parties and the staff of its place may know of. state.def names its states, act.def
 * every move between them. Invariants:
 *
 *  - every change goes through one move, writes one step of history and raises version;
 *  - each body has an arrival clock of its own; what ran out is marked late once, whichever worker sees it, and the whistle goes on;
 *  - how somebody proved to be there is stored as what it was, and never made better afterwards;
 *  - it is closed only after all that was concluded is done. */
#ifndef LINLI_WHISTLE_H
#define LINLI_WHISTLE_H

#include "gen/kit_row.h"
#include "gen/whistle_row.h"
#include "kit/actor.h"
#include "kit/flow.h"
#include "kit/matter_file.h"

struct course;
struct tx;

enum whistle_state {
	WHISTLE__NO_STATE,
#define STATE(number, name, key, word, live) WHISTLE_##name = number,
#include "features/whistle/state.def"
#undef STATE
	WHISTLE_STATE__MAX
};

enum whistle_act {
	WHISTLE_ACT__NONE,
#define ACT(number, name, key, word, from, to, by, perm, deed) WHISTLE_ACT_##name = number,
#include "features/whistle/act.def"
#undef ACT
	WHISTLE_ACT__MAX
};

/* Stored. How it was proven that a body came: by the code at the place, by position, said by the convener, or by a photo taken there,
 * which people must look at. */
enum whistle_proof { WHISTLE_BY_CODE = 1, WHISTLE_BY_PLACE = 2, WHISTLE_BY_STAFF = 3, WHISTLE_BY_PHOTO = 4 };

/* Stored. What a body says before it comes. */
enum whistle_reply { WHISTLE_COMING = 1, WHISTLE_CANNOT = 2 };

enum {
	WHISTLE_TITLE_MAX = 60,
	WHISTLE_TEXT_MAX = 1000,
	WHISTLE_WORDS_MAX = 200,
	WHISTLE_BODIES_MIN = 2,
	WHISTLE_BODIES_MAX = 12,
	WHISTLE_TASKS_MAX = 8,
	WHISTLE_METRES = 50, /* usual, least, most */
	WHISTLE_METRES_MIN = 20,
	WHISTLE_METRES_MAX = 1000,
	WHISTLE_SOONEST_S = 10 * 60, /* nobody is called for an earlier time */
	WHISTLE_LATEST_S = 14 * 86400,
	WHISTLE_TASK_DAYS_MAX = 250,
	WHISTLE_RING_SOON_MIN = 5, /* who says nothing for so long is told once more; of what is far off, later */
	WHISTLE_RING_LATER_MIN = 4 * 60,
	WHISTLE_CODE_DIGITS = 6
};

/* Its states, moves and clocks, for the kit. */
extern const struct course whistle_course;

struct whistle_new {
	struct str title, about, goal, spot;
	int64_t place;
	struct str origin; /* code of the case it comes of, "" = none */
	const int64_t *orgs;
	size_t orgs_n;
	int64_t lead; /* which of them leads, 0 = none */
	int64_t arrive_by;
	int64_t metres; /* 0 = WHISTLE_METRES */
	int64_t at;	/* 0 = now; the demo sets it */
};
/* *ret_code: its code. E_DENIED, or E_INVALID with what is wrong at which field. */
int whistle_blow(struct tx *tx, const struct actor *who, const struct whistle_new *n, struct str *ret_code);

struct whistle_task_said {
	struct str text;
	int64_t org, day; /* day: its first moment */
};
/* What a form asks for. */
struct whistle_change {
	enum whistle_act act;
	int64_t version; /* as it was read, 0 = as it is now */
	struct str text; /* CONCLUDE: what; DONE: what was done; ADMIT, CALL_OFF, CANNOT: why; COMING, SIGN, SCORE, RATE: words */
	int64_t org;	 /* ADMIT, SCORE: which body; ARRIVE, COMING, CANNOT, SIGN, RATE: which of the reader's, 0 = the one they act for */
	struct str code; /* ARRIVE: of the place */
	int64_t metres;	 /* ARRIVE: from the place, -1 = no position was given */
	const struct file_ref *photos; /* ARRIVE: taken at the place */
	size_t photos_n;
	struct whistle_task_said tasks[WHISTLE_TASKS_MAX]; /* CONCLUDE; org 0, day 0 and no text: none */
	int64_t number;			    /* DONE: of the task */
	int64_t first, second;		    /* SCORE: came, did; RATE: needed, clear: 1–5 */
	int64_t at;
};
/* E_NOTFOUND: there is no such whistle for this actor; E_DENIED; E_STALE: somebody changed it since; E_INVALID with field and words. */
int whistle_move(struct tx *tx, const struct actor *who, struct str code, const struct whistle_change *c);

struct whistle_seen {
	struct matter m;
	struct whistle_row w;
	struct whistle_body_line_list bodies;
	struct whistle_task_line_list tasks;
	struct matter_file_list photos; /* of those who came; .kind is the body */
	bool may[WHISTLE_ACT__MAX]; /* moves this reader may make now, and which make sense */
	int64_t org;		    /* the body the reader acts for here, 0 = none */
	bool convenes;		    /* the reader whistles at its place */
};
int whistle_see(struct tx *tx, const struct actor *who, struct str code, struct whistle_seen *ret);
/* A photo of a whistle that the actor may see. */
int whistle_photo(struct tx *tx, const struct actor *who, struct str code, struct str file, struct matter_file *ret);
/* Whistles the actor may see that go on, or that are over, newest first, behind the one with this id; 0 = from the newest on. */
int whistle_newest(struct tx *tx, const struct actor *who, bool ended, int64_t before, int64_t limit, struct whistle_line_list *ret);

/* The 6 digits that hang at the place; "" when no key is loaded. */
struct str whistle_code(struct arena *a, int64_t district, const struct whistle_row *w);
/* What the QR code at the place says instead, too long to be guessed. */
struct str whistle_token(struct arena *a, int64_t district, const struct whistle_row *w);
/* Metres from the place to a WGS-84 position; -1: the place has no coordinates. */
int whistle_distance(struct tx *tx, int64_t district, const struct matter *m, int64_t lon, int64_t lat, int64_t *ret);
bool whistle_task_done(const struct whistle_task_line *t);

/* Of the whistles whose time to arrive lay between two moments: per body, per subdistrict. Who sees the district. */
int whistle_figures(struct tx *tx, const struct actor *who, int64_t from, int64_t to, struct whistle_figure_list *ret_bodies,
		    struct whistle_figure_list *ret_streets);

/* Keys, for programs, and words, Chinese message keys; NULL for numbers that there are not. */
const char *whistle_state_key(int64_t state);
const char *whistle_state_word(int64_t state);
const char *whistle_act_word(int64_t act);

#endif
