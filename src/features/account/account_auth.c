/* account_auth.c: passwords and one-time codes: the first factor. */
#include "features/account/account_auth.h"

#include "base/clock.h"
#include "db/outbox.h"
#include "features/account/account_rules.h"
#include "features/account/account_session.h"
#include "gen/account_sql.h"
#include "kit/guess.h"
#include "kit/secret.h"
#include "kit/text.h"

enum {
	CODE_DIGITS = 6,
	CODE_SECONDS = 600,
	CODE_TRIES = 5,
	CODE_PAUSE = 60, /* between two codes for one number */
	CODES_A_DAY = 10,
};

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
	const struct guess *guess;
	struct str guess_key;
	struct person found;
};

static int
read_password(struct tx *tx, void *arg)
{
	struct password_read *q = arg;
	struct str login = str_trim(q->login);
	int rc;

	if (q->person)
		rc = account_get(tx, q->district, q->person, &q->found);
	else if (account_is_phone(login))
		rc = account_by_phone(tx, q->district, login, &q->found);
	else
		rc = account_by_login(tx, q->district, login, &q->found);
	if (rc < 0 && rc != E_NOTFOUND)
		return rc;
	q->guess_key = rc == 0 ? str_fmt(tx->arena, "%lld", (long long)q->found.id)
			       : str_lower(tx->arena, login);
	return guess_check(tx, q->district, q->guess, q->guess_key);
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
	if (rc == 0) {
		same = secret_check_password(p->password.n ? p->password : str_of(nobody),
					     password);
		*ret = (struct account_proof){
			.ok = same && p->password.n > 0,
			.person = p->id,
			.login = str_dup(a, p->login),
			.hash = str_dup(a, p->password),
		};
		if (!ret->ok)
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
account_sign_in(struct tx *tx, const struct actor *who, const struct account_proof *proof,
		const struct account_browser *browser, struct account_signed *ret)
{
	struct person p;

	if (proof->ok)
		TRY(account_get(tx, who->district, proof->person, &p));
	/* Changed between the check and now: not proved. */
	if (!proof->ok || !str_eq(p.password, proof->hash))
		return fail(tx, E_INVALID, "password", N_("登录名或密码不对"));
	return account_open_session(tx, who, proof->person, browser, ret);
}

static struct str
code_digest(struct arena *a, struct str phone_index, struct str code)
{
	return secret_mac(a, "code", str_fmt(a, "%.*s %.*s", STR(phone_index), STR(code)));
}

int
account_ask_code(struct tx *tx, int64_t district, struct str phone)
{
	struct str index = account_phone_index(tx->arena, phone);
	struct str code = secret_digits(tx->arena, CODE_DIGITS);
	int64_t now = clock_now();
	int rc;

	if (!account_is_phone(phone))
		return fail(tx, E_INVALID, "phone", N_("手机号应是 1 开头的 11 位数字"));
	rc = sql_code_put(tx, district, index, code_digest(tx->arena, index, code), now,
			  now + CODE_SECONDS, now - CODE_PAUSE, clock_day(now), CODES_A_DAY);
	if (rc == E_STALE)
		return fail(tx, E_LIMIT, "phone",
			    N_("刚发过验证码，请过一分钟再要；一天最多 10 次"));
	TRY(rc);
	return outbox_put(tx, district, OUTBOX_CODE, 0, 0,
			  account_pack(tx->arena, secret_seal(tx->arena, phone)), S("登录验证码"),
			  str_fmt(tx->arena,
				  "验证码 %.*s，10 "
				  "分钟内有效，用来登录邻里。不要告诉别人，工作人员也不会问您要。",
				  STR(code)));
}

/* Takes one try and compares. *ret_ok false: wrong, used, too late or too often. */
static int
spend_code(struct tx *tx, int64_t district, struct str index, struct str code, bool *ret_ok)
{
	struct login_code have;
	int64_t tried;

	*ret_ok = false;
	TRY(sql_code_try(tx, district, index, CODE_TRIES, clock_now(), &tried));
	if (!tried)
		return 0;
	TRY(sql_code_get(tx, district, index, &have));
	if (!secret_equal(have.code,
			  code_digest(tx->arena, index, str_trim(text_fold(tx->arena, code)))))
		return 0;
	TRY(sql_code_spend(tx, district, index));
	*ret_ok = true;
	return 0;
}

/* Somebody proved a number nobody has: a resident, who may say a name afterwards. */
static int
add_resident(struct tx *tx, int64_t district, struct str phone, int64_t *ret_id)
{
	struct actor system = actor_system_of;
	struct account_new p = {
		.phone = phone,
		.name = str_fmt(tx->arena, "居民 %.*s", STR(str_sub(phone, phone.n - 4, 4))),
	};

	system.district = district;
	return account_add(tx, &system, &p, ret_id);
}

int
account_sign_in_code(struct tx *tx, const struct actor *who, struct str phone, struct str code,
		     const struct account_browser *browser, struct account_signed *ret)
{
	struct account_signed result = {0};
	bool ok, is_new;
	struct person p;
	int64_t id;
	int rc;

	TRY(spend_code(tx, who->district, account_phone_index(tx->arena, phone), code, &ok));
	if (!ok) {
		*ret = result;
		return 0;
	}
	rc = account_by_phone(tx, who->district, phone, &p);
	if (rc < 0 && rc != E_NOTFOUND)
		return rc;
	is_new = rc == E_NOTFOUND;
	if (is_new)
		TRY(add_resident(tx, who->district, phone, &id));
	else
		id = p.id;
	TRY(account_open_session(tx, who, id, browser, &result));
	result.is_new = is_new;
	*ret = result;
	return 0;
}
