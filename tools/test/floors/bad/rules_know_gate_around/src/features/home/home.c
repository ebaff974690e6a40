#include "kit/x.h"
