#include "db/stmt.h"
