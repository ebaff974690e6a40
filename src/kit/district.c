/* district.c: the districts this database serves. */
#include "kit/district.h"

#include "gen/kit_sql.h"

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

int
district_add(struct tx *tx, const struct district *d)
{
	return sql_district_add(tx, d);
}
