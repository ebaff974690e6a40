/* account_auth.c: passwords: who knows one. */
#include "features/account/account_auth.h"

#include "base/clock.h"
#include "features/account/account_rules.h"
#include "features/account/account_session.h"
#include "kit/guess.h"
#include "lib/phone.h"
#include "lib/secret.h"

/* What an unknown login is compared with, so that it takes as long as a known one: the hash of 32 random
 * bytes that nobody kept, with the limits that secret_hash_password uses. */
static const char nobody[] = "$argon2id$v=19$m=65536,t=2,p=1$WAL1nXrNitOPZJHNnIKiEg"
			     "$dUgYEMPYouALMJKzUw/9yZjB23zzFyQElRL08hyrFqA";

/* Guesses at one account's password: from anywhere, by browsers that signed in to it before, by who is signed in. */
static const struct guess by_login = {.what = "login", .burst = 20, .seconds = 30},
			  by_known = {.what = "known", .burst = 20, .seconds = 30},
			  by_owner = {.what = "owner", .burst = 10, .seconds = 60};

struct password_read {
	int64_t district, person;
	struct str login;
	const struct guess *guess; /* NULL: it is no guess */
	struct str guess_key;
	struct person found;
};

static int
read_password(struct tx *tx, void *arg)
{
	struct password_read *q = arg;
	struct str login = str_trim(q->login), number = login;
	int64_t by = 0;
	int rc;

	if (q->person)
		rc = account_get(tx, q->district, q->person, &q->found);
	else if (!phone_mobile(tx->arena, &number, &by))
		rc = account_by_phone(tx, q->district, number, &q->found);
	else
		rc = account_by_login(tx, q->district, login, &q->found);
	if (rc < 0 && rc != E_NOTFOUND)
		return rc;
	q->guess_key = rc == 0 ? str_number(tx->arena, q->found.id)
			       : str_lower(tx->arena, login);
	return q->guess ? guess_check(tx, q->district, q->guess, q->guess_key) : 0;
}

static int
check_password(struct db *db, struct arena *a, struct password_read *q, struct str password,
	       struct account_proof *ret)
{
	const struct person *p = &q->found;
	struct arena row;
	bool same;
	int rc;

	/* The transaction's memory is its own: it may be run again. */
	arena_init(&row);
	rc = db_read_now(db, &row, read_password, q);
	/* What could not be tried is no guess. */
	if (rc == 0)
		rc = secret_check_password(p->password.n ? p->password : str_of(nobody), password, &same);
	if (rc == 0) {
		*ret = (struct account_proof){
			.ok = same && p->password.n > 0,
			.person = p->id,
			.login = str_dup(a, p->login),
			.hash = str_dup(a, p->password),
		};
		/* An owner without a password guessed at nothing. */
		if (!ret->ok && q->guess && (p->password.n || !q->person))
			guess_wrong(db, q->district, q->guess, q->guess_key);
	}
	arena_release(&row);
	return rc;
}

int
account_check_password(struct db *db, struct arena *a, int64_t district, struct str login,
		       struct str password, bool known, struct account_proof *ret)
{
	struct password_read q = {.district = district, .login = login, .guess = known ? &by_known : &by_login};

	return check_password(db, a, &q, password, ret);
}

int
account_check_own_password(struct db *db, struct arena *a, const struct actor *who,
			   struct str password, struct account_proof *ret)
{
	struct password_read q = {.district = who->district, .person = who->person, .guess = &by_owner};

	return check_password(db, a, &q, password, ret);
}

int
account_check_given(struct db *db, struct arena *a, const struct actor *who, struct str password, struct account_proof *ret)
{
	struct password_read q = {.district = who->district, .person = who->person};

	return check_password(db, a, &q, password, ret);
}

int
account_sign_in(struct tx *tx, const struct actor *who, const struct account_proof *proof,
		const struct account_browser *browser, struct account_signed *ret)
{
	struct person p;

	if (proof->ok)
		TRY(account_get(tx, who->district, proof->person, &p));
	/* Changed between the check and now: not proved. */
	if (!proof->ok || !str_eq(p.password, proof->hash))
		return fail(tx, E_INVALID, "password", N_("登录名或密码不对"));
	if (p.temporary_until && p.temporary_until <= clock_now())
		return fail(tx, E_INVALID, "password", N_("这个临时密码过了 7 天，不能用了，请找管理员再给一个"));
	return account_open_session(tx, who, proof->person, browser, ret);
}
