/* catalogue_api.c: the catalogue for programs: the same rules and forms as the pages, as JSON. */
#include "base/clock.h"
#include "features/catalogue/catalogue_web.h"
#include "features/catalogue/catalogue_web_form.h"
#include "http/reply.h"
#include "kit/paging.h"
#include "kit/answer.h"
#include "kit/list.h"

enum { PAGE = 100 };

/* ---- answers ---- */

static const char *const state_names[] = {"live", "retired", "retired_above", NULL};
static const char *const circle_names[] = {"district", "street",   "community",
					   "grid",     "building", NULL};

static const char *
state_name(int64_t state)
{
	return state >= CATALOGUE_LIVE && state <= CATALOGUE_UNDER ? state_names[state - 1] : NULL;
}

static const char *
circle_name(int64_t circle)
{
	const char *name = catalogue_circle_name(circle);

	return *name ? name : NULL;
}

#define NODE(member) SHAPE_MEMBER(struct catalogue_node, member)
static const struct shape_field node_fields[] = {
	{.name = "id", .type = SHAPE_ID, NODE(id)},
	{.name = "version",
	 .type = SHAPE_INT,
	 NODE(version),
	 .about = "Send it with a change; a stale one is refused with 409"},
	{.name = "parent", .type = SHAPE_ID, NODE(parent), .about = "null for a class"},
	{.name = "level", .type = SHAPE_INT, NODE(level), .about = "1 class, 2 group, 3 item"},
	{.name = "code", .type = SHAPE_TEXT, NODE(code), COLUMN(.label = N_("编号"))},
	{.name = "name", .type = SHAPE_TEXT, NODE(name), COLUMN(.label = N_("事项"), .show = LIST_TITLE)},
	{.name = "name_en", .type = SHAPE_TEXT, NODE(name_en)},
	{.name = "path",
	 .type = SHAPE_TEXT,
	 NODE(path),
	 .about = "Names from the first level down, joined by /",
	 COLUMN(.label = N_("位置"), .show = LIST_SORTED)},
	{.name = "path_en", .type = SHAPE_TEXT, NODE(path_en)},
	{.name = "colour",
	 .type = SHAPE_TEXT,
	 NODE(colour),
	 .about = "Service colour: red … purple"},
	{.name = "never_public", .type = SHAPE_BOOL, NODE(never), .about = "Cases of it are seen by their parties alone"},
	{.name = "leaf", .type = SHAPE_BOOL, NODE(leaf), .about = "Nothing in use lies below it"},
	{.name = "state",
	 .type = SHAPE_WORD,
	 NODE(state),
	 .word = state_name,
	 .words = state_names},
};
const struct shape catalogue_node_shape = {"CatalogueNode", node_fields,
					sizeof node_fields / sizeof *node_fields};

#define RULE(member) SHAPE_MEMBER(struct catalogue_rule, member)
static const struct shape_field rule_fields[] = {
	{.name = "id",
	 .type = SHAPE_ID,
	 RULE(id),
	 .about = "null: the house rule, where the catalogue says nothing"},
	{.name = "node",
	 .type = SHAPE_ID,
	 RULE(node),
	 .about = "Whose rule it is: the node's own, or of one above"},
	{.name = "valid_from", .type = SHAPE_TIME, RULE(valid_from), .about = "null: since always"},
	{.name = "valid_to",
	 .type = SHAPE_TIME,
	 RULE(valid_to),
	 .about = "null: until further notice"},
	{.name = "body",
	 .type = SHAPE_TEXT,
	 RULE(body),
	 .about = "Code of the responsible kind of body"},
	{.name = "co",
	 .type = SHAPE_TEXT,
	 RULE(co),
	 .about = "Codes of those that help, ; between"},
	{.name = "level",
	 .type = SHAPE_WORD,
	 RULE(circle),
	 .word = circle_name,
	 .words = circle_names,
	 .about = "Smallest circle that settles it"},
	{.name = "basis", .type = SHAPE_TEXT, RULE(basis), .about = "Legal basis"},
	{.name = "accept_minutes",
	 .type = SHAPE_INT,
	 RULE(accept_min),
	 .about = "Working minutes until the body accepts"},
	{.name = "handle_minutes",
	 .type = SHAPE_INT,
	 RULE(handle_min),
	 .about = "… until it replies"},
	{.name = "follow_minutes",
	 .type = SHAPE_INT,
	 RULE(follow_min),
	 .about = "… the resident has to rate"},
	{.name = "standard", .type = SHAPE_TEXT, RULE(standard), .about = "What done means"},
	{.name = "evidence", .type = SHAPE_TEXT, RULE(evidence)},
	{.name = "questions",
	 .type = SHAPE_TEXT,
	 RULE(questions),
	 .about = "label|type, ; between"},
	{.name = "keywords", .type = SHAPE_TEXT, RULE(keywords)},
	{.name = "urgent", .type = SHAPE_BOOL, RULE(urgent), .about = "Its matters are urgent: the minutes are those of the day and night"},
};
static const struct shape rule_shape = {"CatalogueRule", rule_fields,
					sizeof rule_fields / sizeof *rule_fields};

struct detail {
	struct catalogue_node n;
	struct catalogue_rule rule;
	struct str body_name, body_name_en;
	struct catalogue_rule_list versions;
};
#define DETAIL(member) SHAPE_MEMBER(struct detail, member)
static const struct shape_field detail_fields[] = {
	{.name = "node", .type = SHAPE_ONE, DETAIL(n), .sub = &catalogue_node_shape},
	{.name = "rule",
	 .type = SHAPE_ONE,
	 DETAIL(rule),
	 .sub = &rule_shape,
	 .about = "The one in force now"},
	{.name = "body_name", .type = SHAPE_TEXT, DETAIL(body_name)},
	{.name = "body_name_en", .type = SHAPE_TEXT, DETAIL(body_name_en)},
	{.name = "versions",
	 .type = SHAPE_LIST,
	 .offset = offsetof(struct detail, versions),
	 .size = sizeof(struct catalogue_rule),
	 .sub = &rule_shape,
	 .about = "Of its own rule, newest first, planned ones too"},
};
static const struct shape detail_shape = {"CatalogueDetail", detail_fields,
					  sizeof detail_fields / sizeof *detail_fields};

#define BODY(member) SHAPE_MEMBER(struct catalogue_body, member)
static const struct shape_field body_fields[] = {
	{.name = "code", .type = SHAPE_TEXT, BODY(code)},
	{.name = "name", .type = SHAPE_TEXT, BODY(name)},
	{.name = "name_en", .type = SHAPE_TEXT, BODY(name_en)},
	{.name = "about", .type = SHAPE_TEXT, BODY(about)},
};
static const struct shape body_shape = {"BodyKind", body_fields,
					sizeof body_fields / sizeof *body_fields};

/* ---- reading ---- */

struct list_in {
	struct str query;
	int64_t parent;
	struct paging_in page;
};
static const struct field list_fields[] = {
	FIELD_AS(list_in, query, "q", FIELD_TEXT, .label = N_("找事项"), .max = 60,
		 .about = "Words; all must occur. One page, no cursor"),
	FIELD(list_in, parent, FIELD_ID, .label = N_("上一级"), .about = "Absent: the classes"),
	PAGING_AFTER(list_in, page),
	PAGING_LIMIT(list_in, page, 100, 500),
};
static const struct form list_form = FORM(list_in, list_fields);

static int
list_api(struct req *r)
{
	const struct list_in *in = form_in(r, list_in);
	size_t limit = in->page.limit ? (size_t)in->page.limit : PAGE, from = 0, n;
	struct catalogue_node_list all;
	struct str next = S("");
	int64_t after = 0;

	if (in->query.n)
		TRY(catalogue_search(r->tx, r->who->district, in->query, (int64_t)limit, &all));
	else
		TRY(catalogue_children(r->tx, r->who->district, in->parent, &all));
	if (str_int(in->page.after, &after))
		for (size_t i = 0; i < all.n; i++)
			if (all.v[i].id == after)
				from = i + 1;
	n = all.n - from;
	if (paging_cut(&n, (int64_t)limit))
		next = str_number(&r->arena, all.v[from + n - 1].id);
	return reply_shapes(r, &catalogue_node_shape, all.v + from, n, sizeof *all.v, next);
}

static int
reply_node(struct req *r, int64_t id)
{
	struct catalogue_body_list bodies;
	struct detail d = {0};
	int64_t district = r->who->district;

	TRY(catalogue_get(r->tx, district, id, &d.n));
	TRY(catalogue_rule_at(r->tx, district, id, clock_now(), &d.rule));
	TRY(catalogue_versions(r->tx, district, id, &d.versions));
	TRY(catalogue_bodies(r->tx, district, &bodies));
	for (size_t i = 0; i < bodies.n; i++)
		if (str_eq(bodies.v[i].code, d.rule.body)) {
			d.body_name = bodies.v[i].name;
			d.body_name_en = bodies.v[i].name_en;
		}
	return reply_shape(r, &detail_shape, &d);
}

static int
show_api(struct req *r)
{
	struct catalogue_node n;

	TRY(catalogue_of_path(r, &n));
	return reply_node(r, n.id);
}

static int
bodies_api(struct req *r)
{
	struct catalogue_body_list all;

	TRY(catalogue_bodies(r->tx, r->who->district, &all));
	return reply_shapes(r, &body_shape, all.v, all.n, sizeof *all.v, S(""));
}

/* ---- changing: the forms of the pages, answered with the node as it is now ---- */

static int
add_api(struct req *r)
{
	int64_t id;

	TRY(catalogue_add_from_form(r, &id));
	TRY(reply_node(r, id));
	r->reply.status = 201;
	reply_header(r, S("Location"), str_fmt(&r->arena, "/api/catalogue/%lld", (long long)id));
	return 0;
}

#define CHANGE(name, change) \
	static int name(struct req *r) \
	{ \
		TRY(change(r)); \
		return show_api(r); \
	}
CHANGE(name_api, catalogue_name_from_form)
CHANGE(rule_api, catalogue_rule_from_form)
CHANGE(move_api, catalogue_move_from_form)
CHANGE(retire_api, catalogue_retire_from_form)
CHANGE(restore_api, catalogue_restore_from_form)
CHANGE(unplan_api, catalogue_unplan_from_form)

static const struct route rows[] = {
	ROUTE_GET("/api/catalogue", OPEN, list_api, .form = &list_form, .out = &catalogue_node_shape,
		  .about = "Nodes in use below a parent, or found by words"),
	ROUTE_GET("/api/catalogue/bodies", OPEN, bodies_api, .out = &body_shape,
		  .about = "Kinds of bodies a rule may name"),
	ROUTE_GET("/api/catalogue/:id", OPEN, show_api, .out = &detail_shape,
		  .about = "A node, its rule in force and all versions"),
	ROUTE_POST("/api/catalogue", CATALOGUE_EDIT, add_api, .form = &catalogue_form_name,
		   .out = &detail_shape, .about = "Add a class, group or item", .flags = ROUTE_MAKES),
	ROUTE_POST("/api/catalogue/:id/name", CATALOGUE_EDIT, name_api,
		   .form = &catalogue_form_name, .out = &detail_shape,
		   .about = "Change names and colour"),
	ROUTE_POST("/api/catalogue/:id/rule", CATALOGUE_EDIT, rule_api,
		   .form = &catalogue_form_rule, .out = &detail_shape,
		   .about = "Open a new version of the rule"),
	ROUTE_POST("/api/catalogue/:id/move", CATALOGUE_EDIT, move_api,
		   .form = &catalogue_form_move, .out = &detail_shape,
		   .about = "Move a group or item"),
	ROUTE_POST("/api/catalogue/:id/retire", CATALOGUE_EDIT, retire_api,
		   .form = &catalogue_form_version, .out = &detail_shape,
		   .about = "Take out of use"),
	ROUTE_POST("/api/catalogue/:id/restore", CATALOGUE_EDIT, restore_api,
		   .form = &catalogue_form_version, .out = &detail_shape,
		   .about = "Take into use again"),
	ROUTE_POST("/api/catalogue/:id/unplan", CATALOGUE_EDIT, unplan_api,
		   .form = &catalogue_form_unplan, .out = &detail_shape,
		   .about = "Take back a version that has not begun"),
};
const struct route_table catalogue_api_routes = {rows, sizeof rows / sizeof *rows};
