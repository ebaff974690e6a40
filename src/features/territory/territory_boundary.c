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

/* Adds the boundaries right below a node: its children's, and those of what lies below a child without one. */
static int
add_areas(struct tx *tx, int64_t district, int64_t parent, struct territory_area_list *ret)
{
	struct territory_area_list list;

	TRY(sql_territory_areas(tx, district, parent, &list));
	ret->v = arena_grow(tx->arena, ret->v, ret->n * sizeof *ret->v, (ret->n + list.n) * sizeof *ret->v);
	for (size_t i = 0; i < list.n; i++)
		if (list.v[i].geojson.n)
			ret->v[ret->n++] = list.v[i];
	for (size_t i = 0; i < list.n; i++)
		if (!list.v[i].geojson.n)
			TRY(add_areas(tx, district, list.v[i].node, ret));
	return 0;
}

int
territory_boundary_around(struct tx *tx, const struct actor *who, int64_t id, struct territory_around *ret)
{
	struct territory_around around = {0};
	struct territory_node n;
	size_t like = 0;

	TRY(territory_for_change(tx, who, id, 0, TERRITORY_EDIT, &n));
	TRY(territory_datum(tx, n.district, &around.datum));
	TRY(find_outer(tx, &n, &around.outer));
	TRY(add_areas(tx, n.district, n.id, &around.below));
	if (n.parent)
		TRY(add_areas(tx, n.district, around.outer.node ? around.outer.node : n.parent, &around.beside));
	for (size_t i = 0; i < around.beside.n; i++) {
		const struct territory_area *b = &around.beside.v[i];

		if (b->node != n.id && b->level == n.level && b->kind == n.kind)
			around.beside.v[like++] = *b;
	}
	around.beside.n = like;
	*ret = around;
	return 0;
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

static bool
boxes_meet(const struct geo_box *a, const struct territory_area *b)
{
	return a->west < b->east && b->west < a->east && a->south < b->north && b->south < a->north;
}

/* Does it fit between what is drawn already? *ret_why stays NULL then. */
static int
judge(struct arena *a, const struct geo *g, const struct territory_around *around, const char **ret_why)
{
	struct geo_box box = geo_box(g);
	struct geo_why why;
	bool inside = true, apart = true;
	struct geo *other;

	if (around->outer.node)
		TRY(lies_in(a, g, around->outer.geojson, &inside));
	if (!inside) {
		*ret_why = N_("这个边界超出了上级的边界，请检查坐标。");
		return 0;
	}
	for (size_t i = 0; i < around->beside.n && apart; i++) {
		if (!boxes_meet(&box, &around->beside.v[i]))
			continue;
		TRY(geo_parse(a, around->beside.v[i].geojson, &other, &why));
		apart = geo_apart(g, other);
		geo_free(other);
	}
	for (size_t i = 0; i < around->below.n && apart && inside; i++) {
		TRY(geo_parse(a, around->below.v[i].geojson, &other, &why));
		inside = geo_within(other, g);
		geo_free(other);
	}
	if (!apart)
		*ret_why = N_("这个边界和旁边同级的边界重叠了，同一处会分不清归谁。请对照地图检查。");
	else if (!inside)
		*ret_why = N_("下级有边界露在这个边界外面。请先改下级的边界，或者把这个边界画大些。");
	return 0;
}

int
territory_boundary_draw(struct arena *a, struct str geojson, enum datum from, const struct territory_around *around,
			struct territory_drawn *ret, const char **ret_why)
{
	struct geo_why why = {0};
	const char *unfit = NULL;
	struct geo *g;
	int rc = geo_parse_from(a, geojson, from ? from : around->datum, around->datum, &g, &why);

	if (rc < 0) {
		*ret_why = why.text ? why.text : err_text(rc);
		return rc == E_TOOBIG ? E_INVALID : rc;
	}
	rc = judge(a, g, around, &unfit);
	*ret = (struct territory_drawn){.outer = around->outer, .geojson = geo_json(a, g), .box = geo_box(g)};
	geo_free(g);
	if (rc == 0 && unfit) {
		*ret_why = unfit;
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
	struct territory_around around;
	struct territory_drawn drawn;
	const char *why = NULL;
	int rc;

	if (!str_trim(geojson).n)
		return territory_boundary_put(tx, who, id, version, NULL);
	TRY(territory_boundary_around(tx, who, id, &around));
	rc = territory_boundary_draw(tx->arena, geojson, (enum datum)0, &around, &drawn, &why);
	if (rc < 0)
		return fail(tx, rc, "boundary", why);
	return territory_boundary_put(tx, who, id, version, &drawn);
}
