#include "http/req.h"
