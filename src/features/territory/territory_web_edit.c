/* territory_web_edit.c: adding and editing places. */
#include "features/territory/territory_web.h"
#include "gen/territory_view.h"

/* What can be added, as the form says it; the usual kinds first, for the first that fits is chosen. */
static const struct {
	const char *value, *label;
	enum level level;
	enum territory_kind kind;
} sorts[] = {
	{"street", N_("街道"), LEVEL_STREET, TERRITORY_USUAL},
	{"community", N_("社区"), LEVEL_COMMUNITY, TERRITORY_USUAL},
	{"area", N_("片区"), LEVEL_AREA, TERRITORY_USUAL},
	{"grid", N_("网格"), LEVEL_GRID, TERRITORY_USUAL},
	{"building", N_("楼栋"), LEVEL_BUILDING, TERRITORY_USUAL},
	{"unit", N_("单元"), LEVEL_UNIT, TERRITORY_USUAL},
	{"room", N_("房屋"), LEVEL_ROOM, TERRITORY_USUAL},
	{"village", N_("村"), LEVEL_COMMUNITY, TERRITORY_VILLAGE},
	{"micro_grid", N_("微网格"), LEVEL_GRID, TERRITORY_MICRO_GRID},
	{"public_spot", N_("公共场所"), LEVEL_BUILDING, TERRITORY_PUBLIC_SPOT},
};
enum { SORTS = sizeof sorts / sizeof *sorts };

struct territory_node_in {
	struct str level, name, name_en, code, plate;
	int64_t lon, lat, households, version;
};
static const struct field node_fields[] = {
	FIELD(territory_node_in, level, FIELD_TEXT, .label = N_("类别"), .max = 20,
	      .about = "street, community, village, area, grid, micro_grid, building, "
		       "public_spot, unit or room"),
	FIELD(territory_node_in, name, FIELD_TEXT, .label = N_("名字"), .max = TERRITORY_NAME_MAX,
	      .required = true),
	FIELD(territory_node_in, name_en, FIELD_TEXT, .label = N_("英文名"), .max = 100),
	FIELD(territory_node_in, code, FIELD_TEXT, .label = N_("编码"), .max = TERRITORY_CODE_MAX,
	      .hint = N_("空着就自动取。贴出去的二维码里有它，改了旧的就扫不开。")),
	FIELD(territory_node_in, plate, FIELD_TEXT, .label = N_("代号"), .max = 6,
	      .hint = N_("诉求编号的开头，比如 BL")),
	FIELD(territory_node_in, lon, FIELD_DECIMAL, .label = N_("经度"), .min = -1800000000,
	      .max = 1800000000),
	FIELD(territory_node_in, lat, FIELD_DECIMAL, .label = N_("纬度"), .min = -900000000,
	      .max = 900000000),
	FIELD(territory_node_in, households, FIELD_INT, .label = N_("户数"), .min = 0, .max = TERRITORY_HOUSEHOLDS_MAX,
	      .hint = N_("只填在社区上，看板按每千户比较。空着就不变，填 0 就去掉。")),
	FIELD(territory_node_in, version, FIELD_INT, .label = N_("版本"),
	      .about = "Version the form was filled in for"),
};
const struct form territory_form_node = FORM(territory_node_in, node_fields);

struct territory_buildings_in {
	int64_t from, to;
	struct str word;
};
static const struct field building_fields[] = {
	FIELD(territory_buildings_in, from, FIELD_INT, .label = N_("从几号"), .min = 1, .max = 9999,
	      .required = true),
	FIELD(territory_buildings_in, to, FIELD_INT, .label = N_("到几号"), .min = 1, .max = 9999,
	      .required = true),
	FIELD(territory_buildings_in, word, FIELD_TEXT, .label = N_("怎么称呼"), .max = 10,
	      .hint = N_("号楼、栋、座，空着是“号楼”")),
};
const struct form territory_form_buildings = FORM(territory_buildings_in, building_fields);

struct territory_rooms_in {
	int64_t units, floors, rooms;
};
static const struct field room_fields[] = {
	FIELD(territory_rooms_in, units, FIELD_INT, .label = N_("几个单元"), .min = 0, .max = 50),
	FIELD(territory_rooms_in, floors, FIELD_INT, .label = N_("几层"), .min = 0, .max = 200),
	FIELD(territory_rooms_in, rooms, FIELD_INT, .label = N_("每层几户"), .min = 0, .max = 99,
	      .hint = N_("空着只建单元")),
};
const struct form territory_form_rooms = FORM(territory_rooms_in, room_fields);

/* ---- adding ---- */

static struct pick_list
sorts_below(struct req *r, const struct territory_node *parent)
{
	const struct territory_node_in *in = form_if(r, territory_node_in);
	struct pick_list list = {NEW_ARRAY(&r->arena, struct pick, SORTS), 0};
	struct str chosen = in ? in->level : S("");

	for (size_t i = 0; i < SORTS; i++)
		if (territory_fits(parent, sorts[i].level, sorts[i].kind))
			list.v[list.n++] = (struct pick){
				.value = str_of(sorts[i].value),
				.label = str_of(ui_translate(req_lang(r), sorts[i].label)),
				.chosen = str_is(chosen, sorts[i].value),
			};
	return list;
}

int
territory_add_page(struct req *r)
{
	struct page page = territory_page_for(r, N_("往下加"));
	struct territory_form_page p = {0};

	TRY(territory_to_change(r, TERRITORY_EDIT, &p));
	p.levels = sorts_below(r, &p.n);
	p.buildings = territory_fits(&p.n, LEVEL_BUILDING, TERRITORY_USUAL);
	p.rooms = p.n.level == LEVEL_BUILDING || p.n.level == LEVEL_UNIT;
	p.units = p.n.level == LEVEL_BUILDING;
	p.plated = territory_fits(&p.n, LEVEL_COMMUNITY, TERRITORY_USUAL);
	p.form = 1;
	ui_form(r, &territory_form_node);
	if (r->route->form == &territory_form_buildings ||
	    r->route->form == &territory_form_rooms) {
		p.form = r->route->form == &territory_form_buildings ? 2 : 3;
		ui_form(r, r->route->form);
	}
	page.back = "/territory";
	return reply_page(r, &page, territory_add, &p);
}

static int
typed(struct req *r, struct territory_new *ret)
{
	const struct territory_node_in *in = form_in(r, territory_node_in);

	*ret = (struct territory_new){
		.code = in->code,
		.name = in->name,
		.name_en = in->name_en,
		.plate = in->plate,
		.lon = in->lon,
		.lat = in->lat,
		.households = in->households,
	};
	for (size_t i = 0; i < SORTS; i++)
		if (str_is(in->level, sorts[i].value)) {
			ret->level = sorts[i].level;
			ret->kind = sorts[i].kind;
			return 0;
		}
	return in->level.n
		       ? form_fail(r, territory_node_in, level, N_("没有这一类，请从列表里选。"))
		       : 0;
}

int
territory_add_from_form(struct req *r, struct territory_node *ret, int64_t *ret_id)
{
	struct territory_new n;

	TRY(territory_of_path(r, ret));
	TRY(typed(r, &n));
	return territory_add(r->tx, r->who, ret->id, &n, ret_id);
}

int
territory_edit_from_form(struct req *r, struct territory_node *ret)
{
	const struct territory_node_in *in = form_in(r, territory_node_in);
	struct territory_new n;

	TRY(territory_of_path(r, ret));
	if (!form_input(r, territory_node_in, version)->given)
		return form_fail(r, territory_node_in, version,
				 N_("没有说明改的是第几版，请重新打开后再改。"));
	TRY(typed(r, &n));
	/* Left empty it stays: programs that do not know of it send none. */
	if (form_input(r, territory_node_in, households)->given && !in->households && ret->level == LEVEL_COMMUNITY)
		n.households = TERRITORY_UNTOLD;
	return territory_edit(r->tx, r->who, ret->id, in->version, &n);
}

int
territory_add_post(struct req *r)
{
	struct territory_node parent;
	int64_t id;

	TRY(territory_add_from_form(r, &parent, &id));
	return territory_back(r, parent.id, N_("加好了"));
}

int
territory_buildings_post(struct req *r)
{
	const struct territory_buildings_in *in = form_in(r, territory_buildings_in);
	struct territory_node parent;
	int64_t added;

	TRY(territory_of_path(r, &parent));
	TRY(territory_add_buildings(r->tx, r->who, parent.id, in->from, in->to, in->word, &added));
	return territory_back(r, parent.id,
			      added ? N_("楼栋建好了") : N_("这些楼栋原来就有，没有重复建"));
}

int
territory_rooms_post(struct req *r)
{
	const struct territory_rooms_in *in = form_in(r, territory_rooms_in);
	struct territory_node parent;
	int64_t added;

	TRY(territory_of_path(r, &parent));
	TRY(territory_add_rooms(r->tx, r->who, parent.id, in->units, in->floors, in->rooms,
				&added));
	return territory_back(r, parent.id,
			      added ? N_("单元和房屋建好了")
				    : N_("这些单元和房屋原来就有，没有重复建"));
}

/* ---- editing ---- */

int
territory_edit_page(struct req *r)
{
	struct page page = territory_page_for(r, N_("改资料"));
	struct territory_form_page p = {0};
	int64_t households;

	TRY(territory_to_change(r, TERRITORY_EDIT, &p));
	TRY(territory_households(r->tx, r->who->district, p.n.id, &households));
	p.counted = p.n.level == LEVEL_COMMUNITY;
	p.coded = !p.root;
	p.plated = p.n.level == LEVEL_COMMUNITY || p.root;
	ui_form(r, &territory_form_node);
	ui_fill(r, "name", p.n.name);
	ui_fill(r, "name_en", p.n.name_en);
	ui_fill(r, "code", p.n.code);
	ui_fill(r, "plate", p.n.plate);
	if (households)
		ui_fill(r, "households", str_fmt(&r->arena, "%lld", (long long)households));
	ui_fill(r, "lon", territory_degrees(&r->arena, p.n.lon));
	ui_fill(r, "lat", territory_degrees(&r->arena, p.n.lat));
	return reply_page(r, &page, territory_edit, &p);
}

int
territory_edit_post(struct req *r)
{
	struct territory_node n;

	TRY(territory_edit_from_form(r, &n));
	return territory_back(r, n.id, N_("改好了"));
}
