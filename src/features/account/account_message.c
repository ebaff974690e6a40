/* account_message.c: whom a promised message goes to, and by which channels. */
#include "features/account/account_message.h"

#include "base/clock.h"
#include "base/id.h"
#include "features/account/account_rules.h"
#include "gen/account_sql.h"
#include "lib/secret.h"
#include "kit/feature_list.h"
#include "kit/setting.h"

static int
read_channels(struct tx *tx, int64_t district, struct account_channels *ret)
{
	TRY(setting_get(tx, district, SETTING_SMS_URL, &ret->sms_url));
	TRY(setting_get(tx, district, SETTING_SMS_SIGN, &ret->sms_sign));
	TRY(setting_get(tx, district, SETTING_SMS_TOKEN_FILE, &ret->sms_token_file));
	TRY(setting_get(tx, district, SETTING_SMTP_URL, &ret->smtp_url));
	TRY(setting_get(tx, district, SETTING_SMTP_FROM, &ret->smtp_from));
	return setting_get(tx, district, SETTING_SMTP_LOGIN_FILE, &ret->smtp_login_file);
}

int
account_message_open(struct tx *tx, struct account_message *m)
{
	struct str sealed;
	struct person p;
	int rc;

	TRY(read_channels(tx, m->district, &m->channels));
	m->link = S("");
	if (m->env)
		TRY(feature_way_in(m->env, tx, m->district, m->of.kind, m->of.matter, m->of.step, &m->link));
	if (m->to.n) {
		TRY(account_unpack(tx->arena, m->to, &sealed));
		return secret_open(tx->arena, sealed, &m->phone);
	}
	rc = account_get(tx, m->district, m->person, &p);
	if (rc == E_NOTFOUND || (rc == 0 && p.state != PERSON_ACTIVE))
		return 0;
	TRY(rc);
	TRY(secret_open(tx->arena, p.phone, &m->phone));
	return secret_open(tx->arena, p.email, &m->mail);
}

int
account_message_show(struct tx *tx, const struct account_message *m)
{
	struct str to = m->phone.n ? account_mask_number(tx->arena, m->phone) : S("邮箱");

	return sql_shown_insert(tx, m->district, id_new(), to, m->title, m->text, clock_now());
}
