/* prevent.h: before they complain (未诉先办): places at which the same comes again and again are found every week, with what speaks for it and
 * how much may be chance; each is taken in hand by a body with a plan and a day, and judged by whether complaints fell, or is set aside.
 *
 * A prevention is a matter (kit/matter.h) of the staff of its place. Invariants:
 *
 *  - what it was found by stays as it was found; what came of it is compared with the weeks before it was taken in hand;
 *  - the same item at the same place is found again only when the one before is over, and, set aside, only after PREVENT_QUIET_WEEKS;
 *  - nothing is said without its doubt: how likely chance alone makes as much, and how many places were looked at. */
#ifndef LINLI_PREVENT_H
#define LINLI_PREVENT_H

#include "gen/kit_row.h"
#include "gen/prevent_row.h"
#include "kit/actor.h"
#include "kit/flow.h"

struct arena;
struct course;
struct db;
struct feature_env;
struct options;
struct outbox_job;
struct tx;

enum prevent_state {
	PREVENT__NO_STATE,
#define STATE(number, name, key, word, live) PREVENT_##name = number,
#include "features/prevent/state.def"
#undef STATE
	PREVENT_STATE__MAX
};

enum prevent_act {
	PREVENT_ACT__NONE,
#define ACT(number, name, key, word, from, to, by, perm, deed) PREVENT_ACT_##name = number,
#include "features/prevent/act.def"
#undef ACT
	PREVENT_ACT__MAX
};

/* Stored. RISING: more than there used to be here; STEADY: week after week. */
enum prevent_kind { PREVENT_RISING = 1, PREVENT_STEADY = 2 };
/* Stored. What the weeks after it say. UNSURE: the difference may be chance. */
enum prevent_verdict { PREVENT_FELL = 1, PREVENT_UNSURE = 2, PREVENT_ROSE = 3 };

enum {
	PREVENT_WEEKS = 52,	   /* so many weeks are looked at */
	PREVENT_PAST_MIN = 8,	   /* weeks of its own past that a place needs to be compared */
	PREVENT_RECENT_MIN = 3,	   /* fewer cases are nothing that comes again */
	PREVENT_FEW = 5,	   /* fewer are said to be few */
	PREVENT_CHANCE_MAX = 10000, /* more likely by chance than this, in millionths, is no finding */
	PREVENT_STEADY_WEEKS = 6,  /* of the last 12 weeks with a case, and */
	PREVENT_STEADY_CASES = 8,  /* cases in them */
	PREVENT_NEW_MAX = 10,	   /* opened a week */
	PREVENT_LISTED_MAX = 200,
	PREVENT_CASES_KEPT = 50,
	PREVENT_QUIET_WEEKS = 26,
	PREVENT_JUDGE_WEEKS = 8,   /* usual, least, most */
	PREVENT_JUDGE_MIN = 2,
	PREVENT_JUDGE_MAX = 20,
	PREVENT_DAYS_MAX = 120,	   /* it is done by no later day: what it is compared with must lie within the year */
	PREVENT_TEXT_MAX = 500,
	PREVENT_AGAIN_S = 600
};

/* Its states and moves, for the kit. */
extern const struct course prevent_course;

/* ---- finding ---- */

struct prevent_found {
	enum prevent_kind kind;
	int64_t item, place;
	bool building; /* the place is a building, else a community */
	int64_t weeks[PREVENT_WEEKS]; /* cases, oldest first */
	int64_t recent, recent_weeks, past, past_weeks;
	double chance; /* that chance alone makes as many or more; -1: nothing was compared */
	int64_t *cases; /* ids, newest first */
	size_t cases_n;
};
struct prevent_found_list {
	struct prevent_found *v;
	size_t n;
	int64_t tests, cases; /* comparisons made; cases looked at */
};
/* All findings of the weeks before now, surest first, in the arena keep; outside a transaction. */
int prevent_find(struct db *db, int64_t district, int64_t now, struct arena *keep, struct prevent_found_list *ret);
/* How many of the same came in a time: of two spans of weeks each, from what prevent_find read. */
struct prevent_window {
	int64_t item, place, from, to;
};
int prevent_count(struct db *db, int64_t district, const struct prevent_window *w, int64_t *ret);

/* The chance that of n cases k or more fall into a part of the time that is `share` of all of it, when they come evenly: the comparison of
 * two rates that come of chance, whatever the true rate is. */
double prevent_chance(int64_t k, int64_t n, double share);
/* Did it fall or rise, from before to after, in spans of the same length? Surer than one in twenty, either way. */
enum prevent_verdict prevent_judge(int64_t before, int64_t after);

/* ---- the matter ---- */

struct prevent_new {
	const struct prevent_found *found;
	int64_t tests, at;
};
int prevent_open(struct tx *tx, int64_t district, const struct prevent_new *n, struct str *ret_code);

struct prevent_change {
	enum prevent_act act;
	int64_t version; /* as it was read, 0 = as it is now */
	struct str text; /* ACCEPT: the plan; DO: what was done; SET_ASIDE: why */
	int64_t org, day, weeks; /* ACCEPT: who, by which day, judged after so many weeks */
	int64_t before, after;	 /* JUDGE */
	int64_t at;
};
/* E_NOTFOUND: there is none for this actor; E_DENIED; E_STALE: somebody changed it since; E_INVALID with field and words. */
int prevent_move(struct tx *tx, const struct actor *who, struct str code, const struct prevent_change *c);
int prevent_move_id(struct tx *tx, const struct actor *who, int64_t id, const struct prevent_change *c);

struct prevent_see {
	struct matter m;
	struct prevent_row p;
	struct prevent_case_line_list cases;
	bool may[PREVENT_ACT__MAX];
};
int prevent_see(struct tx *tx, const struct actor *who, struct str code, struct prevent_see *ret);
/* Those of the actor's desks, newest first, behind the one with this id, 0 = from the newest on. */
int prevent_newest(struct tx *tx, const struct actor *who, bool ended, int64_t before, int64_t limit, struct prevent_line_list *ret);
/* When the district was looked at last. E_NOTFOUND: never. */
int prevent_last_run(struct tx *tx, int64_t district, struct prevent_run_line *ret);

/* Asks for a look now, by a job; *ret: it will come, else it was looked at within PREVENT_AGAIN_S. */
int prevent_ask(struct tx *tx, const struct actor *who, bool *ret);
/* Once a week; and when somebody asked for it. */
int prevent_timer(const struct feature_env *env);
int prevent_job(struct db *db, const struct outbox_job *job, void *ctx);
int prevent_cmd(const struct options *o, struct db *db, int argc, char **argv);

const char *prevent_state_key(int64_t state);
const char *prevent_state_word(int64_t state);
const char *prevent_act_word(int64_t act);

#endif
