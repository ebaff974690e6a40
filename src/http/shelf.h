/* shelf.h: finished answers, kept for the next reader who asks for the same.
 *
 * An answer stands under a key, which says everything it was made from besides the data, and carries a stamp, the
 * state the data was in. It is given out while both are the same. The shelf has a fixed number of places and takes no
 * large answers: its memory is bounded, and a newcomer takes the place of whoever stands there. Any thread may call. */
#ifndef LINLI_HTTP_SHELF_H
#define LINLI_HTTP_SHELF_H

#include <stdint.h>

#include "base/str.h"

enum { SHELF_PLACES = 512, SHELF_BODY_MAX = 64 * 1024 };

struct MHD_Response;
struct shelf;
struct kept;

struct shelf *shelf_new(void);
/* Nothing is given out or taken in any more: connections are to end, and kept answers do not say so. */
void shelf_close(struct shelf *s);
/* After the server has stopped; NULL is fine. */
void shelf_free(struct shelf *s);

/* The answer under this key as it was made at this stamp, or NULL. Give it back with kept_free. */
struct kept *shelf_take(struct shelf *s, struct str key, int64_t stamp);
/* Takes over the caller's reference to m, which must own its bytes. */
void shelf_put(struct shelf *s, struct str key, int64_t stamp, struct MHD_Response *m);
struct MHD_Response *kept_response(const struct kept *k);
void kept_free(struct kept *k); /* NULL is fine */

#endif
