/* account_demand.h: whether a role wants a second factor of somebody who has none, and by when.
 *
 * The settings account.factor_roles and account.factor_days say which roles and how many days; they count from when the roles were
 * set, or the role was given, whichever is later. The last administrator of the district is reminded and never stopped. */
#ifndef LINLI_ACCOUNT_DEMAND_H
#define LINLI_ACCOUNT_DEMAND_H

#include <stdbool.h>
#include <stdint.h>

#include "kit/actor.h"

struct tx;

enum account_demand { DEMAND_NONE, DEMAND_SOON, DEMAND_NOW };

/* who: with their roles. *ret_until: the end of the days that were given; 0 = there is none. */
int account_demand_of(struct tx *tx, const struct actor *who, bool has_factor, enum account_demand *ret, int64_t *ret_until);

/* For who administers the district: how many active people there are of a kind. E_DENIED. */
enum account_holders { ACCOUNT_STAFF, ACCOUNT_DESK /* who takes up new matters */, ACCOUNT_ADMINS /* of the whole district */ };
int account_count_holders(struct tx *tx, const struct actor *who, enum account_holders kind, int64_t *ret_n);
/* For who administers the district: how many active people have one of the roles that want a second factor and none; how many still
 * have a password that somebody gave them. E_DENIED. */
int account_count_lacking(struct tx *tx, const struct actor *who, int64_t *ret_n);
int account_count_temporary(struct tx *tx, const struct actor *who, int64_t *ret_n);

#endif
