/* body.h: the bytes of a request's body while they come in; used by the server alone.
 *
 * They have memory of their own, not the arena's, which would keep every smaller copy of a body that
 * grows. What all bodies hold is counted together, byte by byte as they come: a body that was only
 * announced costs nothing, and many large ones at once cannot fill the memory. */
#ifndef LINLI_HTTP_BODY_H
#define LINLI_HTTP_BODY_H

#include <stdatomic.h>

#include "base/str.h"

struct body {
	atomic_size_t *held; /* by all bodies of the server */
	size_t held_max;     /* this one does not grow beyond it */
	size_t expected;     /* its own length, 0 = not known */
	char *p;
	size_t n, cap;
};

/* b holds nothing. E_BUSY: others hold so much now that it would not fit. */
int body_begin(struct body *b, atomic_size_t *held, size_t held_max, size_t expected);
/* E_BUSY: no room now. What came before is still there. */
int body_put(struct body *b, const void *p, size_t n);
struct str body_bytes(const struct body *b); /* until body_free */
/* An empty one is fine, and one of zeroes. */
void body_free(struct body *b);

#endif
