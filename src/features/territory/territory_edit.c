/* territory_edit.c: adding and editing nodes. Merging and moving are in territory_reorg.c. */
#include "features/territory/territory_edit.h"

#include "base/clock.h"
#include "base/id.h"
#include "db/db.h"
#include "features/territory/territory_rules.h"
#include "gen/territory_sql.h"
#include "kit/flow.h"
#include "lib/text.h"

/* E_INVALID at the field name when a live child of parent other than id has it. */
static int
name_is_free(struct tx *tx, int64_t district, int64_t parent, struct str name, int64_t id)
{
	struct territory_node other;
	int rc = sql_territory_by_name(tx, district, parent, name, &other);

	if (rc == E_NOTFOUND)
		return 0;
	TRY(rc);
	return other.id == id
		       ? 0
		       : fail(tx, E_INVALID, "name", N_("这里已经有同名的了，请换一个名字。"));
}

int
territory_insert(struct tx *tx, const struct actor *who, struct territory_node *n)
{
	n->opened_at = clock_now();
	n->sort_key = territory_sort_key(tx->arena, n->name, n->id);
	n->state = TERRITORY_LIVE;
	n->version = 1;
	TRY(sql_territory_insert(tx, n->district, n, text_initials(tx->arena, n->name)));
	return territory_note(
		tx, who, n, TERRITORY_ADDED,
		str_fmt(tx->arena, "code=%.*s parent=%lld", STR(n->code), (long long)n->parent),
		S(""));
}

/* ---- checking what was written ---- */

static bool
is_code(struct str s, bool dash)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (!((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (dash && i && c == '-')))
			return false;
	}
	return s.n > 0;
}

static int
check_codes(struct tx *tx, int64_t district, int64_t id, struct str code, struct str plate)
{
	struct territory_node other;
	struct territory_ref ref;
	int rc;

	if (code.n && (!is_code(code, true) || code.n > TERRITORY_CODE_MAX))
		return fail(tx, E_INVALID, "code", N_("编码只能用字母、数字和短横，最多 32 个。"));
	rc = code.n ? sql_territory_by_code(tx, district, code, &other) : E_NOTFOUND;
	if (rc == 0 && other.id != id)
		return fail(tx, E_INVALID, "code", N_("这个编码已经有地方用了。"));
	if (rc != E_NOTFOUND)
		TRY(rc);
	if (plate.n && (!is_code(plate, false) || plate.n < 2 || plate.n > 6))
		return fail(tx, E_INVALID, "plate",
			    N_("代号用 2 到 6 个大写字母或数字，比如 BL。"));
	rc = plate.n ? sql_territory_by_plate(tx, district, plate, &ref) : E_NOTFOUND;
	if (rc == 0 && ref.id != id)
		return fail(tx, E_INVALID, "plate", N_("这个代号已经有社区用了。"));
	return rc == E_NOTFOUND ? 0 : rc;
}

static int
check_words(struct tx *tx, const struct territory_new *n)
{
	struct str name = str_trim(n->name);

	if (!name.n)
		return fail(tx, E_INVALID, "name", N_("还没写名字。"));
	if (!str_valid(name) || str_has(name, S("\n")) || str_has(name, S("\t")) ||
	    str_chars(name) > TERRITORY_NAME_MAX)
		return fail(tx, E_INVALID, "name", N_("名字写在一行里，最多 40 个字。"));
	if (!str_valid(n->name_en) || str_chars(n->name_en) > 100)
		return fail(tx, E_INVALID, "name_en", N_("英文名最多 100 个字母。"));
	if ((n->lon == 0) != (n->lat == 0))
		return fail(tx, E_INVALID, n->lon ? "lat" : "lon", N_("经度和纬度要一起填。"));
	if (n->lon < -1800000000 || n->lon > 1800000000)
		return fail(tx, E_INVALID, "lon", N_("经度在 -180 到 180 之间。"));
	if (n->lat < -900000000 || n->lat > 900000000)
		return fail(tx, E_INVALID, "lat", N_("纬度在 -90 到 90 之间。"));
	return 0;
}

/* ---- one node ---- */

/* Adds below a parent whose rights were checked. area: name of the area it lies in. */
static int
add_below(struct tx *tx, const struct actor *who, const struct territory_node *parent,
	  struct str area, const struct territory_new *n, struct territory_node *ret)
{
	struct territory_node node = {
		.district = who->district,
		.id = id_new(),
		.level = n->level,
		.kind = n->kind ? n->kind : TERRITORY_USUAL,
		.code = str_upper(tx->arena, n->code),
		.name = str_trim(n->name),
		.name_en = str_trim(n->name_en),
		.plate = str_upper(tx->arena, n->plate),
		.lon = n->lon,
		.lat = n->lat,
		.division = n->division,
	};

	if (!territory_fits(parent, node.level, node.kind))
		return fail(tx, E_INVALID, "level", N_("这一级下面不能放这一类。"));
	TRY(check_words(tx, n));
	TRY(check_codes(tx, who->district, 0, node.code, node.plate));
	TRY(name_is_free(tx, who->district, parent->id, node.name, 0));
	if (node.level == LEVEL_COMMUNITY && !node.plate.n)
		TRY(territory_plate_for(tx, who->district, node.name, &node.plate));
	if (node.level != LEVEL_COMMUNITY)
		node.plate = S("");
	if (!node.code.n)
		TRY(territory_code_for(tx, parent, &node, &node.code));
	territory_settle(tx->arena, &node, parent, area);
	TRY(territory_insert(tx, who, &node));
	*ret = node;
	return 0;
}

int
territory_add(struct tx *tx, const struct actor *who, int64_t parent, const struct territory_new *n,
	      int64_t *ret_id)
{
	struct territory_node p, node;
	struct str area;

	TRY(territory_for_change(tx, who, parent, 0, TERRITORY_EDIT, &p));
	TRY(territory_area_name(tx, &p, &area));
	TRY(add_below(tx, who, &p, area, n, &node));
	*ret_id = node.id;
	/* A step of its own: what is sealed of a new place is what was there when it was written. */
	return n->households > 0 ? territory_edit(tx, who, node.id, 0, n) : 0;
}

int
territory_edit(struct tx *tx, const struct actor *who, int64_t id, int64_t version,
	       const struct territory_new *n)
{
	struct territory_node was, node, parent = {0};
	struct str area = S("");
	int64_t had, households;

	TRY(territory_for_change(tx, who, id, version, TERRITORY_EDIT, &was));
	TRY(territory_households(tx, who->district, id, &had));
	TRY(check_words(tx, n));
	node = was;
	node.name = str_trim(n->name);
	node.name_en = str_trim(n->name_en);
	node.code = n->code.n && was.parent ? str_upper(tx->arena, n->code) : was.code;
	node.plate = n->plate.n && (was.level == LEVEL_COMMUNITY || !was.parent)
			     ? str_upper(tx->arena, n->plate)
			     : was.plate;
	node.lon = n->lon;
	node.lat = n->lat;
	TRY(check_codes(tx, who->district, id, node.code, node.plate));
	node.full_name = node.name;
	if (was.parent) {
		TRY(name_is_free(tx, who->district, was.parent, node.name, id));
		TRY(sql_territory_get(tx, who->district, was.parent, &parent));
		TRY(territory_area_name(tx, &parent, &area));
		territory_settle(tx->arena, &node, &parent, area);
	}
	node.sort_key = territory_sort_key(tx->arena, node.name, id);
	TRY(sql_territory_update(tx, who->district, &node, text_initials(tx->arena, node.name)));
	TRY(territory_households_put(tx, &was, n->households));
	TRY(territory_households(tx, who->district, id, &households));
	/* Names below a community begin at its areas and buildings. */
	if (!str_eq(was.name, node.name) && was.level >= LEVEL_AREA)
		TRY(territory_follow(tx, &was));
	return territory_note(tx, who, &was, TERRITORY_EDITED,
			      str_fmt(tx->arena, "name=%.*s>%.*s code=%.*s>%.*s%.*s", STR(was.name),
				      STR(node.name), STR(was.code), STR(node.code),
				      STR(had == households ? S("") : str_fmt(tx->arena, " households=%lld>%lld", (long long)had, (long long)households))),
			      S(""));
}

/* ---- many at once ---- */

/* Adds a child of that name if there is none, and gives it either way. */
static int
add_if_missing(struct tx *tx, const struct actor *who, const struct territory_node *parent,
	       struct str area, enum level level, struct str name, int64_t *count,
	       struct territory_node *ret)
{
	struct territory_new n = {.level = level, .name = name};
	int rc = sql_territory_by_name(tx, who->district, parent->id, name, ret);

	if (rc != E_NOTFOUND)
		return rc;
	TRY(add_below(tx, who, parent, area, &n, ret));
	++*count;
	return 0;
}

int
territory_add_buildings(struct tx *tx, const struct actor *who, int64_t parent, int64_t from,
			int64_t to, struct str word, int64_t *ret_added)
{
	struct territory_node p, node;
	struct str area;
	int64_t count = 0;

	TRY(territory_for_change(tx, who, parent, 0, TERRITORY_EDIT, &p));
	if (!territory_fits(&p, LEVEL_BUILDING, TERRITORY_USUAL))
		return fail(tx, E_INVALID, "from", N_("楼栋建在社区、片区或网格下面。"));
	if (from < 1 || to > 9999 || from > to)
		return fail(tx, E_INVALID, "to", N_("从几号到几号，后面的不能比前面小。"));
	if (to - from >= TERRITORY_BULK_MAX)
		return fail(tx, E_INVALID, "to", N_("一次最多建 500 个，请分几次。"));
	TRY(territory_area_name(tx, &p, &area));
	word = str_trim(word).n ? str_trim(word) : S("号楼");
	for (int64_t i = from; i <= to; i++)
		TRY(add_if_missing(tx, who, &p, area, LEVEL_BUILDING,
				   str_fmt(tx->arena, "%lld%.*s", (long long)i, STR(word)), &count,
				   &node));
	*ret_added = count;
	return 0;
}

static int
add_floors(struct tx *tx, const struct actor *who, const struct territory_node *parent,
	   int64_t floors, int64_t rooms, int64_t *count)
{
	struct territory_node node;

	for (int64_t f = 1; f <= floors; f++)
		for (int64_t i = 1; i <= rooms; i++)
			TRY(add_if_missing(
				tx, who, parent, S(""), LEVEL_ROOM,
				str_fmt(tx->arena, "%lld%02lld室", (long long)f, (long long)i),
				count, &node));
	return 0;
}

int
territory_add_rooms(struct tx *tx, const struct actor *who, int64_t id, int64_t units,
		    int64_t floors, int64_t rooms, int64_t *ret_added)
{
	struct territory_node n, unit;
	int64_t count = 0;

	TRY(territory_for_change(tx, who, id, 0, TERRITORY_EDIT, &n));
	if (n.level != LEVEL_BUILDING && n.level != LEVEL_UNIT)
		return fail(tx, E_INVALID, "units", N_("单元和房屋建在楼栋下面。"));
	if (units < 0 || floors < 0 || rooms < 0 || units > 50 || floors > 200 || rooms > 99)
		return fail(tx, E_INVALID, "floors",
			    N_("数目太大或不对：单元最多 50，楼层最多 200，每层最多 99 户。"));
	if ((n.level == LEVEL_UNIT || !units) && (!floors || !rooms))
		return fail(tx, E_INVALID, "floors", N_("请填楼层数和每层户数。"));
	if ((units ? units : 1) * (floors * rooms + 1) > 4 * TERRITORY_BULK_MAX)
		return fail(tx, E_INVALID, "floors", N_("一次最多建 2000 户，请分几次。"));
	if (n.level == LEVEL_UNIT || !units)
		TRY(add_floors(tx, who, &n, floors, rooms, &count));
	for (int64_t u = 1; u <= units && n.level == LEVEL_BUILDING; u++) {
		TRY(add_if_missing(tx, who, &n, S(""), LEVEL_UNIT,
				   str_fmt(tx->arena, "%lld单元", (long long)u), &count, &unit));
		TRY(add_floors(tx, who, &unit, floors, rooms, &count));
	}
	*ret_added = count;
	return 0;
}
