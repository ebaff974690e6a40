/* appeal_urgent.h: deeds of what is urgent, and of a dispatch that is taken back. */
#ifndef LINLI_APPEAL_URGENT_H
#define LINLI_APPEAL_URGENT_H

#include "features/appeal/appeal_stage.h"

int do_hurry(struct move *), do_calm(struct move *), do_unsend(struct move *);
/* The case is urgent from now on, or no more: what runs begins anew with other minutes. */
int appeal_make_urgent(struct move *m, bool urgent);

#endif
