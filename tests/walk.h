/* walk.h: a transaction the test walks through itself: the thread of the database waits inside it meanwhile.
 * One at a time. Asserts of cmocka may jump between its steps, which they may not on the driver's threads. */
#ifndef LINLI_TEST_WALK_H
#define LINLI_TEST_WALK_H

#include "db/db.h"

/* A writing transaction, open until walk_end. */
struct tx *walk_begin(struct db *db, struct arena *a);
/* Ends it with this answer, 0 to commit; what became of it. */
int walk_end(int answer);
/* A test that failed in the middle left one open. */
bool walk_is_open(void);

#endif
