/* appeal_web_around.h: what stands around a case: bodies, clocks, hours, links. */
#ifndef LINLI_APPEAL_WEB_AROUND_H
#define LINLI_APPEAL_WEB_AROUND_H

#include "features/appeal/appeal_page.h"
#include "http/req.h"

int appeal_around_of(struct req *r, const struct actor *who, const struct appeal_seen *s, struct appeal_around *ret);
int appeal_link_lines(struct req *r, const struct actor *who, const struct appeal_seen *s,
		      struct appeal_link_line_list *ret);
/* Why a step gave the case back; "" = it did not. */
int appeal_step_reason(struct req *r, const struct flow_step *step, struct str *ret);
/* A reason in the reader's words. */
struct str appeal_say_reason(struct req *r, const struct phrase *p);
struct str appeal_say_asks(struct req *r, const struct phrase *p);

#endif
