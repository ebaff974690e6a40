/* photo.h: the field of a form that takes photos, printed by {{> photo_field p}}. */
#ifndef LINLI_UI_PHOTO_H
#define LINLI_UI_PHOTO_H

#include "gen/ui_view.h"

/* A photo that a refused form had brought: it comes again with it. */
struct photo_kept {
	struct str token, src;
};
struct photo_kept_list {
	struct photo_kept *v;
	size_t n;
};
struct photo_field {
	const char *word; /* what is to be photographed: a Chinese message key */
	bool camera;	  /* a phone opens its camera at once */
	struct photo_kept_list kept;
};

#endif
