/* appeal_web_around.h: what stands around a case: bodies, clocks, hours, links. */
#ifndef LINLI_APPEAL_WEB_AROUND_H
#define LINLI_APPEAL_WEB_AROUND_H

#include "features/appeal/appeal_page.h"
#include "http/req.h"

struct work_time appeal_work_time(int64_t minutes);
int appeal_around_of(struct req *r, const struct actor *who, const struct appeal_seen *s, struct appeal_around *ret);
int appeal_link_lines(struct req *r, const struct actor *who, const struct appeal_seen *s,
		      struct appeal_link_line_list *ret);

#endif
