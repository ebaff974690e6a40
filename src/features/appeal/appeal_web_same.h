/* appeal_web_same.h: whether this browser has just filed the same: Back after the receipt shows the form with its words, and
 * pressing again would make a second case. A sealed cookie holds marks of the last few, for a day; no address is kept. */
#ifndef LINLI_APPEAL_WEB_SAME_H
#define LINLI_APPEAL_WEB_SAME_H

#include "features/appeal/appeal_web_form.h"

/* Was a case with these words at this place filed from another form? Then its code. */
bool appeal_filed_same(struct req *r, const struct appeal_new_in *in, struct str *ret_code);
void appeal_remember_filed(struct req *r, const struct appeal_new_in *in, struct str code);

#endif
