/* territory_where.c: telling places of one name apart in a list that mixes what they lie in. */
#include "db/db.h"
#include "features/territory/territory.h"
#include "gen/territory_sql.h"

/* The node above n that is named beside it: a community's street, a grid's area (a building's full name has its
 * area already), the community of everything below one. 0: none. */
static int64_t
above(const struct territory_node *n, enum level level)
{
	if (level == LEVEL_STREET)
		return n->level == LEVEL_COMMUNITY ? n->street : 0;
	if (level == LEVEL_AREA)
		return n->level == LEVEL_GRID ? n->area : 0;
	return n->level > LEVEL_COMMUNITY ? n->community : 0;
}

static bool
is_mixed(const struct territory_node_list *list, enum level level)
{
	int64_t one = 0;

	for (size_t i = 0; i < list->n; i++) {
		int64_t id = above(&list->v[i], level);

		if (id && one && id != one)
			return true;
		one = id ? id : one;
	}
	return false;
}

int
territory_where(struct tx *tx, int64_t district, const struct territory_node_list *list,
		bool english, struct str *ret)
{
	static const enum level levels[] = {LEVEL_STREET, LEVEL_COMMUNITY, LEVEL_AREA};

	for (size_t i = 0; i < list->n; i++)
		ret[i] = S("");
	for (size_t k = 0; k < sizeof levels / sizeof *levels; k++) {
		struct territory_node_list names;

		if (!is_mixed(list, levels[k]))
			continue;
		TRY(sql_territory_of_level(tx, district, levels[k], 0, &names));
		for (size_t i = 0; i < list->n; i++)
			for (size_t j = 0; j < names.n; j++)
				if (names.v[j].id == above(&list->v[i], levels[k])) {
					struct str name = territory_full_name(tx->arena,
									      &names.v[j], english);

					ret[i] = ret[i].n ? str_fmt(tx->arena, "%.*s%s %.*s",
								    STR(ret[i]), english ? "," : "",
								    STR(name))
							  : name;
				}
	}
	return 0;
}
