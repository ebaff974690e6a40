#include "kit/gate.h"
