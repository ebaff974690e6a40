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
/* Makes choices of communities that were read already. */
struct pick_list appeal_picks_of(struct req *r, const struct territory_node_list *nodes, int64_t chosen);
/* Streets and communities of the district, for a filter; by code. */
int appeal_pick_areas(struct req *r, struct str chosen, struct pick_list *ret);
/* The same by node id, without the current one, for moving a case. */
int appeal_pick_moves(struct req *r, int64_t current, struct str typed, int64_t chosen, struct pick_search *ret);
int appeal_pick_classes(struct req *r, int64_t chosen, struct pick_list *ret);
/* All bodies, for a filter. */
int appeal_pick_orgs(struct req *r, int64_t chosen, struct pick_list *ret);
/* Bodies whose name, initials or code fit what was typed; nothing is read before. usual: what it means that none is chosen, NULL:
 * one must be. */
int appeal_find_orgs(struct req *r, struct str typed, int64_t chosen, const char *usual, struct str whose, struct pick_search *ret);
extern const char appeal_by_duty[]; /* the usual: whoever the catalogue names */
/* Places of a community that fit what was typed, and the community as a whole. chosen: stands first and ticked, 0 = none. */
int appeal_find_places(struct req *r, const struct territory_node *community, struct str typed, int64_t chosen,
		       struct pick_search *ret);
/* Items that fit what was typed. chosen: stands first and ticked, 0 = none, or it is offered elsewhere. must: one is
 * chosen in the end. */
int appeal_find_items(struct req *r, struct str typed, int64_t chosen, bool must, struct pick_search *ret);
/* Puts suggestions in the words of the reader's language, without those below the bar (SUGGEST_BAR). Of a text that tells of
 * an emergency only what is sure is left. */
void appeal_likely(struct req *r, struct suggest_hit_list *hits, bool alarmed);

#endif
