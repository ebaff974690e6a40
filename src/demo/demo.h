/* demo.h: the demo district: believable places, people, bodies and cases, made through the rules of the features. */
#ifndef LINLI_DEMO_DEMO_H
#define LINLI_DEMO_DEMO_H

struct db;

/* Fills the demo district, photos into the file store at data, and prints its accounts; again is harmless. Negative:
 * enum err. */
int demo_fill(struct db *db, const char *data);

#endif
