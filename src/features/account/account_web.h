/* account_web.h: the pages and calls of accounts, and who is behind a request. */
#ifndef LINLI_ACCOUNT_WEB_H
#define LINLI_ACCOUNT_WEB_H

#include "http/route.h"
#include "kit/privacy.h"

struct tx;
struct actor;

/* app.identify: under /api/ by bearer token alone, elsewhere by the cookie `linli`; see gate.h. Pages see a
 * dead cookie as a visitor and have it deleted; a dead token is E_AUTH. */
int account_identify(struct tx *tx, struct req *r, struct actor *ret);

extern const struct route_table account_routes, account_list_routes, account_api_routes, account_notice_api_routes;
/* What this feature keeps of people: account_api.c. */
extern const struct personal account_personal;

#endif
