/* follow.c: followers of matters. */
#include "kit/follow.h"

#include <assert.h>

#include "base/clock.h"
#include "db/db.h"
#include "gen/kit_sql.h"
#include "kit/matter.h"

int
follow_put(struct tx *tx, const struct actor *who, int64_t matter)
{
	const struct follow row = {.matter = matter, .person = who->person, .at = clock_now()};

	assert(tx->may_write && who->district > 0 && matter > 0);
	return who->person ? sql_follow_put(tx, who->district, &row, NULL) : E_AUTH;
}

int
follow_drop(struct tx *tx, const struct actor *who, int64_t matter)
{
	assert(tx->may_write && who->district > 0);
	return who->person ? sql_follow_drop(tx, who->district, matter, who->person, NULL) : E_AUTH;
}

int
follow_is(struct tx *tx, const struct actor *who, int64_t matter, bool *ret)
{
	struct follow row;
	int rc = who->person ? sql_follow_get(tx, who->district, matter, who->person, &row) : E_NOTFOUND;

	if (rc < 0 && rc != E_NOTFOUND)
		return rc;
	*ret = rc == 0;
	return 0;
}

int
follow_list(struct tx *tx, const struct actor *who, int64_t before, int64_t limit, struct follow_line_list *ret)
{
	assert(limit > 0 && ret);
	TRY(sql_follow_of(tx, who->district, who->person, before ? before : INT64_MAX, limit, ret));
	for (size_t i = 0; i < ret->n; i++) {
		struct follow_line *l = &ret->v[i];

		l->title = matter_open_title(tx->arena, l->sight, l->shown, l->title, l->open_title);
	}
	return 0;
}

int
follow_people(struct tx *tx, int64_t district, int64_t matter, int64_t after, int64_t limit, struct person_id_list *ret)
{
	assert(limit >= 0 && ret);
	return sql_follow_people(tx, district, matter, after, limit, ret);
}

int
follow_forget(struct tx *tx, const struct actor *who)
{
	assert(tx->may_write && who->person > 0);
	return sql_follow_forget(tx, who->district, who->person, NULL);
}
