#include "features/street/street_page.h"
#include "gen/street_view.h"
#include "kit/gate.h"
#include "http/reply.h"
