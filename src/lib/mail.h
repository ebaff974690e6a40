/* mail.h: addresses of e-mail as people write them. */
#ifndef LINLI_LIB_MAIL_H
#define LINLI_LIB_MAIL_H

#include "base/arena.h"
#include "base/str.h"

enum { MAIL_MAX = 254 };

/* Enough to catch slips; whether the box exists only a letter can tell. What is wrong (Chinese message key) or NULL; then *address
 * has no full-width letters. */
const char *mail_address(struct arena *a, struct str *address);

#endif
