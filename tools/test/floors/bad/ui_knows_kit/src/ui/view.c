#include "ui/view.h"
#include "kit/actor.h"
