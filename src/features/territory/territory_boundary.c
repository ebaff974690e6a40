/* territory_boundary.c: boundaries, and which node holds a point. */
#include "base/clock.h"
#include "db/db.h"
#include "features/territory/territory_rules.h"
#include "gen/territory_sql.h"
#include "lib/geo.h"

/* Reads what was stored, which was valid when it came. */
static int
open_stored(struct tx *tx, struct str geojson, struct geo **ret)
{
	struct geo_why why;

	return geo_parse(tx->arena, geojson, ret, &why);
}

int
territory_at_point(struct tx *tx, int64_t district, enum level level, int64_t lon, int64_t lat,
		   struct territory_node *ret)
{
	struct territory_shape_list boxes;

	TRY(sql_territory_boxes(tx, district, level, lon, lat, &boxes));
	for (size_t i = 0; i < boxes.n; i++) {
		struct geo *g;
		bool holds;

		TRY(open_stored(tx, boxes.v[i].geojson, &g));
		holds = geo_holds(g, lon, lat);
		geo_free(g);
		if (holds)
			return sql_territory_get(tx, district, boxes.v[i].node, ret);
	}
	return E_NOTFOUND;
}

int
territory_boundaries(struct tx *tx, int64_t district, int64_t community,
		     struct territory_shape_list *ret)
{
	return sql_territory_boundaries(tx, district, community, ret);
}

int
territory_boundary(struct tx *tx, int64_t district, int64_t node, struct territory_shape *ret)
{
	return sql_territory_boundary(tx, district, node, ret);
}

/* Inside the nearest ancestor that has a boundary. */
static int
check_inside(struct tx *tx, const struct territory_node *n, const struct geo *g)
{
	struct territory_node_list path;

	TRY(sql_territory_path(tx, n->district, n->parent, &path));
	for (size_t i = path.n; i-- > 0;) {
		struct territory_shape above;
		struct geo *outer;
		bool inside;
		int rc = sql_territory_boundary(tx, n->district, path.v[i].id, &above);

		if (rc == E_NOTFOUND)
			continue;
		TRY(rc);
		TRY(open_stored(tx, above.geojson, &outer));
		inside = geo_within(g, outer);
		geo_free(outer);
		return inside ? 0
			      : fail(tx, E_INVALID, "boundary",
				     N_("这个边界超出了上级的边界，请检查坐标。"));
	}
	return 0;
}

static int
put(struct tx *tx, const struct territory_node *n, struct str geojson)
{
	struct geo_why why = {0};
	struct territory_box row;
	struct geo_box box;
	struct geo *g;
	int rc = geo_parse(tx->arena, geojson, &g, &why);

	if (rc < 0)
		return fail(tx, rc == E_TOOBIG ? E_INVALID : rc, "boundary",
			    why.text ? why.text : err_text(rc));
	rc = n->parent ? check_inside(tx, n, g) : 0;
	if (rc == 0) {
		box = geo_box(g);
		row = (struct territory_box){
			.node = n->id,
			.level = n->level,
			.geojson = geo_json(tx->arena, g),
			.west = box.west,
			.south = box.south,
			.east = box.east,
			.north = box.north,
			.updated_at = clock_now(),
		};
		rc = sql_territory_boundary_put(tx, n->district, &row);
	}
	geo_free(g);
	return rc;
}

int
territory_set_boundary(struct tx *tx, const struct actor *who, int64_t id, int64_t version,
		       struct str geojson)
{
	struct territory_node n;
	bool drop = !str_trim(geojson).n;

	TRY(territory_for_change(tx, who, id, version, TERRITORY_EDIT, &n));
	if (n.level > LEVEL_BUILDING)
		return fail(tx, E_INVALID, "boundary", N_("单元和房屋不画边界。"));
	if (drop)
		TRY(sql_territory_boundary_drop(tx, who->district, id, NULL));
	else
		TRY(put(tx, &n, geojson));
	TRY(sql_territory_touch(tx, who->district, id, n.version));
	return territory_note(tx, who, &n,
			      drop ? TERRITORY_BOUNDARY_DROPPED : TERRITORY_BOUNDARY_SET, S(""),
			      S(""));
}
