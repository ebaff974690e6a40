/* account_trial.h: one message to oneself, at once and not through the outbox, for who sets a gateway up and wants to see its answer. */
#ifndef LINLI_ACCOUNT_TRIAL_H
#define LINLI_ACCOUNT_TRIAL_H

#include "features/account/account_send.h"
#include "kit/actor.h"

struct tx;

struct account_trial {
	struct str phone, mail; /* the person's own, "" = none */
	struct account_channels channels;
};
/* Number, address and gateways of who asks. */
int account_trial_open(struct tx *tx, const struct actor *who, struct account_trial *ret);
/* Sends it by phone or mail, outside of any transaction. *ret_said: what came back, as it came. E_IO: it was not taken. E_NOTFOUND:
 * there is no number or address, or no gateway. */
int account_trial_send(struct arena *a, const struct account_trial *t, bool by_mail, struct str title, struct str text, struct str *ret_said);

#endif
