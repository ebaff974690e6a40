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

/* The boundary it must lie in: of the nearest ancestor that has one; node 0 = there is none. */
static int
find_outer(struct tx *tx, const struct territory_node *n, struct territory_shape *ret)
{
	struct territory_node_list path;

	*ret = (struct territory_shape){0};
	if (!n->parent)
		return 0;
	TRY(sql_territory_path(tx, n->district, n->parent, &path));
	for (size_t i = path.n; i-- > 0;) {
		int rc = sql_territory_boundary(tx, n->district, path.v[i].id, ret);

		if (rc != E_NOTFOUND)
			return rc;
	}
	return 0;
}

int
territory_boundary_outer(struct tx *tx, const struct actor *who, int64_t id, struct territory_shape *ret)
{
	struct territory_node n;

	TRY(territory_for_change(tx, who, id, 0, TERRITORY_EDIT, &n));
	return find_outer(tx, &n, ret);
}

/* Reads the outer one, which was valid when it came. */
static int
lies_in(struct arena *a, const struct geo *g, struct str outer, bool *ret)
{
	struct geo_why why;
	struct geo *around;

	TRY(geo_parse(a, outer, &around, &why));
	*ret = geo_within(g, around);
	geo_free(around);
	return 0;
}

int
territory_boundary_draw(struct arena *a, struct str geojson, const struct territory_shape *outer,
			struct territory_drawn *ret, const char **ret_why)
{
	struct geo_why why = {0};
	struct geo *g;
	bool inside = true;
	int rc = geo_parse(a, geojson, &g, &why);

	if (rc < 0) {
		*ret_why = why.text ? why.text : err_text(rc);
		return rc == E_TOOBIG ? E_INVALID : rc;
	}
	if (outer->node)
		rc = lies_in(a, g, outer->geojson, &inside);
	*ret = (struct territory_drawn){.outer = *outer, .geojson = geo_json(a, g), .box = geo_box(g)};
	geo_free(g);
	if (rc == 0 && !inside) {
		*ret_why = N_("这个边界超出了上级的边界，请检查坐标。");
		return E_INVALID;
	}
	return rc;
}

static int
put(struct tx *tx, const struct territory_node *n, const struct territory_drawn *d)
{
	struct territory_shape outer;
	struct territory_box row = {
		.node = n->id,
		.level = n->level,
		.geojson = d->geojson,
		.west = d->box.west,
		.south = d->box.south,
		.east = d->box.east,
		.north = d->box.north,
		.updated_at = clock_now(),
	};

	TRY(find_outer(tx, n, &outer));
	if (outer.node != d->outer.node || !str_eq(outer.geojson, d->outer.geojson))
		return E_STALE;
	return sql_territory_boundary_put(tx, n->district, &row);
}

int
territory_boundary_put(struct tx *tx, const struct actor *who, int64_t id, int64_t version,
		       const struct territory_drawn *drawn)
{
	struct territory_node n;

	TRY(territory_for_change(tx, who, id, version, TERRITORY_EDIT, &n));
	if (n.level > LEVEL_BUILDING)
		return fail(tx, E_INVALID, "boundary", N_("单元和房屋不画边界。"));
	if (drawn)
		TRY(put(tx, &n, drawn));
	else
		TRY(sql_territory_boundary_drop(tx, who->district, id, NULL));
	TRY(sql_territory_touch(tx, who->district, id, n.version));
	return territory_note(tx, who, &n, drawn ? TERRITORY_BOUNDARY_SET : TERRITORY_BOUNDARY_DROPPED, S(""),
			      S(""));
}

int
territory_set_boundary(struct tx *tx, const struct actor *who, int64_t id, int64_t version,
		       struct str geojson)
{
	struct territory_shape outer;
	struct territory_drawn drawn;
	const char *why = NULL;
	int rc;

	if (!str_trim(geojson).n)
		return territory_boundary_put(tx, who, id, version, NULL);
	TRY(territory_boundary_outer(tx, who, id, &outer));
	rc = territory_boundary_draw(tx->arena, geojson, &outer, &drawn, &why);
	if (rc < 0)
		return fail(tx, rc, "boundary", why);
	return territory_boundary_put(tx, who, id, version, &drawn);
}
