/* urgent.h: words that tell of an emergency, and whom to call then.
 *
 * A table that the administrator keeps, no model: a kind of emergency a row, with its words, what sounds alike and is none, what to do
 * first and numbers to call. Texts are compared folded and without spaces (urgent_fold), so that 着 火, 著火 and 着*火 are one word.
 * A district that has changed nothing has the shipped table (share/urgent); the first change makes it the district's own. Every change
 * is a step of FLOW_URGENT of the kind. Invariant: looking never fails for a text; what it finds depends on text and table alone. */
#ifndef LINLI_URGENT_H
#define LINLI_URGENT_H

#include "base/str.h"
#include "gen/urgent_row.h"
#include "kit/actor.h"

struct tx;

enum urgent_state { URGENT_LIVE = 1, URGENT_RETIRED = 2 };
/* The row whose words never count, of whatever kind; it has no words of its own. */
#define URGENT_ALL "all"

enum {
	URGENT_CODE_MAX = 20,
	URGENT_NAME_MAX = 40,
	URGENT_SAY_MAX = 300,
	URGENT_CALLS_MAX = 600, /* characters; a line each */
	URGENT_WORDS_MAX = 6000,
	URGENT_CALLS_N = 6,
	URGENT_WORD_CHARS = 30,
	URGENT_HITS = 4,
};

/* One number to call. */
struct urgent_call {
	struct str number, name, name_en;
};
struct urgent_call_list {
	struct urgent_call *v;
	size_t n;
};
struct urgent_hit {
	struct str code, name, name_en, say, say_en;
	struct str word; /* as the text has it */
	struct urgent_call_list calls;
};
/* What a text tells of, in the order of the table; n 0 = nothing. */
struct urgent_alarm {
	struct urgent_hit v[URGENT_HITS];
	size_t n;
};

/* All kinds in their order; retired ones too when asked. */
int urgent_kinds(struct tx *tx, int64_t district, bool retired, struct urgent_kind_list *ret);
/* E_NOTFOUND: none of this code. */
int urgent_kind(struct tx *tx, int64_t district, struct str code, struct urgent_kind *ret);
int urgent_look(struct tx *tx, int64_t district, struct str text, struct urgent_alarm *ret);
/* The alarm of kinds by their codes, "fire gas", without words. */
int urgent_named(struct tx *tx, int64_t district, struct str codes, struct urgent_alarm *ret);
/* The kinds an alarm names, "fire gas", for steps of history. */
struct str urgent_codes(struct arena *a, const struct urgent_alarm *alarm);

/* ---- changing it ---- */

enum urgent_step { URGENT_DID_ADD = 1, URGENT_DID_CHANGE, URGENT_DID_RETIRE, URGENT_DID_RESTORE, URGENT_STEP__MAX };
extern const struct sealed urgent_sealed;
const char *urgent_step_word(int64_t step); /* Chinese message keys */
bool urgent_may_edit(const struct actor *who);

/* What can be said of a kind. version 0 = whatever it is now. E_INVALID names the field. */
struct urgent_draft {
	struct str code, name, name_en, say, say_en, calls, words, spared;
	int64_t position;
};
int urgent_put(struct tx *tx, const struct actor *who, struct str code, int64_t version, const struct urgent_draft *d);
int urgent_retire(struct tx *tx, const struct actor *who, struct str code, int64_t version, bool retired);

/* ---- as a table ---- */

struct urgent_plan_row {
	int64_t line;
	struct str code, name;
	bool adds, changes;
	const char *problem; /* Chinese message key; the row is left out */
};
struct urgent_plan {
	struct urgent_plan_row *v;
	size_t n;
	int64_t bad, changed;
};
/* Reads a table and puts what differs; dry: only tells. E_MEDIA, E_TOOBIG, E_MALFORMED: no table; E_INVALID: without the column code. */
int urgent_import(struct tx *tx, const struct actor *who, struct str bytes, struct str filename, bool dry, struct urgent_plan *ret);

#endif
