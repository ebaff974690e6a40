/* territory_find.h: what the search over everything finds of the territory. */
#ifndef LINLI_TERRITORY_FIND_H
#define LINLI_TERRITORY_FIND_H

#include "kit/find.h"

extern const struct finder territory_finders[];

#endif
