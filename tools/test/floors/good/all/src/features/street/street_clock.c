#include "features/street/street_rules.h"
#include "features/home/home.h"
#include "gen/street_sql.h"
#include "kit/flow.h"
