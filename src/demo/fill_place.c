/* fill_place.c: the measured district's streets, communities, areas, grids and buildings, by the rules of the territory. */
#include "demo/fill_in.h"
#include "features/territory/territory_edit.h"

enum { SIDE = 100000 }; /* of a community, degrees x 1e7 */

static const char *const street_names[FILL_STREETS] = {"东门", "新港", "花桥", "北塘", "石井", "长岭", "明德", "河西", "金沙", "龙山"};
static const char *const first[] = {"和平", "新华", "建设", "团结", "光明", "向阳", "幸福", "文昌", "青松", "白云",
				    "梅林", "竹园", "荷塘", "松涛", "柳堤", "枫叶", "银杏", "桂花", "玉兰", "紫荆"};
static const char *const second[] = {"里", "桥", "园", "湾", "新村"};

/* A rectangle of the plane that the district lies in: so many communities east and north of its corner. */
static int
bound(struct tx *tx, const struct fill *f, int64_t node, const int64_t box[4])
{
	double west = 114.0 + (double)box[0] * SIDE / 1e7, south = 22.6 + (double)box[1] * SIDE / 1e7;
	double east = 114.0 + (double)box[2] * SIDE / 1e7, north = 22.6 + (double)box[3] * SIDE / 1e7;

	return territory_set_boundary(tx, &f->system, node, 0,
				      str_fmt(tx->arena,
					      "{\"type\":\"Polygon\",\"coordinates\":[[[%.7f,%.7f],[%.7f,%.7f],[%.7f,%.7f],[%.7f,"
					      "%.7f],[%.7f,%.7f]]]}",
					      west, south, east, south, east, north, west, north, west, south));
}

static int
add(struct tx *tx, const struct fill *f, int64_t parent, enum level level, struct str name, struct str plate, size_t community,
    int64_t within, int64_t *ret)
{
	struct territory_new n = {
		.level = level,
		.name = name,
		.plate = plate,
		.code = plate,
		.lon = INT64_C(1140000000) + (int64_t)(community % 10) * SIDE + SIDE / 10 + within % 9 * SIDE / 12,
		.lat = INT64_C(226000000) + (int64_t)(community / 10) * SIDE + SIDE / 10 + within / 9 * SIDE / 12,
	};

	return territory_add(tx, &f->system, parent, &n, ret);
}

static int
add_areas(struct tx *tx, const struct fill *f, int64_t community, size_t which)
{
	for (int area = 0; area < FILL_AREAS; area++) {
		int64_t area_id, grid_id, added;

		TRY(add(tx, f, community, LEVEL_AREA, str_fmt(tx->arena, "%s片区", first[(which * 3 + (size_t)area * 7) % 20]), S(""),
			which, area, &area_id));
		for (int grid = 0; grid < FILL_GRIDS; grid++) {
			int64_t number = area * FILL_GRIDS + grid, house = number * FILL_HOUSES;

			TRY(add(tx, f, area_id, LEVEL_GRID, str_fmt(tx->arena, "网格 %02lld", (long long)number + 1), S(""), which,
				number, &grid_id));
			TRY(territory_add_buildings(tx, &f->system, grid_id, house + 1, house + FILL_HOUSES, S("栋"), &added));
		}
	}
	return 0;
}

static int
add_community(struct tx *tx, const struct fill *f, int64_t street, size_t which)
{
	struct str plate = str_fmt(tx->arena, "M%c%c", 'A' + (int)(which / 10), 'A' + (int)(which % 10));
	int64_t x = (int64_t)which % 10, y = (int64_t)which / 10, id;

	TRY(add(tx, f, street, LEVEL_COMMUNITY, str_fmt(tx->arena, "%s%s社区", first[which % 20], second[which / 20]), plate, which, 0,
		&id));
	TRY(bound(tx, f, id, (int64_t[]){x, y, x + 1, y + 1}));
	return add_areas(tx, f, id, which);
}

int
fill_places(struct tx *tx, void *ctx)
{
	struct fill *f = ctx;
	int64_t root, street;

	TRY(territory_open_district(tx, FILL_DISTRICT, S("量水区"), &root));
	TRY(bound(tx, f, root, (int64_t[]){0, 0, 10, FILL_STREETS}));
	for (int s = 0; s < FILL_STREETS; s++) {
		TRY(add(tx, f, root, LEVEL_STREET, str_fmt(tx->arena, "%s街道", street_names[s]), S(""), (size_t)s * 10, 0, &street));
		TRY(bound(tx, f, street, (int64_t[]){0, s, 10, s + 1}));
		for (size_t c = 0; c < FILL_COMMUNITIES / FILL_STREETS; c++)
			TRY(add_community(tx, f, street, (size_t)s * 10 + c));
	}
	return 0;
}
