#include "ui/view.h"
#include "db/db.h"
