/* territory_edit.h: changes of the tree. Each asks what the actor may do at the node's place,
 * writes the history, and refuses a form that was filled in before somebody else's change
 * (E_STALE). */
#ifndef LINLI_TERRITORY_EDIT_H
#define LINLI_TERRITORY_EDIT_H

#include "features/territory/territory.h"
#include "lib/geo.h"

enum territory_step {
	TERRITORY_ADDED = 1,
	TERRITORY_EDITED,
	TERRITORY_MOVED,
	TERRITORY_MERGED_INTO,
	TERRITORY_TOOK_OVER, /* another was merged into this one */
	TERRITORY_STOPPED,
	TERRITORY_DUTY_ADDED,
	TERRITORY_DUTY_REMOVED,
	TERRITORY_BOUNDARY_SET,
	TERRITORY_BOUNDARY_DROPPED,
	TERRITORY_LAYER_SET, /* of the district: a layer of its map */
	TERRITORY_LAYER_DROPPED,
	TERRITORY_STEP__MAX
};

/* What is sealed of a place: what it is called, what it is and where it hangs. */
extern const struct sealed territory_sealed;

enum { TERRITORY_NAME_MAX = 40, TERRITORY_CODE_MAX = 32, TERRITORY_BULK_MAX = 500 };

/* What a person may say of a node. Empty code and plate: made here. */
struct territory_new {
	enum level level;
	enum territory_kind kind; /* 0 = usual */
	struct str code, name, name_en, plate;
	int64_t lon, lat; /* degrees x 1e7, 0 = unknown */
	int64_t division;
	int64_t households; /* of a community; 0 = it stays what it is, TERRITORY_UNTOLD = nobody knows any more */
};
enum { TERRITORY_UNTOLD = -1, TERRITORY_HOUSEHOLDS_MAX = 1000000 };
int territory_add(struct tx *tx, const struct actor *who, int64_t parent,
		  const struct territory_new *n, int64_t *ret_id);
/* level, kind and division do not change. An empty code keeps the code. */
int territory_edit(struct tx *tx, const struct actor *who, int64_t id, int64_t version,
		   const struct territory_new *n);

/* 1号楼 … 12号楼 below a grid, area or community; word is 号楼, 栋, 座… Those that are there
 * already stay. */
int territory_add_buildings(struct tx *tx, const struct actor *who, int64_t parent, int64_t from,
			    int64_t to, struct str word, int64_t *ret_added);
/* In a building: so many units, and in each floors x rooms rooms (101, 102 … 201). In a unit: its
 * rooms. rooms 0: units only. Those that are there already stay. */
int territory_add_rooms(struct tx *tx, const struct actor *who, int64_t node, int64_t units,
			int64_t floors, int64_t rooms, int64_t *ret_added);

/* Into a sibling of the same level: its children and people go there; a child whose name is taken
 * there is told apart by where it came from: 网格 01（原文桥社区）. */
int territory_merge(struct tx *tx, const struct actor *who, int64_t id, int64_t version,
		    int64_t into);
int territory_move(struct tx *tx, const struct actor *who, int64_t id, int64_t version,
		   int64_t parent);
/* Only a node without live children. */
int territory_retire(struct tx *tx, const struct actor *who, int64_t id, int64_t version);

enum { TERRITORY_EVERY_DAY = 0xff, TERRITORY_DAY_MIN = 24 * 60 };
struct territory_duty_new {
	int64_t person; /* account, 0 = none */
	struct str name, duty, phone;
	int64_t days, from_min, to_min; /* as in the table; to before from runs past midnight */
};
/* The same person, duty and hours again: the one that is there. */
int territory_duty_add(struct tx *tx, const struct actor *who, int64_t node,
		       const struct territory_duty_new *d, int64_t *ret_id);
int territory_duty_remove(struct tx *tx, const struct actor *who, int64_t node, int64_t id);
/* "周一至周五 8:30–20:00", "每天 9:00-21:00", "周六、周日 9:00–18:00". false: not understood. */
bool territory_hours_read(struct str s, int64_t *ret_days, int64_t *ret_from, int64_t *ret_to);
struct str territory_hours(struct arena *a, const struct territory_duty *d, bool english);

/* A boundary that was judged before the transaction, for which others wait: it lies in what was the outer one then. */
struct territory_drawn {
	struct territory_shape outer; /* node 0 = there was none */
	struct str geojson;
	struct geo_box box;
};
/* What is drawn around a node already: the nearest ancestor's boundary, which it must lie in; those of its kind beside it, none of
 * which it may cover; those below it, which must lie in it. Who draws a neighbour in the same moment is not waited for. */
struct territory_around {
	struct territory_shape outer; /* node 0 = there is none */
	struct territory_area_list beside, below;
	enum datum datum; /* of the district */
};
/* For who may draw one. */
int territory_boundary_around(struct tx *tx, const struct actor *who, int64_t id, struct territory_around *ret);
/* Judges GeoJSON (geometry, feature or a collection of one), without database. E_INVALID: *ret_why is a Chinese
 * message key. from: the system of its coordinates, 0 = the district's own. */
int territory_boundary_draw(struct arena *a, struct str geojson, enum datum from, const struct territory_around *around,
			    struct territory_drawn *ret, const char **ret_why);
/* Sets it, or with NULL takes it away. E_STALE too when the outer one was changed meanwhile. */
int territory_boundary_put(struct tx *tx, const struct actor *who, int64_t id, int64_t version,
			   const struct territory_drawn *drawn);
/* All of that in one transaction; "" takes the boundary away. */
int territory_set_boundary(struct tx *tx, const struct actor *who, int64_t id, int64_t version,
			   struct str geojson);

/* Rooms are known to those who may edit them: E_NOTFOUND for others. */
int territory_see(struct tx *tx, const struct actor *who, int64_t id, struct territory_node *ret);
bool territory_may(const struct actor *who, enum perm perm, const struct territory_node *n);
/* May a node of this level and kind hang below that parent? */
bool territory_fits(const struct territory_node *parent, int64_t level, int64_t kind);

#endif
