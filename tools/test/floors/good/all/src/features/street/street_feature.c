#include "kit/gate.h"
#include "features/street/street.h"
#include "features/street/street_page.h"
