#include <microhttpd.h>
#include "http/req.h"
#include "base/str.h"
