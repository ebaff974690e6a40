/* account_api.h: the export of an account as JSON, which the page offers for download too. */
#ifndef LINLI_ACCOUNT_API_H
#define LINLI_ACCOUNT_API_H

#include "features/account/account_self.h"

/* Everything in one object. */
void account_export_json(struct buf *b, const struct account_export *all);

#endif
