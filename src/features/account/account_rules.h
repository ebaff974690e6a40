/* account_rules.h: what the rules of this feature share. Not for other features, not for pages. */
#ifndef LINLI_ACCOUNT_RULES_H
#define LINLI_ACCOUNT_RULES_H

#include "db/db.h"
#include "features/account/account.h"

/* The blind index a number is found by; "" of "". */
struct str account_phone_index(struct arena *a, struct str phone);
/* The values of a person, before they are written. */
int account_check_person(struct tx *tx, int64_t district, const struct account_new *p);
/* Says who has the login or number already; id is left out. E_STALE without words when nobody has. */
int account_taken(struct tx *tx, int64_t district, int64_t id, const struct account_new *p);
/* A role must count somewhere, and each where it makes sense. E_INVALID. */
int account_check_grant(struct tx *tx, enum role role, int64_t node, int64_t org);
/* Makes somebody an administrator of the whole district: root is its node. Two administrators agreed (account_nod.h). */
int account_grant_agreed(struct tx *tx, const struct actor *who, int64_t person, int64_t root);
/* May who administer people and bodies at the node and of the body? With neither: in the whole district.
 * E_DENIED; E_NOTFOUND for a node or body that is not there. */
int account_power(struct tx *tx, const struct actor *who, int64_t node, int64_t org);
/* When a password ends that is given now by somebody else. */
int64_t account_temporary_until(void);
/* The owner's row, which a session or token has just proved to be active. */
int account_owner(struct tx *tx, const struct actor *who, struct person *ret);
/* Forgets that codes were asked for the person's number, or by the person. */
int account_forget_codes(struct tx *tx, int64_t district, const struct person *p);
/* The roles of a person, as an actor carries them. */
int account_load_grants(struct tx *tx, struct actor *who);
/* A sealed value as text, for places that hold no bytes; and back. E_MALFORMED. */
struct str account_pack(struct arena *a, struct str sealed);
int account_unpack(struct arena *a, struct str text, struct str *ret_sealed);
/* One line of the history of a person or body. data: small machine text, never a personal value. */
int account_step(struct tx *tx, const struct actor *who, int64_t subject, enum account_step kind,
		 struct str data);

#endif
