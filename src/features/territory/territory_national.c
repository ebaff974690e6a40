/* territory_national.c: looking places up in the national table. */
#include "db/db.h"
#include "features/territory/territory_division.h"
#include "gen/territory_sql.h"
#include "kit/paging.h"

int
territory_division(struct tx *tx, int64_t id, struct division *ret)
{
	return sql_division_get(tx, id, ret);
}

int
territory_division_by_code(struct tx *tx, struct str code, struct division *ret)
{
	int rc = sql_division_by_code(tx, code, ret);

	if (rc == E_NOTFOUND && code.n == 6 && str_ends(code, S("00")))
		return sql_division_by_code(tx, str_sub(code, 0, 4), ret);
	return rc;
}

int
territory_divisions(struct tx *tx, int64_t parent, struct str after, int64_t limit,
		    struct division_list *ret, struct str *ret_next)
{
	int64_t seen = 0;

	if (!str_int(after, &seen))
		seen = 0;
	TRY(sql_division_children(tx, parent, seen, limit + 1, ret));
	*ret_next = paging_cut(&ret->n, limit)
			    ? str_number(tx->arena, ret->v[ret->n - 1].id)
			    : S("");
	return 0;
}

struct division
territory_division_found(const struct division_hit *hit)
{
	return (struct division){
		.id = hit->id,
		.parent = hit->parent,
		.level = hit->level,
		.code = hit->code,
		.name = hit->name,
		.initials = hit->initials,
	};
}

int
territory_division_path(struct tx *tx, const struct division *d, struct division_list *ret)
{
	struct division up[DIVISION_VILLAGE + 1];
	size_t n = 0;

	up[n++] = *d;
	while (up[n - 1].parent && n <= DIVISION_VILLAGE) {
		TRY(sql_division_get(tx, up[n - 1].parent, &up[n]));
		n++;
	}
	ret->v = NEW_ARRAY(tx->arena, struct division, n);
	ret->n = n;
	for (size_t i = 0; i < n; i++)
		ret->v[i] = up[n - 1 - i];
	return 0;
}

/* The cursor is "id key": the key may hold anything. */
static void
read_after(struct str after, struct str *ret_key, int64_t *ret_id)
{
	struct str id;

	*ret_key = S("");
	*ret_id = 0;
	if (str_next(&after, ' ', &id) && str_int(id, ret_id))
		*ret_key = after;
}

static bool
is_latin(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] >= 0x80)
			return false;
	return true;
}

int
territory_division_search(struct tx *tx, struct str query, struct str after, int64_t limit,
			  struct division_hit_list *ret, struct str *ret_next)
{
	struct arena *a = tx->arena;
	struct str q = str_trim(query), past, key;
	struct division_hit *last;
	bool latin;
	int64_t id;

	*ret = (struct division_hit_list){0};
	*ret_next = S("");
	if (!q.n)
		return 0;
	latin = is_latin(q);
	q = latin ? str_lower(a, q) : q;
	past = str_fmt(a, "%.*s\xf4\x8f\xbf\xbf", STR(q));
	read_after(after, &key, &id);
	/* A later page begins its search where the one before ended. */
	if (latin)
		TRY(sql_division_by_initials(tx, key.n ? key : q, past, key, id, limit + 1, ret));
	else
		TRY(sql_division_by_name(tx, key.n ? key : q, past, key, id, limit + 1, ret));
	if ((int64_t)ret->n <= limit)
		return 0;
	ret->n = (size_t)limit;
	last = &ret->v[ret->n - 1];
	*ret_next = str_fmt(a, "%lld %.*s", (long long)last->id,
			    STR(latin ? last->initials : last->name));
	return 0;
}
