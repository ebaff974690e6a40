/* hot_web.h: the pages of hot issues. */
#ifndef LINLI_HOT_WEB_H
#define LINLI_HOT_WEB_H

#include "http/route.h"

struct hot_step_list;
struct req;

extern const struct route_table hot_routes, hot_event_routes, hot_card_routes;

/* The versions of a card, newest first. staff: with who wrote them, and those that tell nobody anything. */
int hot_say_steps(struct req *r, int64_t event, bool staff, struct hot_step_list *ret);

#endif
