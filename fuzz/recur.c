/* fuzz/recur.c: any bytes as a recurrence rule, with a blank before the start. Instances rise, and the walk ends. */
#include <stdlib.h>

#include "lib/recur.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct str text = {(const char *)data, n}, rule_text, start_text = S("20260101T090000");
	struct recur_time start;
	struct recur_walk w;
	struct recur rule;
	const char *why = NULL;
	int64_t at, before = INT64_MIN;

	if (!str_next(&text, ' ', &rule_text))
		return 0;
	if (text.n)
		start_text = text;
	if (recur_time(start_text, &start) < 0)
		return 0;
	if (recur_parse(rule_text, &rule, &why) < 0 || recur_begin(&w, &rule, &start, true, &why) < 0) {
		if (!why)
			abort();
		return 0;
	}
	for (int i = 0; i < 100 && recur_next(&w, &at) == 0; i++) {
		if (at < start.at || at <= before)
			abort();
		before = at;
	}
	return 0;
}
