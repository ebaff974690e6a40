/* matter_file.c: the photos of a matter. */
#include "kit/matter_file.h"

#include "base/id.h"
#include "db/db.h"
#include "gen/kit_sql.h"

int
matter_files_put(struct tx *tx, int64_t district, int64_t matter, int64_t kind, const struct file_ref *v, size_t n)
{
	for (size_t i = 0; i < n; i++)
		TRY(sql_matter_file_put(tx, district,
					&(struct matter_file){
						.id = id_new(),
						.matter = matter,
						.kind = kind,
						.file = v[i].file,
						.thumb = v[i].thumb,
						.width = v[i].width,
						.height = v[i].height,
					}));
	return 0;
}

int
matter_files(struct tx *tx, int64_t district, int64_t matter, bool only_open, struct matter_file_list *ret)
{
	return sql_matter_files(tx, district, matter, only_open, ret);
}

int
matter_file_find(struct tx *tx, int64_t district, int64_t matter, struct str file, bool only_open,
		 struct matter_file *ret)
{
	return sql_matter_file_find(tx, district, matter, file, only_open, ret);
}

int
matter_files_publish(struct tx *tx, int64_t district, int64_t matter, bool open)
{
	return sql_matter_files_publish(tx, district, matter, open, NULL);
}

int
matter_files_drop(struct tx *tx, int64_t district, int64_t matter, int64_t kind)
{
	return sql_matter_files_drop(tx, district, matter, kind, NULL);
}

int
matter_files_named(struct tx *tx, int (*row)(void *ctx, const struct matter_file_name *row), void *ctx)
{
	return sql_matter_files_named(tx, row, ctx);
}
