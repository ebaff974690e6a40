/* appeal_web.h: what the page files of appeals share. */
#ifndef LINLI_APPEAL_WEB_H
#define LINLI_APPEAL_WEB_H

#include "features/appeal/appeal_page.h"
#include "features/appeal/appeal_web_form.h"
#include "http/form.h"
#include "http/req.h"
#include "http/route.h"
#include "kit/privacy.h"

/* Lists in the reader's language; the public sees neither numbers nor door plates of people. */
struct appeal_card_list appeal_cards_of(struct req *r, const struct appeal_line_list *lines,
					bool redact);
struct str appeal_say(const struct req *r, struct str zh,
		      struct str en); /* English when asked for and there */
enum clock_look appeal_clock_look(const struct appeal_line *l, int64_t now);
/* Leaves of a case what everybody may read. */
void appeal_make_public(struct arena *arena, struct appeal *a);
/* Where a case is, as it was called when it was filed. */
struct str appeal_say_place(struct req *r, struct str place, struct str community,
			    struct str community_en);
int appeal_pick_communities(struct req *r, int64_t chosen, struct pick_list *ret);
/* The same by node id, for moving a case; the first is "leave it". */
int appeal_pick_moves(struct req *r, int64_t current, struct pick_list *ret);
int appeal_pick_classes(struct req *r, int64_t chosen, struct pick_list *ret);
int appeal_pick_items(struct req *r, int64_t chosen, struct pick_group_list *ret);
/* The community as a whole, its grids, then each building with its units. chosen 0: none yet. */
int appeal_pick_places(struct req *r, const struct territory_node *community, int64_t chosen,
		       struct pick_group_list *ret);
/* Items that fit what was typed. chosen: stands first and ticked, 0 = none, or it is offered elsewhere. */
int appeal_find_items(struct req *r, struct str typed, int64_t chosen, struct pick_search *ret);
int appeal_pick_orgs(struct req *r, int64_t chosen, struct pick_list *ret);
/* The community of ?c=CODE; NULL node (id 0) when none or unknown. */
int appeal_community_of(struct req *r, struct str code, struct territory_node *ret);
/* The reader with the cases whose PIN this browser has shown. */
const struct actor *appeal_reader(struct req *r);
/* Adds a case to those this browser has shown the PIN of. */
void appeal_remember(struct req *r, int64_t id);

/* Puts suggestions in the words of the reader's language, without those so unlikely that they would only confuse. */
void appeal_likely(struct req *r, struct suggest_hit_list *hits);

/* For route->ahead: thinks about what was typed; leaves a struct appeal_guess in r->found. */
int appeal_think(struct req *r, struct str title, struct str text);
/* Opens a case by its PIN, as matter_unlock. Guesses are limited: so many for an address, fewer for an address at one
 * case, and a daily lot for the case, so that nobody guesses it and nobody locks out who filed it. E_LIMIT. */
int appeal_try_pin(struct req *r, struct str code, struct str pin, int64_t *ret_id);

/* Photos: in route.prepare of every form with a struct photos_in; leaves a struct appeal_photos in r->prepared. */
struct appeal_photos {
	struct file_ref v[APPEAL_PHOTOS_MAX + 1];
	size_t n;
};
#define appeal_take_photos(r, in_, typed) \
	appeal_take_photos_at((r), #in_, offsetof(struct in_, photos.fresh), (typed))
int appeal_take_photos_at(struct req *r, const char *in, size_t member,
			  const struct photos_in *typed);
/* Part of route.ahead or route.prepare of everything that files: E_LIMIT when this address files too much; staff may. */
int appeal_filing_budget(struct req *r);
struct appeal_kept_list appeal_kept_photos(struct req *r);

/* The case page for who filed it and the public, and for the desk. */
int appeal_show_page(struct req *r);
int appeal_desk_page(struct req *r);
int appeal_load_page(struct req *r, bool desk, struct appeal_show_page *p);

/* The topic of a district's changes, for whoever watches the history. */
struct str appeal_topic(struct arena *a, int64_t district);

/* Leads on to code and PIN, to be read for ten minutes. */
int appeal_give_receipt(struct req *r, const struct appeal_receipt *made, bool staff);

extern const struct route_table appeal_routes, appeal_new_routes, appeal_receipt_routes, appeal_case_routes,
	appeal_desk_routes, appeal_export_routes, appeal_photo_routes, appeal_ledger_routes, appeal_live_routes, appeal_talk_routes,
	appeal_api_routes;

/* What this feature keeps of people: appeal_api_personal.c. */
extern const struct personal appeal_personal;

#endif
