/* link.c: links between matters. */
#include "kit/link.h"

#include <assert.h>

#include "base/id.h"
#include "db/db.h"
#include "gen/kit_sql.h"

int
link_put(struct tx *tx, const struct actor *who, int64_t source, int64_t target, enum link_why why, int64_t at)
{
	struct link_line_list have, others;
	int64_t made;

	assert(tx->may_write && source > 0 && target > 0 && at != 0 && (why == LINK_RELATED || why == LINK_CAME_OF));
	TRY(links_of(tx, who->district, source, &have));
	TRY(links_of(tx, who->district, target, &others));
	for (size_t i = 0; i < have.n; i++)
		if (have.v[i].other == target && have.v[i].why == (int64_t)why)
			return E_STALE;
	if (have.n == LINKS_MAX || others.n == LINKS_MAX)
		return E_MANY;
	/* Said from both ends at once it is still one row. */
	if (why == LINK_RELATED && target < source) {
		int64_t first = target;

		target = source;
		source = first;
	}
	TRY(sql_link_insert(tx, who->district,
			    &(struct link){
				    .id = id_new(),
				    .source = source,
				    .target = target,
				    .why = why,
				    .person = who->person,
				    .at = at,
			    },
			    &made));
	return made ? 0 : E_STALE;
}

int
link_end(struct tx *tx, const struct actor *who, int64_t a, int64_t b, enum link_why why, int64_t at)
{
	int64_t ended, turned;

	assert(tx->may_write && a > 0 && b > 0 && at != 0 && (why == LINK_RELATED || why == LINK_CAME_OF));
	TRY(sql_link_end(tx, who->district, a, b, why, at, &ended));
	TRY(sql_link_end(tx, who->district, b, a, why, at, &turned));
	return ended + turned ? 0 : E_NOTFOUND;
}

int
links_of(struct tx *tx, int64_t district, int64_t matter, struct link_line_list *ret)
{
	assert(matter > 0 && ret);
	return sql_links_of(tx, district, matter, LINKS_MAX, ret);
}
