/* account_find.h: what the search over everything finds of accounts. */
#ifndef LINLI_ACCOUNT_FIND_H
#define LINLI_ACCOUNT_FIND_H

#include "kit/find.h"

extern const struct finder account_finders[];

#endif
