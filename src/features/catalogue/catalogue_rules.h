/* catalogue_rules.h: what the rule files of the catalogue share among themselves; pages use catalogue.h. */
#ifndef LINLI_CATALOGUE_RULES_H
#define LINLI_CATALOGUE_RULES_H

#include "features/catalogue/catalogue_edit.h"

/* Brings a draft or rule into the form it is kept in; NULL, or what is wrong with it (Chinese message key)
 * and the field it is about. */
const char *catalogue_tidy_draft(struct catalogue_draft *d, const char **ret_field);
const char *catalogue_tidy_rule(struct arena *a, struct catalogue_rule *r,
				const struct catalogue_body_list *bodies, const char **ret_field);
bool catalogue_same_rule(const struct catalogue_rule *a, const struct catalogue_rule *b);

/* Writes both paths of a node, below one whose paths are right; an empty one: a class. */
void catalogue_set_paths(struct arena *a, struct catalogue_node *n,
			 const struct catalogue_node *parent);
/* Opens a version of a tidy rule, without asking who may. from 0: since always, for the first one. */
int catalogue_open_version(struct tx *tx, const struct actor *who, int64_t node,
			   const struct catalogue_rule *r, int64_t from);
/* The kinds of bodies that the product ships, where the district has none. */
int catalogue_install_bodies(struct tx *tx, int64_t district);
int catalogue_record(struct tx *tx, const struct actor *who, int64_t node, enum catalogue_step kind,
		     struct str text, struct str data);

#endif
