/* photos.h: photos that come with a form. They are re-encoded and stored before the transaction; the rule that makes
 * the row names them (kit/matter_file.h), and what no row names is swept. Those of a form that is refused come back with
 * it as sealed tokens. */
#ifndef LINLI_KIT_PHOTOS_H
#define LINLI_KIT_PHOTOS_H

#include "http/req.h"
#include "kit/matter_file.h"
#include "ui/photo.h"

/* Photos of a form: new uploads, in its field "photo", and tokens of those that are stored already, in "kept". */
struct photos_in {
	struct uploads fresh;
	struct texts kept;
};

/* In route.prepare of every form with a struct photos_in; leaves a struct photos in r->prepared. counts: their pixels
 * count for the sender's network (E_LIMIT). E_INVALID: what is wrong stands at the field, the others are stored. */
struct photos {
	struct file_ref v[PHOTOS_MAX + 1];
	size_t n;
};
#define photos_take(r, in_, typed, counts) photos_take_at((r), #in_, offsetof(struct in_, photos.fresh), (typed), (counts))
int photos_take_at(struct req *r, const char *in, size_t member, const struct photos_in *typed, bool counts);
/* The photos of a refused form, to be sent again as tokens. at: the address before the token, which photos_kept_page
 * answers: the thumbnail of a photo that belongs to nothing yet, for who holds its token. */
struct photo_kept_list photos_kept(struct req *r, const char *at);
int photos_kept_page(struct req *r);

#endif
