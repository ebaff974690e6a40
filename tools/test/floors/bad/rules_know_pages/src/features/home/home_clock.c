#include "features/home/home_web.h"
