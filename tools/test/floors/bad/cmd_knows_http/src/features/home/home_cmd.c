#include "http/reply.h"
