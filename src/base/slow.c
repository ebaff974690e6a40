/* slow.c: whether this thread may do slow work. */
#include "base/slow.h"

#include <stdlib.h>

#include "base/log.h"

static _Thread_local bool is_forbidden;
static bool stops;

bool
slow_forbid(bool forbidden)
{
	bool was = is_forbidden;

	is_forbidden = forbidden;
	return was;
}

void
slow_stop(void)
{
	stops = true;
}

void
slow_work(void)
{
	if (!is_forbidden)
		return;
	log_error("slow work inside a transaction that writes: everybody's writing waits for it");
	if (stops)
		abort();
}
