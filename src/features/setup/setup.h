/* setup.h: what a district lacks until it takes its first matter, and its settings as its administrator changes them.
 *
 * Everything here is for who administers the whole district: E_DENIED for administrators of a part. What is done is read from what
 * there is, nothing is ticked off by hand but the posters, which no row knows of. */
#ifndef LINLI_SETUP_H
#define LINLI_SETUP_H

#include "base/str.h"
#include "kit/actor.h"
#include "kit/setting.h"

struct tx;

/* Administers who the whole district? */
bool setup_may(const struct actor *who);

enum setup_step {
	SETUP_PLACES = 1,
	SETUP_BODIES,
	SETUP_PEOPLE,
	SETUP_CATALOGUE,
	SETUP_MESSAGES,
	SETUP_WORDS, /* who runs this, contact, what becomes of data */
	SETUP_POSTERS,
	SETUP_STEP__MAX
};
enum { SETUP_STEPS = SETUP_STEP__MAX - 1 };

struct setup_state {
	bool done[SETUP_STEP__MAX];
	int left;    /* steps that are not done */
	bool away;   /* the list was put away */
	int64_t communities, grids, buildings, rooms, bodies, staff, desk, temporary, items;
	bool sms, mail, no_messages;
	struct str told[SETTING__MAX];
};
int setup_look(struct tx *tx, const struct actor *who, struct setup_state *ret);
/* The catalogue that the program brings; nothing happens when there is one. */
int setup_take_catalogue(struct tx *tx, const struct actor *who);
/* The list is to be shown to this reader after signing in. Never fails for who may not see it. */
int setup_waits(struct tx *tx, const struct actor *who, bool *ret);

/* What a change would do besides: Chinese message key, or NULL. */
const char *setup_effect(enum setting_name name, struct str was, struct str is);
/* Why the browser may not make a change that setting_flaw lets pass: Chinese message key, or NULL. */
const char *setup_guard(const struct str told[SETTING__MAX], enum setting_name name, struct str is);
/* Changes one. mark: of the history as the form was made from (setup_mark). E_STALE: somebody changed a setting since. */
int setup_mark(struct tx *tx, const struct actor *who, int64_t *ret);
int setup_change(struct tx *tx, const struct actor *who, enum setting_name name, struct str value);

/* ---- hours and days of work: kit/workday.h says what is taken ---- */

struct calendar_book;
struct db;
struct feature_list;
struct outbox_job;
struct work_day_list;
struct workday_change;
struct would_move;

/* How many open cases a change would give another date, before it is kept. Bounded; for a reading transaction. */
int setup_would_move(struct tx *tx, const struct actor *who, const struct feature_list *features, const struct workday_change *c,
		     struct would_move *ret);
/* Keeps it, and has running clocks computed again: now, and once more when every server has read it. */
int setup_keep_work(struct tx *tx, const struct actor *who, const struct workday_change *c);
int setup_work(struct tx *tx, const struct actor *who, struct calendar_book *ret_book, struct work_day_list *ret_days);
int setup_retime_job(struct db *db, const struct outbox_job *job, void *ctx);

/* One change, newest first. */
struct setup_change {
	int64_t seq, at;
	struct str name, label, was, is, by;
	bool agreed; /* it is a nod to a change, whose own line stands beside it */
};
struct setup_change_list {
	struct setup_change *v;
	size_t n;
};
/* At most limit of those before the step with this number, 0 = from the newest. */
int setup_changes(struct tx *tx, const struct actor *who, int64_t before, int64_t limit, struct setup_change_list *ret);

#endif
