/* territory.h: places. The national table of divisions, and each district's own tree down to the
 * room.
 *
 * A node is never deleted: it is renamed, moved, merged into another or retired, and cases that
 * name it keep it. struct territory_node is a row (gen/territory_row.h). Its ancestors stand in the
 * row itself, so a place costs one read. The district's own node, the root, has the district's code
 * as its id. Changes are in territory_edit.h, the national table in territory_division.h, maps in
 * territory_web_map.h. */
#ifndef LINLI_TERRITORY_H
#define LINLI_TERRITORY_H

#include "base/str.h"
#include "gen/kit_row.h"
#include "gen/territory_row.h"
#include "kit/actor.h"
#include "lib/datum.h"

struct tx;

enum territory_kind {
	TERRITORY_USUAL = 1,
	TERRITORY_VILLAGE,
	TERRITORY_MICRO_GRID,
	TERRITORY_PUBLIC_SPOT,
	TERRITORY_KIND__MAX
};
enum territory_state { TERRITORY_LIVE = 1, TERRITORY_MERGED, TERRITORY_RETIRED };

/* The district for a host name: its own, else the first. E_NOTFOUND: none is open. */
int territory_district_for_host(struct tx *tx, struct str host, struct district *ret);
/* Opens a district: its row and its root node; takes over streets and communities from the national
 * table when that knows the code or the name. E_STALE: it is open already. */
int territory_open_district(struct tx *tx, int64_t code, struct str name, int64_t *ret_root);

/* Reading. All are public knowledge; rooms are only listed for those who may edit them. */
int territory_get(struct tx *tx, int64_t district, int64_t id, struct territory_node *ret);
/* A merged node's code leads to the node it went into: posters outlive reorganisations. */
int territory_by_code(struct tx *tx, int64_t district, struct str code, struct territory_node *ret);
int territory_root(struct tx *tx, int64_t district, struct territory_node *ret);
/* Live children in order; after = sort_key of the last one seen, "" = from the start. */
int territory_children(struct tx *tx, int64_t district, int64_t parent, struct str after,
		       int64_t limit, struct territory_node_list *ret);
/* Live nodes of one level inside a community, or the district with 0: for choosing. */
int territory_of_level(struct tx *tx, int64_t district, enum level level, int64_t community,
		       struct territory_node_list *ret);
int territory_communities(struct tx *tx, int64_t district, struct territory_node_list *ret);
/* From the district down to the node itself. */
int territory_path(struct tx *tx, const struct territory_node *n, struct territory_node_list *ret);
/* How many live nodes of each level lie below; rooms and units only inside a community. */
int territory_counts(struct tx *tx, const struct territory_node *n,
		     struct territory_count_list *ret);
/* Name (with its area: "和平里 3号楼"), code or initials, down to buildings; newest first. */
int territory_search(struct tx *tx, int64_t district, struct str query, int64_t limit,
		     struct territory_node_list *ret);
/* The same inside one community: grids, then buildings, then units; of each those first in which a word begins so. "" = all. */
int territory_inside(struct tx *tx, int64_t district, int64_t community, struct str query, int64_t limit,
		     struct territory_node_list *ret);

/* What tells the places of a list apart that lie in different ones, a text for each of them: "北岭社区" or
 * "北岭社区 和平里片区"; "" where all lie in the same. */
int territory_where(struct tx *tx, int64_t district, const struct territory_node_list *list,
		    bool english, struct str *ret);

/* How many households a community has, as the district told it; 0 = it did not. */
int territory_households(struct tx *tx, int64_t district, int64_t community, int64_t *ret);
/* The same of each of these, in their order: as many as there are. */
int territory_households_each(struct tx *tx, int64_t district, const struct territory_node_list *communities, int64_t **ret);

/* A row's place for permission checks. */
struct place territory_place_of(const struct territory_node *n);
/* "和平里片区 3号楼2单元", below the community; the own name for itself and above. */
struct str territory_name(const struct territory_node *n);
/* The same for a reader: in English "Hepingli Area, Building 3, Unit 2", its last part as it was given. */
struct str territory_full_name(struct arena *a, const struct territory_node *n, bool english);
const char *territory_level_word(int64_t level); /* Chinese message key: 网格; "" for none */
const char *territory_level_name(int64_t level); /* for programs: grid */
const char *territory_kind_name(int64_t kind);   /* usual, village, micro_grid, public_spot */
/* What it is called here: 网格, but 村, 微网格, 公共场所 for those kinds. */
const char *territory_word(const struct territory_node *n);

struct str territory_degrees(struct arena *a, int64_t e7); /* 114.0505470; "" for 0 */

/* The narrowest node of this level (or above it when none has a boundary) that holds the point,
 * degrees x 1e7. E_NOTFOUND: outside the district or no boundary was given yet. */
int territory_at_point(struct tx *tx, int64_t district, enum level level, int64_t lon, int64_t lat,
		       struct territory_node *ret);
/* The system of all coordinates of a district, as `linli setting` says. */
int territory_datum(struct tx *tx, int64_t district, enum datum *ret);
/* Buildings around a point in the district's own system, nearest first, with metres. */
enum { TERRITORY_NEAR_MOST = 3, TERRITORY_NEAR_M = 300 };
struct territory_near {
	struct territory_node node;
	int64_t metres;
};
struct territory_near_list {
	struct territory_near v[TERRITORY_NEAR_MOST];
	size_t n;
};
int territory_near(struct tx *tx, int64_t district, int64_t lon, int64_t lat, struct territory_near_list *ret);
/* Boundaries inside a community (or of the district's communities with 0), for drawing: geometry as
 * stored. */
int territory_boundaries(struct tx *tx, int64_t district, int64_t community,
			 struct territory_shape_list *ret);
int territory_boundary(struct tx *tx, int64_t district, int64_t node, struct territory_shape *ret);

/* People who answer for the node and for its ancestors, nearest first; on_duty says whether at is
 * in their hours. */
int territory_duties(struct tx *tx, const struct territory_node *n,
		     struct territory_duty_list *ret);
bool territory_on_duty(int64_t district, const struct territory_duty *d, int64_t at);
/* What the actor themselves answers for; and the end of it, with the names that stood there. */
int territory_own_duties(struct tx *tx, const struct actor *who, struct territory_duty_list *ret);
int territory_forget(struct tx *tx, const struct actor *who);

#endif
