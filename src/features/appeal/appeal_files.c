/* appeal_files.c: names the photos of appeals and the tables that are taken in, so that the daily sweep keeps them. */
#include "features/appeal/appeal_files.h"

#include "db/db.h"
#include "features/appeal/appeal_take.h"
#include "kit/matter_file.h"

struct naming {
	int (*name)(void *ctx, struct str digest);
	void *ctx;
};

static int
name_photo(void *ctx, const struct matter_file_name *row)
{
	struct naming *n = ctx;

	TRY(n->name(n->ctx, row->file));
	return n->name(n->ctx, row->thumb);
}

int
appeal_files(struct tx *tx, int (*name)(void *ctx, struct str digest), void *ctx)
{
	struct naming n = {name, ctx};

	TRY(matter_files_named(tx, name_photo, &n));
	return appeal_take_files(tx, name, ctx);
}
