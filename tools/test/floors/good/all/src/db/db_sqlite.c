#include <sqlite3.h>
#include "db/db.h"
#include "base/str.h"
#include "gen/db_sql.h"
