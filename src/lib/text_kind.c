/* text_kind.c: what each character may be, for the rules that look for what identifies a person: the table they fill and read. */
#include <assert.h>

#include "lib/text_redact_in.h"

uint8_t text_kinds[TEXT_KINDS];

void
text_mark(const char32_t *set, unsigned kinds)
{
	for (; *set; set++) {
		assert(*set < TEXT_KINDS);
		text_kinds[*set] |= (uint8_t)kinds;
	}
}
