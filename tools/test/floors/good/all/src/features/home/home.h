#include "base/str.h"
#include "kit/flow.h"
#include "gen/home_row.h"
