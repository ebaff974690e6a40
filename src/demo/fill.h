/* fill.h: a district of any depth, for measuring: believable skew of places, people, bodies and times, every row as the rules write it. */
#ifndef LINLI_DEMO_FILL_H
#define LINLI_DEMO_FILL_H

#include <stdint.h>

struct db;

/* The measured district's code, which no real division uses. Its accounts have the demo's password. */
enum { FILL_DISTRICT = 990200 };

/* Makes the district where it is missing, and cases until so many were filed in all: run again, it goes on where it stopped.
 * Says on stderr how far it is. Negative: enum err. */
int fill_district(struct db *db, const char *data, int64_t cases);

#endif
