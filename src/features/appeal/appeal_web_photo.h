/* appeal_web_photo.h: photos that come with a form of appeals, and how much one network may file. */
#ifndef LINLI_APPEAL_WEB_PHOTO_H
#define LINLI_APPEAL_WEB_PHOTO_H

#include "kit/photos.h"

/* Where a photo of a refused form is seen. */
#define APPEAL_KEPT "/appeal/kept/"
/* Do the pixels of this sender's photos count for their network? */
bool appeal_photos_count(struct req *r);
/* Part of route.ahead or route.prepare of everything that files: E_LIMIT when this address files too much; staff may. */
int appeal_filing_budget(struct req *r);
/* Did this address file more within the hour than people of a house do? Such a case is marked, and looked at by itself; staff may. */
bool appeal_is_crowd(struct req *r);

#endif
