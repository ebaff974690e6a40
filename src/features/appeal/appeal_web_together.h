/* appeal_web_together.h: what a case is dealt with together with: joined cases, parts, the whole. */
#ifndef LINLI_APPEAL_WEB_TOGETHER_H
#define LINLI_APPEAL_WEB_TOGETHER_H

#include "features/appeal/appeal_page.h"
#include "http/req.h"

struct appeal_alike_list;
/* Cases that may say the same, in the reader's language; chosen: the code of the one that was ticked. */
struct appeal_alike_line_list appeal_alike_lines(struct req *r, const struct appeal_alike_list *list, struct str chosen);
/* As the reader of s may know it: the public learns how many were joined to it, and nothing else. */
int appeal_together_of(struct req *r, const struct appeal_seen *s, struct appeal_together *ret);

#endif
