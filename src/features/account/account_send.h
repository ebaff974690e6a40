/* account_send.h: handing one message to a gateway. libcurl does the talking; at most ten seconds each. */
#ifndef LINLI_ACCOUNT_SEND_H
#define LINLI_ACCOUNT_SEND_H

#include "base/err.h"
#include "base/str.h"

/* Texts of settings; "" = not set. */
struct account_channels {
	struct str sms_url, sms_sign, sms_token_file, smtp_url, smtp_from, smtp_login_file;
	struct str *said; /* where the answer is put, for who tries a gateway; NULL = nobody asks */
};

/* One message by phone: in words, and in parts for gateways that take templates alone. */
struct account_sms {
	struct str text;
	const char *kind; /* which template: "code", "notice" */
	struct str code;  /* code: the digits */
	struct str matter, what, words; /* notice: which matter, what happened, what was said; "" = none */
	struct str link; /* notice: where it is answered; "" = nowhere. Whole, however long a template's variable may be */
};

/* E_IO: not taken, or a secret's file cannot be read or may be read by others. */
int account_send_sms(struct arena *a, const struct account_channels *c, struct str phone,
		     const struct account_sms *sms);
int account_send_mail(struct arena *a, const struct account_channels *c, struct str to, struct str title,
		      struct str text);

#endif
