/* account_self.h: what people do with their own account. who is always the owner. */
#ifndef LINLI_ACCOUNT_SELF_H
#define LINLI_ACCOUNT_SELF_H

#include "features/account/account_auth.h"

/* What they say of themselves. An empty e-mail keeps the one that is there. */
struct account_profile {
	struct str name, name_en, email;
	int64_t home;
};
/* The place somebody means: a code, a whole name, or words that only one place has. E_NOTFOUND. */
int account_find_place(struct tx *tx, int64_t district, struct str text, int64_t *ret_node);
int account_describe(struct tx *tx, const struct actor *who, const struct account_profile *p);

/* Is it the owner who sits there? By the password; who has none must have signed in within a quarter of an hour.
 * E_INVALID. What may cost the owner the account asks for this. */
int account_check_owner(struct tx *tx, const struct actor *who, const struct account_proof *proof);

/* A new number. Sends a code there, and the same answer whether it belongs to an account or not; E_LIMIT as for
 * account_ask_code, and for the person too. The code makes it theirs, tells the old number and ends all other
 * sessions; a wrong one returns 0 with *ret_ok false, so that the try is counted. */
int account_ask_phone(struct tx *tx, const struct actor *who, const struct account_proof *proof, struct str phone);
int account_take_phone(struct tx *tx, const struct actor *who, struct str phone, struct str code, bool *ret_ok);

/* Instead of the password that somebody else gave (PENDING_PASSWORD), whose hash was `was`: ends all sessions and opens a new one. */
int account_choose_password(struct tx *tx, const struct actor *who, const struct account_browser *browser, struct str was, struct str hash,
			    struct account_signed *ret);
/* Ends all sessions but this one. */
int account_change_password(struct tx *tx, const struct actor *who,
			    const struct account_proof *proof, struct str hash);

int account_sessions(struct tx *tx, const struct actor *who, struct session_list *ret);
int account_end_session(struct tx *tx, const struct actor *who, int64_t id); /* E_NOTFOUND */
int account_end_sessions(struct tx *tx, const struct actor *who);	     /* this one too */

/* The second factor. secret: base32, as the owner's program knows it; code proves that it does. */
enum { ACCOUNT_RECOVERY_CODES = 8 };
int account_factor_on(struct tx *tx, const struct actor *who, struct str secret, struct str code);
int account_factor_off(struct tx *tx, const struct actor *who, struct str code);
/* Takes a code of the second factor before something that wants it. */
int account_spend_factor(struct tx *tx, const struct actor *who, struct str code);
/* New recovery codes instead of those before; shown once. */
int account_new_recovery(struct tx *tx, const struct actor *who,
			 struct str ret_codes[ACCOUNT_RECOVERY_CODES]);
int account_recovery_left(struct tx *tx, const struct actor *who, int64_t *ret_left);

/* Tokens of programs. Scopes: names of powers with blanks between, each one the owner has. */
int account_tokens(struct tx *tx, const struct actor *who, struct api_token_list *ret);
int account_token_add(struct tx *tx, const struct actor *who, struct str name, struct str scopes,
		      int64_t expires_at, struct str *ret_token);
int account_token_end(struct tx *tx, const struct actor *who, int64_t id); /* E_NOTFOUND */
/* May this power be given to a token? Those everybody has are always in it. */
bool account_is_scope(const struct actor *who, enum perm perm);

/* Who looked at the owner's full values, newest first. */
int account_accesses(struct tx *tx, const struct actor *who, int64_t limit,
		     struct access_line_list *ret);
/* Everything this feature keeps of the owner, opened; the reading is logged. */
struct account_export {
	struct person person;
	struct str phone, email;
	struct person_role_list roles;
	struct session_list sessions;
	struct api_token_list tokens;
	struct access_line_list accesses;
};
int account_export(struct tx *tx, const struct actor *who, struct account_export *ret);
/* Leaves a tombstone: rows that name the person stay, what the person was is gone. */
int account_erase(struct tx *tx, const struct actor *who);

#endif
