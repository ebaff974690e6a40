/* account_auth.h: how somebody proves who they are, and the sessions and tokens that come of it.
 *
 * A cookie or token is 32 random bytes; the database holds its digest. A session lasts 30 days after it was
 * last used, that of staff 12 hours; with a second factor missing, 10 minutes. */
#ifndef LINLI_ACCOUNT_AUTH_H
#define LINLI_ACCOUNT_AUTH_H

#include "features/account/account.h"

struct db;

/* Whom a cookie or a token belongs to. IDLE: a good one whose last use should be written down. */
enum account_ticket { TICKET_GOOD = 1, TICKET_IDLE, TICKET_DEAD };
/* A dead cookie gives the visitor; a dead token gives nothing and *ret untouched. */
int account_by_session(struct tx *tx, int64_t district, struct str token, struct actor *ret,
		       enum account_ticket *ret_ticket);
int account_by_token(struct tx *tx, int64_t district, struct str token, struct actor *ret,
		     enum account_ticket *ret_ticket);
/* Writes down that the session or token is in use, in the background: reading a page stays reading, and
 * pays nothing. At most once an hour for each; lost without harm. */
void account_touch(struct db *db, const struct actor *who);

/* The slow part of a sign-in, before any transaction: is this the password? Takes the same time whether
 * the login or number is known or not. *ret says no more than the truth: ok or not. known: this browser has signed
 * in to it before, and its guesses count by themselves. E_LIMIT: too many wrong ones. */
struct account_proof {
	bool ok;
	int64_t person;
	struct str login;
	struct str hash; /* what was compared; must still hold when it counts */
};
int account_check_password(struct db *db, struct arena *a, int64_t district, struct str login,
			   struct str password, bool known, struct account_proof *ret);
/* The same for somebody signed in. A person without a password: ok is false. */
int account_check_own_password(struct db *db, struct arena *a, const struct actor *who, struct str password,
			       struct account_proof *ret);
/* Is this the password that somebody gave to who is signed in with it (PENDING_PASSWORD)? No guess: they know it. */
int account_check_given(struct db *db, struct arena *a, const struct actor *who, struct str password, struct account_proof *ret);
/* Why a new password is not good enough: a Chinese message key; NULL: it is. */
const char *account_password_flaw(struct arena *a, struct str login, struct str password);

/* What a session remembers of where it was opened. */
struct account_browser {
	struct str agent, remote;
};
struct account_signed {
	int64_t person; /* 0: the code was wrong */
	struct str token;
	bool wants_factor;
	bool is_new;    /* the account was made now */
	bool wants_password; /* somebody else gave the one they have */
	enum account_demand demand; /* a role wants a second factor, which is not set up */
};
/* Opens a session. E_INVALID: no proof, or the account is stopped. */
int account_sign_in(struct tx *tx, const struct actor *who, const struct account_proof *proof,
		    const struct account_browser *browser, struct account_signed *ret);
/* So many numbers of a district get a code within an hour; beyond that those that nobody here has get none, and are told no other. */
enum { ACCOUNT_CODES_AN_HOUR = 1000 };
/* Sends a code to the number, known or not. E_LIMIT: one was sent a moment ago, or ten today. */
int account_ask_code(struct tx *tx, int64_t district, struct str phone);
/* Opens a session for the number, making a resident of somebody unknown. Returns 0 with person 0 for a
 * wrong code, so that the try is counted. */
int account_sign_in_code(struct tx *tx, const struct actor *who, struct str phone, struct str code,
			 const struct account_browser *browser, struct account_signed *ret);
/* Completes a session by a code of the second factor or a recovery code; each works once. E_INVALID. */
int account_second_factor(struct tx *tx, const struct actor *who, struct str code);
int account_sign_out(struct tx *tx, const struct actor *who);

#endif
