#include "gen/street_row.h"
#include "kit/actor.h"
