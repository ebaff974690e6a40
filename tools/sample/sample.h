/* sample.h: notes of a district: what is to be done and what became of it.
 *
 * A note is a matter (kit/matter.h) that keeps its text in its own row. state.def names its states, act.def every move between
 * them: together they are its course (kit/course.h). Invariant: every change goes through one move, writes one step of history and
 * raises version; a form that saw an older version is refused with E_STALE. */
#ifndef LINLI_SAMPLE_H
#define LINLI_SAMPLE_H

#include "gen/sample_row.h"
#include "kit/actor.h"
#include "kit/flow.h"

struct course;
struct tx;

enum sample_state {
	SAMPLE__NO_STATE,
#define STATE(number, name, key, word, live, tab) SAMPLE_##name = number,
#include "features/sample/state.def"
#undef STATE
	SAMPLE_STATE__MAX
};

enum sample_act {
	SAMPLE_ACT__NONE,
#define ACT(number, name, key, word, from, to, deed) SAMPLE_ACT_##name = number,
#include "features/sample/act.def"
#undef ACT
	SAMPLE_ACT__MAX
};

enum { SAMPLE_TEXT_MAX = 500 };

/* Its states and moves, for the kit. */
extern const struct course sample_course;

/* Who writes for the district must have the power for all of it. */
bool sample_may_write(const struct actor *who);
/* *ret_code: its code. E_DENIED, or E_INVALID with what is wrong at which field. */
int sample_file(struct tx *tx, const struct actor *who, const struct sample_said *said, struct str *ret_code);

/* What a form asks for. said: of SAMPLE_ACT_EDIT alone. */
struct sample_change {
	enum sample_act act;
	int64_t version; /* as it was read */
	struct sample_said said;
};
/* E_NOTFOUND: there is no such note; E_DENIED; E_STALE: somebody changed it since; E_INVALID as sample_file. */
int sample_move(struct tx *tx, const struct actor *who, struct str code, const struct sample_change *c);

int sample_get(struct tx *tx, int64_t district, struct str code, struct sample *ret);
/* At most limit notes behind the one with this id, newest first; before 0 = from the newest on. */
int sample_newest(struct tx *tx, int64_t district, int64_t before, int64_t limit, struct sample_list *ret);
/* What happened to it, oldest first. */
int sample_steps(struct tx *tx, int64_t district, int64_t id, struct flow_step_list *ret);

/* The moves this actor may make now, a byte for each number of act.def. */
struct sample_moves {
	bool may[SAMPLE_ACT__MAX];
};
int sample_moves(struct tx *tx, const struct actor *who, struct str code, struct sample_moves *ret);

/* Keys, for programs, and words, Chinese message keys; NULL for numbers that there are not. */
const char *sample_state_key(int64_t state);
const char *sample_state_word(int64_t state);
const char *sample_act_word(int64_t act);

#endif
