/* territory_open.c: opening a district, with what the national table knows of it. */
#include "base/clock.h"
#include "db/db.h"
#include "features/territory/territory_division.h"
#include "features/territory/territory_rules.h"
#include "gen/territory_sql.h"
#include "kit/district.h"

enum { CHILDREN_MAX = 10000 };

/* The county of this code, else the only one of this name. */
static int
find_division(struct tx *tx, struct str code, struct str name, struct division *ret)
{
	struct division_list named;
	int rc = territory_division_by_code(tx, code, ret);

	if (rc != E_NOTFOUND)
		return rc;
	TRY(sql_division_named(tx, DIVISION_COUNTY, name, 2, &named));
	if (named.n != 1)
		return E_NOTFOUND;
	*ret = named.v[0];
	return 0;
}

/* 观华社区居民委员会 -> 观华社区, 上坪村民委员会 -> 上坪村: the place, not its committee. */
static struct str
place_name(struct arena *a, struct str name, enum territory_kind *ret_kind)
{
	static const struct {
		const char *end, *word;
		enum territory_kind kind;
	} ends[] = {
		{"社区居民委员会", "社区", TERRITORY_USUAL},
		{"社区居委会", "社区", TERRITORY_USUAL},
		{"村民委员会", "村", TERRITORY_VILLAGE},
		{"村委会", "村", TERRITORY_VILLAGE},
		{"居民委员会", "社区", TERRITORY_USUAL},
		{"居委会", "社区", TERRITORY_USUAL},
	};

	*ret_kind = str_ends(name, S("村")) ? TERRITORY_VILLAGE : TERRITORY_USUAL;
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		struct str end = str_of(ends[i].end), word = str_of(ends[i].word), base;

		if (name.n <= end.n || !str_ends(name, end))
			continue;
		*ret_kind = ends[i].kind;
		base = str_sub(name, 0, name.n - end.n);
		return str_ends(base, word) ? base : str_fmt(a, "%.*s%.*s", STR(base), STR(word));
	}
	return name;
}

static int
adopt_communities(struct tx *tx, const struct actor *who, const struct division *street,
		  int64_t parent)
{
	struct division_list list;
	int64_t id;

	TRY(sql_division_children(tx, street->id, 0, CHILDREN_MAX, &list));
	for (size_t i = 0; i < list.n; i++) {
		struct territory_node same;
		struct territory_new n = {.level = LEVEL_COMMUNITY,
					  .code = list.v[i].code,
					  .division = list.v[i].id};
		int rc;

		n.name = place_name(tx->arena, list.v[i].name, &n.kind);
		rc = sql_territory_by_name(tx, who->district, parent, n.name, &same);
		if (rc == 0) /* 新村社区 and 新村居委会 are two */
			n.name = list.v[i].name;
		else if (rc != E_NOTFOUND)
			return rc;
		TRY(territory_add(tx, who, parent, &n, &id));
	}
	return 0;
}

static int
adopt(struct tx *tx, const struct actor *who, const struct division *county)
{
	struct division_list streets;
	int64_t id;

	TRY(sql_division_children(tx, county->id, 0, CHILDREN_MAX, &streets));
	for (size_t i = 0; i < streets.n; i++) {
		const struct division *s = &streets.v[i];

		if (s->level != DIVISION_TOWN)
			continue;
		TRY(territory_add(tx, who, who->district,
				  &(struct territory_new){
					  .level = LEVEL_STREET,
					  .code = s->code,
					  .name = s->name,
					  .division = s->id,
				  },
				  &id));
		TRY(adopt_communities(tx, who, s, id));
	}
	return 0;
}

int
territory_open_district(struct tx *tx, int64_t code, struct str name, int64_t *ret_root)
{
	struct actor system = actor_system_of;
	struct territory_node root = {
		.district = code,
		.id = code,
		.level = LEVEL_DISTRICT,
		.kind = TERRITORY_USUAL,
		.code = str_number(tx->arena, code),
		.name = str_trim(name),
		.full_name = str_trim(name),
	};
	struct division county = {0};
	struct district taken;
	int rc;

	if (code < 100000 || code > 999999)
		return fail(tx, E_INVALID, "code", N_("区划代码是六位数字。"));
	if (!root.name.n || !str_valid(root.name) || str_chars(root.name) > TERRITORY_NAME_MAX)
		return fail(tx, E_INVALID, "name", N_("名字写在一行里，最多 40 个字。"));
	rc = district_get(tx, code, &taken);
	if (rc == 0)
		return fail(tx, E_STALE, "code", N_("这个区已经开通了。"));
	if (rc != E_NOTFOUND)
		return rc;
	rc = find_division(tx, root.code, root.name, &county);
	if (rc < 0 && rc != E_NOTFOUND)
		return rc;
	system.district = code;
	root.division = county.id;
	TRY(district_add(tx, &(struct district){
				     .code = code,
				     .name = root.name,
				     .name_en = S(""),
				     .host = S(""),
				     .opened_at = clock_now(),
			     }));
	TRY(territory_plate_for(tx, code, root.name, &root.plate));
	TRY(territory_insert(tx, &system, &root));
	if (county.id)
		TRY(adopt(tx, &system, &county));
	*ret_root = root.id;
	return 0;
}
