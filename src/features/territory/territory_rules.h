/* territory_rules.h: what the rule files of the territory share among themselves; pages use
 * territory.h. */
#ifndef LINLI_TERRITORY_RULES_H
#define LINLI_TERRITORY_RULES_H

#include "features/territory/territory.h"
#include "features/territory/territory_edit.h"

/* A node as it will stand below its parent: ancestors and full name. n->id, level, kind and name
 * are set. */
void territory_settle(struct arena *a, struct territory_node *n,
		      const struct territory_node *parent, struct str area_name);
/* Name of the area p lies in, or is; "" for none. */
int territory_area_name(struct tx *tx, const struct territory_node *p, struct str *ret);
struct str territory_sort_key(struct arena *a, struct str name, int64_t id);
/* A free plate for a community or district: its capital initials, longer until nobody has it. */
int territory_plate_for(struct tx *tx, int64_t district, struct str name, struct str *ret);
/* A free code made of the parent's and what the name counts: YH-BL-B3-U2. */
int territory_code_for(struct tx *tx, const struct territory_node *parent,
		       const struct territory_node *n, struct str *ret);
/* Writes a new node and its history; checks nothing. */
int territory_insert(struct tx *tx, const struct actor *who, struct territory_node *n);
int territory_note(struct tx *tx, const struct actor *who, const struct territory_node *n,
		   enum territory_step step, struct str data, struct str text);
/* What a form or a row says of its households; 0 changes nothing. */
int territory_households_put(struct tx *tx, const struct territory_node *n, int64_t households);
/* Of two that become one: their sum, or nothing when one of them is not known. */
int territory_households_join(struct tx *tx, const struct territory_node *from, const struct territory_node *into);
/* Brings everything below a node into line after it changed its name or place, or gave its children
 * away. */
int territory_follow(struct tx *tx, const struct territory_node *was);
/* Reads a live node for a change: E_NOTFOUND, E_DENIED without perm there, E_STALE when somebody
 * changed it since version (0 = whatever it is). */
int territory_for_change(struct tx *tx, const struct actor *who, int64_t id, int64_t version,
			 enum perm perm, struct territory_node *ret);

#endif
