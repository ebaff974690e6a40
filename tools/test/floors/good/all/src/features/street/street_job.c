#include "features/street/street.h"
#include "db/db.h"
