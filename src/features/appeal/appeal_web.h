/* appeal_web.h: the addresses of appeals, and the few steps that lead from one page file to another. */
#ifndef LINLI_APPEAL_WEB_H
#define LINLI_APPEAL_WEB_H

#include "features/appeal/appeal_page.h"
#include "features/appeal/appeal_web_form.h"
#include "http/req.h"
#include "http/route.h"
#include "kit/privacy.h"

/* For route->ahead: thinks about what was typed; leaves a struct appeal_guess in r->found. */
int appeal_think(struct req *r, struct str title, struct str text, struct str answers);
/* Leads on to code and PIN, to be read for ten minutes. */
int appeal_give_receipt(struct req *r, const struct appeal_receipt *made, struct str urgent, bool staff);

/* For the page "mine": kit/mine.h. */
struct mine_part;
int appeal_mine_part(struct req *r, struct mine_part *ret);

/* A case at the desk. */
int appeal_desk_page(struct req *r);

/* The topic of a district's changes, for whoever watches the history. */
struct str appeal_topic(struct arena *a, int64_t district);

/* A case on the phone of who may settle it nearby. */
int appeal_near_page(struct req *r);

extern const struct route_table appeal_circle_routes, appeal_grid_routes, appeal_finding_routes, appeal_routes, appeal_list_routes, appeal_queue_routes, appeal_new_routes, appeal_receipt_routes, appeal_case_routes,
	appeal_way_routes, appeal_call_routes, appeal_caller_routes, appeal_map_routes, appeal_here_routes,
	appeal_desk_routes, appeal_phrase_routes, appeal_steer_routes, appeal_auto_routes, appeal_trial_routes, appeal_practice_routes, appeal_export_routes, appeal_import_routes, appeal_take_routes, appeal_photo_routes, appeal_live_routes, appeal_talk_routes, appeal_api_routes;

/* The copy and erasure of a person's cases: appeal_api_personal.c. */
extern const struct personal appeal_personal;

#endif
