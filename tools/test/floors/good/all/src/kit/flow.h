#include "db/db.h"
#include "gen/kit_row.h"
