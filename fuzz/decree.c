/* fuzz/decree.c: any bytes as the text of a holiday notice: it is refused with a reason, or its days are of its year, in order. */
#include <stdlib.h>

#include "base/clock.h"
#include "lib/decree.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct decree d;
	struct arena a;

	arena_init(&a);
	if (decree_read(&a, (struct str){(const char *)data, n}, &d) < 0) {
		if (!d.why)
			abort();
	} else {
		for (size_t i = 0; i < d.n; i++) {
			int year = clock_civil(d.v[i].day * 86400).year;

			if ((year != d.year && year != d.year - 1) || (i && d.v[i].day <= d.v[i - 1].day))
				abort();
		}
	}
	arena_release(&a);
	return 0;
}
