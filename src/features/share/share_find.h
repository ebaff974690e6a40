/* share_find.h: what the search over everything finds of places to book. */
#ifndef LINLI_SHARE_FIND_H
#define LINLI_SHARE_FIND_H

#include "kit/find.h"

extern const struct finder share_finders[];

#endif
