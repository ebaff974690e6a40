/* appeal_web_photo.h: photos that come with a form. */
#ifndef LINLI_APPEAL_WEB_PHOTO_H
#define LINLI_APPEAL_WEB_PHOTO_H

#include "features/appeal/appeal_page.h"
#include "features/appeal/appeal_web_form.h"
#include "http/req.h"

/* In route.prepare of every form with a struct photos_in; leaves a struct appeal_photos in r->prepared. */
struct appeal_photos {
	struct file_ref v[APPEAL_PHOTOS_MAX + 1];
	size_t n;
};
#define appeal_take_photos(r, in_, typed) \
	appeal_take_photos_at((r), #in_, offsetof(struct in_, photos.fresh), (typed))
int appeal_take_photos_at(struct req *r, const char *in, size_t member,
			  const struct photos_in *typed);
/* The photos of a refused form, to be sent again as tokens. */
struct appeal_kept_list appeal_kept_photos(struct req *r);
/* Part of route.ahead or route.prepare of everything that files: E_LIMIT when this address files too much; staff may. */
int appeal_filing_budget(struct req *r);
/* Did this address file more within the hour than people of a house do? Such a case is marked, and looked at by itself; staff may. */
bool appeal_is_crowd(struct req *r);

#endif
