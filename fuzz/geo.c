/* fuzz/geo.c: any bytes as a boundary. What is accepted, written and read again stays the same. */
#include <stdlib.h>

#include "kit/geo.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena a = {0};
	struct geo_why why;
	struct geo *g = NULL, *again = NULL;
	int64_t lon, lat;

	if (geo_parse(&a, (struct str){(const char *)data, n}, &g, &why) == 0) {
		struct str text = geo_json(&a, g);

		if (geo_parse(&a, text, &again, &why) < 0 || !str_eq(geo_json(&a, again), text))
			abort();
		geo_centre(g, &lon, &lat);
		if (!(geo_area(g) >= 0) || !geo_within(again, g))
			abort();
		geo_holds(g, lon, lat);
		geo_free(again);
		geo_free(g);
	} else if (!why.text) {
		abort();
	}
	arena_release(&a);
	return 0;
}
