/* catalogue_edit.h: changing the catalogue: for those who may edit it for the whole district.
 *
 * Nothing is deleted and no rule that holds is overwritten: a change of rule opens a version from now or a
 * later day; a retired node stays for the matters that name it. version is that of the node as the form
 * showed it (E_STALE when somebody was faster), 0 = whatever it is now. Every change is a step of
 * FLOW_CATALOGUE of the node. */
#ifndef LINLI_CATALOGUE_EDIT_H
#define LINLI_CATALOGUE_EDIT_H

#include "features/catalogue/catalogue.h"

/* Kinds of steps. */
enum catalogue_step {
	CATALOGUE_DID_ADD = 1,
	CATALOGUE_DID_NAME,
	CATALOGUE_DID_RULE,
	CATALOGUE_DID_UNPLAN,
	CATALOGUE_DID_MOVE,
	CATALOGUE_DID_RETIRE,
	CATALOGUE_DID_RESTORE,
	CATALOGUE_STEP__MAX
};

/* What is sealed of a node: its names and code, where it lies, every version of its rule. */
extern const struct sealed catalogue_sealed;

enum {
	CATALOGUE_NAME_MAX = 40,
	CATALOGUE_NAME_EN_MAX = 120,
	CATALOGUE_CODE_MAX = 20,
	CATALOGUE_TEXT_MAX = 500,
	CATALOGUE_CO_MAX = 8,
	CATALOGUE_QUESTIONS_MAX = 3,
	CATALOGUE_MINUTES_MAX = 250 * 8 * 60, /* a year of working time */
};

enum { CATALOGUE_COLOURS = 7 };

/* The service colours: code red, word 党建红 (message key). The last has code NULL. */
struct catalogue_colour {
	const char *code, *word;
};
extern const struct catalogue_colour catalogue_colours[CATALOGUE_COLOURS + 1];
/* NULL: none of them. */
const struct catalogue_colour *catalogue_colour_of(struct str code);

bool catalogue_may_edit(const struct actor *who);
/* Tells those who have matters of a node that they are never public from now on. */
int catalogue_hides(struct tx *tx, int64_t district, int64_t node);
const char *catalogue_step_word(int64_t step);	   /* Chinese message keys */
const char *catalogue_circle_word(int64_t circle); /* 社区 */
const char *catalogue_circle_name(int64_t circle); /* "community" */
int64_t catalogue_circle_of(struct str name);	   /* 0 = none */
/* Working minutes as hours with two decimals at most: 1.33. That is exact enough to read them back. */
struct str catalogue_hours(struct arena *a, int64_t minutes);

/* Who may ever see matters of it. */
enum catalogue_who { CATALOGUE_ALL = 1, CATALOGUE_NEVER };

/* What can be said of a node itself. */
struct catalogue_draft {
	int64_t parent; /* add: 0 = a class */
	struct str code, name, name_en, colour;
	enum catalogue_who who; /* 0 = as it is, new ones: everybody */
};
int catalogue_add(struct tx *tx, const struct actor *who, const struct catalogue_draft *d,
		  int64_t *ret_id);
/* Names and colour; the code only while there is none. */
int catalogue_rename(struct tx *tx, const struct actor *who, int64_t node, int64_t version,
		     const struct catalogue_draft *d);
/* To another parent of the same level as before. */
int catalogue_move(struct tx *tx, const struct actor *who, int64_t node, int64_t version,
		   int64_t parent);
/* With all that lies under it. */
int catalogue_retire(struct tx *tx, const struct actor *who, int64_t node, int64_t version);
int catalogue_restore(struct tx *tx, const struct actor *who, int64_t node, int64_t version);

/* A new version of the node's own rule; id, node, dates and changed_by of r are not read. from: a moment, 0 or
 * today = now; a day that has passed is refused. Says why in the history. A version planned for the same
 * day is replaced. */
int catalogue_rule_set(struct tx *tx, const struct actor *who, int64_t node, int64_t version,
		       const struct catalogue_rule *r, int64_t from, struct str why);
/* Takes back a version that has not begun. */
int catalogue_rule_unplan(struct tx *tx, const struct actor *who, int64_t node, int64_t version,
			  int64_t rule);

#endif
