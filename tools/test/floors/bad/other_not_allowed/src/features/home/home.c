#include "features/street/street.h"
