/* appeal_extend.h: urging, and more time for the body that has a case. */
#ifndef LINLI_APPEAL_EXTEND_H
#define LINLI_APPEAL_EXTEND_H

#include "features/appeal/appeal_stage.h"

/* So often a case is given more time, and in all no more than its item gives to answer. */
enum { APPEAL_EXTENDS_MAX = 2 };

int do_urge(struct move *), do_urged(struct move *), do_extend_ask(struct move *), do_extend_grant(struct move *), do_extend_refuse(struct move *);

/* Does the actor decide for the level that the extension was asked of, or for one above it? */
bool appeal_may_extend(const struct move *m);

#endif
