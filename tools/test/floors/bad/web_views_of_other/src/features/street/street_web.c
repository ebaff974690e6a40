#include "gen/home_view.h"
