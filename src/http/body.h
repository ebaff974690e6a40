/* body.h: the bytes of a request's body while they come in; used by the server alone.
 *
 * They have memory of their own, not the arena's, which would keep every smaller copy of a body that
 * grows. What all bodies hold is counted together and for each network, byte by byte as they come: a
 * body that was only announced costs nothing, many large ones at once cannot fill the memory, and one
 * network cannot fill the others' part. A body that comes too slowly is given up. */
#ifndef LINLI_HTTP_BODY_H
#define LINLI_HTTP_BODY_H

#include "base/str.h"

struct body_budget;
/* all: bytes of all bodies together; network: of those of one network. */
struct body_budget *body_budget_new(size_t all, size_t network);
void body_budget_free(struct body_budget *g); /* holds nothing any more; NULL is fine */

/* How far one body may go. */
struct body_limits {
	bool large;	 /* leaves a quarter of all to small ones, which may go a quarter beyond their network's part */
	size_t expected; /* its own length, 0 = not known */
	int grace_s;	 /* so long it may take, and … */
	int rate;	 /* … a second more for so many bytes that came */
};

struct body {
	struct body_budget *budget;
	struct str from; /* its network */
	struct body_network *network; /* its bytes are counted there too; NULL before the first */
	struct body_limits limits;
	int64_t began_us;
	char *p;
	size_t n, cap;
};

/* b holds nothing. from, the name of the sender's network, lives as long as the body. E_BUSY: others hold so much
 * now that it would not fit. */
int body_begin(struct body *b, struct body_budget *g, struct str from, const struct body_limits *l);
/* E_BUSY: no room now. E_EXPIRED: it comes too slowly. What came before is still there. */
int body_put(struct body *b, const void *p, size_t n);
struct str body_bytes(const struct body *b); /* until body_free */
/* An empty one is fine, and one of zeroes. */
void body_free(struct body *b);

#endif
