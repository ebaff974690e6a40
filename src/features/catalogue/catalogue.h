/* catalogue.h: the duty catalogue: which body answers for what, by which rule, by when.
 *
 * The tree has levels 1 class, 2 group, 3 item; a matter may stand at any level. A rule holds from a date;
 * a change opens a new version and old matters keep theirs. Changing it: catalogue_edit.h and
 * catalogue_import.h. Rows: struct catalogue_node, struct catalogue_rule, struct catalogue_body
 * (gen/catalogue_row.h). */
#ifndef LINLI_CATALOGUE_H
#define LINLI_CATALOGUE_H

#include "base/str.h"
#include "gen/catalogue_row.h"
#include "kit/actor.h"

struct tx;

/* UNDER: retired together with what it lies under. Only LIVE may be chosen for a new matter. */
enum catalogue_state { CATALOGUE_LIVE = 1, CATALOGUE_RETIRED, CATALOGUE_UNDER };
enum { CATALOGUE_CLASS = 1, CATALOGUE_GROUP, CATALOGUE_ITEM }; /* levels */

int catalogue_get(struct tx *tx, int64_t district, int64_t node, struct catalogue_node *ret);
/* Are matters of it never public: because of itself or of what it lies under? */
int catalogue_is_never(struct tx *tx, int64_t district, int64_t node, bool *ret);
/* A node by its name at any level, by its code, or by its path (names joined by /); the highest level wins
 * when a name stands at several. A live one is preferred; see its state. */
int catalogue_find(struct tx *tx, int64_t district, struct str name, struct catalogue_node *ret);
int catalogue_children(struct tx *tx, int64_t district, int64_t parent,
		       struct catalogue_node_list *ret); /* live */
int catalogue_children_retired(struct tx *tx, int64_t district, int64_t parent,
			       struct catalogue_node_list *ret);
/* Items whose own rule says that a building or a grid may settle them; those that are never public are left out. */
int catalogue_nearby(struct tx *tx, int64_t district, int64_t limit, struct catalogue_node_list *ret);
/* All live nodes without anything live below them, class by class in order. */
int catalogue_leaves(struct tx *tx, int64_t district, struct catalogue_node_list *ret);
/* The same by path, behind the one with the path after ("" = from the start); class 0: of all. */
int catalogue_items(struct tx *tx, int64_t district, int64_t class, struct str after, int64_t limit,
		    struct catalogue_node_list *ret);
/* Live nodes whose name, path, code or keywords hold every word of the query. */
int catalogue_search(struct tx *tx, int64_t district, struct str query, int64_t limit,
		     struct catalogue_node_list *ret);
/* What holds where the catalogue says nothing: body community, accept 4 h, answer 5 working days, 5 days to
 * rate. Its id is 0. */
extern const struct catalogue_rule catalogue_house_rule;
/* The rule in force for a node at a moment: its own, else its nearest ancestor's, else the house rule. Never
 * E_NOTFOUND. */
int catalogue_rule_at(struct tx *tx, int64_t district, int64_t node, int64_t at,
		      struct catalogue_rule *ret);
int catalogue_rule_get(struct tx *tx, int64_t district, int64_t rule,
		       struct catalogue_rule *ret); /* 0: house rule */
/* The basis is not set yet: each district has its own regulations, and is to name them. */
bool catalogue_basis_is_local(const struct catalogue_rule *r);
/* All versions of a node's own rule, newest first; those that have not begun too. */
int catalogue_versions(struct tx *tx, int64_t district, int64_t node,
		       struct catalogue_rule_list *ret);
/* The words for a kind of body: 街道城市管理. The code itself when unknown. */
struct str catalogue_body_word(struct tx *tx, int64_t district, struct str code, bool english);
/* The same for struct feature. */
struct body_kind_list;
int catalogue_body_kinds(struct tx *tx, int64_t district, bool english, struct body_kind_list *ret);
int catalogue_bodies(struct tx *tx, int64_t district, struct catalogue_body_list *ret);
/* Name and path in the reader's language; what has no English name is called by its Chinese one. */
struct str catalogue_name(const struct catalogue_node *n, bool english);
struct str catalogue_path(const struct catalogue_node *n, bool english);
/* All live items with their keywords, for the suggestion's first model. */
int catalogue_seeds(struct tx *tx, int64_t district, struct catalogue_seed_list *ret);
/* How many items each class holds. */
int catalogue_counts(struct tx *tx, int64_t district, struct catalogue_count_list *ret);
/* The catalogue the product ships; does nothing when the district has one. */
int catalogue_install_default(struct tx *tx, const struct actor *who);

#endif
