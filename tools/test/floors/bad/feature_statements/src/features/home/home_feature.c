#include "gen/home_sql.h"
