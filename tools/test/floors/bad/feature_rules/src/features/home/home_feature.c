#include "features/home/home_rules.h"
