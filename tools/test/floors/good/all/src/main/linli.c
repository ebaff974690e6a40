#include "features/street/street_web.h"
#include "gen/street_sql.h"
#include "http/server.h"
