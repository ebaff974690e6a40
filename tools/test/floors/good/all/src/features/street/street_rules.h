#include "db/db.h"
#include "features/street/street.h"
