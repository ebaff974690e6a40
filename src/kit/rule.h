/* rule.h: what applies here and now: rows with conditions over kind of thing, place, time, way, words, answers and urgency.
 *
 * What a rule decides is its feature's, in a table of its own under the same id; here is which one decides, and why. Invariants:
 *
 *  - the most specific rule that holds decides: first by the level of its thing, then of its place, then by how many other conditions
 *    it has, then by its number, then by its age;
 *  - a rule holds when all its conditions do, and one that is empty always does; its words are any piece of the folded text;
 *  - matching knows no database: rule_order, rule_holds, rule_first and rule_covers are functions of what they are given;
 *  - a rule is never changed: a change opens a new version from a moment on (rule_put), and the moment of the one before it ends there. Of
 *    two who change the same version the second gets E_STALE. */
#ifndef LINLI_KIT_RULE_H
#define LINLI_KIT_RULE_H

#include "gen/kit_row.h" /* struct rule, struct rule_list */
#include "kit/actor.h"

struct tx;

/* Stored. What rules are for. */
enum rule_use { RULE_DISPATCH = 1 };
/* Stored. */
enum rule_times { RULE_ANY_TIME = 0, RULE_WORKING = 1, RULE_OUTSIDE = 2 };
enum rule_urgent { RULE_ANY_HURRY = 0, RULE_HURRY = 1, RULE_NO_HURRY = 2 };

/* Rules of a use in force or to come; bytes of the words of one condition; words of it. */
enum { RULES_MAX = 300, RULE_TEXT_MAX = 600, RULE_WORDS_MAX = 20, RULE_NAME_MAX = 40, RULE_NUMBER_MAX = 9999 };
#define RULE_FOREVER INT64_C(99999999999) /* until_at of what has no end */

/* What is judged. */
enum { RULE_DEPTH = 4 };
struct rule_facts {
	int64_t thing[RULE_DEPTH]; /* the thing and what it lies in, by level; 0 = none at that level */
	struct place place; /* its district's hours are those of RULE_WORKING */
	int64_t at;  /* when it happened */
	int64_t way; /* below 63 */
	bool urgent;
	struct str text, answers; /* rule_fold_text, rule_fold_lines */
};
/* Texts as conditions are compared with: folded; answers line by line, as "question: answer". */
struct str rule_fold_text(struct arena *a, struct str title, struct str text);
struct str rule_fold_lines(struct arena *a, struct str lines);
/* Takes the next line that holds something off *lines: words and answers of a rule. */
bool rule_next(struct str *lines, struct str *ret);
/* Does any of the rules look at what was said? If not, it need not be folded. */
bool rule_reads(const struct rule_list *rules);

/* Most specific first. */
void rule_order(struct rule_list *rules);
/* Do the conditions hold? Not whether it is in force. */
bool rule_holds(const struct rule *r, const struct rule_facts *f);
bool rule_in_force(const struct rule *r, int64_t at);
/* The first of rules in order that is in force at this moment and holds; NULL: none. */
const struct rule *rule_first(const struct rule_list *rules, const struct rule_facts *f, int64_t at);
/* Holds `wide` wherever `narrow` does, as long as that is in force? Then the second never decides behind the first. May say no where a
 * cleverer reader sees it; never yes where it is not so. */
bool rule_covers(const struct rule *wide, const struct rule *narrow);

/* Why it holds: the conditions it has, each with what was found. word: Chinese message key. */
enum rule_part_kind { RULE_BY_THING = 1, RULE_BY_PLACE, RULE_BY_TIME, RULE_BY_DAY, RULE_BY_WAY, RULE_BY_HURRY, RULE_BY_WORDS, RULE_BY_ANSWERS };
struct rule_part {
	enum rule_part_kind kind;
	const char *word;
	struct str text; /* of words and answers those that were found, with 、 between; of facts NULL all that are asked for */
};
struct rule_part_list {
	struct rule_part *v;
	size_t n;
};
void rule_why(struct arena *a, const struct rule *r, const struct rule_facts *f, struct rule_part_list *ret);

/* ---- keeping ---- */

/* Brings a draft into the form it is kept in; NULL, or what is wrong (Chinese message key) and its field. Thing and place are the
 * feature's to judge. */
const char *rule_tidy(struct arena *a, struct rule *r, const char **ret_field);
/* Those that may decide now or later about one of these things, or about any. In order. */
int rule_about(struct tx *tx, int64_t district, enum rule_use use, const int64_t thing[RULE_DEPTH], int64_t at, struct rule_list *ret);
/* All of a use in force now or later, in order. */
int rule_all(struct tx *tx, int64_t district, enum rule_use use, int64_t at, struct rule_list *ret);
/* The newest version, which may be off. E_NOTFOUND. */
int rule_newest(struct tx *tx, int64_t district, int64_t rule, struct rule *ret);
/* All its versions, newest first. */
int rule_versions(struct tx *tx, int64_t district, int64_t rule, struct rule_list *ret);
/* Opens a tidy version from r->from_at on; version: of the one that was seen, 0 = it is a new rule. Fills in id, rule, version, until_at.
 * E_STALE: somebody was faster; E_MANY: too many rules. */
int rule_put(struct tx *tx, int64_t district, int64_t version, struct rule *r);
/* Ids of rules of a use, ascending, from after on: for sealing. */
int rule_ids(struct tx *tx, int64_t district, enum rule_use use, int64_t after, int64_t *ret_ids, size_t most, size_t *ret_n);

#endif
