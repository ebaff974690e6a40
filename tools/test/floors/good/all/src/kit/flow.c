#include "kit/flow.h"
#include "gen/kit_sql.h"
