/* narrow.h: a choice by words out of a list that is known as a whole. For some hundred; longer lists are searched in the database. */
#ifndef LINLI_KIT_NARROW_H
#define LINLI_KIT_NARROW_H

#include "ui/pick.h"

struct arena;

/* Puts those of a whole list that fit s->typed into s, the chosen one first; without words all of a short list. */
void pick_narrow(struct arena *a, const struct pick_list *all, struct pick_search *s);

/* The one of a list that words mean: by its whole label, or because nothing else fits. NULL: several (hits, PICK_SHOWN at most) or none. */
const struct pick *pick_meant(struct arena *a, const struct pick_list *all, struct str typed, struct pick_list *ret_hits);
/* Makes a choice among more than PICK_SELECT_MOST one by words. typed: what the form brought, "" = what is chosen is shown. address: where
 * what fits leads, up to its value. */
void pick_by_words(struct arena *a, const struct pick_list *all, const char *find, struct str typed, struct str address, struct pick_words *ret);

#endif
