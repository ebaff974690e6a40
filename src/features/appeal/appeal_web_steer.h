/* appeal_web_steer.h: which rule of dispatching names a body, in the reader's words. */
#ifndef LINLI_APPEAL_WEB_STEER_H
#define LINLI_APPEAL_WEB_STEER_H

#include "features/appeal/appeal_page.h"
#include "features/appeal/appeal_steer.h"
#include "http/req.h"

/* number 0: the catalogue names it. */
struct appeal_steer_by appeal_steer_by_of(struct req *r, const struct appeal_whom *to);

/* A rule in the reader's words. */
struct steer_said {
	struct str thing, node, to, when;
};
struct steer_said appeal_steer_say(struct req *r, const struct steer *s);

#endif
