/* command.c: what commands of several features do alike. */
#include "kit/command.h"

#include <stdio.h>

#include "base/err.h"

int
command_file(struct arena *a, const char *path, size_t most, struct str *ret)
{
	enum { PIECE = 65536 };
	FILE *f = fopen(path, "rb");
	struct buf b;
	bool bad;
	size_t n;

	if (!f)
		return E_IO;
	buf_init(&b, a);
	do {
		buf_room(&b, PIECE);
		n = fread(b.p + b.n, 1, PIECE, f);
		b.n += n;
	} while (n && b.n <= most);
	bad = ferror(f);
	fclose(f);
	if (bad)
		return E_IO;
	if (b.n > most)
		return E_TOOBIG;
	*ret = buf_done(&b);
	return 0;
}
