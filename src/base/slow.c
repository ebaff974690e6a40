/* slow.c: whether this thread may do slow work. */
#include "base/slow.h"

#include <assert.h>

static _Thread_local bool is_forbidden;

bool
slow_forbid(bool forbidden)
{
	bool was = is_forbidden;

	is_forbidden = forbidden;
	return was;
}

void
slow_work(void)
{
	assert(!is_forbidden);
}
