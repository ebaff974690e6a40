/* territory_api.c: the tree for programs: the same rules as the pages, as JSON. */
#include "base/clock.h"
#include "features/territory/territory_web.h"
#include "http/reply.h"
#include "kit/paging.h"
#include "kit/answer.h"
#include "kit/list.h"

/* ---- answers ---- */

static const char *const level_names[] = {
	"district", "street", "community", "area", "grid", "building", "unit", "room", NULL,
};
static const char *const kind_names[] = {"usual", "village", "micro_grid", "public_spot", NULL};
static const char *const state_names[] = {"live", "merged", "retired", NULL};

static const char *
state_name(int64_t state)
{
	return state >= TERRITORY_LIVE && state <= TERRITORY_RETIRED ? state_names[state - 1] : "";
}

#define NODE(member) SHAPE_MEMBER(struct territory_node, member)

static const struct shape_field node_fields[] = {
	{.name = "id", .type = SHAPE_ID, NODE(id)},
	{.name = "parent", .type = SHAPE_ID, NODE(parent), .about = "null: the district itself"},
	{.name = "level",
	 .type = SHAPE_WORD,
	 NODE(level),
	 .word = territory_level_name,
	 .words = level_names},
	{.name = "kind",
	 .type = SHAPE_WORD,
	 NODE(kind),
	 .word = territory_kind_name,
	 .words = kind_names},
	{.name = "name", .type = SHAPE_TEXT, NODE(name), COLUMN(.label = N_("名称"), .show = LIST_TITLE)},
	{.name = "code", .type = SHAPE_TEXT, NODE(code), COLUMN(.label = N_("编码"))},
	{.name = "name_en", .type = SHAPE_TEXT, NODE(name_en)},
	{.name = "full_name",
	 .type = SHAPE_TEXT,
	 NODE(full_name),
	 .about = "Below the community, with its area"},
	{.name = "plate", .type = SHAPE_TEXT, NODE(plate), .about = "Prefix of case codes",
	 COLUMN(.label = N_("代号"), .show = LIST_WIDE)},
	{.name = "lon", .type = SHAPE_E7, NODE(lon), COLUMN(.label = N_("经度"), .show = LIST_WIDE | LIST_RIGHT)},
	{.name = "lat", .type = SHAPE_E7, NODE(lat), COLUMN(.label = N_("纬度"), .show = LIST_WIDE | LIST_RIGHT)},
	{.name = "community", .type = SHAPE_ID, NODE(community)},
	{.name = "area", .type = SHAPE_ID, NODE(area)},
	{.name = "grid", .type = SHAPE_ID, NODE(grid)},
	{.name = "building", .type = SHAPE_ID, NODE(building)},
	{.name = "state",
	 .type = SHAPE_WORD,
	 NODE(state),
	 .word = state_name,
	 .words = state_names},
	{.name = "merged_into", .type = SHAPE_ID, NODE(merged_into)},
	{.name = "version",
	 .type = SHAPE_ID,
	 NODE(version),
	 .about = "Send it with a change; a stale one is refused with 409"},
};
const struct shape territory_place_shape = {"Place", node_fields,
					sizeof node_fields / sizeof *node_fields};

#define PERSON(member) SHAPE_MEMBER(struct territory_person, member)
static const struct shape_field person_fields[] = {
	{.name = "id", .type = SHAPE_ID, PERSON(d.id), .about = "To take them off"},
	{.name = "name", .type = SHAPE_TEXT, PERSON(d.name)},
	{.name = "duty", .type = SHAPE_TEXT, PERSON(d.duty)},
	{.name = "phone", .type = SHAPE_TEXT, PERSON(d.phone), .about = "Public work number"},
	{.name = "place",
	 .type = SHAPE_ID,
	 PERSON(d.node),
	 .about = "The place or the one above it they answer for"},
	{.name = "hours", .type = SHAPE_TEXT, PERSON(hours)},
	{.name = "on_duty", .type = SHAPE_BOOL, PERSON(on), .about = "Now within their hours"},
};
static const struct shape person_shape = {"PlacePerson", person_fields,
					  sizeof person_fields / sizeof *person_fields};

struct api_place {
	struct territory_node n;
	struct territory_node_list path;
	struct territory_person_list people;
};
static const struct shape_field place_fields[] = {
	{.name = "place", .type = SHAPE_ONE, SHAPE_MEMBER(struct api_place, n), .sub = &territory_place_shape},
	{.name = "path",
	 .type = SHAPE_LIST,
	 .offset = offsetof(struct api_place, path),
	 .size = sizeof(struct territory_node),
	 .sub = &territory_place_shape,
	 .about = "From the district down to the place"},
	{.name = "people",
	 .type = SHAPE_LIST,
	 .offset = offsetof(struct api_place, people),
	 .size = sizeof(struct territory_person),
	 .sub = &person_shape,
	 .about = "Who answers for it, nearest first"},
};
static const struct shape place_shape = {"PlaceDetail", place_fields,
					 sizeof place_fields / sizeof *place_fields};

#define DIVISION(member) SHAPE_MEMBER(struct division, member)
static const struct shape_field division_fields[] = {
	{.name = "id", .type = SHAPE_ID, DIVISION(id)},
	{.name = "parent", .type = SHAPE_ID, DIVISION(parent)},
	{.name = "level",
	 .type = SHAPE_INT,
	 DIVISION(level),
	 .about = "1 province to 5 village or community"},
	{.name = "code", .type = SHAPE_TEXT, DIVISION(code)},
	{.name = "name", .type = SHAPE_TEXT, DIVISION(name)},
};
static const struct shape division_shape = {"Division", division_fields,
					    sizeof division_fields / sizeof *division_fields};

/* ---- reading ---- */

enum { PAGE = 100 };
struct list_in {
	struct str parent, query;
	struct paging_in page;
};
static const struct field list_fields[] = {
	FIELD(list_in, parent, FIELD_TEXT, .label = N_("上级"), .max = 40,
	      .about = "Id or code; the district without it"),
	FIELD_AS(list_in, query, "q", FIELD_TEXT, .label = N_("找哪里"), .max = 40,
		 .about = "Name, code or pinyin initials, down to buildings"),
	PAGING_AFTER(list_in, page),
	PAGING_LIMIT(list_in, page, 100, 500),
};
static const struct form list_form = FORM(list_in, list_fields);

static int
list_api(struct req *r)
{
	const struct list_in *in = form_in(r, list_in);
	int64_t limit = in->page.limit ? in->page.limit : PAGE;
	struct territory_node_list list;
	struct territory_node parent;
	struct str next = S("");
	size_t n = 0;

	if (in->query.n) {
		TRY(territory_search(r->tx, r->who->district, in->query, limit, &list));
		return reply_shapes(r, &territory_place_shape, list.v, list.n, sizeof *list.v, next);
	}
	if (in->parent.n)
		TRY(territory_find(r, in->parent, &parent));
	else
		TRY(territory_root(r->tx, r->who->district, &parent));
	TRY(territory_children(r->tx, r->who->district, parent.id, in->page.after, limit + 1,
			       &list));
	if (paging_cut(&list.n, limit))
		next = list.v[list.n - 1].sort_key;
	for (size_t i = 0; i < list.n; i++)
		if (list.v[i].level != LEVEL_ROOM ||
		    territory_may(r->who, TERRITORY_EDIT, &list.v[i]))
			list.v[n++] = list.v[i];
	return reply_shapes(r, &territory_place_shape, list.v, n, sizeof *list.v, n ? next : S(""));
}

static int
answer(struct req *r, const struct territory_node *n)
{
	struct api_place p = {.n = *n};

	TRY(territory_path(r->tx, n, &p.path));
	TRY(territory_people_of(r, n, &p.people));
	return reply_shape(r, &place_shape, &p);
}

static int
place_api(struct req *r)
{
	struct territory_node n;

	TRY(territory_of_path(r, &n));
	return answer(r, &n);
}

static const struct choice level_choices[] = {
	{"street", N_("街道"), LEVEL_STREET},	  {"community", N_("社区"), LEVEL_COMMUNITY},
	{"area", N_("片区"), LEVEL_AREA},	  {"grid", N_("网格"), LEVEL_GRID},
	{"building", N_("楼栋"), LEVEL_BUILDING},
};
struct at_in {
	int64_t lon, lat;
	enum level level;
};
static const struct field at_fields[] = {
	FIELD(at_in, lon, FIELD_DECIMAL, .label = N_("经度"), .min = -1800000000, .max = 1800000000,
	      .required = true),
	FIELD(at_in, lat, FIELD_DECIMAL, .label = N_("纬度"), .min = -900000000, .max = 900000000,
	      .required = true),
	FIELD(at_in, level, FIELD_CHOICE, .label = N_("类别"), CHOICES(level_choices),
	      .about = "Not below this level; building without it"),
};
static const struct form at_form = FORM(at_in, at_fields);

static int
at_api(struct req *r)
{
	const struct at_in *in = form_in(r, at_in);
	enum level level = in->level ? in->level : LEVEL_BUILDING;
	struct territory_node n;

	TRY(territory_at_point(r->tx, r->who->district, level, in->lon, in->lat, &n));
	return answer(r, &n);
}

/* A GeoJSON Feature. */
static int
boundary_api(struct req *r)
{
	struct territory_node n;
	struct territory_shape s;
	struct buf *b = &r->reply.body;

	TRY(territory_of_path(r, &n));
	TRY(territory_boundary(r->tx, r->who->district, n.id, &s));
	buf_init(b, &r->arena);
	buf_fmt(b, "{\"type\":\"Feature\",\"id\":\"%lld\",\"properties\":{\"code\":", (long long)n.id);
	json_str(b, n.code);
	BUF_LIT(b, ",\"name\":");
	json_str(b, n.name);
	BUF_LIT(b, ",\"level\":");
	json_str(b, str_of(territory_level_name(n.level)));
	BUF_LIT(b, "},\"geometry\":");
	buf_str(b, s.geojson);
	buf_char(b, '}');
	return reply_tagged(r, S("application/geo+json"));
}

static int
national_api(struct req *r)
{
	const struct territory_national_in *in = form_in(r, territory_national_in);
	struct str query = in->query, after = in->page.after, next;
	struct division_hit_list hits;
	struct division_list list;

	if (query.n) {
		TRY(territory_division_search(r->tx, query, after, PAGE, &hits, &next));
		list = (struct division_list){NEW_ARRAY(&r->arena, struct division, hits.n),
					      hits.n};
		for (size_t i = 0; i < hits.n; i++)
			list.v[i] = territory_division_found(&hits.v[i]);
	} else {
		TRY(territory_divisions(r->tx, in->parent, after, PAGE, &list, &next));
	}
	return reply_shapes(r, &division_shape, list.v, list.n, sizeof *list.v, next);
}

/* ---- changing ---- */

static int
add_api(struct req *r)
{
	struct territory_node parent, n;
	int64_t id;

	TRY(territory_add_from_form(r, &parent, &id));
	TRY(territory_see(r->tx, r->who, id, &n));
	return answer(r, &n);
}

/* What the page's form does, answered with the place as it is now. */
#define CHANGE(name, change) \
	static int name(struct req *r) \
	{ \
		struct territory_node n; \
\
		TRY(change(r, &n)); \
		TRY(territory_see(r->tx, r->who, n.id, &n)); \
		return answer(r, &n); \
	}
CHANGE(edit_api, territory_edit_from_form)
CHANGE(merge_api, territory_merge_from_form)
CHANGE(move_api, territory_move_from_form)
CHANGE(retire_api, territory_retire_from_form)
CHANGE(duty_api, territory_duty_from_form)
CHANGE(duty_remove_api, territory_duty_remove_from_path)
CHANGE(set_boundary_api, territory_boundary_from_form)

static int
print_personal(struct tx *tx, const struct actor *who, struct buf *json)
{
	struct territory_duty_list duties;

	TRY(territory_own_duties(tx, who, &duties));
	buf_char(json, '[');
	for (size_t i = 0; i < duties.n; i++) {
		struct territory_person p = {
			.d = duties.v[i],
			.hours = territory_hours(json->a, &duties.v[i], false),
			.on = territory_on_duty(who->district, &duties.v[i], clock_now()),
		};

		if (i)
			buf_char(json, ',');
		shape_json(json, &person_shape, &p);
	}
	buf_char(json, ']');
	return 0;
}

const struct personal territory_personal = {.name = "duty", .print = print_personal, .forget = territory_forget};

static const struct route routes[] = {
	ROUTE_GET("/api/territory", OPEN, list_api, .form = &list_form, .out = &territory_place_shape,
		  .about = "Places below one, or a search"),
	ROUTE_GET("/api/territory/at", OPEN, at_api, .form = &at_form, .out = &place_shape,
		  .flags = ROUTE_ONE, .about = "The narrowest place that holds a point"),
	ROUTE_GET("/api/territory/national", OPEN, national_api, .form = &territory_form_national,
		  .out = &division_shape, .about = "The national table of divisions"),
	ROUTE_GET("/api/territory/:id", OPEN, place_api, .out = &place_shape,
		  .about = "A place by id or code"),
	ROUTE_GET("/api/territory/:id/boundary", OPEN, boundary_api,
		  .out_type = "application/geo+json",
		  .about = "Boundary of a place as a GeoJSON Feature"),
	ROUTE_POST("/api/territory/:id/children", TERRITORY_EDIT, add_api,
		   .form = &territory_form_node, .out = &place_shape,
		   .about = "Add a place below another"),
	ROUTE_POST("/api/territory/:id/edit", TERRITORY_EDIT, edit_api,
		   .form = &territory_form_node, .out = &place_shape, .about = "Edit a place"),
	ROUTE_POST("/api/territory/:id/merge", TERRITORY_REORG, merge_api,
		   .form = &territory_form_merge, .out = &place_shape,
		   .about = "Merge a place into a sibling"),
	ROUTE_POST("/api/territory/:id/move", TERRITORY_REORG, move_api,
		   .form = &territory_form_move, .out = &place_shape,
		   .about = "Move a place under another parent"),
	ROUTE_POST("/api/territory/:id/retire", TERRITORY_REORG, retire_api,
		   .form = &territory_form_retire, .out = &place_shape,
		   .about = "Retire a place that holds nothing in use"),
	ROUTE_POST("/api/territory/:id/duty", TERRITORY_DUTY, duty_api,
		   .form = &territory_form_duty, .out = &place_shape,
		   .about = "Add a person who answers for a place"),
	ROUTE_POST("/api/territory/:id/duty/:duty/remove", TERRITORY_DUTY, duty_remove_api,
		   .out = &place_shape, .about = "Take a person off a place"),
	ROUTE_POST("/api/territory/:id/boundary", TERRITORY_EDIT, set_boundary_api,
		   .form = &territory_form_boundary, .ahead = territory_boundary_ahead,
		   .prepare = territory_boundary_prepare, .out = &place_shape, .flags = ROUTE_BIG,
		   .about = "Set or drop the boundary of a place"),
};

const struct route_table territory_api_routes = {routes, sizeof routes / sizeof *routes};
