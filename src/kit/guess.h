/* guess.h: wrong guesses at one secret (a password, a code, a PIN), counted in rows of the database.
 *
 * kit/throttle.h counts in the memory of one process and is quick; these rows hold for all processes and over a
 * restart. Only wrong guesses cost, and nothing is written for a reader: the row is changed in the background.
 * Who may not be locked out by others' guesses is counted under a key of their own. */
#ifndef LINLI_KIT_GUESS_H
#define LINLI_KIT_GUESS_H

#include <stdint.h>

#include "base/str.h"

struct db;
struct tx;

/* A rested secret may be guessed at burst times, and once more after every so many seconds. */
struct guess {
	const char *what; /* which kind of secret: keys of different kinds do not meet */
	int burst, seconds;
};

/* E_LIMIT: too many wrong guesses at key of late. */
int guess_check(struct tx *tx, int64_t district, const struct guess *g, struct str key);
/* One wrong guess more; a moment later it counts. */
void guess_wrong(struct db *db, int64_t district, const struct guess *g, struct str key);

#endif
