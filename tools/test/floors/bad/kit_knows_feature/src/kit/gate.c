#include "features/home/home.h"
