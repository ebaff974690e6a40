/* district.h: the districts this database serves; every other row carries the code of one. */
#ifndef LINLI_KIT_DISTRICT_H
#define LINLI_KIT_DISTRICT_H

#include "db/db.h"
#include "gen/kit_row.h"

int district_get(struct tx *tx, int64_t code, struct district *ret);
int district_all(struct tx *tx, struct district_list *ret); /* in the order they were opened */
int district_by_host(struct tx *tx, struct str host, struct district *ret);
int district_add(struct tx *tx, const struct district *d);

/* How many months after a matter is over who raised it is kept: so many, unless the district says otherwise. */
enum { DISTRICT_KEEP_MONTHS = 24, DISTRICT_KEEP_MONTHS_MAX = 120 };
int district_keep_months(struct tx *tx, int64_t code, int64_t *ret);
int district_set_keep_months(struct tx *tx, int64_t code, int64_t months); /* E_INVALID: 1 to 120 */

#endif
