/* fuzz/sheet.c: any bytes as a table. Every row must be well-formed, and reading must end. */
#include <stdlib.h>

#include "lib/sheet.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena a = {0};
	struct sheet_row row;
	struct sheet *s;
	struct str why;

	if (sheet_open_bytes((struct str){(const char *)data, n}, S("fuzz"), &s, &a, &why) == 0) {
		while (sheet_next(s, &row) == 0)
			for (size_t i = 0; i < row.n; i++)
				if (!str_valid(row.cells[i]) || (row.error && row.cells[i].n))
					abort();
		sheet_close(s);
	}
	arena_release(&a);
	return 0;
}
