/* appeal_find.h: what the search over everything finds of appeals. */
#ifndef LINLI_APPEAL_FIND_H
#define LINLI_APPEAL_FIND_H

#include "kit/find.h"

extern const struct finder appeal_finders[];

#endif
