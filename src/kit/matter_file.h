/* matter_file.h: the photos of a matter: names of files in the store (kit/file.h), and who may see them. */
#ifndef LINLI_KIT_MATTER_FILE_H
#define LINLI_KIT_MATTER_FILE_H

#include "gen/kit_row.h"

struct tx;

/* So many come with one form. */
enum { PHOTOS_MAX = 6 };

/* A photo already in the file store. */
struct file_ref {
	struct str file, thumb;
	int64_t width, height;
};

/* kind is the feature's own. They begin hidden from the public. */
int matter_files_put(struct tx *tx, int64_t district, int64_t matter, int64_t kind, const struct file_ref *v, size_t n);
/* Those everybody may see, or all. */
int matter_files(struct tx *tx, int64_t district, int64_t matter, bool only_open, struct matter_file_list *ret);
/* One by its digest or its thumbnail's. */
int matter_file_find(struct tx *tx, int64_t district, int64_t matter, struct str file, bool only_open,
		     struct matter_file *ret);
int matter_files_publish(struct tx *tx, int64_t district, int64_t matter, bool open);
/* Forgets those of a kind that the public does not see. */
int matter_files_drop(struct tx *tx, int64_t district, int64_t matter, int64_t kind);
/* Every file that some matter of any district names. */
int matter_files_named(struct tx *tx, int (*row)(void *ctx, const struct matter_file_name *row), void *ctx);

#endif
