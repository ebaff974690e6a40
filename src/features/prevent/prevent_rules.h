/* prevent_rules.h: what the rules of prevention share. */
#ifndef LINLI_PREVENT_RULES_H
#define LINLI_PREVENT_RULES_H

#include "features/prevent/prevent.h"
#include "kit/course.h"

/* A move while it is made. */
struct prevent_moving {
	struct move move;
	struct prevent_row row;
	const struct prevent_change *c;
};

static inline struct prevent_moving *
prevent_of(struct move *m)
{
	return (struct prevent_moving *)m;
}

int prevent_do_accept(struct move *m), prevent_do_done(struct move *m), prevent_do_judge(struct move *m), prevent_do_aside(struct move *m);

#endif
