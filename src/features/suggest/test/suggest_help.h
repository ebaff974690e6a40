/* suggest_help.h: texts for the tests of suggestions. */
#ifndef LINLI_TEST_SUGGEST_HELP_H
#define LINLI_TEST_SUGGEST_HELP_H

#include "base/str.h"

/* Sixty characters that no other case has in this order, so that none is a copy of another. */
static inline struct str
filler(struct arena *a, uint32_t i)
{
	struct buf b;

	buf_init(&b, a);
	for (int n = 0; n < 60; n++) {
		i = i * 1664525 + 1013904223;
		buf_rune(&b, 0x4e00 + (i >> 16) % 3000);
	}
	return buf_done(&b);
}

#endif
