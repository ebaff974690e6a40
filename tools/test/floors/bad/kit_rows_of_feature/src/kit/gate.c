#include "gen/home_row.h"
