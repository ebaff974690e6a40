/* appeal_files.c: names the photos of appeals, so that the daily sweep keeps them. */
#include "features/appeal/appeal_files.h"

#include "db/db.h"
#include "gen/appeal_sql.h"

struct naming {
	int (*name)(void *ctx, struct str digest);
	void *ctx;
};

static int
name_photo(void *ctx, const struct appeal_photo_name *row)
{
	struct naming *n = ctx;

	TRY(n->name(n->ctx, row->file));
	return n->name(n->ctx, row->thumb);
}

int
appeal_files(struct tx *tx, int (*name)(void *ctx, struct str digest), void *ctx)
{
	struct naming n = {name, ctx};

	return sql_appeal_photo_named(tx, name_photo, &n);
}
