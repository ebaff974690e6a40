/* account_trial.c: one message to oneself, with the gateway's answer. */
#include "features/account/account_trial.h"

#include "features/account/account_message.h"
#include "features/account/account_rules.h"

int
account_trial_open(struct tx *tx, const struct actor *who, struct account_trial *ret)
{
	struct account_message m = {.district = who->district, .person = who->person};

	TRY(account_message_open(tx, &m));
	*ret = (struct account_trial){.phone = m.phone, .mail = m.mail, .channels = m.channels};
	return 0;
}

int
account_trial_send(struct arena *a, const struct account_trial *t, bool by_mail, struct str title, struct str text, struct str *ret_said)
{
	const struct account_sms sms = {.text = text, .kind = "notice", .what = title, .words = text};
	struct account_channels c = t->channels;

	*ret_said = S("");
	c.said = ret_said;
	if (by_mail)
		return t->mail.n && c.smtp_url.n ? account_send_mail(a, &c, t->mail, title, text) : E_NOTFOUND;
	return t->phone.n && c.sms_url.n ? account_send_sms(a, &c, t->phone, &sms) : E_NOTFOUND;
}
