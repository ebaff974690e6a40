/* share.c: the files of share/ inside the program. */
#include "base/share.h"

#include <stdlib.h>
#include <string.h>

struct str
share_file(const char *name)
{
	for (size_t i = 0; i < share_files_n; i++)
		if (strcmp(share_files[i].name, name) == 0)
			return share_files[i].bytes;
	abort();
}
