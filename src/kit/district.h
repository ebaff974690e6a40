/* district.h: the districts this database serves; every other row carries the code of one. */
#ifndef LINLI_KIT_DISTRICT_H
#define LINLI_KIT_DISTRICT_H

#include "db/db.h"
#include "gen/kit_row.h"

int district_get(struct tx *tx, int64_t code, struct district *ret);
int district_all(struct tx *tx, struct district_list *ret); /* in the order they were opened */
int district_by_host(struct tx *tx, struct str host, struct district *ret);
/* Runs run for each district, whatever becomes of the others; the first error. Not inside a transaction: for daily
 * jobs. */
int district_each(struct db *db, int (*run)(struct db *db, int64_t district, void *arg), void *arg);
/* The host name whose requests are this district's; '' = none. E_NOTFOUND: no such district; E_INVALID: no host name;
 * E_STALE: another district's. */
int district_set_host(struct tx *tx, int64_t code, struct str host);
int district_add(struct tx *tx, const struct district *d);

#endif
