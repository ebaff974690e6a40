/* appeal_web_pick.h: what forms and filters of appeals let people choose from. */
#ifndef LINLI_APPEAL_WEB_PICK_H
#define LINLI_APPEAL_WEB_PICK_H

#include "gen/territory_row.h"
#include "http/req.h"
#include "ui/pick.h"

struct suggest_hit_list;

/* The community of ?c=CODE; NULL node (id 0) when none or unknown. */
int appeal_community_of(struct req *r, struct str code, struct territory_node *ret);
int appeal_pick_communities(struct req *r, int64_t chosen, struct pick_list *ret);
/* The same by node id, without the current one, for moving a case. */
int appeal_pick_moves(struct req *r, int64_t current, struct pick_list *ret);
int appeal_pick_classes(struct req *r, int64_t chosen, struct pick_list *ret);
int appeal_pick_items(struct req *r, int64_t chosen, struct pick_group_list *ret);
int appeal_pick_orgs(struct req *r, int64_t chosen, struct pick_list *ret);
/* The community as a whole, its grids, then each building with its units. chosen 0: none yet. */
int appeal_pick_places(struct req *r, const struct territory_node *community, int64_t chosen,
		       struct pick_group_list *ret);
/* Items that fit what was typed. chosen: stands first and ticked, 0 = none, or it is offered elsewhere. */
int appeal_find_items(struct req *r, struct str typed, int64_t chosen, struct pick_search *ret);
/* Puts suggestions in the words of the reader's language, without those so unlikely that they would only confuse. */
void appeal_likely(struct req *r, struct suggest_hit_list *hits);

#endif
