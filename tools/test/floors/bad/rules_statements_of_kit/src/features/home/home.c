#include "gen/kit_sql.h"
