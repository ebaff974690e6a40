/* catalogue_find.h: what the search over everything finds of the catalogue. */
#ifndef LINLI_CATALOGUE_FIND_H
#define LINLI_CATALOGUE_FIND_H

#include "kit/find.h"

extern const struct finder catalogue_finders[];

#endif
