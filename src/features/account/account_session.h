/* account_session.h: opening and completing sessions, for the rules that checked the proof. */
#ifndef LINLI_ACCOUNT_SESSION_H
#define LINLI_ACCOUNT_SESSION_H

#include "features/account/account_auth.h"

enum factor_state { FACTOR_COMPLETE = 1, FACTOR_MISSING };

/* Opens a session for a person whose first factor was proved. E_INVALID: the account is stopped. */
int account_open_session(struct tx *tx, const struct actor *who, int64_t person,
			 const struct account_browser *browser, struct account_signed *ret);
/* E_STALE: it was complete already, or is over. */
int account_complete_session(struct tx *tx, const struct actor *who);

#endif
