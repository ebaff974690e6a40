/* account_message.h: one message on its way: whom to, and by which channels. For the jobs that send it. */
#ifndef LINLI_ACCOUNT_MESSAGE_H
#define LINLI_ACCOUNT_MESSAGE_H

#include "features/account/account.h"
#include "features/account/account_send.h"

struct feature_env;
struct tx;

struct account_message {
	int64_t district;
	int64_t person;      /* told by phone, else by e-mail; when `to` is empty */
	struct str to;       /* a packed number that belongs to nobody */
	struct str title, text;
	const struct feature_env *env; /* with `of`: where the address of the step comes from; NULL = it has none */
	struct account_told of;
	struct str link; /* found: the address by which it is answered; "" = none */
	struct str phone, mail; /* found: where it goes; both empty: nobody wants it any more */
	struct account_channels channels;
};

/* Finds phone, mail and channels. */
int account_message_open(struct tx *tx, struct account_message *m);
/* Puts it into the demo's mailbox. Everybody reads that, so the number stays masked. */
int account_message_show(struct tx *tx, const struct account_message *m);

#endif
