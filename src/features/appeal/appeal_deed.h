/* appeal_deed.h: between appeal_move.c and appeal_deed.c: one move while it is made. */
#ifndef LINLI_APPEAL_DEED_H
#define LINLI_APPEAL_DEED_H

#include "features/appeal/appeal_move.h"
#include "features/catalogue/catalogue.h"

/* Everything one move works on. */
struct move {
	struct tx *tx;
	const struct actor *who;
	const struct appeal_change *c;
	struct appeal was, a; /* before and after */
	struct catalogue_rule rule;
	int64_t at;
	int64_t org; /* the body that acts */
	struct str data;
	int64_t remind_at; /* when the case's clock job runs, 0 = none */
};

/* Does what the move m->c->act does to m->a, whose state is the new one already. */
int appeal_deed(struct move *m);
/* Counts m->a as closed at m->at. */
int appeal_count_closed(struct move *m);

#endif
