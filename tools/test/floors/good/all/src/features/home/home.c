#include "features/home/home.h"
#include "gen/home_sql.h"
#include "db/db.h"
