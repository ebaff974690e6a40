#include "ui/view.h"
#include "http/req.h"
#include "gen/ui_view.h"
