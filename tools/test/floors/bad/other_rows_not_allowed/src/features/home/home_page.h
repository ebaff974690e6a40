#include "gen/street_row.h"
