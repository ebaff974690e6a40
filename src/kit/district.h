/* district.h: the districts this database serves; every other row carries the code of one. */
#ifndef LINLI_KIT_DISTRICT_H
#define LINLI_KIT_DISTRICT_H

#include "db/db.h"
#include "gen/kit_row.h"

int district_get(struct tx *tx, int64_t code, struct district *ret);
int district_all(struct tx *tx, struct district_list *ret); /* in the order they were opened */
int district_by_host(struct tx *tx, struct str host, struct district *ret);
int district_add(struct tx *tx, const struct district *d);

#endif
