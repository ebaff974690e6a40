/* appeal_web_phrase.h: usual answers on the page of a case. */
#ifndef LINLI_APPEAL_WEB_PHRASE_H
#define LINLI_APPEAL_WEB_PHRASE_H

#include "features/appeal/appeal_page.h"
#include "http/req.h"

/* Offers them; one that the reader asked to put in (the form's fill) is added to the text they had. */
int appeal_pick_phrases(struct req *r, struct appeal_show_page *p);

#endif
