/* share_find.c: places to book for the search over everything. */
#include "features/share/share_find.h"

#include "db/db.h"
#include "features/share/share.h"
#include "kit/find.h"

enum { LOOKED_AT = 500 }; /* of the open things of a district, of which there are few */

static int
find(struct tx *tx, const struct actor *who, const struct find_want *w, struct find_rows *rows)
{
	struct share_thing_list things;

	TRY(share_list(tx, who->district, 0, 0, 0, LOOKED_AT, &things));
	for (size_t i = 0; i < things.n; i++) {
		const struct share_thing *t = &things.v[i];

		if (find_fits(tx->arena, w, str_fmt(tx->arena, "%.*s %.*s %.*s", STR(t->name), STR(t->name_en), STR(t->about))))
			find_add(rows, (struct find_row){
					       .title = w->english && t->name_en.n ? t->name_en : t->name,
					       .note = str_clip(t->about, 40),
					       .href = str_fmt(tx->arena, "/share/%lld", (long long)t->id),
				       });
	}
	return 0;
}

const struct finder share_finders[] = {
	{.kind = "thing", .heading = N_("可约的场地"), .find = find},
	{0},
};
