/* district.c: the districts this database serves. */
#include "kit/district.h"

#include <assert.h>
#include <string.h>

#include "gen/kit_sql.h"

enum { HOST_MAX = 253 };

int
district_get(struct tx *tx, int64_t code, struct district *ret)
{
	return sql_district_get(tx, code, ret);
}

int
district_all(struct tx *tx, struct district_list *ret)
{
	return sql_district_all(tx, ret);
}

int
district_by_host(struct tx *tx, struct str host, struct district *ret)
{
	return sql_district_by_host(tx, host, ret);
}

/* As browsers send it: small letters, without port. */
static bool
is_host(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!strchr("abcdefghijklmnopqrstuvwxyz0123456789.-", s.p[i]))
			return false;
	return s.n <= HOST_MAX;
}

int
district_set_host(struct tx *tx, int64_t code, struct str host)
{
	struct district other;
	int64_t changed;
	int rc;

	assert(tx->may_write);
	if (!is_host(host))
		return E_INVALID;
	rc = host.n ? sql_district_by_host(tx, host, &other) : E_NOTFOUND;
	if (rc == 0)
		return other.code == code ? 0 : E_STALE;
	if (rc != E_NOTFOUND)
		return rc;
	TRY(sql_district_set_host(tx, code, host, &changed));
	return changed ? 0 : E_NOTFOUND;
}

int
district_add(struct tx *tx, const struct district *d)
{
	assert(tx->may_write);
	return sql_district_add(tx, d);
}

static int
read_all(struct tx *tx, void *arg)
{
	return district_all(tx, arg);
}

int
district_each(struct db *db, int (*run)(struct db *db, int64_t district, void *arg), void *arg)
{
	struct district_list list = {0};
	struct arena a;
	int first;

	assert(db && run);
	arena_init(&a);
	first = db_read_now(db, &a, read_all, &list);
	if (first < 0)
		list.n = 0;
	for (size_t i = 0; i < list.n; i++) {
		int rc = run(db, list.v[i].code, arg);

		first = first ? first : rc;
	}
	arena_release(&a);
	return first;
}
