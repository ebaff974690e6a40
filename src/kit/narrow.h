/* narrow.h: a choice by words out of a list that is known as a whole. For some hundred; longer lists are searched in the database. */
#ifndef LINLI_KIT_NARROW_H
#define LINLI_KIT_NARROW_H

#include "ui/pick.h"

struct arena;

/* Puts those of a whole list that fit s->typed into s, the chosen one first; without words all of a short list. */
void pick_narrow(struct arena *a, const struct pick_list *all, struct pick_search *s);

#endif
