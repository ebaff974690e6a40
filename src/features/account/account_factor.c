/* account_factor.c: the second factor: a code that the owner's telephone makes, or one from paper. */
#include "base/clock.h"
#include "features/account/account_rules.h"
#include "features/account/account_self.h"
#include "features/account/account_session.h"
#include "gen/account_sql.h"
#include "lib/secret.h"
#include "lib/text.h"

/* Codes are typed from paper and by Chinese keyboards: full width, capitals, blanks and dashes do not count. */
static struct str
bare(struct arena *a, struct str code)
{
	struct buf b;

	buf_init(&b, a);
	code = text_fold(a, code);
	for (size_t i = 0; i < code.n; i++)
		if (code.p[i] != ' ' && code.p[i] != '-')
			buf_char(&b, code.p[i]);
	return buf_done(&b);
}

static struct str
recovery_digest(struct arena *a, int64_t person, struct str code)
{
	return secret_mac(a, "recovery", str_fmt(a, "%lld %.*s", (long long)person, STR(code)));
}

/* Takes a code of either kind; each works once. */
static int
use_code(struct tx *tx, const struct actor *who, const struct person *p, struct str code)
{
	struct str secret;
	int64_t step;
	int rc;

	code = bare(tx->arena, code);
	TRY(secret_open(tx->arena, p->totp, &secret));
	if (secret_totp_ok(secret, code, clock_now(), &step))
		rc = sql_person_totp_use(tx, who->district, p->id, step);
	else
		rc = sql_recovery_use(tx, who->district, p->id,
				      recovery_digest(tx->arena, p->id, code));
	if (rc == E_STALE)
		return fail(tx, E_INVALID, "code",
			    N_("这个码不对或者已经用过，请看验证器里最新的 6 位数字"));
	return rc;
}

int
account_second_factor(struct tx *tx, const struct actor *who, struct str code)
{
	struct person p;

	TRY(account_get(tx, who->district, who->person, &p));
	TRY(use_code(tx, who, &p, code));
	return account_complete_session(tx, who);
}

int
account_factor_on(struct tx *tx, const struct actor *who, struct str secret, struct str code)
{
	struct person p;
	int64_t step;

	TRY(account_get(tx, who->district, who->person, &p));
	if (p.totp.n)
		return fail(tx, E_STALE, NULL, N_("动态码已经开着了"));
	if (!secret_totp_ok(secret, bare(tx->arena, code), clock_now(), &step))
		return fail(tx, E_INVALID, "code",
			    N_("不对，请看验证器里最新的 6 位数字；手机时间也要准"));
	TRY(sql_person_totp(tx, who->district, who->person, secret_seal(tx->arena, secret), step));
	return account_step(tx, who, who->person, ACCOUNT_FACTOR_ON, S(""));
}

int
account_spend_factor(struct tx *tx, const struct actor *who, struct str code)
{
	struct person p;

	TRY(account_get(tx, who->district, who->person, &p));
	if (!p.totp.n)
		return fail(tx, E_STALE, NULL, N_("动态码没有开"));
	return use_code(tx, who, &p, code);
}

int
account_factor_off(struct tx *tx, const struct actor *who, struct str code)
{
	TRY(account_spend_factor(tx, who, code));
	TRY(sql_person_totp(tx, who->district, who->person, S(""), 0));
	TRY(sql_recovery_delete(tx, who->district, who->person, NULL));
	return account_step(tx, who, who->person, ACCOUNT_FACTOR_OFF, S(""));
}

int
account_new_recovery(struct tx *tx, const struct actor *who,
		     struct str ret_codes[ACCOUNT_RECOVERY_CODES])
{
	enum { CODE_CHARS = 10 }; /* base32: 50 bits each */
	struct person p;

	TRY(account_get(tx, who->district, who->person, &p));
	if (!p.totp.n)
		return fail(tx, E_STALE, NULL, N_("动态码没有开"));
	TRY(sql_recovery_delete(tx, who->district, who->person, NULL));
	for (int i = 0; i < ACCOUNT_RECOVERY_CODES; i++) {
		struct str code =
			str_lower(tx->arena, str_sub(secret_totp_new(tx->arena), 0, CODE_CHARS));

		TRY(sql_recovery_insert(tx, who->district, who->person,
					recovery_digest(tx->arena, who->person, code)));
		ret_codes[i] =
			str_fmt(tx->arena, "%.*s-%.*s", STR(str_sub(code, 0, CODE_CHARS / 2)),
				STR(str_sub(code, CODE_CHARS / 2, CODE_CHARS)));
	}
	return 0;
}

int
account_recovery_left(struct tx *tx, const struct actor *who, int64_t *ret_left)
{
	struct account_count count;

	TRY(sql_recovery_left(tx, who->district, who->person, &count));
	*ret_left = count.n;
	return 0;
}
