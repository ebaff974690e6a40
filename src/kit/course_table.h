/* course_table.h: a kind of matter as tables: its states, moves and clocks, and what the runner (kit/course.h) asks
 * of its feature. */
#ifndef LINLI_KIT_COURSE_TABLE_H
#define LINLI_KIT_COURSE_TABLE_H

#include "base/str.h"
#include "kit/desk.h"
#include "kit/flow.h"
#include "kit/matter.h"

/* Who makes a move. STAFF of the place; BODY: the lead, or the place's own staff while no other body has it; EITHER
 * of them; RAISER: who raised it, or staff of the place for them; PARTY: another body that was asked to help; SYSTEM:
 * nobody, by itself. */
enum move_by { BY_ANYBODY = 1, BY_STAFF, BY_BODY, BY_EITHER, BY_RAISER, BY_PARTY, BY_SYSTEM };

struct move;

struct state_row {
	const char *name, *word; /* "FILED", Chinese message key */
	enum matter_live live;
	enum desk_tab tab;
	int lamp; /* which of the five windows is the current one, 6 = all lit */
};

/* Where a move leads, besides to a state. */
enum { TO_SAME = -1, TO_BACK = -2 };

struct move_row {
	const char *name, *word;
	uint32_t from; /* bit (1 << state) for each state it may start in */
	int to;
	enum move_by by;
	enum perm perm;
	enum flow_sight sight; /* who reads the step */
	int (*deed)(struct move *m);
	bool adds; /* it only adds: an older version of the form is good enough */
};

/* A stage has a clock. SHOWN: it is the matter's present stage, whose deadline pages show; BESIDE: it runs beside the
 * present stage (the promise, a helping body, a question). */
enum stage_kind { STAGE_SHOWN = 1, STAGE_BESIDE };
struct stage_row {
	const char *name, *word;
	enum stage_kind kind;
	int ends;	  /* the system's move when it runs out; 0 = the ladder is climbed, where it has rungs */
	const char *says; /* the text of that move */
};

/* So many minutes after the stage was due, the matter goes up to that level; urgent: of a clock that counts around
 * the clock. */
struct rung {
	int64_t stage, minutes;
	enum level level;
	bool urgent;
};

/* Who hears of a move: who raised the matter; its followers; the desk of the body that leads; that desk or, while no
 * body leads, the place's; the desk of the body the move asked for help; the place's desk; the desk of the level the
 * ladder has reached; that of the subdistrict, of the district where there is none; the place's desk when it is urgent;
 * the desk below the community where it lies, else the place's. */
enum tells {
	TELLS_RAISER = 1,
	TELLS_FOLLOWERS,
	TELLS_LEAD,
	TELLS_HANDLER,
	TELLS_HELPER,
	TELLS_PLACE,
	TELLS_ABOVE,
	TELLS_TIER,
	TELLS_ALARM,
	TELLS_NEAR
};
struct telling {
	int move;
	enum tells who;
	const char *word; /* what happened, as they should read it: a Chinese message key */
};

struct course {
	const char *name;
	enum flow_subject kind;
	size_t size; /* of the feature's struct around struct move */
	const struct state_row *states;
	const struct move_row *moves;
	const struct stage_row *stages;
	int states_n, moves_n, stages_n; /* one more than the greatest number */
	const struct rung *rungs; /* of a stage in the order of minutes */
	size_t rungs_n;
	int promise;		/* the stage that is the raiser's clock */
	int climb;		/* the system's move up the ladder */
	int retime;		/* the system's move when the calendar has changed (course_retime), 0 = none */
	int forget;		/* the move before which texts and hidden files of the raiser may be gone; 0 = none */
	enum perm raise, track, manage, see;
	/* Reads what the feature keeps of m->m into its own part of the move, and its topic. */
	int (*load)(struct move *m);
	/* Conditions besides the table's; NULL = none. */
	bool (*may)(const struct move *m, int move);
	/* The state TO_BACK leads to. */
	int (*back)(const struct move *m);
	/* The level at whose desk the matter stands when the ladder begins at its foot; NULL = at none. */
	int (*foot)(const struct move *m);
	/* Writes the feature's own row, after the matter's. */
	int (*save)(struct move *m);
	/* Adds what of the feature's own row the seal covers. */
	void (*seal)(struct buf *b, const struct move *m);
	/* Says what else of the feature's does not agree with the steps; NULL = nothing is there to check. */
	int (*check)(struct move *m, const struct flow_step_list *steps, const char **ret_why);
	const struct telling *tells;
	size_t tells_n;
	bool found; /* its matters are in the index of words, which learns of their desks */
	/* Tells a raiser who has no account, by the number they left; NULL = nobody leaves one. */
	int (*tell_number)(struct move *m, const char *word);
	/* Where the raiser does without signing in what this step waits for: "/kind/CODE/…" with a proof, for messages to
	 * them alone; "" = nothing waits. NULL = there is no such address. */
	int (*way_in)(struct tx *tx, int64_t district, int64_t matter, int64_t step, struct str *ret);
};

#endif
