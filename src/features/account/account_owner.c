/* account_owner.c: the owner of an account, and the proof that it is they who ask. */
#include "base/clock.h"
#include "features/account/account_rules.h"
#include "features/account/account_self.h"
#include "gen/account_sql.h"

enum { FRESH_SECONDS = 900 };

int
account_owner(struct tx *tx, const struct actor *who, struct person *ret)
{
	if (!who->person)
		return E_AUTH;
	return account_get(tx, who->district, who->person, ret);
}

int
account_check_owner(struct tx *tx, const struct actor *who, const struct account_proof *proof)
{
	struct session_list list;
	struct person p;

	TRY(account_owner(tx, who, &p));
	if (p.password.n)
		return proof->ok && str_eq(p.password, proof->hash)
			       ? 0
			       : fail(tx, E_INVALID, "password", N_("现在的密码不对"));
	TRY(sql_sessions_of(tx, who->district, who->person, clock_now(), &list));
	for (size_t i = 0; i < list.n; i++)
		if (list.v[i].id == who->session && list.v[i].created_at > clock_now() - FRESH_SECONDS)
			return 0;
	return fail(tx, E_INVALID, NULL, N_("要确认是您本人：请先退出，用验证码登录一次，15 分钟内再来办"));
}
