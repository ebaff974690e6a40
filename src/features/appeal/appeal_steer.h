/* appeal_steer.h: rules of dispatching: before the duty catalogue is asked, the most specific rule that holds names the body.
 *
 * Conditions and order are kit/rule.h; here is what a rule decides: one body, or the one of a kind that serves the place. Rules propose:
 * people dispatch. Invariants:
 *
 *  - a rule stands at a place and acts there and below alone; who keeps it has APPEAL_STEER at that place;
 *  - a rule whose body is gone, serves no such place or has given the case back decides nothing: the next one does, then the catalogue;
 *  - what a rule judges by time is when the case was filed; whether it is in force is asked now. */
#ifndef LINLI_APPEAL_STEER_H
#define LINLI_APPEAL_STEER_H

#include "features/appeal/appeal.h"
#include "gen/account_row.h"
#include "gen/catalogue_row.h"
#include "gen/territory_row.h"
#include "kit/rule.h"

struct tx;

/* ---- which body ---- */

/* A case as rules see it. */
struct steer_case {
	int64_t item, at; /* at: when it was filed */
	struct place place;
	int64_t channel;
	bool urgent;
	struct str title, body, answers;
	const struct party_list *gave_back; /* bodies; of those in PARTY_GONE none is named. NULL = nobody */
};

struct appeal_whom {
	struct org org;
	struct rule rule; /* id 0: the catalogue says so */
	struct rule_part_list why;
};
/* Whom the rules name, else the duty catalogue: c as it stands, body the kind that the catalogue names. E_NOTFOUND: nobody. */
int appeal_whom(struct tx *tx, int64_t district, const struct steer_case *c, struct str body, struct appeal_whom *ret);
/* The same for a case as it is, or, with item, were it of that one. */
int appeal_whom_of(struct tx *tx, const struct appeal *a, const struct party_list *parties, int64_t item, struct appeal_whom *ret);

/* ---- keeping ---- */

/* What happened to a rule: kinds of steps of FLOW_STEER. Stored. */
enum steer_step { STEER_ADDED = 1, STEER_CHANGED, STEER_STOPPED, STEER_AUTO_ON, STEER_AUTO_OFF, STEER_AUTO_HALTED, STEER_STEP__MAX };
const char *appeal_steer_step_word(int64_t step); /* Chinese message key */

enum steer_look { STEER_HOLDS = 1, STEER_LATER, STEER_OFF, STEER_GONE };

/* A rule with the names of what it names. */
struct steer {
	struct rule r;
	int64_t org;
	struct str body; /* kind */
	struct str thing_name, thing_name_en, node_name, node_name_en, node_code, org_name, org_name_en;
	bool gone; /* it names what is no longer there: it decides nothing */
	bool may;  /* the reader keeps it */
	int64_t place; /* in the order of all the reader sees, from 1 */
};
struct steer_list {
	struct steer *v;
	size_t n;
};
/* All in force or to come that act where the reader keeps rules, in order. */
int appeal_steers(struct tx *tx, const struct actor *who, struct steer_list *ret);
/* The newest version. E_NOTFOUND: none, or it acts elsewhere. */
int appeal_steer_get(struct tx *tx, const struct actor *who, int64_t rule, struct steer *ret);
enum steer_look appeal_steer_look(const struct steer *s, int64_t now);

struct steer_new {
	int64_t rule, version; /* 0 = a new one */
	struct rule r;	       /* its conditions; from_at 0 = now */
	int64_t org;
	struct str body;
};
/* E_DENIED: not at that place; E_STALE; E_INVALID with its field. */
int appeal_steer_keep(struct tx *tx, const struct actor *who, const struct steer_new *n, int64_t *ret_rule);
/* From now on there is no such rule. */
int appeal_steer_stop(struct tx *tx, const struct actor *who, int64_t rule, int64_t version);

struct sealed;
extern const struct sealed appeal_steer_sealed;

#endif
