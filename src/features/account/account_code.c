/* account_code.c: one-time codes: a number is somebody's who reads what is sent to it. */
#include "base/clock.h"
#include "base/log.h"
#include "db/outbox.h"
#include "features/about/about.h"
#include "features/account/account_auth.h"
#include "features/account/account_rules.h"
#include "features/account/account_self.h"
#include "features/account/account_session.h"
#include "gen/account_sql.h"
#include "lib/phone.h"
#include "lib/secret.h"
#include "lib/text.h"

enum {
	CODE_DIGITS = 6,
	CODE_SECONDS = 600,
	CODE_TRIES = 5,
	CODE_PAUSE = 60, /* between two codes for one number, or for one person */
	CODES_A_DAY = 10,
	HOUR = 3600,
};

/* A code for signing in (person 0) is none for a person who wants the number, and the other way round. */
static struct str
code_digest(struct arena *a, struct str index, int64_t person, struct str code)
{
	return secret_mac(a, "code", str_fmt(a, "%.*s %lld %.*s", STR(index), (long long)person, STR(code)));
}

/* One more code under this key of login_code. */
static int
put_code(struct tx *tx, int64_t district, struct str key, struct str digest)
{
	int64_t now = clock_now();
	struct code_new row = {
		.phone_index = key,
		.code = digest,
		.asked_at = now,
		.expires_at = now + CODE_SECONDS,
		.day = clock_day(now),
		.moment = now - CODE_PAUSE,
		.most = CODES_A_DAY,
	};
	int rc = sql_code_put(tx, district, &row);

	return rc == E_STALE
		       ? fail(tx, E_LIMIT, "phone", N_("刚发过验证码，请过一分钟再要；一天最多 10 次"))
		       : rc;
}

static int
new_code(struct tx *tx, int64_t district, struct str phone, int64_t person, struct str *ret_code)
{
	struct str index = account_phone_index(tx->arena, phone);
	struct str code = secret_digits(tx->arena, CODE_DIGITS);

	if (!phone_is_mobile(phone))
		return fail(tx, E_INVALID, "phone", N_("手机号应是 1 开头的 11 位数字"));
	TRY(put_code(tx, district, index, code_digest(tx->arena, index, person, code)));
	*ret_code = code;
	return 0;
}

static int
send_code(struct tx *tx, int64_t district, struct str phone, struct str title, struct str text)
{
	return outbox_put(tx, district, OUTBOX_CODE, 0, 0,
			  account_pack(tx->arena, secret_seal(tx->arena, phone)), title, text);
}

/* Each message costs, and whoever has many networks asks for many. Then numbers that nobody here has get none for a while; people with
 * an account do. All are answered alike, so that nobody learns who has one. */
static int
is_crowd(struct tx *tx, int64_t district, struct str phone, bool *ret)
{
	struct account_count lately;
	struct person p;
	int rc = account_by_phone(tx, district, phone, &p);

	if (rc < 0 && rc != E_NOTFOUND)
		return rc;
	TRY(sql_codes_since(tx, district, clock_now() - HOUR, &lately));
	*ret = rc == E_NOTFOUND && lately.n > ACCOUNT_CODES_AN_HOUR;
	if (*ret && lately.n == ACCOUNT_CODES_AN_HOUR + 1)
		log_warn("more than %d numbers of district %lld asked for a code within an hour: those that nobody has get none",
			 ACCOUNT_CODES_AN_HOUR, (long long)district);
	return 0;
}

int
account_ask_code(struct tx *tx, int64_t district, struct str phone)
{
	struct str code;
	bool crowd;

	TRY(new_code(tx, district, phone, 0, &code));
	TRY(is_crowd(tx, district, phone, &crowd));
	if (crowd)
		return 0;
	return send_code(tx, district, phone, S("登录验证码"),
			 str_fmt(tx->arena,
				 "验证码 %.*s，10 分钟内有效，用来登录邻里。"
				 "不要告诉别人，工作人员也不会问您要。",
				 STR(code)));
}

/* Takes one try and compares. *ret_ok false: wrong, used, too late or too often. */
static int
spend_code(struct tx *tx, int64_t district, struct str phone, int64_t person, struct str code, bool *ret_ok)
{
	struct str index = account_phone_index(tx->arena, phone);
	struct login_code have;
	int64_t tried;

	*ret_ok = false;
	TRY(sql_code_try(tx, district, index, CODE_TRIES, clock_now(), &tried));
	if (!tried)
		return 0;
	TRY(sql_code_get(tx, district, index, &have));
	code = str_trim(text_fold(tx->arena, code));
	if (!secret_equal(have.code, code_digest(tx->arena, index, person, code)))
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

/* The form of the code says that sending it agrees to the privacy notice; the account keeps which one that was. */
static int
join(struct tx *tx, int64_t district, struct str phone, int64_t *ret_id)
{
	struct actor self = {.kind = ACTOR_PERSON, .district = district};

	TRY(add_resident(tx, district, phone, &self.person));
	TRY(about_agree(tx, &self, 0));
	*ret_id = self.person;
	return 0;
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

	TRY(spend_code(tx, who->district, phone, 0, code, &ok));
	if (!ok) {
		*ret = result;
		return 0;
	}
	rc = account_by_phone(tx, who->district, phone, &p);
	if (rc < 0 && rc != E_NOTFOUND)
		return rc;
	is_new = rc == E_NOTFOUND;
	if (is_new)
		TRY(join(tx, who->district, phone, &id));
	else
		id = p.id;
	TRY(account_open_session(tx, who, id, browser, &result));
	result.is_new = is_new;
	*ret = result;
	return 0;
}

/* ---- a new number for an account ---- */

/* How often somebody asked for a new number, whichever, stands beside the numbers. */
static struct str
asker_key(struct arena *a, int64_t person)
{
	return str_fmt(a, "person %lld", (long long)person);
}

int
account_forget_codes(struct tx *tx, int64_t district, const struct person *p)
{
	TRY(sql_code_forget(tx, district, p->phone_index, NULL));
	return sql_code_forget(tx, district, asker_key(tx->arena, p->id), NULL);
}

int
account_ask_phone(struct tx *tx, const struct actor *who, const struct account_proof *proof, struct str phone)
{
	struct person me, other;
	struct str code;
	int rc;

	TRY(account_check_owner(tx, who, proof));
	TRY(account_get(tx, who->district, who->person, &me));
	if (phone.n && str_eq(account_phone_index(tx->arena, phone), me.phone_index))
		return fail(tx, E_INVALID, "phone", N_("这就是现在的手机号，不用换"));
	TRY(new_code(tx, who->district, phone, who->person, &code));
	TRY(put_code(tx, who->district, asker_key(tx->arena, who->person), S("")));
	rc = account_by_phone(tx, who->district, phone, &other);
	if (rc < 0 && rc != E_NOTFOUND)
		return rc;
	/* Who asks is told the same; only the number's owner learns that it has an account. */
	if (rc == 0)
		return account_notify_phone(tx, who->district, 0, secret_seal(tx->arena, phone), S("有人想换成您的手机号"),
					    S("有人想把邻里账户的手机号换成这个号。这个号已经有账户，所以没有换。"
					      "是您自己的话，请直接用这个号登录；不是您，不用理会。"));
	return send_code(tx, who->district, phone, S("换手机号的验证码"),
			 str_fmt(tx->arena,
				 "验证码 %.*s，10 分钟内有效，用来把邻里账户的手机号换成这个号。"
				 "不是您在换，就不要告诉任何人。",
				 STR(code)));
}

int
account_take_phone(struct tx *tx, const struct actor *who, struct str phone, struct str code, bool *ret_ok)
{
	struct str sealed = secret_seal(tx->arena, phone);
	struct person me;
	bool ok;
	int rc;

	TRY(spend_code(tx, who->district, phone, who->person, code, &ok));
	TRY(account_get(tx, who->district, who->person, &me));
	/* Pressed twice: it is theirs already. */
	if (!ok && str_eq(me.phone_index, account_phone_index(tx->arena, phone))) {
		*ret_ok = true;
		return 0;
	}
	if (ok) {
		rc = sql_person_phone(tx, who->district, who->person, me.phone_index, sealed,
				      account_phone_index(tx->arena, phone));
		if (rc == E_STALE)
			return fail(tx, E_STALE, NULL, N_("没有换成，请从头再来一次"));
		TRY(rc);
		TRY(sql_sessions_delete(tx, who->district, who->person, who->session, NULL));
		TRY(account_step(tx, who, who->person, ACCOUNT_PHONE_SET, S("")));
		TRY(account_notify_phone(tx, who->district, 0, me.phone, S("手机号换了"),
					 str_fmt(tx->arena,
						 "您邻里账户的手机号换成了 %.*s，这个号不再用来登录。"
						 "不是您换的，请马上联系社区。",
						 STR(account_mask_phone(tx->arena, sealed)))));
	}
	*ret_ok = ok;
	return 0;
}
