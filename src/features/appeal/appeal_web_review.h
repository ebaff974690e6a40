/* appeal_web_review.h: the step before words of a case become public, on its page at the desk. */
#ifndef LINLI_APPEAL_WEB_REVIEW_H
#define LINLI_APPEAL_WEB_REVIEW_H

#include "features/appeal/appeal_page.h"
#include "http/req.h"

/* What is marked in title and text, with what a refused form chose; for who may publish. */
void appeal_review_of(struct req *r, struct appeal_show_page *p);

#endif
