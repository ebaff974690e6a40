/* territory_web_pick.h: a place chosen by words, in any form: name, code or the first letters of the pinyin. */
#ifndef LINLI_TERRITORY_WEB_PICK_H
#define LINLI_TERRITORY_WEB_PICK_H

#include "base/str.h"
#include "ui/pick.h"

struct req;

enum territory_pick { TERRITORY_PICK_ANY = 1, TERRITORY_PICK_COMMUNITY };

/* What the form is like: field of the radios, whose values are ids; of the text; of the button (FIELD_AGAIN). */
struct territory_pick_form {
	enum territory_pick of;
	const char *field, *query, *again;
	int64_t own;              /* a place that may be shown whatever it is: where the person lives, 0 = none */
	const char *label, *none; /* Chinese message keys; none: as in struct pick_search */
};
/* The page's library is pick.js. */
int territory_find_places(struct req *r, const struct territory_pick_form *form, struct str typed, int64_t chosen, struct pick_search *ret);

#endif
