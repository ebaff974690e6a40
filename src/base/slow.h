/* slow.h: work that takes longer than writing a row has no place on a thread that holds others up.
 *
 * Who runs a writing transaction says so (db); what hashes a password, decodes a photo, trains a model or talks to another machine says so
 * where it begins. A program that does the one inside the other complains in its log; a test stops there, so that the way is found before
 * everybody's writing waits for it. */
#ifndef LINLI_SLOW_H
#define LINLI_SLOW_H

#include <stdbool.h>

/* Of this thread, from now on; the answer is what it was before. */
bool slow_forbid(bool forbidden);
/* Slow work begins here. */
void slow_work(void);
/* From now on the program stops where slow work is forbidden: tests begin so, before any other thread. */
void slow_stop(void);

#endif
