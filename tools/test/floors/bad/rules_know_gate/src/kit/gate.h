#include "ui/view.h"
