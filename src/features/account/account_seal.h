/* account_seal.h: what linli verify checks of people, bodies and of who read what. */
#ifndef LINLI_ACCOUNT_SEAL_H
#define LINLI_ACCOUNT_SEAL_H

#include "features/account/account.h"
#include "kit/sealed.h"

/* People with their passwords, second factors and roles, and bodies: things of FLOW_ACCOUNT. */
extern const struct sealed account_sealed;

/* A reading as it is written down is a step in the history of its reader, too (FLOW_ACCESS, the reader's id; the district's code for
 * nobody): a line for each that one side has and the other has not. */
int account_verify(struct tx *tx, int64_t district, int (*broken)(void *ctx, struct str line), void *ctx);

/* Notes the reading in the reader's history. */
int account_chain_access(struct tx *tx, const struct actor *who, const struct access_new *row);
/* The same for readings that were there before histories told them: those of one reader, the next after the id *after. */
int account_access_found(struct tx *tx, int64_t district, int64_t *after, int64_t *ret_n);

#endif
