/* fuzz/geo.c: any bytes as a boundary. What is accepted, written and read again stays the same. */
#include <stdlib.h>

#include "lib/geo.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena a = {0};
	struct geo_why why;
	struct geo *g = NULL, *again = NULL;
	struct geo_box box;

	if (geo_parse(&a, (struct str){(const char *)data, n}, &g, &why) == 0) {
		struct str text = geo_json(&a, g);

		if (geo_parse(&a, text, &again, &why) < 0 || !str_eq(geo_json(&a, again), text))
			abort();
		box = geo_box(g);
		if (!geo_within(again, g))
			abort();
		geo_holds(g, box.west / 2 + box.east / 2, box.south / 2 + box.north / 2);
		geo_free(again);
		geo_free(g);
	} else if (!why.text) {
		abort();
	}
	arena_release(&a);
	return 0;
}
