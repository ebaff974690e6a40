/* throttle.h: how often something may be tried: a bucket of tokens for each key, in memory.
 *
 * The table has a fixed size: when it is crowded, the key that would be rested soonest is dropped.
 * Keys are kept as hashes under a random seed, so nobody can aim at another's. Counts are of this
 * process only. */
#ifndef LINLI_KIT_THROTTLE_H
#define LINLI_KIT_THROTTLE_H

#include <stdbool.h>

#include "base/str.h"

struct throttle;
struct throttle *throttle_new(size_t keys); /* remembers about so many keys, 16 bytes each */
void throttle_free(struct throttle *t);     /* NULL is fine */
/* Takes one token of key: false = not now. A rested key has burst, and gets per_minute back. */
bool throttle_take(struct throttle *t, struct str key, int burst, int per_minute);
/* The same with n tokens at once, all or none. */
bool throttle_take_many(struct throttle *t, struct str key, int n, int burst, int per_minute);
/* Gives key one token back: the right password costs nothing, and pays for no wrong ones. */
void throttle_give_back(struct throttle *t, struct str key, int per_minute);

#endif
