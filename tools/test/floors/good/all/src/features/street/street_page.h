#include "features/street/street.h"
#include "ui/view.h"
#include "gen/home_row.h"
