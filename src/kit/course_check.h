/* course_check.h: what operators and developers ask of matters: does a matter agree with its history, and everything
 * about one on one screen. For commands; the texts are English. */
#ifndef LINLI_KIT_COURSE_CHECK_H
#define LINLI_KIT_COURSE_CHECK_H

#include "kit/course.h"

/* why says what does not agree, NULL = all does. sealed is false for matters that did not move since seals came. */
struct verdict {
	struct str code;
	const char *why;
	bool sealed;
	size_t desks; /* so many rows of desks it must have */
};
int course_verify(const struct course *c, struct tx *tx, int64_t district, int64_t id, struct verdict *ret);
/* Tells, a line each, which matters of the kind do not agree with their histories, which histories have no matter,
 * and which counts and desks are not those of the matters. */
int course_verify_all(const struct course *c, struct tx *tx, int64_t district,
		      int (*broken)(void *ctx, struct str line), void *ctx);

/* What ids are called, for people who read a screen; each is NULL or gives "" for an id it does not know. */
struct show_names {
	int (*person)(struct tx *tx, int64_t district, int64_t id, struct str *ret);
	int (*body)(struct tx *tx, int64_t district, int64_t id, struct str *ret);
	int (*place)(struct tx *tx, int64_t district, int64_t id, struct str *ret);
};

/* One screen: row, moves, clocks with who used which hours, bodies, desks, links, how many comment and follow, who
 * may see it. E_NOTFOUND: no matter of this kind has the code. names: NULL = ids alone. */
int course_show(const struct course *c, struct tx *tx, int64_t district, struct str code, const struct show_names *names,
		struct buf *out);

#endif
