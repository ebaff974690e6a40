/* share.h: the files of share/ inside the program. The table is made by tools/mkshare. */
#ifndef LINLI_BASE_SHARE_H
#define LINLI_BASE_SHARE_H

#include "base/str.h"

struct share_file {
	const char *name; /* below share/: "demo/cases.tsv" */
	struct str bytes;
};
extern const struct share_file share_files[];
extern const size_t share_files_n;

/* Aborts on a name that was not built in: that is no input, but a mistake of the program. */
struct str share_file(const char *name);

#endif
